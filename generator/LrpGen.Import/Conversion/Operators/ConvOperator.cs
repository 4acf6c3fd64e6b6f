using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Convolutions.</summary>
internal static class ConvOperator
{
    public static void Convert(NetworkBuilder builder, OnnxNode node)
    {
        Value input = SlidingReader.Places(builder, node);
        (Constant weight, int groups) = Weights(builder, node, input);
        int channels = weight.Shape[0];
        if (input.Channels != (long)weight.Shape[1] * groups || channels % groups != 0)
            throw node.Fail($"has weights of shape {Sizes.Text(weight.Shape)} in {groups} groups, which do not fit {input.Channels} channels");
        Sliding sliding = SlidingReader.Read(node, weight.Shape[2..], input.Shape[1..]);
        int[] output = [channels, .. SlidingReader.Output(node, input, sliding)];
        builder.Give(node, new ConvLayer(input, output, node, weight, Bias(builder, node, channels), sliding, groups));
    }

    /// <summary>The weights and the groups of a convolution, transposed or not.</summary>
    public static (Constant Weight, int Groups) Weights(NetworkBuilder builder, OnnxNode node, Value input)
    {
        Constant weight = builder.NeededConstant(node, 1, "weights");
        if (weight.Shape.Length != input.Rank + 1 || weight.Shape.Any(static size => size < 1))
            throw node.Fail($"has weights of shape {Sizes.Text(weight.Shape)}, which do not fit a value of shape {Sizes.Text(input.Shape)}");
        if (!weight.Type.IsFloat())
            throw node.Fail($"has weights of the type {weight.Type.Wording()}; quantized models cannot be expressed: export the float model");
        if (SlidingReader.Sizes(node, "kernel_shape", weight.Shape.Length - 2, 1) is { } kernel && !kernel.SequenceEqual(weight.Shape[2..]))
            throw node.Fail($"has the kernel {Sizes.Text(kernel)}, but weights of shape {Sizes.Text(weight.Shape)}");
        long groups = node.Int("group", 1);
        return groups is >= 1 and <= int.MaxValue ? (weight, (int)groups) : throw node.Fail($"has {groups} groups");
    }

    /// <summary>The biases, or null.</summary>
    public static Constant? Bias(NetworkBuilder builder, OnnxNode node, int channels)
    {
        if (builder.ConstantInput(node, 2) is not { } bias)
            return null;
        return bias.Shape is [var count] && count == channels && bias.Type.IsFloat() ? bias : throw node.Fail($"has biases of shape {Sizes.Text(bias.Shape)} for {channels} channels");
    }
}
