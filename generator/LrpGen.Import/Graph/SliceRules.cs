using LrpGen.Import.Constants;

namespace LrpGen.Import.Graph;

/// <summary>What a slice takes of each axis.</summary>
/// <param name="Start">The first element.</param>
/// <param name="Step">How far the next is, which may be backwards.</param>
/// <param name="Count">How many.</param>
internal readonly record struct SliceRange(long Start, long Step, int Count)
{
    /// <summary>The ranges of all axes of a slice.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">What comes in.</param>
    /// <param name="input">The node's inputs, where they are constants.</param>
    public static SliceRange[] Of(OnnxNode node, int[] shape, Func<int, Constant?> input)
    {
        IReadOnlyList<long> starts = Read("starts", 1) ?? throw node.Fail("starts at a place that is not constant");
        IReadOnlyList<long> ends = Read("ends", 2) ?? throw node.Fail("ends at a place that is not constant");
        IReadOnlyList<long> axes = Read("axes", 3) ?? [.. Enumerable.Range(0, starts.Count).Select(static axis => (long)axis)];
        IReadOnlyList<long> steps = Read("steps", 4) ?? [.. starts.Select(static _ => 1L)];
        if (ends.Count != starts.Count || axes.Count != starts.Count || steps.Count != starts.Count)
            throw node.Fail($"has {starts.Count} starts, {ends.Count} ends, {axes.Count} axes and {steps.Count} steps");
        SliceRange[] ranges = [.. shape.Select(static size => new SliceRange(0, 1, size))];
        int[] sliced = ShapeRules.Axes(node, axes, shape.Length);
        for (int k = 0; k < sliced.Length; k++)
            ranges[sliced[k]] = Range(node, starts[k], ends[k], steps[k], shape[sliced[k]]);
        return ranges;

        IReadOnlyList<long>? Read(string attribute, int place)
        {
            if (node.Ints(attribute) is { } values)
                return values;
            if (!node.Has(place))
                return null;
            return input(place)?.Read() is { IsInteger: true } tensor ? tensor.Integers : throw node.Fail($"has {attribute} that are not constant");
        }
    }

    private static SliceRange Range(OnnxNode node, long start, long end, long step, int size)
    {
        if (step == 0 || step == long.MinValue)
            throw node.Fail($"has the step {step}");
        bool isForward = step > 0;
        long first = Math.Clamp(FromEnd(start), 0, isForward ? size : size - 1);
        long last = Math.Clamp(FromEnd(end), isForward ? 0 : -1, size);
        long count = isForward ? last - first : first - last;
        long distance = Math.Abs(step);
        return new SliceRange(first, step, count <= 0 ? 0 : (int)(((count - 1) / distance) + 1));

        long FromEnd(long place) => place < 0 ? place + size : place;
    }
}
