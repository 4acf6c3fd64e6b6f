using LrpGen.Import.Graph;

namespace LrpGen.Import.Passes;

/// <summary>The names of modules behind the names of nodes: <c>/layer1/layer1.0/conv1/Conv</c> is <c>layer1.0.conv1</c>.</summary>
internal static class NodePaths
{
    /// <summary>The path of a node, parts joined by points; the node's own name where no module's is left.</summary>
    public static string Of(OnnxNode node)
    {
        string[] parts = [.. node.Title.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        if (parts.Length == 0)
            return node.Op;
        string[] modules = IsOperator(parts[^1], node.Op) ? parts[..^1] : parts;
        return modules.Length == 0 ? parts[^1] : Join(modules);
    }

    /// <summary>The path with the operator behind it, for nodes whose modules have one name.</summary>
    public static string WithOperator(OnnxNode node) => Join(node.Title.Split('/', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } whole ? whole : node.Op;

    /// <summary>Whether the last part of a name is the operator's, as exporters number it: <c>Conv_1</c>, <c>Conv2D__6</c>, <c>BiasAdd</c>.</summary>
    private static bool IsOperator(string part, string op)
    {
        string word = part.TrimEnd('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return word.Equals(op, StringComparison.OrdinalIgnoreCase)
            || part.StartsWith(op + "1D", StringComparison.OrdinalIgnoreCase)
            || part.StartsWith(op + "2D", StringComparison.OrdinalIgnoreCase)
            || word is "BiasAdd" or "MatMul" or "FusedBatchNormV3" or "DepthwiseConv2dNative" or "depthwise" or "AvgPool" or "Mean" or "LeakyRelu" or "add";
    }

    /// <summary>Joins parts; one that repeats what is before it, as PyTorch writes children of a list, takes its place.</summary>
    private static string Join(IReadOnlyList<string> parts)
    {
        var kept = new List<string>();
        foreach (string part in parts)
        {
            if (kept.Count > 0 && part.StartsWith(kept[^1] + ".", StringComparison.Ordinal))
                kept.RemoveAt(kept.Count - 1);
            kept.Add(part);
        }

        return string.Join('.', kept);
    }
}
