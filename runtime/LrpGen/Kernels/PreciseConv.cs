using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>
/// Convolutions summed in float64, for small or strict networks: LRP divides by sums, and one that is nearly zero keeps few of float32's
/// digits. A rule's parts of inputs and weights are taken on the way, so that their factors round nothing either.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PreciseConv
{
    /// <summary><c>Conv.Forward</c> with factors for each sign of input, weight and bias.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="x">Its inputs, blocked.</param>
    /// <param name="packed">Its weights, packed by <see cref="Conv.PackForward"/>.</param>
    /// <param name="bias">One bias for each channel, padded to whole blocks, or empty.</param>
    /// <param name="factors">What each product counts.</param>
    /// <param name="z">Takes the sums, blocked.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Forward(ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, SignFactors factors, Span<float> z, Worker worker)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Run(shape.Forward, x, packed, bias, factors, z, worker);
    }

    /// <summary><c>Conv.Adjoint</c> with factors for each sign of input, weight and bias.</summary>
    /// <param name="shape">The convolution whose transposed map is wanted.</param>
    /// <param name="x">The inputs of the transposed map, blocked.</param>
    /// <param name="packed">The weights, packed by <see cref="Conv.PackAdjoint"/>.</param>
    /// <param name="bias">One bias for each channel, padded to whole blocks, or empty.</param>
    /// <param name="factors">What each product counts.</param>
    /// <param name="z">Takes the sums, blocked.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Adjoint(ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, SignFactors factors, Span<float> z, Worker worker)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Run(shape.Adjoint, x, packed, bias, factors, z, worker);
    }

    private static void Run(ConvMap map, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, SignFactors factors, Span<float> z, Worker worker)
    {
        Require.Length(x.Length, map.Source.Floats);
        Require.Length(packed.Length, map.Floats);
        Require.EmptyOrLength(bias.Length, map.Result.Blocks * Blocks.Lanes);
        Require.Length(z.Length, map.Result.Floats);
        Span<double> sums = stackalloc double[Blocks.Lanes];
        foreach (int item in worker.Share(map.Result.Blocks * map.Pieces.Length, 8 * map.Products))
        {
            (int block, int piece) = Math.DivRem(item, map.Pieces.Length);
            ReadOnlySpan<float> b = bias.IsEmpty ? default : bias.Slice(block * Blocks.Lanes, Blocks.Lanes);
            foreach (ref readonly ConvStrip strip in map.Strips.AsSpan(map.Pieces[piece]))
            {
                for (int k = 0; k < strip.Lines * strip.Pixels; k++)
                {
                    (int pixel, int source) = strip.PixelOf(k);
                    for (int lane = 0; lane < Blocks.Lanes; lane++)
                        sums[lane] = b.IsEmpty ? 0 : b[lane] * (b[lane] > 0 ? factors.PositiveBias : factors.NegativeBias);
                    AddPixel(map, block, strip.Rectangle, source, x, packed, in factors, sums);
                    Span<float> result = z.Slice(((block * map.Result.Pixels) + pixel) * Blocks.Lanes, Blocks.Lanes);
                    for (int lane = 0; lane < Blocks.Lanes; lane++)
                        result[lane] = (float)sums[lane];
                }
            }
        }

        worker.Sync();
    }

    /// <summary>Adds all products of one result pixel of one block of channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPixel(
        ConvMap map, int block, ConvRectangle rectangle, int place, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, in SignFactors factors, Span<double> sums)
    {
        ConvPanel panel = map.Panels[block];
        int from = map.IsDepthwise ? block * Blocks.Lanes : panel.From;
        int to = map.IsDepthwise ? Math.Min(from + Blocks.Lanes, map.Source.Channels) : panel.To;
        for (int first = from; first < to;)
        {
            int sourceBlock = first / Blocks.Lanes;
            int lanes = Math.Min(to, (sourceBlock + 1) * Blocks.Lanes) - first;
            ReadOnlySpan<float> source = x.Slice(sourceBlock * map.Source.Pixels * Blocks.Lanes, map.Source.Pixels * Blocks.Lanes);
            for (int t = 0; t < rectangle.Taps.Length; t++)
            {
                ReadOnlySpan<float> pixel = source.Slice(((place + rectangle.Sources[t]) * Blocks.Lanes) + (first % Blocks.Lanes), lanes);
                if (map.IsDepthwise)
                {
                    AddLanes(pixel, packed.Slice(panel.Offset + (rectangle.Taps[t] * Blocks.Lanes), Blocks.Lanes), in factors, sums);
                    continue;
                }

                if (map.IsDot)
                {
                    AddDots(pixel, packed.Slice(((sourceBlock * map.Taps) + rectangle.Taps[t]) * map.Result.Channels * Blocks.Lanes, map.Result.Channels * Blocks.Lanes), in factors, sums);
                    continue;
                }

                int weights = panel.Offset + (((map.Taps * (first - from)) + (rectangle.Taps[t] * lanes)) * Blocks.Lanes);
                for (int lane = 0; lane < lanes; lane++)
                {
                    double value = pixel[lane];
                    if (value != 0)
                        AddRow(value, packed.Slice(weights + (lane * Blocks.Lanes), Blocks.Lanes), in factors, sums);
                }
            }

            first += lanes;
        }
    }

    /// <summary>Adds one input's products with a row of weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(double x, ReadOnlySpan<float> weights, in SignFactors factors, Span<double> sums)
    {
        var positive = new Vector<double>(x * (x > 0 ? factors.PositivePositive : factors.NegativePositive));
        var negative = new Vector<double>(x * (x > 0 ? factors.PositiveNegative : factors.NegativeNegative));
        for (int k = 0; k < Blocks.Lanes; k += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(weights[k..]), out Vector<double> lower, out Vector<double> upper);
            Add(lower, positive, negative, sums[k..]);
            Add(upper, positive, negative, sums[(k + Vector<double>.Count)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<double> weights, Vector<double> positive, Vector<double> negative, Span<double> sums)
    {
        Vector<double> factor = Vector.ConditionalSelect(Vector.GreaterThan(weights, Vector<double>.Zero), positive, negative);
        (new Vector<double>(sums) + (weights * factor)).CopyTo(sums);
    }

    /// <summary>Adds the products of few result channels, whose weights lie source channel by source channel.</summary>
    private static void AddDots(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights, in SignFactors factors, Span<double> sums)
    {
        for (int channel = 0; channel * Blocks.Lanes < weights.Length; channel++)
        {
            for (int lane = 0; lane < pixel.Length; lane++)
                sums[channel] += Product(pixel[lane], weights[(channel * Blocks.Lanes) + lane], in factors);
        }
    }

    /// <summary>Adds the products of inputs and weights of the same channels: a depthwise convolution.</summary>
    private static void AddLanes(ReadOnlySpan<float> pixel, ReadOnlySpan<float> weights, in SignFactors factors, Span<double> sums)
    {
        for (int lane = 0; lane < pixel.Length; lane++)
            sums[lane] += Product(pixel[lane], weights[lane], in factors);
    }

    private static double Product(double x, double w, in SignFactors factors) => x * w * ((x > 0, w > 0) switch
    {
        (true, true) => factors.PositivePositive,
        (true, false) => factors.PositiveNegative,
        (false, true) => factors.NegativePositive,
        (false, false) => factors.NegativeNegative,
    });
}

/// <summary>What a product of input and weight counts, for each sign of both, and what a bias counts.</summary>
/// <param name="PositivePositive">For inputs and weights above zero.</param>
/// <param name="PositiveNegative">For inputs above and weights below zero.</param>
/// <param name="NegativePositive">For inputs below and weights above zero.</param>
/// <param name="NegativeNegative">For inputs and weights below zero.</param>
/// <param name="PositiveBias">For biases above zero.</param>
/// <param name="NegativeBias">For biases below zero.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SignFactors(
    double PositivePositive, double PositiveNegative, double NegativePositive, double NegativeNegative, double PositiveBias, double NegativeBias)
{
    /// <summary>All that there is.</summary>
    public static SignFactors All { get; } = new(1, 1, 1, 1, 1, 1);
}
