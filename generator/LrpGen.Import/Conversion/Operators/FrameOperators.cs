using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Frames around pictures, and cuts.</summary>
internal static class FrameOperators
{
    public static void Pad(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        int rank = input.Shape.Length;
        FrameMode mode = node.Text("mode", "constant") switch
        {
            "constant" => FrameMode.Zero,
            "reflect" => FrameMode.Reflect,
            "edge" => FrameMode.Replicate,
            string other => throw node.Fail($"pads in the mode '{other}'; LrpGen pads with zeros (constant), mirrored (reflect) or repeated (edge)"),
        };
        double fill = node.Has(2) ? builder.NeededConstant(node, 2, "value").Uniform ?? double.NaN : node.Float("value", 0);
        long[] told = Integers(builder, node, 1, "pads") ?? throw node.Fail("lacks the pads");
        int[] axes = Integers(builder, node, 3, null) is { } some ? ShapeRules.Axes(node, some, rank) : [.. Enumerable.Range(0, rank)];
        if (told.Length != 2 * axes.Length || told.Any(static size => Math.Abs((double)size) > ShapeLimits.MostSlide))
            throw node.Fail($"has the pads [{string.Join(", ", told)}]; it needs {2 * axes.Length}, of at most {ShapeLimits.MostSlide}");

        var before = new int[rank];
        var behind = new int[rank];
        for (int k = 0; k < axes.Length; k++)
            (before[axes[k]], behind[axes[k]]) = ((int)told[k], (int)told[k + axes.Length]);
        if (before.Concat(behind).All(static size => size == 0))
        {
            builder.Forward(node, input);
            return;
        }

        bool isCrop = before.Concat(behind).All(static size => size <= 0);
        if (!isCrop && before.Concat(behind).Any(static size => size < 0))
            throw node.Fail($"has the pads [{string.Join(", ", told)}], which pad and cut in one; do one after the other");
        if (!isCrop && mode == FrameMode.Zero && fill != 0)
            throw node.Fail($"pads with {fill}; LrpGen pads with zeros");
        Give(builder, node, input, [.. before.Select(Math.Abs)], [.. behind.Select(Math.Abs)], isCrop, mode);
    }

    public static void Slice(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        SliceRange[] ranges = SliceRange.Of(node, input.Shape, k => builder.ConstantInput(node, k));
        if (ranges.Any(static range => range.Count > 1 && range.Step != 1))
            throw node.Fail("takes every other element or turns the order around; LrpGen cuts off rims alone");
        if (ranges.Any(static range => range.Count == 0))
            throw node.Fail("takes nothing");
        int[] before = [.. ranges.Select(static range => (int)range.Start)];
        int[] behind = [.. ranges.Select((range, axis) => input.Shape[axis] - (int)range.Start - range.Count)];
        if (before.Concat(behind).All(static size => size == 0))
            builder.Forward(node, input);
        else
            Give(builder, node, input, before, behind, isCrop: true, FrameMode.Zero);
    }

    private static void Give(NetworkBuilder builder, OnnxNode node, Activation input, int[] before, int[] behind, bool isCrop, FrameMode mode)
    {
        Value value = builder.Matched(node, input);
        int[] axes = value == input.Value ? input.Axes : [.. Enumerable.Range(0, value.Rank)];
        int[] starts = new int[value.Rank];
        int[] ends = new int[value.Rank];
        for (int k = 0; k < axes.Length; k++)
            (starts[axes[k]], ends[axes[k]]) = (before[k + 1], behind[k + 1]);
        bool isInside = before[0] == 0 && behind[0] == 0 && starts[0] == 0 && ends[0] == 0 && value.Rank > 1;
        if (!isInside)
            throw node.Fail($"{(isCrop ? "cuts" : "pads")} a value of shape {Sizes.Text(input.Shape)} along its {(before[0] != 0 || behind[0] != 0 ? "batch" : "channels")}; LrpGen {(isCrop ? "cuts" : "pads")} rows and columns alone");
        Frame frame = value.Rank == 2 ? new Frame(0, starts[1], 0, ends[1]) : new Frame(starts[1], starts[2], ends[1], ends[2]);
        int sign = isCrop ? -1 : 1;
        int[] shape = [.. value.Shape.Select((size, axis) => size + (sign * (starts[axis] + ends[axis])))];
        bool mirrorsTooFar = mode == FrameMode.Reflect && Enumerable.Range(1, value.Rank - 1).Any(axis => Math.Max(starts[axis], ends[axis]) >= value.Shape[axis]);
        if (shape.Any(static size => size < 1) || mirrorsTooFar)
            throw node.Fail($"{(isCrop ? "cuts off all" : "mirrors more than all")} of a value of shape {Sizes.Text(input.Shape)}");
        var layer = new FrameLayer(value, shape, node, frame, isCrop, mode);
        int[] output = [input.Shape[0], .. axes.Select(axis => shape[axis])];
        builder.Give(new Activation(node.Outputs[0], output, builder.Add(layer).Output, axes));
    }

    private static long[]? Integers(NetworkBuilder builder, OnnxNode node, int k, string? attribute) =>
        StructuralFolds.Integers(node, [.. Enumerable.Range(0, k).Select(static _ => (Constant?)null), node.Has(k) ? builder.ConstantInput(node, k) : null], k, attribute);
}
