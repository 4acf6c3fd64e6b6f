using LrpGen.Import.Graph;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Constants;

/// <summary>Operators that move elements of constants or look at their shapes.</summary>
internal static class StructuralFolds
{
    private const long MostComputed = 1 << 24;

    public static Constant Input(OnnxNode node, IReadOnlyList<Constant?> inputs, int k) =>
        (k < inputs.Count ? inputs[k] : null) ?? throw node.Fail($"lacks input {k + 1}");

    /// <summary>The whole numbers of an input, or of an attribute where older operators have them.</summary>
    public static long[]? Integers(OnnxNode node, IReadOnlyList<Constant?> inputs, int k, string? attribute = null)
    {
        if (attribute is not null && node.Ints(attribute) is { } values)
            return [.. values];
        if (!node.Has(k))
            return null;
        Constant input = Input(node, inputs, k);
        return input.Type.IsFloat() ? throw node.Fail($"has floats as input {k + 1}, which must be whole numbers") : input.Read().Integers;
    }

    public static Constant Cast(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        Constant input = Input(node, inputs, 0);
        var type = (ElementType)node.Int("to", 0);
        if (type.Size() == 0)
            throw node.Fail($"casts to {type.Wording()}, which is not read");
        if (type == input.Type)
            return input;
        return new ComputedConstant(type, input.Shape, input.Name, () =>
        {
            Tensor value = input.Read();
            return Tensor.Zeros([0], type).Computed(value.Shape, k => type == ElementType.Bool ? (value[k] != 0 ? 1 : 0) : value[k]);
        });
    }

    public static Constant Reshape(OnnxNode node, IReadOnlyList<Constant?> inputs) =>
        WithShape(Input(node, inputs, 0), shape => ShapeRules.Reshape(node, shape, Integers(node, inputs, 1, "shape") ?? throw node.Fail("lacks the shape")));

    public static Constant Flatten(OnnxNode node, IReadOnlyList<Constant?> inputs) =>
        WithShape(Input(node, inputs, 0), shape => ShapeRules.Flatten(node, shape));

    public static Constant Squeeze(OnnxNode node, IReadOnlyList<Constant?> inputs) =>
        WithShape(Input(node, inputs, 0), shape => ShapeRules.Squeeze(node, shape, Integers(node, inputs, 1, "axes")));

    public static Constant Unsqueeze(OnnxNode node, IReadOnlyList<Constant?> inputs) =>
        WithShape(Input(node, inputs, 0), shape => ShapeRules.Unsqueeze(node, shape, Integers(node, inputs, 1, "axes") ?? throw node.Fail("lacks the axes")));

    public static Constant Transpose(OnnxNode node, IReadOnlyList<Constant?> inputs) =>
        Transposed(Input(node, inputs, 0), ShapeRules.Permutation(node, Input(node, inputs, 0).Shape.Length));

    /// <summary>A constant with its axes in another order.</summary>
    public static Constant Transposed(Constant input, int[] permutation)
    {
        int[] strides = Sizes.Strides(input.Shape);
        return Gathered(input, [.. permutation.Select(axis => input.Shape[axis])], [.. permutation.Select(axis => (0L, (long)strides[axis]))]);
    }

    public static Constant Slice(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        Constant input = Input(node, inputs, 0);
        SliceRange[] ranges = SliceRange.Of(node, input.Shape, k => k < inputs.Count ? inputs[k] : null);
        int[] strides = Sizes.Strides(input.Shape);
        return Gathered(input, [.. ranges.Select(static range => range.Count)], [.. ranges.Select((range, axis) => (range.Start * strides[axis], range.Step * strides[axis]))]);
    }

    public static Constant Gather(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        Constant input = Input(node, inputs, 0);
        int axis = ShapeRules.Axis(node, node.Int("axis", 0), input.Shape.Length);
        int size = input.Shape[axis];
        long[] indices = Integers(node, inputs, 1) ?? throw node.Fail("lacks the indices");
        if (indices.Any(index => index < -size || index >= size))
            throw node.Fail($"takes an element that {Sizes.Text(input.Shape)} does not have along axis {axis}");
        int[] shape = [.. input.Shape[..axis], .. Input(node, inputs, 1).Shape, .. input.Shape[(axis + 1)..]];
        int inner = (int)Sizes.Count(input.Shape[(axis + 1)..]);
        return new ComputedConstant(input.Type, Bounded(node, shape, input.Count), input.Name, () => input.Read().Gathered(shape, k =>
        {
            int rest = k / inner;
            long index = indices[rest % indices.Length];
            return (((rest / indices.Length * size) + (int)(index < 0 ? index + size : index)) * inner) + (k % inner);
        }));
    }

    public static Constant Concat(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        List<Constant> parts = [.. Enumerable.Range(0, inputs.Count).Select(k => Input(node, inputs, k))];
        int axis = ShapeRules.Axis(node, node.Int("axis", 0), parts[0].Shape.Length);
        int[] shape = Bounded(node, ShapeRules.Concat(node, [.. parts.Select(static part => part.Shape)], axis), parts.Sum(static part => part.Count));
        return new ComputedConstant(parts[0].Type, shape, parts[0].Name, () =>
        {
            List<Tensor> values = [.. parts.Select(static part => part.Read())];
            int[] lengths = [.. parts.Select(part => (int)Sizes.Count(part.Shape[axis..]))];
            int row = lengths.Sum();
            if (values.All(static value => value.IsInteger))
                return Tensor.Of(shape, Rows(values, static value => value.Integers, lengths, row));
            return Tensor.Of(shape, Rows(values, static value => value.Floats, lengths, row));
        });
    }

    public static Constant Expand(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        Constant input = Input(node, inputs, 0);
        long[] target = Integers(node, inputs, 1) ?? throw node.Fail("lacks the shape");
        if (target.Any(static size => size is < 0 or > int.MaxValue))
            throw node.Fail($"expands to [{string.Join(", ", target)}], which is no shape");
        return Stretched(input, Bounded(node, ShapeRules.Broadcast(node, [input.Shape, [.. target.Select(static size => (int)size)]])));
    }

    /// <summary>A constant repeated along axes where it has size 1.</summary>
    public static Constant Stretched(Constant input, int[] shape)
    {
        int[] strides = Sizes.Strides(input.Shape);
        int missing = shape.Length - input.Shape.Length;
        return Gathered(input, shape, [.. shape.Select((_, axis) => (0L, axis < missing || input.Shape[axis - missing] == 1 ? 0L : strides[axis - missing]))]);
    }

    public static Constant ShapeOf(OnnxNode node, int[] shape)
    {
        long start = Math.Clamp(Place(node.Int("start", 0)), 0, shape.Length);
        long end = Math.Clamp(Place(node.Int("end", shape.Length)), start, shape.Length);
        return ComputedConstant.Of([.. shape[(int)start..(int)end].Select(static size => (long)size)]);

        long Place(long place) => place < 0 ? place + shape.Length : place;
    }

    public static Constant SizeOf(int[] shape) => ComputedConstant.Of(Tensor.Of([], [Sizes.Count(shape)]), ElementType.Int64);

    public static Constant ConstantOfShape(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        long[] sizes = Integers(node, inputs, 0) ?? throw node.Fail("lacks the shape");
        if (sizes.Any(static size => size is < 0 or > int.MaxValue))
            throw node.Fail($"has the shape [{string.Join(", ", sizes)}], which is none");
        int[] shape = Bounded(node, [.. sizes.Select(static size => (int)size)]);
        Constant value = node.Constant("value") ?? ComputedConstant.Of(Tensor.Of([1], [0f]), ElementType.Float);
        return value.Count == 1
            ? new ComputedConstant(value.Type, shape, "", () => value.Read().Gathered(shape, static _ => 0))
            : throw node.Fail($"has a value of shape {Sizes.Text(value.Shape)}, but takes one element");
    }

    /// <summary>A shape that is computed, refused where it is large and larger than what it is computed of.</summary>
    public static int[] Bounded(OnnxNode node, int[] shape, long given = 0) => Sizes.Count(shape) <= Math.Max(MostComputed, given)
        ? shape
        : throw node.Fail($"computes a constant of shape {Sizes.Text(shape)}, which is too large");

    private static Constant WithShape(Constant input, Func<int[], int[]> rule)
    {
        int[] shape = rule(input.Shape);
        return new ComputedConstant(input.Type, shape, input.Name, () => input.Read().Reshaped(shape));
    }

    private static Constant Gathered(Constant input, int[] shape, (long Start, long Step)[] axes) => new ComputedConstant(input.Type, shape, input.Name, () =>
    {
        var places = new Odometer(shape, axes);
        return input.Read().Gathered(shape, _ => places.Next());
    });

    private static T[] Rows<T>(List<Tensor> values, Func<Tensor, T[]> elements, int[] lengths, int row)
    {
        var result = new T[values.Sum(static value => value.Count)];
        int before = 0;
        for (int part = 0; part < values.Count; part++)
        {
            T[] source = elements(values[part]);
            for (int k = 0; k < source.Length; k++)
                result[(k / lengths[part] * row) + before + (k % lengths[part])] = source[k];
            before += lengths[part];
        }

        return result;
    }
}
