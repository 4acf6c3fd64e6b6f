using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion;

/// <summary>Sums of activations.</summary>
internal static class AddLayers
{
    /// <summary>Adds a sum.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="node">The node.</param>
    /// <param name="activations">What it adds.</param>
    /// <param name="like">An activation whose axes stand as the sum's.</param>
    public static Value Emit(NetworkBuilder builder, OnnxNode node, IReadOnlyList<Activation> activations, out Activation like)
    {
        foreach (Activation activation in activations)
            Elementwise.Realize(builder, activation);
        like = activations[0];
        int[] axes = like.Axes;
        int[] shape = like.Value!.Shape;
        if (activations.All(activation => activation.Value!.Shape.SequenceEqual(shape) && activation.Axes.SequenceEqual(axes)))
            return builder.Add(new AddLayer([.. activations.Select(static activation => activation.Value!)], node)).Output;

        List<Value> values = [.. activations.Select(activation => builder.Exact(node, activation))];
        like = new Activation("", activations[0].Shape, values[0]);
        return builder.Add(new AddLayer(values, node)).Output;
    }
}
