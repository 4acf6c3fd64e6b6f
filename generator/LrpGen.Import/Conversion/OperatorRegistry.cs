using LrpGen.Import.Conversion.Operators;
using LrpGen.Import.Graph;

namespace LrpGen.Import.Conversion;

/// <summary>Every operator that becomes layers: the one list to add an operator to. Those that treat each element by itself are in <see cref="Constants.ScalarOperators"/>.</summary>
internal static class OperatorRegistry
{
    private const int Any = int.MaxValue;

    private static readonly Dictionary<string, (int MostInputs, Action<NetworkBuilder, OnnxNode> Convert)> Operators = new(StringComparer.Ordinal)
    {
        ["Conv"] = (3, ConvOperator.Convert),
        ["ConvTranspose"] = (3, ConvTransposeOperator.Convert),
        ["Gemm"] = (3, DenseOperators.Gemm),
        ["MatMul"] = (2, DenseOperators.MatMul),
        ["BatchNormalization"] = (5, NormOperator.Convert),
        ["MaxPool"] = (1, PoolOperators.Max),
        ["AveragePool"] = (1, PoolOperators.Average),
        ["GlobalAveragePool"] = (1, PoolOperators.GlobalAverage),
        ["GlobalMaxPool"] = (1, PoolOperators.GlobalMax),
        ["ReduceMean"] = (2, ReduceOperators.Mean),
        ["ReduceSum"] = (2, ReduceOperators.Sum),
        ["ReduceMax"] = (2, ReduceOperators.Max),
        ["Concat"] = (Any, JoinOperators.Concat),
        ["Flatten"] = (1, ShapeOperators.Flatten),
        ["Reshape"] = (2, ShapeOperators.Reshape),
        ["Squeeze"] = (2, ShapeOperators.Squeeze),
        ["Unsqueeze"] = (2, ShapeOperators.Unsqueeze),
        ["Transpose"] = (1, ShapeOperators.Transpose),
        ["Expand"] = (2, ShapeOperators.Expand),
        ["Tile"] = (2, ShapeOperators.Expand),
        ["Shape"] = (1, ShapeOperators.Shape),
        ["Size"] = (1, ShapeOperators.Size),
        ["Pad"] = (4, FrameOperators.Pad),
        ["Slice"] = (5, FrameOperators.Slice),
        ["Upsample"] = (2, ResizeOperator.Convert),
        ["Resize"] = (4, ResizeOperator.Convert),
        ["Softmax"] = (1, HeadOperators.Softmax),
        ["LogSoftmax"] = (1, HeadOperators.LogSoftmax),
        ["Identity"] = (1, PassOperators.Identity),
        ["Dropout"] = (3, PassOperators.Dropout),
        ["Cast"] = (1, PassOperators.Cast),
    };

    /// <summary>What makes layers of a node; null where nothing does.</summary>
    public static Action<NetworkBuilder, OnnxNode>? Find(OnnxNode node)
    {
        if (node.Domain.Length > 0 || !Operators.TryGetValue(node.Op, out (int MostInputs, Action<NetworkBuilder, OnnxNode> Convert) known))
            return null;
        return node.Inputs.Count <= known.MostInputs ? known.Convert : throw node.Fail($"has {node.Inputs.Count} inputs, but takes {known.MostInputs} at most");
    }
}
