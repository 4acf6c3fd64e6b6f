using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Concatenation.</summary>
internal static class JoinOperators
{
    public static void Concat(NetworkBuilder builder, OnnxNode node)
    {
        List<Activation> parts = [.. Enumerable.Range(0, node.Inputs.Count).Select(k => builder.Input(node, k))];
        if (parts.Count == 0)
            throw node.Fail("joins nothing");
        int axis = ShapeRules.Axis(node, node.Int("axis", 1), parts[0].Shape.Length);
        int[] shape = ShapeRules.Concat(node, [.. parts.Select(static part => part.Shape)], axis);
        if (axis == 0)
            throw node.Fail("joins along the batch dimension, which mixes samples");
        if (parts.Count == 1)
        {
            builder.Forward(node, parts[0]);
            return;
        }

        List<Value> values = [.. parts.Select(part => builder.Matched(node, part))];
        int[] axes = parts[0].Axes;
        bool areAlike = parts.Select((part, k) => values[k] == part.Value && part.Axes.SequenceEqual(axes)).All(static alike => alike);
        if (!areAlike)
        {
            values = [.. parts.Select(part => builder.Exact(node, part))];
            axes = [.. Enumerable.Range(0, values[0].Rank)];
        }

        if (axes[axis - 1] != 0)
            throw node.Fail($"joins values of shape {Sizes.Text(parts[0].Shape)} along axis {axis}; LrpGen joins channels (or features) alone");
        int channels = (int)Math.Min(values.Sum(static value => (long)value.Channels), int.MaxValue);
        var layer = new ConcatLayer(values, [channels, .. values[0].Shape[1..]], node);
        builder.Give(new Activation(node.Outputs[0], shape, builder.Add(layer).Output, axes));
    }
}
