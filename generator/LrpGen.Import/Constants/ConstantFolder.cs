using LrpGen.Import.Graph;

namespace LrpGen.Import.Constants;

/// <summary>Computes nodes that take constants alone.</summary>
internal static class ConstantFolder
{
    private const int MostSteps = 100;

    private static readonly Dictionary<string, Func<OnnxNode, IReadOnlyList<Constant?>, Constant>> Folds = new(StringComparer.Ordinal)
    {
        ["Identity"] = static (node, inputs) => StructuralFolds.Input(node, inputs, 0),
        ["Dropout"] = static (node, inputs) => StructuralFolds.Input(node, inputs, 0),
        ["Cast"] = StructuralFolds.Cast,
        ["Reshape"] = StructuralFolds.Reshape,
        ["Flatten"] = StructuralFolds.Flatten,
        ["Squeeze"] = StructuralFolds.Squeeze,
        ["Unsqueeze"] = StructuralFolds.Unsqueeze,
        ["Transpose"] = StructuralFolds.Transpose,
        ["Slice"] = StructuralFolds.Slice,
        ["Gather"] = StructuralFolds.Gather,
        ["Concat"] = StructuralFolds.Concat,
        ["Expand"] = StructuralFolds.Expand,
        ["Shape"] = static (node, inputs) => StructuralFolds.ShapeOf(node, StructuralFolds.Input(node, inputs, 0).Shape),
        ["Size"] = static (node, inputs) => StructuralFolds.SizeOf(StructuralFolds.Input(node, inputs, 0).Shape),
        ["ConstantOfShape"] = StructuralFolds.ConstantOfShape,
        ["Range"] = ArithmeticFolds.Range,
        ["Where"] = ArithmeticFolds.Where,
        ["Equal"] = ArithmeticFolds.Compare(static (a, b) => a == b),
        ["Greater"] = ArithmeticFolds.Compare(static (a, b) => a > b),
        ["Less"] = ArithmeticFolds.Compare(static (a, b) => a < b),
        ["ReduceProd"] = ArithmeticFolds.Reduce(1, static (a, b) => a * b),
        ["ReduceSum"] = ArithmeticFolds.Reduce(0, static (a, b) => a + b),
        ["ReduceMax"] = ArithmeticFolds.Reduce(double.NegativeInfinity, Math.Max),
        ["ReduceMin"] = ArithmeticFolds.Reduce(double.PositiveInfinity, Math.Min),
    };

    /// <summary>The constant that a node gives; null where the operator is none that is computed here.</summary>
    public static Constant? TryFold(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (Compute(node, inputs) is not { } constant)
            return null;

        // Small ones are computed at once, so that what they are made of need not be walked again; large ones not often enough to matter.
        if (constant.IsSmall)
            constant.Read();
        else if (!inputs.Contains(constant))
            constant.Depth = inputs.Max(static input => input?.Depth ?? 0) + 1;
        return constant.Depth <= MostSteps ? constant : throw node.Fail($"is step {MostSteps + 1} of a constant's computation; compute it when you export the model");
    }

    /// <summary>Whether there is a way to compute a node here.</summary>
    public static bool Knows(OnnxNode node) => node.Domain.Length == 0 && Folds.ContainsKey(node.Op);

    private static Constant? Compute(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (node.Domain.Length == 0 && Folds.TryGetValue(node.Op, out Func<OnnxNode, IReadOnlyList<Constant?>, Constant>? fold))
            return fold(node, inputs);
        return ScalarOperators.Find(node) is { } scalar ? ArithmeticFolds.Elementwise(node, inputs, scalar) : null;
    }
}
