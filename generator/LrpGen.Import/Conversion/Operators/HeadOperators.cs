using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Operators that turn logits into probabilities.</summary>
internal static class HeadOperators
{
    public static void Softmax(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        CheckAxis(node, input);
        if (!IsOutput(builder, node))
            throw node.Fail("is not the last node, and no rule of LRP explains a softmax inside a network: attention cannot be expressed");
        (Value value, int[]? order) = builder.Flat(node, input);
        if (order is not null)
            throw node.Fail("takes a value whose axes have been transposed; put the Transpose away");
        var layer = new ActivationLayer(value, node, AttributeText.Of("Softmax"));
        builder.Give(new Activation(node.Outputs[0], input.Shape, builder.Add(layer).Output));
    }

    /// <summary>An explanation starts at the logits, so the logarithm at the end is left out altogether.</summary>
    public static void LogSoftmax(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        CheckAxis(node, input);
        if (!IsOutput(builder, node))
            throw node.Fail("is not the last node, and no rule of LRP explains a softmax inside a network");
        builder.Notes.Add($"The final LogSoftmax '{node.Title}' is left out: the network gives the logits, from which explanations start.");
        builder.Forward(node, input);
    }

    private static bool IsOutput(NetworkBuilder builder, OnnxNode node) =>
        builder.Graph.Outputs.Any(output => output.Name == node.Outputs[0]) && builder.Graph.ConsumersOf(node.Outputs[0]) == 1;

    /// <summary>Older versions take all axes from one on together, newer ones one axis.</summary>
    private static void CheckAxis(OnnxNode node, Activation input)
    {
        bool isOld = node.Opset < 13;
        int axis = ShapeRules.Axis(node, node.Int("axis", isOld ? 1 : -1), input.Shape.Length);
        bool isWhole = isOld
            ? axis >= 1 && input.Shape[1..axis].All(static size => size == 1)
            : axis >= 1 && input.Shape.Where((size, k) => k > 0 && k != axis).All(static size => size == 1);
        if (!isWhole)
            throw node.Fail($"normalizes a value of shape {Sizes.Text(input.Shape)} along axis {axis}; LrpGen's softmax is over all outputs of a sample");
    }
}
