using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The logistic function.</summary>
internal sealed record SigmoidLayer(int Anchor) : ActivationLayer(Anchor)
{
    public override string Name => "Sigmoid";

    public override string Formula(string x, string y) => $"{y} = 1 / (1 + exp(-{x}))";

    public override bool KeepsZero => false;

    public override HeadRole Head => HeadRole.AtEnd;

    protected override string Kernel => "Sigmoid";

    public static LayerSpec? Parse(AttributeReader attribute) => new SigmoidLayer(attribute.Anchor);

    public override ValueRange OutputRange(ValueRange input) => new(0, 1);
}
