using System.ComponentModel;
using LrpGen.Threading;
using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>What is computed once of a convolution's weights, when a network is loaded. Allocates.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConvLoad
{
    /// <summary><c>sum_i w_ij^2 + b_j^2</c> over the inputs that each output sees: the denominators of w-square.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="isTransposed">Whether its transposed map is the forward pass.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="withBias">Whether the bias counts.</param>
    /// <param name="result">Takes the sums, blocked.</param>
    public static void SquareSums(ConvShape shape, bool isTransposed, LayerWeights weights, bool withBias, Span<float> result)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(weights);
        LayerWeights squares = weights.Square();
        int inputs = Map(shape, isTransposed).Source.Channels;
        Run(shape, isTransposed, squares, Image(shape, isTransposed, Padded(1, inputs)), withBias ? squares.Bias : default, accumulate: false, result);
    }

    /// <summary><c>b_j + sum_i (low_i w_ij+ + high_i w_ij-)</c> over the inputs that each output sees: what z holds beside the terms of a z-box.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="isTransposed">Whether its transposed map is the forward pass.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="low">One low bound for each channel, padded to a multiple of 16.</param>
    /// <param name="high">One high bound for each channel.</param>
    /// <param name="result">Takes the sums, blocked.</param>
    public static void BoxOffset(
        ConvShape shape, bool isTransposed, LayerWeights weights, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> result)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(weights);
        Run(shape, isTransposed, weights.BySign(1, 0), Image(shape, isTransposed, low), weights.Bias, accumulate: false, result);
        Run(shape, isTransposed, weights.BySign(0, 1), Image(shape, isTransposed, high), default, accumulate: true, result);
    }

    /// <summary>Bounds for each channel, padded with zeros to a multiple of 16: the ones given, or one for all.</summary>
    public static void Bounds(ReadOnlySpan<float> given, int channels, Span<float> result)
    {
        result.Clear();
        if (given.Length == 1)
            result[..channels].Fill(given[0]);
        else
            given.CopyTo(result);
    }

    private static void Run(
        ConvShape shape, bool isTransposed, LayerWeights weights, float[] image, ReadOnlySpan<float> bias, bool accumulate, Span<float> result)
    {
        var packing = new ConvPacking(shape, isTransposed);
        var packed = new float[packing.Floats];
        for (int item = 0; item < packing.Items; item++)
            packing.Pack(item, weights.Weights, weights.Signs, packed);
        if (isTransposed)
            Conv.Adjoint(shape, image, packed, bias, result, accumulate, Tail.None, Worker.Alone);
        else
            Conv.Forward(shape, image, packed, bias, result, accumulate, Tail.None, Worker.Alone);
    }

    /// <summary>A picture of the layer's inputs that holds one value in each channel.</summary>
    private static float[] Image(ConvShape shape, bool isTransposed, ReadOnlySpan<float> values)
    {
        ConvImage source = Map(shape, isTransposed).Source;
        int pixels = source.Height * source.Width;
        var image = new float[values.Length * pixels];
        for (int at = 0; at < image.Length; at += Blocks.Lanes)
            values.Slice(at / (pixels * Blocks.Lanes) * Blocks.Lanes, Blocks.Lanes).CopyTo(image.AsSpan(at));
        return image;
    }

    private static ConvMap Map(ConvShape shape, bool isTransposed) => isTransposed ? shape.Adjoint : shape.Forward;

    private static float[] Padded(float value, int channels)
    {
        var values = new float[(channels + Blocks.Lanes - 1) / Blocks.Lanes * Blocks.Lanes];
        values.AsSpan(0, channels).Fill(value);
        return values;
    }
}
