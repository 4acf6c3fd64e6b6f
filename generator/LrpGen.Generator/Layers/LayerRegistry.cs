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
            ["Conv2dAttribute"] = ConvLayer.ParseConv2d,
            ["Conv1dAttribute"] = ConvLayer.ParseConv1d,
            ["ConvTranspose2dAttribute"] = ConvLayer.ParseConvTranspose2d,
            ["BatchNormAttribute"] = BatchNormLayer.Parse,
            ["MaxPoolAttribute"] = PoolLayer.ParseMax,
            ["AvgPoolAttribute"] = PoolLayer.ParseAvg,
            ["SumPoolAttribute"] = PoolLayer.ParseSum,
            ["AdaptiveAvgPoolAttribute"] = PoolLayer.ParseAdaptiveAvg,
            ["GlobalAvgPoolAttribute"] = PoolLayer.ParseGlobalAvg,
            ["GlobalMaxPoolAttribute"] = PoolLayer.ParseGlobalMax,
            ["AddAttribute"] = AddLayer.Parse,
            ["ConcatAttribute"] = ConcatLayer.Parse,
            ["ReshapeAttribute"] = ReshapeLayer.Parse,
            ["PadAttribute"] = FrameLayer.ParsePad,
            ["CropAttribute"] = FrameLayer.ParseCrop,
            ["UpsampleAttribute"] = UpsampleLayer.Parse,
            ["ReLUAttribute"] = ReLULayer.Parse,
            ["ReLU6Attribute"] = ReLU6Layer.Parse,
            ["HardSwishAttribute"] = HardSwishLayer.Parse,
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
