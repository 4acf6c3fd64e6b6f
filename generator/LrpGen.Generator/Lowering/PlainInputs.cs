using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Finds convolutions that can read pictures of few channels as they come. Blocks of 16 channels would be mostly zeros, and are laid out
/// only where the way back needs them.
/// </summary>
internal static class PlainInputs
{
    /// <summary>For each layer whether it is such a convolution, or lays out blocks for such alone.</summary>
    public static IReadOnlyList<bool> Find(LaidOutGraph laid, bool isPrecise)
    {
        var plain = new bool[laid.Graph.Nodes.Count];
        if (isPrecise)
            return plain;
        foreach (Node node in laid.Graph.Nodes)
        {
            if (node.Layer is not PackLayer { IsIdentity: false, Shape.Channels: <= ConvGeometry.MostPlainChannels })
                continue;
            List<Node> readers = laid.Graph.ConsumersOf(node.Output).ToList();
            if (!readers.All(reader => CanReadPlain(laid, reader)))
                continue;
            plain[node.Index] = true;
            foreach (Node reader in readers)
                plain[reader.Index] = true;
        }

        return plain;
    }

    /// <summary>For each layer whether a z-box on it would start from live outputs, and write relevance past the blocks between it and its picture.</summary>
    public static IReadOnlyList<bool> FindBoxes(LaidOutGraph laid, IReadOnlyList<bool> plain) =>
        laid.Graph.Nodes.Items.Select(node => plain[node.Index] && CanReturnPlain(laid, node)).ToList();

    private static bool CanReturnPlain(LaidOutGraph laid, Node node) =>
        node.Layer is ConvLayer conv
        && conv.Geometry(laid.Shapes[node.Input]).IsForPlainBox
        && laid.Graph.ProducerOf(node.Input) is { } pack
        && pack.Input != laid.Logits
        && laid.Graph.ConsumersOf(pack.Output).Count() == 1
        && laid.Graph.ConsumersOf(pack.Input).Count() == 1
        && IsSparse(laid, node.Output);

    /// <summary>Whether relevance of a value comes from a pooling that gives that of a window to one of its values, so that most have none.</summary>
    private static bool IsSparse(LaidOutGraph laid, int value)
    {
        while (value != laid.Logits && laid.Graph.ConsumersOf(value).ToList() is [var consumer])
        {
            if (consumer.Layer is PoolLayer { Kind: PoolKind.Max, IsNormed: false, Sliding: { StrideY: > 1, StrideX: > 1 } })
                return true;
            if (!laid.Passes(consumer))
                return false;
            value = consumer.Output;
        }

        return false;
    }

    private static bool CanReadPlain(LaidOutGraph laid, Node node) =>
        node.Layer is ConvLayer { IsTransposed: false } conv
        && conv.Geometry(laid.Shapes[node.Input]) is { IsForWinograd: false, Groups: 1, OutChannels: > ConvGeometry.MostDotChannels };
}
