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
    /// <summary>The channels of a picture: colors and what goes with them.</summary>
    private const int MostChannels = 4;

    /// <summary>For each layer whether it is such a convolution, or lays out blocks for such alone.</summary>
    public static IReadOnlyList<bool> Find(LaidOutGraph laid, bool isPrecise)
    {
        var plain = new bool[laid.Graph.Nodes.Count];
        if (isPrecise)
            return plain;
        foreach (Node node in laid.Graph.Nodes)
        {
            if (node.Layer is not PackLayer { IsIdentity: false, Shape.Channels: <= MostChannels })
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

    private static bool CanReadPlain(LaidOutGraph laid, Node node) =>
        node.Layer is ConvLayer { IsTransposed: false } conv
        && conv.Geometry(laid.Shapes[node.Input]) is { IsForWinograd: false, Groups: 1, OutChannels: > ConvGeometry.MostDotChannels };
}
