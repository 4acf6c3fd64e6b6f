using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>The way back of a z-box to a plain picture, at every width of vectors, against the formula in float64.</summary>
public class PlainBoxTests
{
    private static readonly float[] Low = [-1, -2, -3, 0.5f, .. new float[12]];

    private static readonly float[] High = [2, 1, 4, 0.75f, .. new float[12]];

    public static TheoryData<ConvSize> Sizes =>
    [
        new ConvSize(3, 75, 70, 40, 38, 35, 7, 7, StrideY: 2, StrideX: 2, PadTop: 3, PadLeft: 3),
        new ConvSize(1, 40, 33, 17, 20, 17, 5, 5, StrideY: 2, StrideX: 2, PadTop: 2, PadLeft: 2),
        new ConvSize(2, 37, 9, 16, 12, 3, 3, 6, StrideY: 3, StrideX: 2, PadTop: 0, PadLeft: 1, DilationY: 2),
        new ConvSize(4, 66, 50, 33, 15, 11, 11, 11, StrideY: 4, StrideX: 4, PadTop: 2, PadLeft: 2),
        new ConvSize(3, 40, 44, 150, 20, 22, 7, 7, StrideY: 2, StrideX: 2, PadTop: 3, PadLeft: 3),
        new ConvSize(3, 1, 90, 20, 1, 30, 1, 9, StrideX: 3, PadLeft: 4),
        new ConvSize(3, 34, 8, 20, 35, 8, 4, 3, PadTop: 2, PadLeft: 1),
        new ConvSize(3, 70, 3, 5, 7, 1, 2, 3, StrideY: 11, StrideX: 9),
    ];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_formula(ConvSize size)
    {
        var sample = new Sample(size);
        sample.Check(r => Conv.AdjointBoxPlain(sample.Shape, sample.S, sample.Packed, sample.X, Low, High, sample.Sums, r, Worker.Alone));
        sample.Check(r => Conv.RunBoxPlain<Vector128<float>, Lanes128>(sample.Shape.Box!, sample.S, sample.Packed, sample.X, Low, High, sample.Sums, r, Worker.Alone));
        sample.Check(r => Conv.RunBoxPlain<Vector256<float>, Lanes256>(sample.Shape.Box!, sample.S, sample.Packed, sample.X, Low, High, sample.Sums, r, Worker.Alone));
        sample.Check(r => Conv.RunBoxPlain<Vector512<float>, Lanes512>(sample.Shape.Box!, sample.S, sample.Packed, sample.X, Low, High, sample.Sums, r, Worker.Alone));
    }

    [Fact]
    public void Any_number_of_workers_gives_the_same_bits()
    {
        var sample = new Sample(new(3, 150, 150, 64, 75, 75, 7, 7, StrideY: 2, StrideX: 2, PadTop: 3, PadLeft: 3));
        Assert.True(sample.Shape.Box!.Products > Worker.WorthSharing);
        float[] alone = new float[sample.X.Length], together = new float[sample.X.Length];
        Conv.AdjointBoxPlain(sample.Shape, sample.S, sample.Packed, sample.X, Low, High, sample.Sums, alone, Worker.Alone);
        var team = new Team(3, 16, 16);
        team.Run(worker => Conv.AdjointBoxPlain(sample.Shape, sample.S, sample.Packed, sample.X, Low, High, sample.Sums, together, worker));
        team.Stop();
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Other_convolutions_and_lengths_are_refused()
    {
        var sample = new Sample(new(3, 9, 8, 5, 5, 4, 3, 3, StrideY: 2, StrideX: 2, PadTop: 1, PadLeft: 1));
        float[] none = [], r = new float[sample.X.Length];
        Refuse(none, sample.Packed, sample.X, Low, High, sample.Sums, r);
        Refuse(sample.S, none, sample.X, Low, High, sample.Sums, r);
        Refuse(sample.S, sample.Packed, none, Low, High, sample.Sums, r);
        Refuse(sample.S, sample.Packed, sample.X, none, High, sample.Sums, r);
        Refuse(sample.S, sample.Packed, sample.X, Low, none, sample.Sums, r);
        Refuse(sample.S, sample.Packed, sample.X, Low, High, none, r);
        Refuse(sample.S, sample.Packed, sample.X, Low, High, sample.Sums, none);
        Assert.Throws<ArgumentException>(() => Conv.PackBox(sample.Shape, none, sample.Packed));
        Assert.Throws<ArgumentException>(() => Conv.PackBox(sample.Shape, sample.Weights, none));
        foreach (ConvSize size in new ConvSize[] { new(5, 9, 9, 5, 9, 9, 1, 1), new(4, 9, 9, 4, 9, 9, 1, 1, Groups: 2), new(3, 9, 9, 4, 9, 5, 1, 3, DilationX: 2) })
        {
            ConvShape other = size.Shape();
            Assert.Equal((0, 0), (other.BoxFloats, other.BoxSums));
            Assert.Throws<ArgumentException>(() => Conv.PackBox(other, new float[size.Weights], none));
        }

        void Refuse(float[] s, float[] packed, float[] x, float[] low, float[] high, float[] sums, float[] r) =>
            Assert.Throws<ArgumentException>(() => Conv.AdjointBoxPlain(sample.Shape, s, packed, x, low, high, sums, r, Worker.Alone));
    }

    [Fact]
    public void What_no_array_can_hold_has_none()
    {
        Assert.NotNull(BoxMap.Of(new ConvImage(3, 8, 8), new ConvImage(5, 4, 4), 5, 5, 2, 2, 2, 2, 1));
        Assert.Null(BoxMap.Of(new ConvImage(3, 1, 1), new ConvImage(60_000_000, 1, 1), 1, 7, 2, 2, 0, 3, 1));
        Assert.Null(BoxMap.Of(new ConvImage(1, 1000, 1000), new ConvImage(1, 1000, 1000), 1, 7, 1, int.MaxValue, 0, 3, 1));
        Assert.Null(BoxMap.Of(new ConvImage(1, 1000, 1000), new ConvImage(1, 1000, 1), 1, 7, 1, 1, 0, int.MaxValue, 1));
    }

    /// <summary>A layer, an input, and quotients of which four in five are zero.</summary>
    private sealed class Sample
    {
        private readonly double[] _expected;
        private readonly double[] _sizes;

        public Sample(ConvSize size)
        {
            var layer = new ConvLayer(size);
            var random = new Random(7);
            Shape = layer.Shape;
            Weights = layer.Weights;
            S = layer.Z.Values;
            for (int k = 0; k < S.Length; k++)
                S[k] = random.Next(5) == 0 ? S[k] : 0;
            X = new float[size.In * layer.InPixels];
            for (int k = 0; k < X.Length; k++)
                X[k] = layer.X[k / layer.InPixels, k % layer.InPixels];
            Packed = new float[Shape.BoxFloats];
            Packed.AsSpan().Fill(float.NaN);
            Conv.PackBox(Shape, Weights, Packed);
            Sums = new float[Shape.BoxSums];
            Sums.AsSpan().Fill(float.NaN);

            _expected = new double[X.Length];
            _sizes = new double[X.Length];
            size.ForEach((channel, pixel, output, outPixel, weight) =>
            {
                int at = (channel * layer.InPixels) + pixel;
                double w = Weights[weight], part = ((double)X[at] - (w > 0 ? Low[channel] : High[channel])) * w * layer.Z[output, outPixel];
                _expected[at] += part;
                _sizes[at] += Math.Abs(part);
            });
        }

        public ConvShape Shape { get; }

        public float[] Weights { get; }

        public float[] S { get; }

        public float[] X { get; }

        public float[] Packed { get; }

        public float[] Sums { get; }

        public void Check(Action<float[]> run)
        {
            float[] r = new float[X.Length];
            r.AsSpan().Fill(float.NaN);
            run(r);
            for (int k = 0; k < r.Length; k++)
                Assert.True(Math.Abs(r[k] - _expected[k]) <= 1e-6 * _sizes[k], $"{k}: expected {_expected[k]}, found {r[k]}");
        }
    }
}
