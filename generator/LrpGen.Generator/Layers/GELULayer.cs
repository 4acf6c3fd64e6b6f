using System;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The Gaussian error linear unit (Hendrycks and Gimpel 2016), exact or by tanh.</summary>
internal sealed record GELULayer(bool UsesTanh, int Anchor) : ActivationLayer(Anchor)
{
    // The least value of either form is -0.1700...; rounded down.
    private const float Minimum = -0.1701f;

    public override string Name => "GELU";

    public override string Wording => UsesTanh ? "GELU(Tanh)" : "GELU";

    public override string Formula(string x, string y) => UsesTanh
        ? $"{y} = 0.5 {x} (1 + tanh(sqrt(2/pi) ({x} + 0.044715 {x}^3)))"
        : $"{y} = 0.5 {x} (1 + erf({x} / sqrt(2)))";

    protected override string Kernel => UsesTanh ? "GeluTanh" : "Gelu";

    public static LayerSpec? Parse(AttributeReader attribute) => new GELULayer(attribute.Bool("Tanh", false), attribute.Anchor);

    public override ValueRange OutputRange(ValueRange input) =>
        new(input.IsNeverNegative ? 0 : Minimum, Math.Max(input.High, 0));
}
