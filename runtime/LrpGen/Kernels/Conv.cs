using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

/// <summary>
/// Convolutions, their transposed maps, and what the flat rule needs of them; for generated code. Pictures lie as
/// <see cref="ConvShape"/> says. Results overlap no other argument.
/// </summary>
/// <remarks>
/// Nothing outside a picture is read. An input that is not a number may spread to channels of other groups in its block, and
/// beyond the last channel. The order of sums depends on shapes and on the width of the machine's vectors, never on values or
/// addresses.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Conv
{
    /// <summary>Packs weights for <c>Forward</c>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights"><c>[out channels, in channels / groups, kernel height, kernel width]</c>.</param>
    /// <param name="packed">Takes the packed weights.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void PackForward(ConvShape shape, ReadOnlySpan<float> weights, Span<float> packed)
    {
        Require.Length(weights.Length, shape.WeightFloats);
        Require.Length(packed.Length, shape.ForwardFloats);
        ConvMap map = shape.Forward;
        int outStride = map.SourcesPerGroup * map.Taps, inStride = map.Taps;
        if (shape.ForwardWinograd is { } winograd)
            WinogradWeights.Pack(winograd, weights, outStride, inStride, flip: false, packed);
        else
            map.Pack(weights, outStride, inStride, packed);
    }

    /// <summary>Packs weights for <c>Adjoint</c>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights"><c>[out channels, in channels / groups, kernel height, kernel width]</c>.</param>
    /// <param name="packed">Takes the packed weights.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void PackAdjoint(ConvShape shape, ReadOnlySpan<float> weights, Span<float> packed)
    {
        Require.Length(weights.Length, shape.WeightFloats);
        Require.Length(packed.Length, shape.AdjointFloats);
        ConvMap map = shape.Adjoint;
        int outStride = map.ResultsPerGroup * map.Taps, inStride = map.Taps;
        if (shape.AdjointWinograd is { } winograd)
            WinogradWeights.Pack(winograd, weights, inStride, outStride, flip: true, packed);
        else
            map.Pack(weights, inStride, outStride, packed);
    }

    /// <summary><c>z_j = b_j + sum_i x_i w_ij</c></summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the output picture.</param>
    /// <param name="accumulate">Whether the sums, and the bias, are added to what <paramref name="z"/> holds.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Forward(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, bool accumulate) =>
        Forward(shape, x, packed, bias, z, accumulate, []);

    /// <summary><c>z_j = b_j + sum_i x_i w_ij</c>, for shapes that need scratch memory too.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="x">The picture it starts from.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per channel of the result, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the result.</param>
    /// <param name="accumulate">Whether the sums, and the bias, are added to what <paramref name="z"/> holds.</param>
    /// <param name="scratch">At least <see cref="ConvShape.ScratchFloats"/> long; what it holds before and after means nothing.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Forward(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, bool accumulate,
        Span<float> scratch)
    {
        Check(shape.Forward, x.Length, bias.Length, z.Length);
        Require.Length(packed.Length, shape.ForwardFloats);
        if (shape.ForwardWinograd is { } winograd)
        {
            Require.AtLeast(scratch.Length, winograd.ScratchFloats);
            Run(winograd, x, packed, bias, z, accumulate, scratch);
        }
        else
        {
            Run(shape.Forward, x, packed, bias, z, accumulate);
        }
    }

    /// <summary><c>r_i = b_i + sum_j w_ij s_j</c>, the transposed map.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="s">The output picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackAdjoint"/>.</param>
    /// <param name="bias">One value per input channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="r">Takes the input picture.</param>
    /// <param name="accumulate">Whether the sums, and the bias, are added to what <paramref name="r"/> holds.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Adjoint(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> r, bool accumulate) =>
        Adjoint(shape, s, packed, bias, r, accumulate, []);

    /// <summary><c>r_i = b_i + sum_j w_ij s_j</c>, for shapes that need scratch memory too.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="s">The picture it starts from.</param>
    /// <param name="packed">Weights packed by <see cref="PackAdjoint"/>.</param>
    /// <param name="bias">One value per channel of the result, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="r">Takes the result.</param>
    /// <param name="accumulate">Whether the sums, and the bias, are added to what <paramref name="r"/> holds.</param>
    /// <param name="scratch">At least <see cref="ConvShape.ScratchFloats"/> long; what it holds before and after means nothing.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Adjoint(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> r, bool accumulate,
        Span<float> scratch)
    {
        Check(shape.Adjoint, s.Length, bias.Length, r.Length);
        Require.Length(packed.Length, shape.AdjointFloats);
        if (shape.AdjointWinograd is { } winograd)
        {
            Require.AtLeast(scratch.Length, winograd.ScratchFloats);
            Run(winograd, s, packed, bias, r, accumulate, scratch);
        }
        else
        {
            Run(shape.Adjoint, s, packed, bias, r, accumulate);
        }
    }

    private static void Check(ConvMap map, int source, int bias, int result)
    {
        Require.Length(source, map.Source.Floats);
        Require.EmptyOrLength(bias, map.Result.Blocks * ConvImage.Lanes);
        Require.Length(result, map.Result.Floats);
    }

    private static void Run(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Vector512<float>, Lanes512>(map, source, packed, bias, result, accumulate);
        else if (Vector256.IsHardwareAccelerated)
            Run<Vector256<float>, Lanes256>(map, source, packed, bias, result, accumulate);
        else
            Run<Vector128<float>, Lanes128>(map, source, packed, bias, result, accumulate);
    }

    private static void Run(
        WinogradMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        Span<float> scratch)
    {
        if (Vector512.IsHardwareAccelerated)
            Winograd.Run<Vector512<float>, Lanes512>(map, source, packed, bias, result, accumulate, scratch);
        else if (Vector256.IsHardwareAccelerated)
            Winograd.Run<Vector256<float>, Lanes256>(map, source, packed, bias, result, accumulate, scratch);
        else
            Winograd.Run<Vector128<float>, Lanes128>(map, source, packed, bias, result, accumulate, scratch);
    }
}
