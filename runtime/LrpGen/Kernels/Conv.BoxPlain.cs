using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;
using LrpGen.Weights;

namespace LrpGen.Kernels;

public static partial class Conv
{
    /// <summary>Values other than zero, and pixels that have some, that are collected before their weights are added.</summary>
    private const int LiveCapacity = 384, LivePixels = 64;

    /// <summary>Blocks of channels whose values are looked at together.</summary>
    private const int LiveBlocks = BoxLive.Word / ConvImage.Lanes;

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
        packed.Clear();
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
    /// Band after band of the picture. A sum takes its addends in the order of rows, columns and channels of outputs, whatever the bands.
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
            for (int row = firstRow; row < endRow; row++)
                ScatterRow<TVector, TLanes>(map, s, packed, row, top, end, sums);

            for (int channel = 0; channel < map.Picture.Channels; channel++)
            {
                for (int row = top; row < end; row++)
                    BoxRow(map, channel, row, x, low[channel], high[channel], sums, r);
            }
        }

        worker.Sync();
    }

    /// <summary>Adds what a row of outputs sends to rows of the picture.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScatterRow<TVector, TLanes>(
        BoxMap map, ReadOnlySpan<float> s, ReadOnlySpan<float> packed, int row, int top, int end, Span<float> sums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        (int firstTap, int endTap) = map.TapsOf(row, top, end);
        if (firstTap >= endTap)
            return;
        var live = new BoxLive(stackalloc float[LiveCapacity], stackalloc nuint[LiveCapacity], stackalloc BoxPixel[LivePixels]);
        int picture = (row * map.StrideY) - map.PadTop + (firstTap * map.DilationY);
        ref float target = ref sums[picture * map.Pitch];
        ref readonly float source = ref packed[firstTap * map.TapFloats];
        ref readonly float line = ref s[row * map.Output.Width * ConvImage.Lanes];
        nuint blockFloats = Floats(map.Output.Pixels), step = (nuint)(map.StrideX * 2 * map.Half);
        for (int column = 0; column < map.Output.Width; column++)
        {
            ref readonly float pixel = ref Unsafe.Add(ref Unsafe.AsRef(in line), Floats(column));
            for (int block = 0; block < map.Output.Blocks; block += LiveBlocks)
            {
                if (!live.HasRoom)
                    AddRows<TVector, TLanes>(map, ref live, in source, endTap - firstTap, ref target);
                ref readonly float first = ref Unsafe.Add(ref Unsafe.AsRef(in pixel), (nuint)block * blockFloats);
                ulong bits = LiveBits<TVector, TLanes>(in first, blockFloats, Math.Min(LiveBlocks, map.Output.Blocks - block));
                for (; bits != 0; bits &= bits - 1)
                {
                    nuint found = (nuint)BitOperations.TrailingZeroCount(bits), lane = found % ConvImage.Lanes;
                    float value = Unsafe.Add(ref Unsafe.AsRef(in first), (found / ConvImage.Lanes * blockFloats) + lane);
                    live.Add(value, ((nuint)(block * ConvImage.Lanes) + found) * (nuint)map.RowFloats);
                }

                live.EndPixel((nuint)column * step);
            }
        }

        AddRows<TVector, TLanes>(map, ref live, in source, endTap - firstTap, ref target);
    }

    /// <summary>One bit for each channel of some blocks whose value is not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LiveBits<TVector, TLanes>(ref readonly float pixel, nuint blockFloats, int blocks)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        ulong bits = 0;
        for (int block = 0; block < blocks; block++)
        {
            for (int lane = 0; lane < ConvImage.Lanes; lane += TLanes.Count)
                bits |= (ulong)TLanes.NonZeroBits(TLanes.Load(in pixel, ((nuint)block * blockFloats) + (nuint)lane)) << ((block * ConvImage.Lanes) + lane);
        }

        return bits;
    }

    /// <summary>
    /// Adds the weights of what was collected to rows of sums, and starts over. Eight vectors at once stay in registers: a row's where it
    /// is that long, or those of two rows; their weights for all channels stay in a first-level cache.
    /// </summary>
    private static void AddRows<TVector, TLanes>(BoxMap map, scoped ref BoxLive live, ref readonly float packed, int taps, ref float sums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        int vectors = map.RowFloats / TLanes.Count;
        if (vectors % 4 == 0)
            AddRows<TVector, TLanes, N4>(map, in live, in packed, taps, isLong: vectors % 8 == 0, ref sums);
        else if (vectors % 3 == 0)
            AddRows<TVector, TLanes, N3>(map, in live, in packed, taps, isLong: false, ref sums);
        else if (vectors % 2 == 0)
            AddRows<TVector, TLanes, N2>(map, in live, in packed, taps, isLong: false, ref sums);
        else
            AddRows<TVector, TLanes, N1>(map, in live, in packed, taps, isLong: false, ref sums);
        live.Clear();
    }

    /// <summary>Two groups of vectors at a time: of one row of the kernel if it is long, else of two rows.</summary>
    private static void AddRows<TVector, TLanes, TVectors>(
        BoxMap map, ref readonly BoxLive live, ref readonly float packed, int taps, bool isLong, ref float sums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TVectors : struct, INumber
    {
        int group = Unsafe.SizeOf<TVectors>() * TLanes.Count, nextRow = map.DilationY * map.Pitch;
        (int tapsAtOnce, int atOnce, int nextWeights, int nextSums) = isLong ? (1, 2 * group, group, group) : (2, group, map.TapFloats, nextRow);
        for (int tap = 0; tap < taps; tap += tapsAtOnce)
        {
            ref readonly float weights = ref Unsafe.Add(ref Unsafe.AsRef(in packed), tap * map.TapFloats);
            ref float place = ref Unsafe.Add(ref sums, tap * nextRow);
            for (int at = 0; at < map.RowFloats; at += atOnce)
            {
                if (isLong || tap + 1 < taps)
                    AddPixels<TVector, TLanes, TVectors, N2>(in live, in weights, (nuint)nextWeights, (nuint)at, ref place, (nuint)nextSums);
                else
                    AddPixels<TVector, TLanes, TVectors, N1>(in live, in weights, 0, (nuint)at, ref place, 0);
            }
        }
    }

    /// <summary>Adds one or two groups of up to four vectors, pixel after pixel: the sums stay in registers for all channels of one.</summary>
    /// <param name="live">What was collected.</param>
    /// <param name="packed">The weights of a row.</param>
    /// <param name="nextWeights">How far behind the first group's weights the second's lie.</param>
    /// <param name="at">Where in the row they begin.</param>
    /// <param name="sums">The row of sums.</param>
    /// <param name="nextSums">How far behind the first group's sums the second's lie.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPixels<TVector, TLanes, TVectors, TGroups>(
        ref readonly BoxLive live, ref readonly float packed, nuint nextWeights, nuint at, ref float sums, nuint nextSums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TVectors : struct, INumber
        where TGroups : struct, INumber
    {
        ref readonly float value = ref live.Values[0];
        ref readonly nuint weight = ref live.Weights[0];
        foreach (ref readonly BoxPixel pixel in live.Pixels)
        {
            ConvSums<TVector> s = default;
            ref float place = ref Unsafe.Add(ref sums, pixel.Place + at);
            Load(in place, ref s.A0, ref s.A1, ref s.A2, ref s.A3);
            if (Unsafe.SizeOf<TGroups>() > 1)
                Load(in Unsafe.Add(ref place, nextSums), ref s.B0, ref s.B1, ref s.B2, ref s.B3);
            ref readonly float end = ref Unsafe.Add(ref Unsafe.AsRef(in value), pixel.Count);
            while (Unsafe.IsAddressLessThan(in value, in end))
            {
                TVector factor = TLanes.Create(value);
                ref readonly float w = ref Unsafe.Add(ref Unsafe.AsRef(in packed), weight + at);
                Add(factor, in w, ref s.A0, ref s.A1, ref s.A2, ref s.A3);
                if (Unsafe.SizeOf<TGroups>() > 1)
                    Add(factor, in Unsafe.Add(ref Unsafe.AsRef(in w), nextWeights), ref s.B0, ref s.B1, ref s.B2, ref s.B3);
                value = ref Unsafe.Add(ref Unsafe.AsRef(in value), 1);
                weight = ref Unsafe.Add(ref Unsafe.AsRef(in weight), 1);
            }

            Store(ref place, s.A0, s.A1, s.A2, s.A3);
            if (Unsafe.SizeOf<TGroups>() > 1)
                Store(ref Unsafe.Add(ref place, nextSums), s.B0, s.B1, s.B2, s.B3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Load(ref readonly float from, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
        {
            s0 = TLanes.Load(in from, 0);
            if (Unsafe.SizeOf<TVectors>() > 1)
                s1 = TLanes.Load(in from, (nuint)TLanes.Count);
            if (Unsafe.SizeOf<TVectors>() > 2)
                s2 = TLanes.Load(in from, 2 * (nuint)TLanes.Count);
            if (Unsafe.SizeOf<TVectors>() > 3)
                s3 = TLanes.Load(in from, 3 * (nuint)TLanes.Count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add(TVector factor, ref readonly float w, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
        {
            s0 = TLanes.MultiplyAdd(factor, TLanes.Load(in w, 0), s0);
            if (Unsafe.SizeOf<TVectors>() > 1)
                s1 = TLanes.MultiplyAdd(factor, TLanes.Load(in w, (nuint)TLanes.Count), s1);
            if (Unsafe.SizeOf<TVectors>() > 2)
                s2 = TLanes.MultiplyAdd(factor, TLanes.Load(in w, 2 * (nuint)TLanes.Count), s2);
            if (Unsafe.SizeOf<TVectors>() > 3)
                s3 = TLanes.MultiplyAdd(factor, TLanes.Load(in w, 3 * (nuint)TLanes.Count), s3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(ref float to, TVector s0, TVector s1, TVector s2, TVector s3)
        {
            TLanes.Store(s0, ref to, 0);
            if (Unsafe.SizeOf<TVectors>() > 1)
                TLanes.Store(s1, ref to, (nuint)TLanes.Count);
            if (Unsafe.SizeOf<TVectors>() > 2)
                TLanes.Store(s2, ref to, 2 * (nuint)TLanes.Count);
            if (Unsafe.SizeOf<TVectors>() > 3)
                TLanes.Store(s3, ref to, 3 * (nuint)TLanes.Count);
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
