using System;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The sigmoid-weighted linear unit, also called swish.</summary>
internal sealed record SiLULayer(int Anchor) : ActivationLayer(Anchor)
{
    // The least value of x / (1 + exp(-x)) is -0.27846...; rounded down.
    private const float Minimum = -0.2785f;

    public override string Name => "SiLU";

    public override string Formula(string x, string y) => $"{y} = {x} / (1 + exp(-{x}))";

    protected override string Kernel => "Silu";

    public static LayerSpec? Parse(AttributeReader attribute) => new SiLULayer(attribute.Anchor);

    public override ValueRange OutputRange(ValueRange input) => new(input.IsNeverNegative ? 0 : Minimum, Math.Max(input.High, 0));
}
