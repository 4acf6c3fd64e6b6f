using System;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The rectifier.</summary>
internal sealed record ReLULayer(int Anchor) : ActivationLayer(Anchor)
{
    public override string Name => "ReLU";

    public override string Formula(string x, string y) => $"{y} = max({x}, 0)";

    public override bool IsRectifier => true;

    public override float? Ceiling => float.PositiveInfinity;

    protected override string Kernel => "Relu";

    public static LayerSpec? Parse(AttributeReader attribute) => new ReLULayer(attribute.Anchor);

    public override ValueRange OutputRange(ValueRange input) => new(Math.Max(input.Low, 0), Math.Max(input.High, 0));
}
