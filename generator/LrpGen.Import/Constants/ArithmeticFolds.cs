using LrpGen.Import.Graph;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Constants;

/// <summary>Operators that compute with the elements of constants.</summary>
internal static class ArithmeticFolds
{
    private const int MostSteps = 1 << 24;

    /// <summary>An operator that treats each element by itself.</summary>
    public static Constant Elementwise(OnnxNode node, IReadOnlyList<Constant?> inputs, ScalarFunction function)
    {
        List<Constant> operands = [.. inputs.OfType<Constant>()];
        if (operands.Count == 0)
            throw node.Fail("has no input");
        bool dividesIntegers = node.Op == "Div" && operands.All(static operand => !operand.Type.IsFloat());
        return Combine(node, operands, operands[0].Type, values =>
        {
            double result = function(values);
            return dividesIntegers ? Math.Truncate(result) : result;
        });
    }

    public static Func<OnnxNode, IReadOnlyList<Constant?>, Constant> Compare(Func<double, double, bool> compare) => (node, inputs) =>
        Combine(node, [StructuralFolds.Input(node, inputs, 0), StructuralFolds.Input(node, inputs, 1)], ElementType.Bool, values => compare(values[0], values[1]) ? 1 : 0);

    public static Constant Where(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        List<Constant> operands = [.. Enumerable.Range(0, 3).Select(k => StructuralFolds.Input(node, inputs, k))];
        return Combine(node, operands, operands[1].Type, static values => values[0] != 0 ? values[1] : values[2]);
    }

    public static Constant Range(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        double[] ends = [.. Enumerable.Range(0, 3).Select(k => StructuralFolds.Input(node, inputs, k).Uniform ?? throw node.Fail("has a limit that is no single number"))];
        double steps = Math.Ceiling((ends[1] - ends[0]) / ends[2]);
        if (double.IsNaN(steps) || steps > MostSteps)
            throw node.Fail($"counts from {ends[0]} to {ends[1]} by {ends[2]}, which is too long");
        ElementType type = inputs[0]!.Type;
        int[] shape = [(int)Math.Max(steps, 0)];
        return new ComputedConstant(type, shape, "", () => Tensor.Zeros([0], type).Computed(shape, k => ends[0] + (k * ends[2])));
    }

    /// <summary>A reduction along axes.</summary>
    public static Func<OnnxNode, IReadOnlyList<Constant?>, Constant> Reduce(double start, Func<double, double, double> combine) => (node, inputs) =>
    {
        Constant input = StructuralFolds.Input(node, inputs, 0);
        long[] axes = StructuralFolds.Integers(node, inputs, 1, "axes") ?? [];
        int[] reduced = axes.Length == 0 ? [.. Enumerable.Range(0, input.Shape.Length)] : ShapeRules.Axes(node, axes, input.Shape.Length);
        int[] kept = [.. input.Shape.Select((size, axis) => reduced.Contains(axis) ? 1 : size)];
        int[] shape = node.Flag("keepdims", true) ? kept : [.. input.Shape.Where((_, axis) => !reduced.Contains(axis))];
        return new ComputedConstant(input.Type, shape, input.Name, () =>
        {
            Tensor value = input.Read();
            var sums = new double[Sizes.Count(kept)];
            Array.Fill(sums, start);
            int[] strides = Sizes.Strides(kept);
            var places = new Odometer(input.Shape, [.. kept.Select((_, axis) => (0L, reduced.Contains(axis) ? 0L : strides[axis]))]);
            for (int k = 0; k < value.Count; k++)
            {
                int place = places.Next();
                sums[place] = combine(sums[place], value[k]);
            }

            return value.Computed(shape, k => sums[k]);
        });
    };

    private static ComputedConstant Combine(OnnxNode node, List<Constant> operands, ElementType type, ScalarFunction function)
    {
        int[] shape = StructuralFolds.Bounded(node, ShapeRules.Broadcast(node, operands.Select(static operand => operand.Shape)), operands.Max(static operand => operand.Count));
        return new ComputedConstant(type, shape, operands[0].Name, () =>
        {
            Tensor[] values = [.. operands.Select(operand => StructuralFolds.Stretched(operand, shape).Read())];
            var at = new double[values.Length];
            return Tensor.Zeros([0], type).Computed(shape, k =>
            {
                for (int operand = 0; operand < at.Length; operand++)
                    at[operand] = values[operand][k];
                return function(at);
            });
        });
    }
}
