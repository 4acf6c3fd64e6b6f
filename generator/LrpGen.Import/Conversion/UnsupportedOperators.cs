using LrpGen.Import.Graph;

namespace LrpGen.Import.Conversion;

/// <summary>What to say of operators that cannot be expressed.</summary>
internal static class UnsupportedOperators
{
    private const string NoRule = "no rule of LRP explains it";

    private static readonly (string[] Operators, string Advice)[] Advice =
    [
        (["LayerNormalization", "InstanceNormalization", "GroupNormalization", "RMSNormalization", "MeanVarianceNormalization", "LpNormalization"],
            $"{NoRule}, because it divides by a statistic of the sample; a network with batch normalization can be imported"),
        (["LRN"], $"{NoRule}; a network without local response normalization (or with batch normalization) can be imported"),
        (["LSTM", "GRU", "RNN", "Scan", "Loop", "If"], "recurrent networks and control flow cannot be expressed; a branch that is always taken disappears when the model is simplified (onnxsim) or exported with fixed shapes"),
        (["Attention", "MultiHeadAttention", "Einsum", "EmbedLayerNormalization", "SkipLayerNormalization"], $"attention cannot be expressed: {NoRule}"),
        (["QuantizeLinear", "DequantizeLinear", "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "DynamicQuantizeLinear"], "quantized models cannot be expressed; import the float model that it was made of"),
        (["Split", "Gather", "GatherElements", "GatherND", "ScatterND", "ScatterElements"], "single channels or places cannot be taken out of a value; end the model before it, or compute with all of them"),
        (["ArgMax", "ArgMin", "TopK", "NonMaxSuppression", "OneHot", "NonZero", "Unique"], "it chooses, and a choice has no relevance; export the model up to the scores that it chooses from"),
        (["LpPool", "GlobalLpPool", "MaxRoiPool", "RoiAlign", "MaxUnpool"], "use an average or a maximum pooling"),
        (["DepthToSpace", "SpaceToDepth"], "use a transposed convolution or a nearest-neighbor Resize"),
        (["ZipMap", "LabelEncoder", "Normalizer", "Scaler", "TreeEnsembleClassifier", "TreeEnsembleRegressor", "LinearClassifier", "SVMClassifier"], "models of classical machine learning are no neural networks; export the network alone"),
        (["GridSample", "AffineGrid", "DeformConv"], "places that depend on values cannot be expressed"),
    ];

    /// <summary>What is wrong with a node, and what could be done.</summary>
    public static string Describe(OnnxNode node)
    {
        if (node.Domain.Length > 0)
            return $"is an operator of '{node.Domain}', which LrpGen does not know; export the model with ONNX's own operators";
        string advice = Advice.FirstOrDefault(entry => entry.Operators.Contains(node.Op)).Advice ?? "end the model before it, or express it by operators that are supported (see docs/import.md)";
        return $"cannot be expressed: {advice}";
    }
}
