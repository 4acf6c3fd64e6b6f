using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>The calls that generated code makes for a pooling over windows of 2x2: against the formula, by any number of workers, and with wrong arguments.</summary>
public class WindowCallTests
{
    private const float Epsilon = 0.25f;

    private static readonly ConvSize Small = new(20, 10, 14, 40, 10, 14, 3, 3, PadTop: 1, PadLeft: 1);

    [Fact]
    public void The_way_of_the_winners_is_its_formula()
    {
        var sample = new WindowSample(Small);
        ConvLayer layer = sample.Layer;
        var run = new Calls(sample);
        run.All(Worker.Alone);
        ConvSums outputs = new(Small.Out, layer.OutPixels), back = new(Small.In, layer.InPixels);
        double[] z = new double[sample.A.Length];
        Small.ForEach((i, inPixel, o, outPixel, weight) => z[layer.Z.IndexOf(o, outPixel)] += (double)layer.X[i, inPixel] * layer.Weights[weight]);
        for (int k = 0; k < z.Length; k++)
            z[k] += layer.OutBias[(k / (16 * layer.OutPixels) * 16) + (k % 16)];
        for (int k = 0; k < sample.S.Length; k++)
        {
            double largest = sample.Places[k].Max(place => z[place]);
            Assert.Equal(largest, z[sample.Places[k][(int)run.Winners[k]]], 1e-5);
            Assert.Equal(Math.Max(largest, 0), run.Largest[k], 1e-5);
            Assert.Equal(largest, run.D[k], 1e-5);
        }

        double[] s = new double[z.Length];
        for (int k = 0; k < sample.S.Length; k++)
            s[sample.Places[k][(int)run.Winners[k]]] = sample.S[k];
        CheckBack(layer, s, run.FromWinners);
    }

    [Fact]
    public void The_way_of_the_mean_is_its_formula()
    {
        var sample = new WindowSample(Small);
        ConvLayer layer = sample.Layer;

        // Denominators far from zero: what little a sum rounds is little in a quotient.
        for (int channel = 0; channel < Small.Out; channel++)
            layer.OutBias[channel] += 10;
        var run = new Calls(sample);
        run.All(Worker.Alone);
        double[] d = new double[sample.A.Length], s = new double[d.Length];
        Small.ForEach((i, inPixel, o, outPixel, weight) => d[layer.Z.IndexOf(o, outPixel)] += (double)layer.X[i, inPixel] * layer.Weights[weight]);
        for (int k = 0; k < sample.S.Length; k++)
        {
            double sum = 0;
            foreach (int place in sample.Places[k])
            {
                double a = sample.A[place];
                sum += a;
                s[place] = 2 * a / 4 / (d[place] + layer.OutBias[(place / (16 * layer.OutPixels) * 16) + (place % 16)] + Epsilon) * sample.S[k];
            }

            Assert.Equal(sum / 4, run.Means[k], 1e-6);
        }

        CheckBack(layer, s, run.FromShares);
    }

    [Theory]
    [InlineData(40, 22, 70, 2)]
    [InlineData(40, 22, 70, 3)]
    [InlineData(150, 22, 150, 2)]
    [InlineData(150, 22, 150, 3)]
    [InlineData(20, 58, 40, 2)]
    [InlineData(20, 58, 40, 3)]
    public void Any_number_of_workers_gives_the_same_bits(int channels, int side, int outputs, int workers)
    {
        var sample = new WindowSample(new(channels, side, side + 4, outputs, side, side + 4, 3, 3, PadTop: 1, PadLeft: 1), hasNaN: true);
        ConvShape shape = sample.Layer.Shape;
        Assert.True(sample.ForwardMap.Products > Worker.WorthSharing);
        Calls alone = new(sample), together = new(sample);
        alone.All(Worker.Alone);
        var team = new Team(workers, shape.ScratchFloats, shape.SharedFloats);
        team.Run(together.All);
        team.Stop();
        Assert.All(alone.Results.Zip(together.Results), static both => Assert.Equal(both.First, both.Second));
    }

    [Fact]
    public void Calls_give_what_kernels_do_and_allocate_nothing()
    {
        var sample = new WindowSample(Small, hasNaN: true);
        var run = new Calls(sample);
        run.All(Worker.Alone);
        Assert.Equal(0, Allocations.Least(() => run.All(Worker.Alone)));
        int width = System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512 : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256 : 128;
        float[] z = sample.Forward(width, Tail.None);
        (float[] largest, float[] winners) = sample.WinnersOf(z);
        Assert.Equal(winners, run.Winners);
        Assert.Equal(largest.Select(static v => Math.Max(v, 0)), run.Largest);
        Assert.Equal(run.Largest, run.LargestBeside);
        Assert.Equal(run.Largest, run.LargestAlone);
        Assert.Equal(z.Select(static v => Math.Max(v, 0)), run.Z);
        Assert.Equal(largest.Select(static v => float.IsNaN(v) ? 0 : v), run.D);
    }

    [Fact]
    public void Other_convolutions_are_refused()
    {
        ConvSize[] others =
        [
            Small with { OutWidth = 13 }, Small with { OutHeight = 11 },
            Small with { InHeight = 8, InWidth = 8, OutHeight = 8, OutWidth = 8 },
            Small with { InHeight = 6, InWidth = 6, PadTop = 2, PadLeft = 2, OutHeight = 8, OutWidth = 10 },
            Small with { In = 200, Out = 200, InHeight = 14, InWidth = 14, OutHeight = 14, OutWidth = 14 },
        ];
        Assert.All(others, static size => RefuseAll(size, winograd: true));
        RefuseAll(Small, winograd: false);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        var sample = new WindowSample(Small);
        ConvLayer layer = sample.Layer;
        ConvShape shape = layer.Shape;
        float[] x = sample.X, w = layer.Forward, back = layer.Adjoint, b = layer.OutBias, whole = sample.A, windows = sample.S;
        float[] r = new float[x.Length], result = new float[windows.Length], second = new float[windows.Length], picture = new float[whole.Length];
        Refuse([x, w, b, result, second], k => Conv.ForwardToWinners(shape, k[0], k[1], k[2], k[3], k[4], Tail.None, Worker.Alone));
        Refuse([x, w, b, result], k => Conv.ForwardToLargest(shape, k[0], k[1], k[2], k[3], Tail.None, Worker.Alone));
        Refuse([x, w, b, windows, result], k => Conv.ForwardAtWinners(shape, k[0], k[1], k[2], k[3], k[4], Worker.Alone));
        Refuse([windows, second, back, r], k => Conv.AdjointFromWinners(shape, k[0], k[1], k[2], k[3], Tail.None, Worker.Alone));
        Refuse([x, w, b, picture, result], k => Conv.ForwardAndLargest(shape, k[0], k[1], k[2], k[3], k[4], Tail.None, Worker.Alone));
        Refuse([x, w, b, whole, picture, result], k => Conv.ForwardToShares(shape, k[0], k[1], k[2], k[3], k[4], k[5], Epsilon, 1, Worker.Alone));
        Refuse([windows, whole, back, r], k => Conv.AdjointFromShares(shape, k[0], k[1], k[2], k[3], Tail.None, Worker.Alone));
        Refuse([picture], k => Conv.ForwardToWinners(shape, x, w, b, result, second, Tail.None.Rectified(k[0]), Worker.Alone), isRight: false);
        Refuse([picture], k => Conv.ForwardToLargest(shape, x, w, b, result, Tail.None.Rectified(k[0]), Worker.Alone), isRight: false);
        Refuse([windows, second], k => Conv.ForwardToLargest(shape, x, w, b, result, Tail.None.Plus(k[0], k[1], rectify: false), Worker.Alone));
        Refuse([result], k => Conv.ForwardAndLargest(shape, x, w, b, picture, second, Tail.None.Rectified(k[0]), Worker.Alone), isRight: false);
        Refuse([whole], k => Conv.AdjointFromWinners(shape, windows, second, back, r, Tail.Times(k[0]), Worker.Alone), isRight: false);
        Refuse([whole], k => Conv.AdjointFromShares(shape, windows, whole, back, r, Tail.Times(k[0]), Worker.Alone), isRight: false);
    }

    /// <summary>Each argument of a call with one value too many and one too few.</summary>
    private static void Refuse(float[][] right, Action<float[][]> call, bool isRight = true)
    {
        if (isRight)
            call(right);
        else
            Assert.Throws<ArgumentException>(() => call(right));
        for (int wrong = 0; wrong < right.Length; wrong++)
        {
            Assert.Throws<ArgumentException>(() => call([.. right.Select((values, k) => k == wrong ? values[1..] : values)]));
            Assert.Throws<ArgumentException>(() => call([.. right.Select((values, k) => k == wrong ? [.. values, 0] : values)]));
        }
    }

    private static void RefuseAll(ConvSize size, bool winograd)
    {
        ConvShape shape = size.Shape(winograd);
        Assert.False(shape.HasWindows);
        float[] x = new float[(size.In + 15) / 16 * 16 * size.InHeight * size.InWidth], z = new float[(size.Out + 15) / 16 * 16 * size.OutHeight * size.OutWidth];
        float[] w = new float[shape.ForwardFloats], back = new float[shape.AdjointFloats], windows = new float[z.Length / 4], others = new float[z.Length / 4];
        Action[] calls =
        [
            () => Conv.ForwardToWinners(shape, x, w, [], windows, others, Tail.None, Worker.Alone),
            () => Conv.ForwardToLargest(shape, x, w, [], windows, Tail.None, Worker.Alone),
            () => Conv.ForwardAtWinners(shape, x, w, [], windows, others, Worker.Alone),
            () => Conv.AdjointFromWinners(shape, windows, others, back, x, Tail.None, Worker.Alone),
            () => Conv.ForwardAndLargest(shape, x, w, [], z, windows, Tail.None, Worker.Alone),
            () => Conv.ForwardToShares(shape, x, w, [], [.. z], z, windows, 0, 1, Worker.Alone),
            () => Conv.AdjointFromShares(shape, windows, z, back, x, Tail.None, Worker.Alone),
        ];
        Assert.All(calls, static call => Assert.Contains("4x4", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal));
    }

    private static void CheckBack(ConvLayer layer, double[] s, float[] found)
    {
        var expected = new ConvSums(layer.Size.In, layer.InPixels);
        layer.Size.ForEach((i, inPixel, o, outPixel, weight) => expected.Add(i, inPixel, s[layer.Z.IndexOf(o, outPixel)] * layer.Weights[weight]));
        expected.Check(found, "the way back", layer.Shape.AdjointWinograd!);
    }

    /// <summary>All calls, one after the other.</summary>
    private sealed class Calls(WindowSample sample)
    {
        private readonly ConvLayer _layer = sample.Layer;

        public float[] Largest { get; } = sample.Noise();

        public float[] Winners { get; } = sample.Noise();

        public float[] D { get; } = sample.Noise();

        public float[] FromWinners { get; } = ConvLayer.Noise(sample.Layer.X);

        public float[] Z { get; } = ConvLayer.Noise(sample.Layer.Z);

        public float[] LargestBeside { get; } = sample.Noise();

        public float[] LargestAlone { get; } = sample.Noise();

        public float[] Shares { get; } = ConvLayer.Noise(sample.Layer.Z);

        public float[] Means { get; } = sample.Noise();

        public float[] FromShares { get; } = ConvLayer.Noise(sample.Layer.X);

        public float[][] Results => [Largest, Winners, D, FromWinners, Z, LargestBeside, LargestAlone, Shares, Means, FromShares];

        public void All(Worker worker)
        {
            ConvShape shape = _layer.Shape;
            Conv.ForwardToWinners(shape, sample.X, _layer.Forward, _layer.OutBias, Largest, Winners, Tail.Rectify, worker);
            Conv.ForwardToLargest(shape, sample.X, _layer.Forward, _layer.OutBias, LargestAlone, Tail.Rectify, worker);
            Conv.ForwardAtWinners(shape, sample.X, _layer.Forward, _layer.OutBias, Winners, D, worker);
            Conv.AdjointFromWinners(shape, sample.S, Winners, _layer.Adjoint, FromWinners, Tail.None, worker);
            Conv.ForwardAndLargest(shape, sample.X, _layer.Forward, _layer.OutBias, Z, LargestBeside, Tail.Rectify, worker);
            Conv.ForwardToShares(shape, sample.X, _layer.Forward, _layer.OutBias, sample.A, Shares, Means, Epsilon, 2, worker);
            Conv.AdjointFromShares(shape, sample.S, Shares, _layer.Adjoint, FromShares, Tail.None, worker);
        }
    }
}
