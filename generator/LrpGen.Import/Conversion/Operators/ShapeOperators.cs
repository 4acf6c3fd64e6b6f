using LrpGen.Import.Constants;
using LrpGen.Import.Graph;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Operators that leave the elements alone: other shapes, other orders of axes.</summary>
internal static class ShapeOperators
{
    public static void Reshape(NetworkBuilder builder, OnnxNode node) =>
        Give(builder, node, shape => ShapeRules.Reshape(node, shape, Integers(builder, node, 1, "shape") ?? throw node.Fail("lacks the shape")));

    public static void Flatten(NetworkBuilder builder, OnnxNode node) => Give(builder, node, shape => ShapeRules.Flatten(node, shape));

    public static void Squeeze(NetworkBuilder builder, OnnxNode node) => Give(builder, node, shape => ShapeRules.Squeeze(node, shape, Integers(builder, node, 1, "axes")));

    public static void Unsqueeze(NetworkBuilder builder, OnnxNode node) =>
        Give(builder, node, shape => ShapeRules.Unsqueeze(node, shape, Integers(builder, node, 1, "axes") ?? throw node.Fail("lacks the axes")));

    /// <summary>Expand and Tile, where they change nothing.</summary>
    public static void Expand(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        long[] sizes = Integers(builder, node, 1, null) ?? throw node.Fail("lacks the shape");
        bool isSame = node.Op == "Tile"
            ? sizes.All(static times => times == 1)
            : sizes.Length <= input.Shape.Length && sizes.Select((size, k) => size == 1 || size == input.Shape[input.Shape.Length - sizes.Length + k]).All(static fits => fits);
        if (!isSame)
            throw node.Fail($"repeats a value of shape {Sizes.Text(input.Shape)}; LrpGen repeats pixels alone (a nearest-neighbor Resize)");
        builder.Forward(node, input);
    }

    public static void Transpose(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        Elementwise.Realize(builder, input);
        int[] permutation = ShapeRules.Permutation(node, input.Shape.Length);
        if (permutation.Length == 0 || permutation[0] != 0)
            throw node.Fail("moves the batch dimension, which mixes the samples of a batch");
        if (input.AxisMap() is null)
            input = new Activation(input.Names[0], input.Shape, builder.Exact(node, input), basis: input);
        int[] map = input.AxisMap()!;
        int[] axes = [.. permutation.Skip(1).Select(axis => map[axis - 1]).Where(static axis => axis >= 0)];
        int[] missing = [.. Enumerable.Range(0, input.Value!.Rank).Except(axes)];
        builder.Give(new Activation(node.Outputs[0], [.. permutation.Select(axis => input.Shape[axis])], input.Value, [.. axes, .. missing], input));
        builder.Vanished.Add(node);
    }

    public static void Shape(NetworkBuilder builder, OnnxNode node) => builder.Give(node.Outputs[0], StructuralFolds.ShapeOf(node, builder.Input(node).Shape));

    public static void Size(NetworkBuilder builder, OnnxNode node) => builder.Give(node.Outputs[0], StructuralFolds.SizeOf(builder.Input(node).Shape));

    private static void Give(NetworkBuilder builder, OnnxNode node, Func<int[], int[]> rule)
    {
        Activation input = builder.Input(node);
        int[] shape = rule(input.Shape);
        if (shape.Length == 0 || shape[0] != builder.Batch)
            throw node.Fail($"makes {Sizes.Text(shape)} of {Sizes.Text(input.Shape)}, which mixes the samples of a batch; keep the first dimension");
        Elementwise.Realize(builder, input);
        builder.Give(new Activation(node.Outputs[0], shape, input.Value!, input.Axes, input) { Via = node });
        builder.Vanished.Add(node);
    }

    private static long[]? Integers(NetworkBuilder builder, OnnxNode node, int k, string? attribute) =>
        StructuralFolds.Integers(node, [null, node.Has(k) ? builder.ConstantInput(node, k) : null], k, attribute);
}
