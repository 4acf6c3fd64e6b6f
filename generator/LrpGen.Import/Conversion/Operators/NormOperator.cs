using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Batch normalization.</summary>
internal static class NormOperator
{
    private static readonly string[] Endings = ["weight", "bias", "running_mean", "running_var"];

    public static void Convert(NetworkBuilder builder, OnnxNode node)
    {
        if (node.Flag("training_mode"))
            throw node.Fail("is in training mode, where it depends on the other samples of a batch; export the model for inference (model.eval())");
        if (node.Opset < 9 && !node.Flag("spatial", true))
            throw node.Fail("normalizes each place by itself (spatial = 0), which LrpGen does not have");
        node.Float("momentum", 0);
        if (node.Outputs.Skip(1).Any(output => builder.Graph.ConsumersOf(output) > 0))
            throw node.Fail("gives the statistics of training to another node; export the model for inference (model.eval())");
        float epsilon = node.Float("epsilon", 1e-5f);
        if (!(epsilon > 0 && float.IsFinite(epsilon)))
            throw node.Fail($"has the epsilon {epsilon}, which must be greater than 0");

        Activation input = builder.Input(node);
        Elementwise.Realize(builder, input);
        Value value = input.Value!;
        if (input.AxisMap() is not [0, ..])
            value = builder.Exact(node, input);
        Constant[] tensors = [.. Enumerable.Range(1, 4).Select(k => builder.NeededConstant(node, k, $"input {k + 1}"))];
        if (tensors.FirstOrDefault(tensor => tensor.Shape is not [var count] || count != value.Channels || !tensor.Type.IsFloat()) is { } wrong)
            throw node.Fail($"has a tensor of shape {Sizes.Text(wrong.Shape)} for {value.Channels} channels");
        var layer = new NormLayer(value, node, epsilon, [.. Endings.Zip(tensors, static (ending, tensor) => new NamedTensor(ending, tensor))]);
        builder.Give(new Activation(node.Outputs[0], input.Shape, builder.Add(layer).Output, value == input.Value ? input.Axes : null));
    }
}
