using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

public static partial class Conv
{
    /// <summary>How many inputs each output is connected to: same group, under the kernel, inside the picture.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="counts">Takes a count for every output; zero beyond the last channel.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public static void CountInputs(ConvShape shape, Span<float> counts)
    {
        Require.Length(counts.Length, shape.Forward.Result.Floats);
        Count(shape.Forward, counts);
    }

    /// <summary>How many outputs each input is connected to: same group, under the kernel, inside the picture.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="counts">Takes a count for every input; zero beyond the last channel.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public static void CountOutputs(ConvShape shape, Span<float> counts)
    {
        Require.Length(counts.Length, shape.Adjoint.Result.Floats);
        Count(shape.Adjoint, counts);
    }

    /// <summary><c>r_i = sum_j s_j</c> over the outputs that an input is connected to.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="s">The output picture.</param>
    /// <param name="sums">Scratch memory: a value for every pixel of the output picture and every group.</param>
    /// <param name="r">Takes the input picture.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void AdjointFlat(ConvShape shape, ReadOnlySpan<float> s, Span<float> sums, Span<float> r, Worker worker) => Flat(shape.Adjoint, s, sums, r, worker);

    /// <summary><c>z_j = sum_i x_i</c> over the inputs that an output is connected to.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="sums">Scratch memory: a value for every pixel of the input picture and every group.</param>
    /// <param name="z">Takes the output picture.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ForwardFlat(ConvShape shape, ReadOnlySpan<float> x, Span<float> sums, Span<float> z, Worker worker) => Flat(shape.Forward, x, sums, z, worker);

    private static void Count(ConvMap map, Span<float> counts)
    {
        counts.Clear();
        foreach (ConvRectangle rectangle in map.Rectangles)
        {
            float count = rectangle.Taps.Length * map.SourcesPerGroup;
            for (int row = 0; row < rectangle.Rows; row++)
            {
                for (int column = 0; column < rectangle.Columns; column++)
                    SetLanes(counts, map.Result, rectangle.ResultOf(row, column), 0, map.Result.Channels, count);
            }
        }
    }

    private static void Flat(ConvMap map, ReadOnlySpan<float> source, Span<float> sums, Span<float> result, Worker worker)
    {
        Require.Length(source.Length, map.Source.Floats);
        Require.Length(sums.Length, map.Groups * map.Source.Pixels);
        Require.Length(result.Length, map.Result.Floats);
        if (Vector512.IsHardwareAccelerated)
            Flat<Vector512<float>, Lanes512>(map, source, sums, result, worker);
        else if (Vector256.IsHardwareAccelerated)
            Flat<Vector256<float>, Lanes256>(map, source, sums, result, worker);
        else
            Flat<Vector128<float>, Lanes128>(map, source, sums, result, worker);
    }

    /// <summary>The channels of a pixel are added up once for all results that see it.</summary>
    internal static void Flat<TVector, TLanes>(ConvMap map, ReadOnlySpan<float> source, Span<float> sums, Span<float> result, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        int pixels = map.Source.Pixels, width = map.Source.Width;
        foreach (int row in worker.Share(map.Source.Height, Worker.WorkPerFloat * source.Length))
        {
            for (int group = 0; group < map.Groups; group++)
                AddChannels<TVector, TLanes>(map.Source, source, group * map.SourcesPerGroup, (group + 1) * map.SourcesPerGroup, row * width, sums.Slice((group * pixels) + (row * width), width));
        }

        worker.Sync();
        foreach (int piece in worker.Share(map.Pieces.Length, Worker.WorkPerFloat * result.Length))
        {
            foreach (ref readonly ConvStrip strip in map.Strips.AsSpan(map.Pieces[piece]))
            {
                for (int k = 0; k < strip.Lines * strip.Pixels; k++)
                {
                    (int pixel, int shift) = strip.PixelOf(k);
                    if (map.Groups == 1)
                    {
                        SetPixel<TVector, TLanes>(result, map.Result, pixel, SumOf(sums, strip.Rectangle.Sources, shift));
                        continue;
                    }

                    for (int group = 0; group < map.Groups; group++)
                        SetLanes(result, map.Result, pixel, group * map.ResultsPerGroup, (group + 1) * map.ResultsPerGroup, SumOf(sums, strip.Rectangle.Sources, (group * pixels) + shift));
                    SetLanes(result, map.Result, pixel, map.Result.Channels, map.Result.Blocks * ConvImage.Lanes, 0);
                }
            }
        }

        worker.Sync();
    }

    /// <summary>For some pixels the sum of some channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddChannels<TVector, TLanes>(ConvImage image, ReadOnlySpan<float> picture, int channel, int end, int pixel, Span<float> sums)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        sums.Clear();
        while (channel < end)
        {
            (int block, int lane) = Math.DivRem(channel, ConvImage.Lanes);
            int count = Math.Min(ConvImage.Lanes - lane, end - channel);
            ref readonly float source = ref picture.Slice(((block * image.Pixels) + pixel) * ConvImage.Lanes, sums.Length * ConvImage.Lanes)[0];
            // What is beyond the last channel is zero.
            bool whole = lane == 0 && (count == ConvImage.Lanes || end == image.Channels);
            for (int k = 0; k < sums.Length; k++)
            {
                nuint at = (nuint)k * ConvImage.Lanes;
                if (whole)
                {
                    TVector sum = TLanes.Load(in source, at);
                    for (nuint i = (nuint)TLanes.Count; i < ConvImage.Lanes; i += (nuint)TLanes.Count)
                        sum = TLanes.Add(sum, TLanes.Load(in source, at + i));
                    sums[k] += Vector128.Sum(TLanes.AddToFour(sum));
                    continue;
                }

                for (int i = lane; i < lane + count; i++)
                    sums[k] += Unsafe.Add(ref Unsafe.AsRef(in source), at + (nuint)i);
            }

            channel += count;
        }
    }

    private static float SumOf(ReadOnlySpan<float> sums, ReadOnlySpan<int> pixels, int shift)
    {
        float sum = 0;
        foreach (int pixel in pixels)
            sum += sums[pixel + shift];
        return sum;
    }

    /// <summary>All channels of a pixel, and zeros beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetPixel<TVector, TLanes>(Span<float> picture, ConvImage image, int pixel, float value)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector all = TLanes.Create(value);
        int rest = image.Channels % ConvImage.Lanes;
        for (int block = 0; block < image.Blocks; block++)
        {
            Span<float> lanes = picture.Slice(((block * image.Pixels) + pixel) * ConvImage.Lanes, ConvImage.Lanes);
            for (int lane = 0; lane < ConvImage.Lanes; lane += TLanes.Count)
                TLanes.Store(all, ref lanes[lane], 0);
        }

        if (rest > 0)
            picture.Slice((((image.Blocks - 1) * image.Pixels) + pixel) * ConvImage.Lanes, ConvImage.Lanes)[rest..].Clear();
    }

    private static void SetLanes(Span<float> picture, ConvImage image, int pixel, int from, int to, float value)
    {
        while (from < to)
        {
            (int block, int lane) = Math.DivRem(from, ConvImage.Lanes);
            int count = Math.Min(ConvImage.Lanes - lane, to - from);
            picture.Slice((((block * image.Pixels) + pixel) * ConvImage.Lanes) + lane, count).Fill(value);
            from += count;
        }
    }
}
