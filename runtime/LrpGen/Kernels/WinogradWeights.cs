using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>Transforms and packs weights for <see cref="Winograd"/>, in float64, eight result channels at a time.</summary>
internal static class WinogradWeights
{
    private const int Kernel = 3, Taps = Kernel * Kernel, Lanes = ConvImage.Lanes, MostSide = WinogradMap.MostPatchSide;
    private const double Root2 = 1.4142135623730951;

    // Channels whose results are gathered before they go to their places, which are far apart: half a kilobyte each time.
    private const int Gathered = 8;

    /// <summary>Packs the weights of a block of result channels.</summary>
    /// <param name="map">The direction.</param>
    /// <param name="block">The block.</param>
    /// <param name="weights">The weights in the file's order.</param>
    /// <param name="resultStride">How far apart the file has the weights of neighboring result channels.</param>
    /// <param name="sourceStride">How far apart the file has the weights of neighboring source channels.</param>
    /// <param name="flip">Whether the kernel is turned around, as the transposed map needs it.</param>
    /// <param name="signs">What the weights are multiplied by.</param>
    /// <param name="packed">Takes the weights.</param>
    [SkipLocalsInit]
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
        Span<float> transformed = stackalloc float[MostSide * MostSide * Gathered * Lanes];
        kernels.Clear();
        for (int start = 0; start < channels; start += Gathered)
        {
            int gathered = Math.Min(Gathered, channels - start);
            for (int channel = 0; channel < gathered; channel++)
            {
                for (int lane = 0; lane < count; lane++)
                {
                    ReadOnlySpan<float> kernel = weights.Slice(((first + lane) * resultStride) + ((start + channel) * sourceStride), Taps);
                    int at = (firstTap * Lanes) + lane;
                    for (int tap = 0; tap < Taps; tap++, at += tapStep)
                        kernels[at] = kernel[tap];
                }

                for (int lane = 0; lane < Lanes; lane += Vector256<float>.Count)
                    Transform(kernels[lane..], signs, map.PatchSide, transformed[((channel * Lanes) + lane)..]);
            }

            int from = start / WinogradMap.ChunkChannels * WinogradMap.ChunkChannels;
            int chunk = Math.Min(WinogradMap.ChunkChannels, channels - from);
            int target = map.WeightsOf(0, pair) + (((from * blocks) + ((block - pair) * chunk) + start - from) * Lanes);
            for (int i = 0; i < map.Positions; i++)
                transformed.Slice(i * Gathered * Lanes, gathered * Lanes).CopyTo(packed[(target + (i * position))..]);
        }
    }

    /// <summary>The kernels of eight result channels: first along the columns, then along the rows.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(ReadOnlySpan<float> kernels, WeightSigns signs, int side, Span<float> target)
    {
        Span<Vector256<double>> half = stackalloc Vector256<double>[2 * MostSide * Kernel];
        for (int x = 0; x < Kernel; x++)
        {
            (Vector256<double> l0, Vector256<double> u0) = Vector256.Widen(signs.Of(Vector256.Create(kernels.Slice(x * Lanes, Vector256<float>.Count))));
            (Vector256<double> l1, Vector256<double> u1) = Vector256.Widen(signs.Of(Vector256.Create(kernels.Slice((Kernel + x) * Lanes, Vector256<float>.Count))));
            (Vector256<double> l2, Vector256<double> u2) = Vector256.Widen(signs.Of(Vector256.Create(kernels.Slice(((2 * Kernel) + x) * Lanes, Vector256<float>.Count))));
            ref Vector256<double> column = ref half[2 * x];
            Points(l0, l1, l2, side, ref column, 2 * Kernel);
            Points(u0, u1, u2, side, ref Unsafe.Add(ref column, 1), 2 * Kernel);
        }

        Span<Vector256<double>> points = stackalloc Vector256<double>[2 * MostSide];
        for (int i = 0; i < side; i++)
        {
            Span<Vector256<double>> row = half.Slice(2 * i * Kernel, 2 * Kernel);
            Points(row[0], row[2], row[4], side, ref points[0], 2);
            Points(row[1], row[3], row[5], side, ref points[1], 2);
            for (int j = 0; j < side; j++)
                Vector256.Narrow(points[2 * j], points[(2 * j) + 1]).CopyTo(target[(((i * side) + j) * Gathered * Lanes)..]);
        }
    }

    /// <summary>Three weights to the points of a tile, <paramref name="step"/> vectors apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Points(Vector256<double> w0, Vector256<double> w1, Vector256<double> w2, int side, ref Vector256<double> points, int step)
    {
        switch (side - 2)
        {
            case WinogradMap.LargeTileSide:
                points = w0;
                Pair((w0 + (w2 * 0.25)) * (32.0 / 45), w1 * (16.0 / 45), ref points, step, step);
                Pair((w0 + w2) * (-2.0 / 9), w1 * (-2.0 / 9), ref points, 3 * step, step);
                Pair((w0 + (w2 * 4)) * (1.0 / 90), w1 * (1.0 / 45), ref points, 5 * step, step);
                break;
            case WinogradMap.UsualTileSide:
                points = w0;
                Pair((w0 + (w2 * 0.5)) * (-2.0 / 3), w1 * (-Root2 / 3), ref points, step, step);
                Pair((w0 + (w2 * 2)) * (1.0 / 6), w1 * (Root2 / 6), ref points, 3 * step, step);
                break;
            default:
                Pair(w1 * -0.25, (w0 + (w2 * 0.25)) * -0.5, ref points, 0, step);
                Pair(w1 * 0.25, (w0 + (w2 * 2.25)) * (1.0 / 6), ref points, 2 * step, step);
                break;
        }

        Unsafe.Add(ref points, (side - 1) * step) = w2;
    }

    /// <summary>A point and its negative, from the even powers and the odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(Vector256<double> even, Vector256<double> odd, ref Vector256<double> points, int at, int step)
    {
        Unsafe.Add(ref points, at) = even + odd;
        Unsafe.Add(ref points, at + step) = even - odd;
    }
}
