using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion;

/// <summary>Constants that scale and shift the channels of an activation: biases, input normalization, batch norms written out.</summary>
internal static class ChannelAffine
{
    /// <summary>A node that combines one activation with a constant that differs from channel to channel.</summary>
    public static void Convert(NetworkBuilder builder, OnnxNode node, List<Activation> activations, int[] shape)
    {
        if (activations.Count != 1 || node.Inputs.Count != 2 || node.Op is not ("Add" or "Sub" or "Mul" or "Div" or "Sum") || (node.Op == "Div" && builder.FindActivation(node.Inputs[1]) is not null))
            throw node.Fail("combines a value with a constant that is not the same for all elements; LrpGen can add to, subtract from, multiply or divide each channel by one, and its LeakyReLU has one slope");
        Activation activation = activations[0];
        Elementwise.Realize(builder, activation);
        bool isFirst = builder.FindActivation(node.Inputs[0]) is not null;
        Constant constant = builder.NeededConstant(node, isFirst ? 1 : 0, "constant");
        double[] values = Vector(node, activation, constant);
        double[] ones = [.. values.Select(static _ => 1.0)];
        double[] zeros = new double[values.Length];
        (double[] scale, double[] shift) = node.Op switch
        {
            "Mul" => (values, zeros),
            "Div" => ([.. values.Select(static value => 1 / value)], zeros),
            "Sub" when isFirst => (ones, [.. values.Select(static value => -value)]),
            "Sub" => ([.. ones.Select(static one => -one)], values),
            _ => (ones, values),
        };
        Value output = Emit(builder, node, activation, scale, shift);
        builder.Give(new Activation(node.Outputs[0], shape, output, activation.Axes, activation));
    }

    /// <summary>Scales and shifts all channels alike.</summary>
    public static Value Emit(NetworkBuilder builder, OnnxNode node, Activation activation, double scale, double shift)
    {
        int channels = activation.Value!.Channels;
        return Emit(builder, node, activation, [.. Enumerable.Repeat(scale, channels)], [.. Enumerable.Repeat(shift, channels)]);
    }

    private static Value Emit(NetworkBuilder builder, OnnxNode node, Activation activation, double[] scale, double[] shift)
    {
        Value value = activation.Value!;
        if (!scale.Concat(shift).All(double.IsFinite))
            throw node.Fail("scales or shifts by a number that is not finite");
        if (value.Producer is LinearLayer or ScaleLayer && builder.IsSole(activation))
        {
            if (value.Producer is LinearLayer linear)
                linear.FoldBehind(scale, shift);
            else
                ((ScaleLayer)value.Producer).FoldBehind(scale, shift);
            value.Producer.Nodes.Add(node);
            return value;
        }

        return builder.Add(new ScaleLayer(value, node, scale, shift)).Output;
    }

    /// <summary>The value of a constant for each channel.</summary>
    private static double[] Vector(OnnxNode node, Activation activation, Constant constant)
    {
        int missing = activation.Shape.Length - constant.Shape.Length;
        int[] varying = [.. Enumerable.Range(0, constant.Shape.Length).Where(axis => constant.Shape[axis] != 1).Select(axis => axis + missing)];
        if (missing < 0 || varying is not [var only and >= 1] || activation.AxisMap() is not { } map || map[only - 1] != 0)
        {
            throw node.Fail(
                $"combines a value of shape {Sizes.Text(activation.Shape)} with a constant of shape {Sizes.Text(constant.Shape)}; LrpGen can scale and shift whole channels, not single places");
        }

        Tensor values = constant.Read();
        return [.. Enumerable.Range(0, values.Count).Select(k => values[k])];
    }
}
