using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>Transforms and packs weights for <see cref="Winograd"/>, in float64, eight result channels at a time.</summary>
internal static class WinogradWeights
{
    private const int Kernel = 3, Taps = Kernel * Kernel, Lanes = ConvImage.Lanes;
    private const double Root2 = 1.4142135623730951;

    /// <summary>Packs the weights of a block of result channels.</summary>
    /// <param name="map">The direction.</param>
    /// <param name="block">The block.</param>
    /// <param name="weights">The weights in the file's order.</param>
    /// <param name="resultStride">How far apart the file has the weights of neighboring result channels.</param>
    /// <param name="sourceStride">How far apart the file has the weights of neighboring source channels.</param>
    /// <param name="flip">Whether the kernel is turned around, as the transposed map needs it.</param>
    /// <param name="signs">What the weights are multiplied by.</param>
    /// <param name="packed">Takes the weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        WinogradMap map, int block, ReadOnlySpan<float> weights, int resultStride, int sourceStride, bool flip, WeightSigns signs, Span<float> packed)
    {
        int channels = map.Source.Channels;
        int pair = block / 2 * 2, blocks = Math.Min(2, map.Result.Blocks - pair);
        int first = block * Lanes, count = Math.Min(Lanes, map.Result.Channels - first);
        int position = map.WeightsOf(1, 0);
        int firstTap = flip ? Taps - 1 : 0, tapStep = flip ? -Lanes : Lanes;
        Span<float> kernels = stackalloc float[Taps * Lanes];
        Span<float> transformed = stackalloc float[WinogradMap.Positions * Lanes];
        kernels.Clear();
        for (int channel = 0; channel < channels; channel++)
        {
            for (int lane = 0; lane < count; lane++)
            {
                ReadOnlySpan<float> kernel = weights.Slice(((first + lane) * resultStride) + (channel * sourceStride), Taps);
                int at = (firstTap * Lanes) + lane;
                for (int tap = 0; tap < Taps; tap++, at += tapStep)
                    kernels[at] = kernel[tap];
            }

            int from = channel / WinogradMap.ChunkChannels * WinogradMap.ChunkChannels;
            int chunk = Math.Min(WinogradMap.ChunkChannels, channels - from);
            int target = map.WeightsOf(0, pair) + (((from * blocks) + ((block - pair) * chunk) + channel - from) * Lanes);
            for (int lane = 0; lane < Lanes; lane += Vector256<float>.Count)
                Transform(kernels[lane..], signs, transformed[lane..]);
            for (int i = 0; i < WinogradMap.Positions; i++)
                transformed.Slice(i * Lanes, Lanes).CopyTo(packed[(target + (i * position))..]);
        }
    }

    /// <summary>The kernels of eight result channels, four after four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(ReadOnlySpan<float> kernels, WeightSigns signs, Span<float> target)
    {
        Span<Vector256<double>> lower = stackalloc Vector256<double>[Taps], upper = stackalloc Vector256<double>[Taps];
        for (int tap = 0; tap < Taps; tap++)
            (lower[tap], upper[tap]) = Vector256.Widen(signs.Of(Vector256.Create(kernels.Slice(tap * Lanes, Vector256<float>.Count))));
        Span<Vector256<double>> lowerSix = stackalloc Vector256<double>[WinogradMap.Positions], upperSix = stackalloc Vector256<double>[WinogradMap.Positions];
        Transform(lower, lowerSix);
        Transform(upper, upperSix);
        for (int i = 0; i < WinogradMap.Positions; i++)
            Vector256.Narrow(lowerSix[i], upperSix[i]).CopyTo(target[(i * Lanes)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(ReadOnlySpan<Vector256<double>> kernels, Span<Vector256<double>> target)
    {
        Span<Vector256<double>> half = stackalloc Vector256<double>[WinogradMap.PatchSide * Kernel];
        Span<Vector256<double>> six = stackalloc Vector256<double>[WinogradMap.PatchSide];
        for (int x = 0; x < Kernel; x++)
        {
            Points(kernels[x], kernels[Kernel + x], kernels[(2 * Kernel) + x], six);
            for (int i = 0; i < six.Length; i++)
                half[(i * Kernel) + x] = six[i];
        }

        for (int i = 0; i < WinogradMap.PatchSide; i++)
            Points(half[i * Kernel], half[(i * Kernel) + 1], half[(i * Kernel) + 2], target.Slice(i * WinogradMap.PatchSide, WinogradMap.PatchSide));
    }

    /// <summary>Three weights to the six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Points(Vector256<double> w0, Vector256<double> w1, Vector256<double> w2, Span<Vector256<double>> points)
    {
        Vector256<double> even = (w0 + (w2 * 0.5)) * (-2.0 / 3), odd = w1 * (-Root2 / 3);
        points[0] = w0;
        points[1] = even + odd;
        points[2] = even - odd;
        even = (w0 + (w2 * 2)) * (1.0 / 6);
        odd = w1 * (Root2 / 6);
        points[3] = even + odd;
        points[4] = even - odd;
        points[5] = w2;
    }
}
