using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Means, sums and maxima over rows and columns, which are poolings with windows as large as the picture.</summary>
internal static class ReduceOperators
{
    public static void Mean(NetworkBuilder builder, OnnxNode node) => Reduce(builder, node, PoolKind.Average);

    public static void Sum(NetworkBuilder builder, OnnxNode node) => Reduce(builder, node, PoolKind.Sum);

    public static void Max(NetworkBuilder builder, OnnxNode node) => Reduce(builder, node, PoolKind.Max);

    private static void Reduce(NetworkBuilder builder, OnnxNode node, PoolKind kind)
    {
        Activation input = builder.Input(node);
        long[] told = StructuralFolds.Integers(node, [null, builder.ConstantInput(node, 1)], 1, "axes") ?? [];
        if (told.Length == 0 && node.Flag("noop_with_empty_axes"))
        {
            builder.Forward(node, input);
            return;
        }

        int rank = input.Shape.Length;
        int[] reduced = told.Length == 0 ? [.. Enumerable.Range(0, rank)] : ShapeRules.Axes(node, told, rank);
        int[] shape = node.Flag("keepdims", true)
            ? [.. input.Shape.Select((size, axis) => reduced.Contains(axis) ? 1 : size)]
            : [.. input.Shape.Where((_, axis) => !reduced.Contains(axis))];
        Elementwise.Realize(builder, input);
        int[]? map = input.AxisMap();
        if (reduced.Contains(0) || map is null || reduced.Any(axis => map[axis - 1] == 0 && input.Shape[axis] != 1))
            throw node.Fail($"reduces a value of shape {Sizes.Text(input.Shape)} along axes {Sizes.Text(reduced)}; LrpGen pools over the rows and columns of pictures and over sequences alone");

        Value value = input.Value!;
        HashSet<int> axes = [.. reduced.Select(axis => map[axis - 1]).Where(axis => axis > 0 && value.Shape[axis] > 1)];
        Value output = axes.Count == 0 ? value : builder.Add(Layer(node, value, axes, kind)).Output;
        builder.Give(new Activation(node.Outputs[0], shape, output, input.Axes, axes.Count == 0 ? input : null));
    }

    private static NetworkLayer Layer(OnnxNode node, Value value, HashSet<int> axes, PoolKind kind)
    {
        int[] kernel = [.. value.Shape.Select((size, axis) => axes.Contains(axis) ? size : 1)];
        bool isGlobal = value.Shape[1..].SequenceEqual(kernel[1..]);
        if (isGlobal && kind != PoolKind.Sum)
            return new GlobalPoolLayer(value, node, kind);
        if (kernel.Any(static size => size > ShapeLimits.MostSlide))
            throw node.Fail($"reduces {Sizes.Text(value.Shape)}, which is too large for a window");
        int[] output = [.. value.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        int rows = value.Rank == 2 ? 1 : kernel[1];
        return new PoolLayer(value, output, node, kind, new Sliding(rows, kernel[^1], rows, kernel[^1], 1, 1, default), isCeil: false, countsPadding: false);
    }
}
