using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>
/// The layout of pictures inside a network: blocks of 16 channels, <c>[blocks][pixels][16]</c>, with zeros in the lanes beyond
/// the last channel. A kernel then reads the channels of one pixel as whole vectors, at any stride and any edge.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Blocks
{
    /// <summary>The channels of a block.</summary>
    public const int Lanes = 16;

    /// <summary>So many pixels of a block are worth a worker's while.</summary>
    private const int PartPixels = 1 << 12;

    /// <summary>The floats of a blocked picture.</summary>
    public static int Count(int channels, int pixels) => checked((channels + Lanes - 1) / Lanes * pixels * Lanes);

    /// <summary>Lays a picture <c>[channels][pixels]</c> out in blocks.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Pack(ReadOnlySpan<float> plain, int channels, int pixels, Span<float> blocked, Worker worker)
    {
        Require.Length(plain.Length, channels * pixels);
        Require.Length(blocked.Length, Count(channels, pixels));
        int parts = (pixels + PartPixels - 1) / PartPixels;
        foreach (int item in worker.Share((channels + Lanes - 1) / Lanes * parts, Worker.WorkPerFloat * blocked.Length))
        {
            (int block, int part) = Math.DivRem(item, parts);
            int from = part * PartPixels, count = Math.Min(PartPixels, pixels - from);
            ReadOnlySpan<float> rows = plain[((block * Lanes * pixels) + from)..];
            PackPart(rows, Math.Min(Lanes, channels - (block * Lanes)), pixels, blocked.Slice(((block * pixels) + from) * Lanes, count * Lanes));
        }

        worker.Sync();
    }

    /// <summary>Some pixels of one block, from rows that lie <paramref name="pitch"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackPart(ReadOnlySpan<float> rows, int lanes, int pitch, Span<float> block)
    {
        int pixels = block.Length / Lanes;
        if (lanes == 3)
        {
            // A picture's colors: whole pixels are written at once.
            ReadOnlySpan<float> red = rows[..pixels], green = rows.Slice(pitch, pixels), blue = rows.Slice(2 * pitch, pixels);
            for (int p = 0; p < pixels; p++)
            {
                Span<float> pixel = block.Slice(p * Lanes, Lanes);
                Vector128.Create(red[p], green[p], blue[p], 0).CopyTo(pixel);
                for (int lane = 4; lane < Lanes; lane += 4)
                    Vector128<float>.Zero.CopyTo(pixel[lane..]);
            }

            return;
        }

        if (lanes < Lanes)
            block.Clear();
        for (int lane = 0; lane < lanes; lane++)
        {
            ReadOnlySpan<float> row = rows.Slice(lane * pitch, pixels);
            for (int p = 0, at = lane; p < row.Length; p++, at += Lanes)
                block[at] = row[p];
        }
    }

    /// <summary>Lays a blocked picture out as <c>[channels][pixels]</c>.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Unpack(ReadOnlySpan<float> blocked, int channels, int pixels, Span<float> plain, Worker worker)
    {
        Require.Length(plain.Length, channels * pixels);
        Require.Length(blocked.Length, Count(channels, pixels));
        foreach (int channel in worker.Share(channels, Worker.WorkPerFloat * plain.Length))
        {
            ReadOnlySpan<float> block = blocked.Slice(channel / Lanes * Lanes * pixels, pixels * Lanes);
            Span<float> row = plain.Slice(channel * pixels, pixels);
            for (int p = 0, at = channel % Lanes; p < row.Length; p++, at += Lanes)
                row[p] = block[at];
        }

        worker.Sync();
    }

    /// <summary>
    /// Copies a run of channels from one blocked picture to another of the same size; other channels of the result stay as
    /// they are.
    /// </summary>
    /// <param name="source">The picture to read.</param>
    /// <param name="sourceFirst">Its first channel to copy.</param>
    /// <param name="count">How many channels to copy.</param>
    /// <param name="pixels">The pixels of both.</param>
    /// <param name="result">The picture to write.</param>
    /// <param name="resultFirst">The channel that takes the first copied one.</param>
    /// <param name="worker">The calling worker.</param>
    public static void CopyChannels(ReadOnlySpan<float> source, int sourceFirst, int count, int pixels, Span<float> result, int resultFirst, Worker worker)
    {
        // One item for each block of the result that is written.
        foreach (int item in worker.Share(((resultFirst + count - 1) / Lanes) - (resultFirst / Lanes) + 1, Worker.WorkPerFloat * count * pixels))
        {
            int start = Math.Max(resultFirst, ((resultFirst / Lanes) + item) * Lanes);
            int end = Math.Min(resultFirst + count, ((resultFirst / Lanes) + item + 1) * Lanes);
            for (int to = start; to < end;)
                to += CopyLanes(source, sourceFirst + to - resultFirst, end - to, pixels, result, to);
        }

        worker.Sync();
    }

    /// <summary>Copies channels of one block to one block, as many as there are in both; returns how many.</summary>
    private static int CopyLanes(ReadOnlySpan<float> source, int from, int count, int pixels, Span<float> result, int to)
    {
        int lanes = Math.Min(count, Lanes - (from % Lanes));
        ReadOnlySpan<float> sourceBlock = source.Slice(from / Lanes * Lanes * pixels, pixels * Lanes);
        Span<float> resultBlock = result.Slice(to / Lanes * Lanes * pixels, pixels * Lanes);
        if (lanes == Lanes)
        {
            sourceBlock.CopyTo(resultBlock);
            return lanes;
        }

        int shift = (from % Lanes) - (to % Lanes);
        for (int p = to % Lanes; p < resultBlock.Length; p += Lanes)
        {
            for (int lane = 0; lane < lanes; lane++)
                resultBlock[p + lane] = sourceBlock[p + lane + shift];
        }

        return lanes;
    }

    /// <summary>Puts the zeros back behind the last channel, where a function that does not keep zero has been at work.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ClearPadding(Span<float> blocked, int channels, int pixels, Worker worker)
    {
        Require.Length(blocked.Length, Count(channels, pixels));
        int lanes = channels % Lanes;
        if (lanes > 0 && worker.IsFirst)
        {
            for (int at = channels / Lanes * Lanes * pixels; at < blocked.Length; at += Lanes)
                blocked.Slice(at + lanes, Lanes - lanes).Clear();
        }

        worker.Sync();
    }

    /// <summary><c>result = values + bias</c>, one bias for each channel, padded to whole blocks, and then the tail.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void AddBias(ReadOnlySpan<float> values, ReadOnlySpan<float> bias, Span<float> result, Tail tail, Worker worker)
    {
        Require.Length(result.Length, values.Length);
        tail.Check(result.Length);
        Require.Stride(bias.Length);
        int block = values.Length / (bias.Length / Lanes);
        foreach (int item in worker.Share(bias.Length / Lanes, Worker.WorkPerFloat * result.Length))
        {
            int first = item * Lanes, at = item * block;
            ReadOnlySpan<float> b = bias.Slice(first, Lanes);
            for (int p = at; p < at + block; p += Lanes)
            {
                for (int lane = 0; lane < Lanes; lane++)
                    result[p + lane] = values[p + lane] + b[lane];
            }

            tail.Apply(result, at, block / Lanes);
        }

        worker.Sync();
    }

    /// <summary><c>r = (x - low) positive + (x - high) negative</c> with one bound for each channel, padded to whole blocks: the last step of a z-box.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Box(
        ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, ReadOnlySpan<float> positive, ReadOnlySpan<float> negative, Span<float> r, Worker worker)
    {
        Require.Length(positive.Length, x.Length);
        Require.Length(negative.Length, x.Length);
        Require.Length(r.Length, x.Length);
        Require.Stride(low.Length);
        Require.Length(high.Length, low.Length);
        int block = x.Length / (low.Length / Lanes);
        foreach (Worker.Part part in worker.Parts(x.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
            {
                int channel = (k / block * Lanes) + (k % Lanes);
                Vector<float> input = Simd.Load(x, k);
                Vector<float> whole = ((input - Simd.Load(low, channel)) * Simd.Load(positive, k)) + ((input - Simd.Load(high, channel)) * Simd.Load(negative, k));
                Simd.Store(whole, r, k);
            }
        }

        worker.Sync();
    }
}
