using System.ComponentModel;

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

    /// <summary>The floats of a blocked picture.</summary>
    public static int Count(int channels, int pixels) => checked((channels + Lanes - 1) / Lanes * pixels * Lanes);

    /// <summary>Lays a picture <c>[channels][pixels]</c> out in blocks.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Pack(ReadOnlySpan<float> plain, int channels, int pixels, Span<float> blocked)
    {
        Require.Length(plain.Length, channels * pixels);
        Require.Length(blocked.Length, Count(channels, pixels));
        for (int first = 0; first < channels; first += Lanes)
        {
            int lanes = Math.Min(Lanes, channels - first);
            Span<float> block = blocked.Slice(first * pixels, pixels * Lanes);
            if (lanes < Lanes)
                block.Clear();
            for (int lane = 0; lane < lanes; lane++)
            {
                ReadOnlySpan<float> row = plain.Slice((first + lane) * pixels, pixels);
                for (int p = 0, at = lane; p < row.Length; p++, at += Lanes)
                    block[at] = row[p];
            }
        }
    }

    /// <summary>Lays a blocked picture out as <c>[channels][pixels]</c>.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Unpack(ReadOnlySpan<float> blocked, int channels, int pixels, Span<float> plain)
    {
        Require.Length(plain.Length, channels * pixels);
        Require.Length(blocked.Length, Count(channels, pixels));
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<float> block = blocked.Slice(channel / Lanes * Lanes * pixels, pixels * Lanes);
            Span<float> row = plain.Slice(channel * pixels, pixels);
            for (int p = 0, at = channel % Lanes; p < row.Length; p++, at += Lanes)
                row[p] = block[at];
        }
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
    public static void CopyChannels(ReadOnlySpan<float> source, int sourceFirst, int count, int pixels, Span<float> result, int resultFirst)
    {
        for (int done = 0; done < count;)
        {
            int from = sourceFirst + done;
            int to = resultFirst + done;
            int lanes = Math.Min(count - done, Lanes - Math.Max(from % Lanes, to % Lanes));
            ReadOnlySpan<float> sourceBlock = source.Slice(from / Lanes * Lanes * pixels, pixels * Lanes);
            Span<float> resultBlock = result.Slice(to / Lanes * Lanes * pixels, pixels * Lanes);
            if (lanes == Lanes)
            {
                sourceBlock.CopyTo(resultBlock);
            }
            else
            {
                int shift = (from % Lanes) - (to % Lanes);
                for (int p = to % Lanes; p < resultBlock.Length; p += Lanes)
                {
                    for (int lane = 0; lane < lanes; lane++)
                        resultBlock[p + lane] = sourceBlock[p + lane + shift];
                }
            }

            done += lanes;
        }
    }

    /// <summary><c>result = values - bias</c>, one bias for each channel, padded to whole blocks.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void SubtractBias(ReadOnlySpan<float> values, ReadOnlySpan<float> bias, Span<float> result)
    {
        Require.Length(result.Length, values.Length);
        Require.Stride(bias.Length);
        int block = values.Length / (bias.Length / Lanes);
        for (int first = 0, at = 0; first < bias.Length; first += Lanes, at += block)
        {
            ReadOnlySpan<float> b = bias.Slice(first, Lanes);
            for (int p = at; p < at + block; p += Lanes)
            {
                for (int lane = 0; lane < Lanes; lane++)
                    result[p + lane] = values[p + lane] - b[lane];
            }
        }
    }

    /// <summary><c>r = (x - low) positive + (x - high) negative</c> with one bound for each channel, padded to whole blocks: the last step of a z-box.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Box(
        ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, ReadOnlySpan<float> positive, ReadOnlySpan<float> negative, Span<float> r)
    {
        Require.Length(positive.Length, x.Length);
        Require.Length(negative.Length, x.Length);
        Require.Length(r.Length, x.Length);
        Require.Stride(low.Length);
        Require.Length(high.Length, low.Length);
        int block = x.Length / (low.Length / Lanes);
        for (int first = 0, at = 0; first < low.Length; first += Lanes, at += block)
        {
            ReadOnlySpan<float> l = low.Slice(first, Lanes);
            ReadOnlySpan<float> h = high.Slice(first, Lanes);
            for (int p = at; p < at + block; p += Lanes)
            {
                for (int lane = 0; lane < Lanes; lane++)
                    r[p + lane] = ((x[p + lane] - l[lane]) * positive[p + lane]) + ((x[p + lane] - h[lane]) * negative[p + lane]);
            }
        }
    }
}
