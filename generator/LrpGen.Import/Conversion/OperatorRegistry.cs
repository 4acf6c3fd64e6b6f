using LrpGen.Import.Conversion.Operators;
using LrpGen.Import.Graph;

namespace LrpGen.Import.Conversion;

/// <summary>Every operator that becomes layers: the one list to add an operator to. Those that treat each element by itself are in <see cref="Constants.ScalarOperators"/>.</summary>
internal static class OperatorRegistry
{
    private static readonly Dictionary<string, Action<NetworkBuilder, OnnxNode>> Operators = new(StringComparer.Ordinal)
    {
        ["Conv"] = ConvOperator.Convert,
        ["ConvTranspose"] = ConvTransposeOperator.Convert,
        ["Gemm"] = DenseOperators.Gemm,
        ["MatMul"] = DenseOperators.MatMul,
        ["BatchNormalization"] = NormOperator.Convert,
        ["MaxPool"] = PoolOperators.Max,
        ["AveragePool"] = PoolOperators.Average,
        ["GlobalAveragePool"] = PoolOperators.GlobalAverage,
        ["GlobalMaxPool"] = PoolOperators.GlobalMax,
        ["ReduceMean"] = ReduceOperators.Mean,
        ["ReduceSum"] = ReduceOperators.Sum,
        ["ReduceMax"] = ReduceOperators.Max,
        ["Concat"] = JoinOperators.Concat,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Expand"] = ShapeOperators.Expand,
        ["Tile"] = ShapeOperators.Expand,
        ["Shape"] = ShapeOperators.Shape,
        ["Size"] = ShapeOperators.Size,
        ["Pad"] = FrameOperators.Pad,
        ["Slice"] = FrameOperators.Slice,
        ["Upsample"] = ResizeOperator.Convert,
        ["Resize"] = ResizeOperator.Convert,
        ["Softmax"] = HeadOperators.Softmax,
        ["LogSoftmax"] = HeadOperators.LogSoftmax,
        ["Identity"] = PassOperators.Identity,
        ["Dropout"] = PassOperators.Dropout,
        ["Cast"] = PassOperators.Cast,
    };

    /// <summary>What makes layers of a node; null where nothing does.</summary>
    public static Action<NetworkBuilder, OnnxNode>? Find(OnnxNode node) =>
        node.Domain.Length == 0 ? Operators.GetValueOrDefault(node.Op) : null;
}
