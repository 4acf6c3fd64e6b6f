using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Turns the logits into probabilities, at the end of a network.</summary>
internal sealed record SoftmaxLayer(int Anchor) : LayerSpec(Anchor)
{
    public override string Name => "Softmax";

    public override string Formula(string x, string y) => $"{y}_k = exp({x}_k) / sum_j exp({x}_j)";

    public override bool KeepsZero => false;

    public override HeadRole Head => HeadRole.OnlyAtEnd;

    public override Layout? InputLayout(Dims input) => Layout.Plain;

    public static LayerSpec? Parse(AttributeReader attribute) => new SoftmaxLayer(attribute.Anchor);

    public override Dims? OutputShape(Dims input, ShapeReport report)
    {
        if (input.Rank == 1)
            return input;
        report("one dimension", "put [Flatten] before it");
        return null;
    }

    public override ValueRange OutputRange(ValueRange input) => new(0, 1);

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        string x = body.Values(node.Input, "x");
        string y = body.Values(node.Output, "p");
        body.Line($"// {Formula("x", "p")}");
        body.Line($"{CodeWriter.Kernels}Activations.Softmax({x}, {y}, worker);");
    }
}
