namespace LrpGen.Import.Graph;

/// <summary>The shapes that operators give, for constants and for values of the network alike.</summary>
internal static class ShapeRules
{
    /// <summary>An axis that may be counted from the end.</summary>
    public static int Axis(OnnxNode node, long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw node.Fail($"names axis {axis} of a value with {rank} dimensions");

    /// <summary>Axes that may be counted from the end, each once.</summary>
    public static int[] Axes(OnnxNode node, IEnumerable<long> axes, int rank)
    {
        int[] found = [.. axes.Select(axis => Axis(node, axis, rank))];
        return found.Distinct().Count() == found.Length ? found : throw node.Fail("names an axis twice");
    }

    public static int[] Reshape(OnnxNode node, int[] shape, IReadOnlyList<long> target)
    {
        var sizes = new long[target.Count];
        int open = -1;
        long count = Sizes.Count(shape);
        for (int k = 0; k < sizes.Length; k++)
        {
            sizes[k] = target[k];
            if (target[k] == 0 && !node.Flag("allowzero"))
                sizes[k] = k < shape.Length ? shape[k] : throw node.Fail($"copies size {k + 1} of {Sizes.Text(shape)}, which has none");
            if (target[k] < -1 || target[k] > int.MaxValue || (target[k] == -1 && open >= 0))
                throw node.Fail($"reshapes to [{string.Join(", ", target)}], which is no shape");
            if (target[k] == -1)
                open = k;
        }

        long rest = sizes.Where((_, k) => k != open).Aggregate(1L, static (product, size) => Math.Min(product * size, int.MaxValue));
        if (open >= 0)
            sizes[open] = rest > 0 && count % rest == 0 ? count / rest : throw node.Fail($"reshapes {Sizes.Text(shape)} to [{string.Join(", ", target)}], which does not divide");
        int[] result = [.. sizes.Select(static size => (int)Math.Min(size, int.MaxValue))];
        return Sizes.Count(result) == count ? result : throw node.Fail($"reshapes {Sizes.Text(shape)} to [{string.Join(", ", target)}], which holds another number of values");
    }

    public static int[] Flatten(OnnxNode node, int[] shape)
    {
        long axis = node.Int("axis", 1);
        int split = axis == shape.Length ? shape.Length : Axis(node, axis, shape.Length);
        return [Whole(node, shape[..split]), Whole(node, shape[split..])];
    }

    /// <param name="node">The node.</param>
    /// <param name="shape">What comes in.</param>
    /// <param name="axes">The axes to remove; null for all of size 1.</param>
    public static int[] Squeeze(OnnxNode node, int[] shape, IReadOnlyList<long>? axes)
    {
        if (axes is null)
            return [.. shape.Where(static size => size != 1)];
        int[] removed = Axes(node, axes, shape.Length);
        return removed.All(axis => shape[axis] == 1)
            ? [.. shape.Where((_, axis) => !removed.Contains(axis))]
            : throw node.Fail($"removes axes {Sizes.Text(removed)} of {Sizes.Text(shape)}, which are not all of size 1");
    }

    public static int[] Unsqueeze(OnnxNode node, int[] shape, IReadOnlyList<long> axes)
    {
        int[] added = Axes(node, axes, shape.Length + axes.Count);
        var sizes = new Queue<int>(shape);
        return [.. Enumerable.Range(0, shape.Length + added.Length).Select(axis => added.Contains(axis) ? 1 : sizes.Dequeue())];
    }

    /// <summary>The order of axes that a transposition gives.</summary>
    public static int[] Permutation(OnnxNode node, int rank)
    {
        if (node.Ints("perm") is not { Count: > 0 } perm)
            return [.. Enumerable.Range(0, rank).Reverse()];
        int[] axes = Axes(node, perm, rank);
        return axes.Length == rank ? axes : throw node.Fail($"orders {axes.Length} axes of a value with {rank}");
    }

    public static int[] Concat(OnnxNode node, IReadOnlyList<int[]> shapes, int axis)
    {
        int[] result = [.. shapes[0]];
        foreach (int[] shape in shapes.Skip(1))
        {
            if (shape.Length != result.Length || shape.Where((size, k) => k != axis && size != result[k]).Any())
                throw node.Fail($"joins {string.Join(" and ", shapes.Select(Sizes.Text))}, which differ beside axis {axis}");
            result[axis] = (int)Math.Min((long)result[axis] + shape[axis], int.MaxValue);
        }

        return result;
    }

    /// <summary>The shape of values of several shapes that are stretched to fit.</summary>
    public static int[] Broadcast(OnnxNode node, IEnumerable<int[]> shapes)
    {
        List<int[]> all = [.. shapes];
        var result = new int[all.Max(static shape => shape.Length)];
        for (int k = 0; k < result.Length; k++)
        {
            int[] sizes = [.. all.Where(shape => shape.Length > k).Select(shape => shape[^(k + 1)]).Distinct().Where(static size => size != 1)];
            result[^(k + 1)] = sizes.Length switch
            {
                0 => 1,
                1 => sizes[0],
                _ => throw node.Fail($"combines {string.Join(" and ", all.Select(Sizes.Text))}, which do not fit"),
            };
        }

        return result;
    }

    private static int Whole(OnnxNode node, int[] shape) => Sizes.Count(shape) is var count and <= int.MaxValue
        ? (int)count
        : throw node.Fail($"flattens {Sizes.Text(shape)}, which holds too many values");
}
