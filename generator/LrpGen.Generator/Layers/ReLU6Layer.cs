using System;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The rectifier that stops at 6.</summary>
internal sealed record ReLU6Layer(int Anchor) : ActivationLayer(Anchor)
{
    public override string Name => "ReLU6";

    public override string Formula(string x, string y) => $"{y} = min(max({x}, 0), 6)";

    public override bool IsRectifier => true;

    public override float? Ceiling => 6;

    protected override string Kernel => "Relu6";

    public static LayerSpec? Parse(AttributeReader attribute) => new ReLU6Layer(attribute.Anchor);

    public override ValueRange OutputRange(ValueRange input) => new(Clamp(input.Low), Clamp(input.High));

    private static float Clamp(float value) => Math.Min(Math.Max(value, 0), 6);
}
