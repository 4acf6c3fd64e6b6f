using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Reads what convolutions and poolings have in common.</summary>
internal static class SlidingReader
{
    /// <summary>How the kernel slides over a picture or a sequence.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">The kernel's sizes: one or two.</param>
    /// <param name="places">The sizes of what it slides over.</param>
    public static Sliding Read(OnnxNode node, int[] kernel, int[] places)
    {
        int[] strides = Sizes(node, "strides", kernel.Length, 1) ?? [.. kernel.Select(static _ => 1)];
        int[] dilations = Sizes(node, "dilations", kernel.Length, 1) ?? [.. kernel.Select(static _ => 1)];
        int[] pads = Sizes(node, "pads", 2 * kernel.Length, 0) ?? new int[2 * kernel.Length];
        Limit(node, "kernel_shape", kernel);
        string auto = node.Text("auto_pad", "NOTSET");
        switch (auto)
        {
            case "NOTSET":
                break;
            case "VALID":
                pads = new int[pads.Length];
                break;
            case "SAME_UPPER" or "SAME_LOWER":
                for (int k = 0; k < kernel.Length; k++)
                {
                    int span = (int)Math.Min(((kernel[k] - 1L) * dilations[k]) + 1, int.MaxValue / 4);
                    int all = Sliding.Same(places[k], span, strides[k]);
                    int less = all / 2;
                    (pads[k], pads[k + kernel.Length]) = auto == "SAME_UPPER" ? (less, all - less) : (all - less, less);
                }

                break;
            default:
                throw node.Fail($"has the auto_pad '{auto}', which ONNX does not know");
        }

        return kernel.Length == 1
            ? new Sliding(1, kernel[0], 1, strides[0], 1, dilations[0], new Frame(0, pads[0], 0, pads[1]))
            : new Sliding(kernel[0], kernel[1], strides[0], strides[1], dilations[0], dilations[1], new Frame(pads[0], pads[1], pads[2], pads[3]));
    }

    /// <summary>Sizes that the language takes.</summary>
    public static int[]? Sizes(OnnxNode node, string attribute, int count, int least) =>
        node.SizesOf(attribute, count, least) is { } sizes ? Limit(node, attribute, sizes) : null;

    /// <summary>A value that is a picture or a sequence, as a convolution or a pooling takes it.</summary>
    public static Value Places(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        if (input.Shape.Length is not (3 or 4))
            throw node.Fail($"takes a value of shape {Import.Sizes.Text(input.Shape)}; LrpGen slides over sequences [batch, channels, length] and pictures [batch, channels, height, width]");
        return builder.Exact(node, input);
    }

    /// <summary>The output's sizes, beside the channels.</summary>
    public static int[] Output(OnnxNode node, Value input, Sliding sliding, bool isCeil = false)
    {
        (long height, long width) = sliding.Output(input.Rank == 2 ? 1 : input.Shape[1], input.Shape[^1], isCeil);
        if (height < 1 || width < 1)
            throw node.Fail($"is larger than its input {Import.Sizes.Text(input.Shape)} with padding");
        return input.Rank == 2 ? [(int)Math.Min(width, int.MaxValue)] : [(int)Math.Min(height, int.MaxValue), (int)Math.Min(width, int.MaxValue)];
    }

    private static int[] Limit(OnnxNode node, string attribute, int[] sizes) => sizes.All(static size => size is >= 0 and <= ShapeLimits.MostSlide)
        ? sizes
        : throw node.Fail($"has the {attribute} {Import.Sizes.Text(sizes)}; LrpGen takes sizes up to {ShapeLimits.MostSlide}");
}
