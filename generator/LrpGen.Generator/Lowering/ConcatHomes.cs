using System;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>A place within another value.</summary>
/// <param name="Whole">The other value.</param>
/// <param name="Offset">The floats before the place.</param>
internal readonly record struct Home(int Whole, int Offset);

/// <summary>
/// Finds the values that can be made where a concatenation wants them, so that it has nothing to copy: those that begin with a block of
/// channels, and end with one or at the end.
/// </summary>
internal static class ConcatHomes
{
    /// <summary>For each value the place that its layer writes it to, or null for one of its own.</summary>
    /// <param name="laid">The graph.</param>
    /// <param name="isAlias">Whether a layer's output stands where its input does.</param>
    public static Home?[] Find(LaidOutGraph laid, Func<Node, bool> isAlias)
    {
        int block = Dims.Pad(1);
        var homes = new Home?[laid.Graph.ValueCount];
        foreach (Node concat in laid.Graph.Nodes.Items.Where(static node => node.Layer is ConcatLayer))
        {
            int channels = 0;
            for (int k = 0; k < concat.Inputs.Count; k++)
            {
                int input = concat.Inputs[k], made = input;
                while (laid.Graph.ProducerOf(made) is { } producer && isAlias(producer))
                    made = producer.Input;
                bool isWhole = channels % block == 0 && (laid.Shapes[input].Channels % block == 0 || k == concat.Inputs.Count - 1);
                if (isWhole && homes[made] is null && laid.Graph.ProducerOf(made) is not null && laid.CountOf(made) == laid.CountOf(input))
                    homes[made] = new Home(concat.Output, ConcatLayer.PlaceOf(channels, laid.Shapes[input]));
                channels += laid.Shapes[input].Channels;
            }
        }

        return homes;
    }
}
