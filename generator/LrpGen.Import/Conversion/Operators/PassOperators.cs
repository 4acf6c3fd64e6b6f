using LrpGen.Import.Graph;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Operators that change nothing when a network is used.</summary>
internal static class PassOperators
{
    public static void Identity(NetworkBuilder builder, OnnxNode node) => builder.Forward(node, builder.Input(node));

    public static void Dropout(NetworkBuilder builder, OnnxNode node)
    {
        node.Float("ratio", 0);
        node.Int("seed", 0);
        if (node.Has(2) && builder.NeededConstant(node, 2, "training mode").Uniform is not 0)
            throw node.Fail("is in training mode, where it drops values at random; export the model for inference (model.eval())");
        if (node.Outputs.Count > 1 && builder.Graph.ConsumersOf(node.Outputs[1]) > 0)
            throw node.Fail("gives its mask to another node, which LrpGen cannot express");
        builder.Forward(node, builder.Input(node));
    }

    public static void Cast(NetworkBuilder builder, OnnxNode node)
    {
        node.Flag("saturate");
        var type = (ElementType)node.Int("to", 0);
        if (!type.IsFloat())
            throw node.Fail($"casts values to {type.Wording()}, which loses what LRP explains; LrpGen computes with floats");
        builder.Forward(node, builder.Input(node));
    }
}
