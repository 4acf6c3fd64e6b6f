using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;
using LrpGen.Weights;

namespace LrpGen.Kernels;

public static partial class Conv
{
    /// <summary>Values other than zero that are collected before their weights are added, and room for those of one more block.</summary>
    private const int LiveCapacity = 256;

    /// <summary>Packs weights for <see cref="AdjointBoxPlain"/>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights">Its weights in the file's order, <c>[outputs, inputs, kernel rows, kernel columns]</c>.</param>
    /// <param name="packed">Takes them.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the convolution is none of those that <see cref="AdjointBoxPlain"/> takes.</exception>
    public static void PackBox(ConvShape shape, ReadOnlySpan<float> weights, Span<float> packed) => PackBoxBySign(shape, weights, WeightSigns.None, packed);

    internal static void PackBoxBySign(ConvShape shape, ReadOnlySpan<float> weights, WeightSigns signs, Span<float> packed)
    {
        BoxMap map = BoxOf(shape);
        Require.Length(weights.Length, shape.WeightFloats);
        Require.Length(packed.Length, map.Floats);
        for (int channel = 0; channel < map.Output.Channels; channel++)
            map.Pack(channel, weights, signs, packed);
    }

    /// <summary>
    /// <see cref="AdjointBox"/> of a picture <c>[channels][pixels]</c>, as networks take theirs. It starts from the outputs, and passes over
    /// those whose value is zero: most of them, where a pooling sends relevance to its winners alone.
    /// </summary>
    /// <param name="shape">The convolution: one group, no dilation along a row, up to four channels of input.</param>
    /// <param name="s">The output picture, in blocks.</param>
    /// <param name="packed">The weights, packed by <see cref="PackBox"/>.</param>
    /// <param name="x">The input picture, plain.</param>
    /// <param name="low">The lowest value of each channel, padded to a multiple of 16.</param>
    /// <param name="high">The highest value of each channel.</param>
    /// <param name="sums">Scratch memory of <see cref="ConvShape.BoxSums"/> floats.</param>
    /// <param name="r">Takes the relevance of the input picture, plain.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution is none of those.</exception>
    public static void AdjointBoxPlain(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> packed, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high,
        Span<float> sums, Span<float> r, Worker worker)
    {
        BoxMap map = BoxOf(shape);
        Require.Length(s.Length, map.Output.Floats);
        Require.Length(packed.Length, map.Floats);
        Require.Length(x.Length, map.Picture.Channels * map.Picture.Pixels);
        Require.Length(low.Length, ConvImage.Lanes);
        Require.Length(high.Length, ConvImage.Lanes);
        Require.Length(sums.Length, map.Sums);
        Require.Length(r.Length, x.Length);
        if (Vector512.IsHardwareAccelerated)
            RunBoxPlain<Vector512<float>, Lanes512>(map, s, packed, x, low, high, sums, r, worker);
        else if (Vector256.IsHardwareAccelerated)
            RunBoxPlain<Vector256<float>, Lanes256>(map, s, packed, x, low, high, sums, r, worker);
        else
            RunBoxPlain<Vector128<float>, Lanes128>(map, s, packed, x, low, high, sums, r, worker);
    }

    /// <summary>
    /// Band after band of the picture. A sum takes its addends in the order of blocks, rows and columns of outputs, whatever the bands.
    /// </summary>
    internal static void RunBoxPlain<TVector, TLanes>(
        BoxMap map, ReadOnlySpan<float> s, ReadOnlySpan<float> packed, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high,
        Span<float> sums, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        foreach (int band in worker.Share(map.Bands, map.Products))
        {
            (int top, int end) = map.RowsOf(band);
            (int firstRow, int endRow) = map.OutputRowsOf(top, end);
            sums[(top * map.Pitch)..(end * map.Pitch)].Clear();
            for (int block = 0; block < map.Output.Blocks; block++)
            {
                for (int row = firstRow; row < endRow; row++)
                    ScatterRow<TVector, TLanes>(map, s, packed, block, row, top, end, sums);
            }

            for (int channel = 0; channel < map.Picture.Channels; channel++)
            {
                for (int row = top; row < end; row++)
                    BoxRow(map, channel, row, x, low[channel], high[channel], sums, r);
            }
        }

        worker.Sync();
    }

    /// <summary>Adds what a row of outputs of one block sends to rows of the picture.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScatterRow<TVector, TLanes>(
        BoxMap map, ReadOnlySpan<float> s, ReadOnlySpan<float> packed, int block, int row, int top, int end, Span<float> sums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        (int firstTap, int endTap) = map.TapsOf(row, top, end);
        if (firstTap >= endTap)
            return;
        Span<float> values = stackalloc float[LiveCapacity];
        Span<nuint> weights = stackalloc nuint[LiveCapacity], places = stackalloc nuint[LiveCapacity / 2];
        ReadOnlySpan<float> line = s.Slice(((block * map.Output.Pixels) + (row * map.Output.Width)) * ConvImage.Lanes, map.Output.Width * ConvImage.Lanes);
        int picture = (row * map.StrideY) - map.PadTop + (firstTap * map.DilationY);
        ref float target = ref sums[picture * map.Pitch];
        ref readonly float source = ref packed[((block * ConvImage.Lanes * map.KernelHeight) + firstTap) * map.RowFloats];
        int count = 0, channelFloats = map.ChannelFloats, step = map.StrideX * 2 * map.Half;
        for (int column = 0; column < map.Output.Width; column++)
        {
            int before = count;
            for (int lane = 0; lane < ConvImage.Lanes; lane += TLanes.Count)
            {
                int at = (column * ConvImage.Lanes) + lane;
                for (uint live = TLanes.NonZeroBits(TLanes.Load(in line[at], 0)); live != 0; live &= live - 1)
                {
                    int found = BitOperations.TrailingZeroCount(live);
                    values[count] = line[at + found];
                    weights[count++] = (nuint)((lane + found) * channelFloats);
                }
            }

            if (count == before)
                continue;
            if ((count & 1) != 0)
            {
                // Two at a time: the last one's partner adds nothing.
                values[count] = 0;
                weights[count] = weights[count - 1];
                count++;
            }

            for (int k = before; k < count; k += 2)
                places[k >> 1] = (nuint)(column * step);
            if (count <= LiveCapacity - ConvImage.Lanes)
                continue;
            AddRows<TVector, TLanes>(map, values[..count], weights, places, in source, endTap - firstTap, ref target);
            count = 0;
        }

        AddRows<TVector, TLanes>(map, values[..count], weights, places, in source, endTap - firstTap, ref target);
    }

    /// <summary>Adds the weights of pairs of outputs, each pair at the same pixel, to rows of sums: as many vectors at once as a row is a multiple of.</summary>
    private static void AddRows<TVector, TLanes>(
        BoxMap map, ReadOnlySpan<float> values, ReadOnlySpan<nuint> weights, ReadOnlySpan<nuint> places, ref readonly float packed, int taps, ref float sums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        int vectors = map.RowFloats / TLanes.Count;
        if (vectors % 4 == 0)
            AddRows<TVector, TLanes, N4>(map, values, weights, places, in packed, taps, ref sums);
        else if (vectors % 3 == 0)
            AddRows<TVector, TLanes, N3>(map, values, weights, places, in packed, taps, ref sums);
        else if (vectors % 2 == 0)
            AddRows<TVector, TLanes, N2>(map, values, weights, places, in packed, taps, ref sums);
        else
            AddRows<TVector, TLanes, N1>(map, values, weights, places, in packed, taps, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<TVector, TLanes, TVectors>(
        BoxMap map, ReadOnlySpan<float> values, ReadOnlySpan<nuint> weights, ReadOnlySpan<nuint> places, ref readonly float packed, int taps, ref float sums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TVectors : struct, INumber
    {
        nuint row = (nuint)map.RowFloats, step = (nuint)(map.DilationY * map.Pitch) - row, n = (nuint)TLanes.Count;
        for (int k = 0; k < values.Length; k += 2)
        {
            TVector first = TLanes.Create(values[k]), second = TLanes.Create(values[k + 1]);
            ref readonly float firstRow = ref Unsafe.Add(ref Unsafe.AsRef(in packed), weights[k]);
            ref readonly float secondRow = ref Unsafe.Add(ref Unsafe.AsRef(in packed), weights[k + 1]);
            ref float place = ref Unsafe.Add(ref sums, places[k >> 1]);
            for (int tap = 0; tap < taps; tap++)
            {
                ref readonly float end = ref Unsafe.Add(ref Unsafe.AsRef(in firstRow), row);
                while (Unsafe.IsAddressLessThan(in firstRow, in end))
                {
                    AddPair(in firstRow, in secondRow, 0, first, second, ref place);
                    if (Unsafe.SizeOf<TVectors>() > 1)
                        AddPair(in firstRow, in secondRow, n, first, second, ref place);
                    if (Unsafe.SizeOf<TVectors>() > 2)
                        AddPair(in firstRow, in secondRow, 2 * n, first, second, ref place);
                    if (Unsafe.SizeOf<TVectors>() > 3)
                        AddPair(in firstRow, in secondRow, 3 * n, first, second, ref place);
                    firstRow = ref Unsafe.Add(ref Unsafe.AsRef(in firstRow), (nuint)Unsafe.SizeOf<TVectors>() * n);
                    secondRow = ref Unsafe.Add(ref Unsafe.AsRef(in secondRow), (nuint)Unsafe.SizeOf<TVectors>() * n);
                    place = ref Unsafe.Add(ref place, (nuint)Unsafe.SizeOf<TVectors>() * n);
                }

                place = ref Unsafe.Add(ref place, step);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void AddPair(ref readonly float firstRow, ref readonly float secondRow, nuint at, TVector first, TVector second, ref float place)
        {
            TVector sum = TLanes.MultiplyAdd(first, TLanes.Load(in firstRow, at), TLanes.Load(in place, at));
            TLanes.Store(TLanes.MultiplyAdd(second, TLanes.Load(in secondRow, at), sum), ref place, at);
        }
    }

    /// <summary><c>r = (x - low) p + (x - high) n</c> for a row of one channel.</summary>
    private static void BoxRow(BoxMap map, int channel, int row, ReadOnlySpan<float> x, float low, float high, ReadOnlySpan<float> sums, Span<float> r)
    {
        int width = map.Picture.Width, start = (channel * map.Picture.Pixels) + (row * width), half = map.Half;
        ReadOnlySpan<float> from = x.Slice(start, width), both = sums.Slice((row * map.Pitch) + (map.PadLeft * 2 * half), width * 2 * half);
        Span<float> to = r.Slice(start, width);
        for (int k = 0, at = channel; k < to.Length; k++, at += 2 * half)
            to[k] = ((from[k] - low) * both[at]) + ((from[k] - high) * both[at + half]);
    }

    private static BoxMap BoxOf(ConvShape shape) => shape.Box
        ?? throw new ArgumentException("The convolution takes blocks; expected one group, at most 4 channels of input, and no dilation along a row.", nameof(shape));
}
