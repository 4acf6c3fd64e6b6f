using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The same values in another shape; they stay where they are.</summary>
internal sealed record ReshapeLayer(Dims Shape, int Anchor) : LayerSpec(Anchor)
{
    public override string Name => "Reshape";

    public override string Wording => $"Reshape{Shape.ToString().Replace('[', '(').Replace(']', ')')}";

    public override bool IsIdentity => true;

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        EquatableArray<int> sizes = attribute.Ints("sizes");
        for (int k = 0; k < sizes.Count; k++)
        {
            if (sizes[k] >= 1)
                continue;
            attribute.Report(Diagnostics.Descriptors.SizeNotPositive, attribute.AnchorOf("sizes", k), $"size {k + 1}", "[Reshape]", sizes[k]);
            return null;
        }

        if (sizes.Count is >= 1 and <= 3)
            return new ReshapeLayer(new Dims(sizes), attribute.Anchor);
        attribute.Report(Diagnostics.Descriptors.ParameterOutOfRange, attribute.Anchor, "The number of sizes", "[Reshape]", sizes.Count, "1, 2 or 3");
        return null;
    }

    public override string Formula(string x, string y) => $"{y} = {x}, as {Shape}";

    public override Layout? InputLayout(Dims input) => Layout.Plain;

    public override Dims? OutputShape(Dims input, ShapeReport report)
    {
        if (input.Count == Shape.Count)
            return Shape;
        report($"{CodeWriter.Number(Shape.Count)} values", $"choose sizes with the product {CodeWriter.Number(input.Count)}");
        return null;
    }

    public override ValueRange OutputRange(ValueRange input) => input;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
    }
}
