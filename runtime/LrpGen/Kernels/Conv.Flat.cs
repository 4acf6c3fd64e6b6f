using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    /// <param name="r">Takes the input picture.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void AdjointFlat(ConvShape shape, ReadOnlySpan<float> s, Span<float> r, Worker worker) => Flat(shape.Adjoint, s, r, worker);

    /// <summary><c>z_j = sum_i x_i</c> over the inputs that an output is connected to.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="z">Takes the output picture.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ForwardFlat(ConvShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker) => Flat(shape.Forward, x, z, worker);

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

    private static void Flat(ConvMap map, ReadOnlySpan<float> source, Span<float> result, Worker worker)
    {
        Require.Length(source.Length, map.Source.Floats);
        Require.Length(result.Length, map.Result.Floats);
        if (Vector512.IsHardwareAccelerated)
            Flat<Vector512<float>, Lanes512>(map, source, result, worker);
        else if (Vector256.IsHardwareAccelerated)
            Flat<Vector256<float>, Lanes256>(map, source, result, worker);
        else
            Flat<Vector128<float>, Lanes128>(map, source, result, worker);
    }

    internal static void Flat<TVector, TLanes>(ConvMap map, ReadOnlySpan<float> source, Span<float> result, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        foreach (int piece in worker.Share(map.Pieces.Length, map.Products / map.ResultsPerGroup))
        {
            foreach (ref readonly ConvStrip strip in map.Strips.AsSpan(map.Pieces[piece]))
            {
                for (int k = 0; k < strip.Lines * strip.Pixels; k++)
                {
                    (int pixel, int shift) = strip.PixelOf(k);
                    for (int group = 0; group < map.Groups; group++)
                    {
                        float sum = Sum<TVector, TLanes>(map, source, strip.Rectangle.Sources, shift, group * map.SourcesPerGroup);
                        SetLanes(result, map.Result, pixel, group * map.ResultsPerGroup, (group + 1) * map.ResultsPerGroup, sum);
                    }

                    SetLanes(result, map.Result, pixel, map.Result.Channels, map.Result.Blocks * ConvImage.Lanes, 0);
                }
            }
        }

        worker.Sync();
    }

    /// <summary>The sum of one group's channels over some pixels.</summary>
    private static float Sum<TVector, TLanes>(ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<int> pixels, int shift, int channel)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        ref readonly float start = ref MemoryMarshal.GetReference(source);
        TVector sum = TLanes.Zero;
        float rest = 0;
        for (int end = channel + map.SourcesPerGroup; channel < end;)
        {
            (int block, int lane) = Math.DivRem(channel, ConvImage.Lanes);
            int count = Math.Min(ConvImage.Lanes - lane, end - channel);
            // What is beyond the last channel is zero.
            bool whole = lane == 0 && (count == ConvImage.Lanes || end == map.Source.Channels);
            foreach (int pixel in pixels)
            {
                nuint offset = (nuint)((block * map.Source.Pixels) + pixel + shift) * ConvImage.Lanes;
                if (whole)
                {
                    for (nuint i = 0; i < ConvImage.Lanes; i += (nuint)TLanes.Count)
                        sum = TLanes.Add(sum, TLanes.Load(in start, offset + i));
                }
                else
                {
                    for (int i = lane; i < lane + count; i++)
                        rest += Unsafe.Add(ref Unsafe.AsRef(in start), offset + (nuint)i);
                }
            }

            channel += count;
        }

        return rest + Vector128.Sum(TLanes.AddToFour(sum));
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
