using System;
using System.Collections.Generic;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Every layer that an attribute can ask for: the one list to add a layer to.</summary>
internal static class LayerRegistry
{
    public static IReadOnlyDictionary<string, Func<AttributeReader, LayerSpec?>> Parsers { get; } =
        new Dictionary<string, Func<AttributeReader, LayerSpec?>>
        {
            ["FlattenAttribute"] = FlattenLayer.Parse,
            ["LinearAttribute"] = LinearLayer.Parse,
            ["ReLUAttribute"] = ReLULayer.Parse,
            ["LeakyReLUAttribute"] = LeakyReLULayer.Parse,
            ["ELUAttribute"] = ELULayer.Parse,
            ["GELUAttribute"] = GELULayer.Parse,
            ["SiLUAttribute"] = SiLULayer.Parse,
            ["TanhAttribute"] = TanhLayer.Parse,
            ["SigmoidAttribute"] = SigmoidLayer.Parse,
            ["SoftmaxAttribute"] = SoftmaxLayer.Parse,
            ["DropoutAttribute"] = DropoutLayer.Parse,
        };
}
