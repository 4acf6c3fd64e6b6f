using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The hyperbolic tangent.</summary>
internal sealed record TanhLayer(int Anchor) : ActivationLayer(Anchor)
{
    public override string Name => "Tanh";

    public override string Formula(string x, string y) => $"{y} = tanh({x})";

    protected override string Kernel => "Tanh";

    public static LayerSpec? Parse(AttributeReader attribute) => new TanhLayer(attribute.Anchor);

    public override ValueRange OutputRange(ValueRange input) => new(input.IsNeverNegative ? 0 : -1, input.IsNeverPositive ? 0 : 1);
}
