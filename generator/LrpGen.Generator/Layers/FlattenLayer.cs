using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Lays a picture out as one row; the values stay where they are.</summary>
internal sealed record FlattenLayer(int Anchor) : LayerSpec(Anchor)
{
    public override string Name => "Flatten";

    public override string Formula(string x, string y) => $"{y} = {x}, as one row";

    public override bool IsIdentity => true;

    public override Layout? InputLayout(Dims input) => Layout.Plain;

    public static LayerSpec? Parse(AttributeReader attribute) => new FlattenLayer(attribute.Anchor);

    public override Dims? OutputShape(Dims input, ShapeReport report) => new Dims(input.Count);

    public override ValueRange OutputRange(ValueRange input) => input;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
    }
}
