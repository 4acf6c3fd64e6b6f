using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>A z-box's last step in one reading, at every width of vectors, against the two maps and the formula that it stands for.</summary>
public class BoxTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 3, 7, 2 }, { 3, 3, 1 }, { 2, 3, 2 }, { 1, 5, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_reading_is_two_maps_and_the_formula(int channels, int kernel, int stride)
    {
        const int Size = 19, Outputs = 40;
        int pad = kernel / 2, outSize = ((Size + (2 * pad) - kernel) / stride) + 1;
        var shape = new ConvShape(channels, Size, Size, Outputs, outSize, outSize, kernel, kernel, stride, stride, pad, pad, 1, 1, 1);
        var random = new Random(channels + kernel);
        float[] x = Picture(random, channels, Size * Size), s = Picture(random, Outputs, outSize * outSize);
        float[] low = [-1, -2, -3, .. new float[13]], high = [2, 1, 4, .. new float[13]];
        low.AsSpan(channels).Clear();
        high.AsSpan(channels).Clear();
        float[] positiveWeights = Packed(shape, random, 1), negativeWeights = Packed(shape, random, -1);

        float[] positive = new float[x.Length], negative = new float[x.Length], expected = new float[x.Length];
        Conv.Adjoint(shape, s, positiveWeights, default, positive, accumulate: false, Tail.None, Worker.Alone);
        Conv.Adjoint(shape, s, negativeWeights, default, negative, accumulate: false, Tail.None, Worker.Alone);
        Blocks.Box(x, low, high, positive, negative, expected, Worker.Alone);

        Check(r => Conv.AdjointBox(shape, s, positiveWeights, negativeWeights, x, low, high, positive, negative, r, Worker.Alone));
        Check(r => Conv.RunBox<Vector128<float>, Lanes128>(shape.Adjoint, s, positiveWeights, negativeWeights, x, low, high, r, Worker.Alone));
        Check(r => Conv.RunBox<Vector256<float>, Lanes256>(shape.Adjoint, s, positiveWeights, negativeWeights, x, low, high, r, Worker.Alone));
        Check(r => Conv.RunBox<Vector512<float>, Lanes512>(shape.Adjoint, s, positiveWeights, negativeWeights, x, low, high, r, Worker.Alone));

        void Check(Action<float[]> run)
        {
            float[] r = new float[x.Length];
            r.AsSpan().Fill(float.NaN);
            run(r);
            double difference = 0, size = 0;
            for (int k = 0; k < r.Length; k++)
            {
                difference += Math.Pow(r[k] - expected[k], 2);
                size += Math.Pow(expected[k], 2);
            }

            Assert.True(Math.Sqrt(difference / size) < 1e-6, $"{Math.Sqrt(difference / size):E1}");
        }
    }

    [Fact]
    public void Two_summands_get_what_one_after_the_other_would()
    {
        var random = new Random(5);
        float[] relevance = Picture(random, 32, 21), z = Picture(random, 32, 21), x = Picture(random, 32, 21), y = Picture(random, 32, 21), d = Picture(random, 32, 21);
        z[3] = 0;
        float[] s = new float[z.Length], first = new float[z.Length], second = new float[z.Length], both = new float[z.Length];
        Arithmetic.Share(relevance, z, 0, Tail.Times(x), first, Tail.Times(y).Over(d, 1e-3f, 2), second, Worker.Alone);
        Arithmetic.Quotient(relevance, z, 0, 1, s, Worker.Alone);
        for (int k = 0; k < z.Length; k++)
        {
            Assert.Equal(x[k] * s[k], first[k]);
            Assert.Equal(2 * (y[k] * s[k]) / (d[k] + (d[k] < 0 ? -1e-3f : 1e-3f)), second[k], 1e-5f * Math.Abs(second[k]));
        }

        Assert.Equal(0, first[3]);
        Arithmetic.Share(s, Tail.TimesBySign(x, y), both, Worker.Alone);
        for (int k = 0; k < z.Length; k++)
            Assert.Equal(x[k] * (x[k] > 0 ? y[k] : s[k]), both[k]);
    }

    [Fact]
    public void Buffers_of_other_lengths_are_refused()
    {
        float[] some = new float[32], more = new float[48];
        Assert.Throws<ArgumentException>(() => Arithmetic.Share(some, Tail.Times(more), some, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Share(some, more, 0, Tail.None, some, Tail.None, some, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Share(some, Tail.None, some, Tail.None, more, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Sides(some, some, more, Worker.Alone));
    }

    private static float[] Packed(ConvShape shape, Random random, int sign)
    {
        float[] packed = new float[shape.AdjointFloats];
        Conv.PackAdjoint(shape, [.. Enumerable.Range(0, shape.WeightFloats).Select(_ => sign * random.NextSingle())], packed);
        return packed;
    }

    private static float[] Picture(Random random, int channels, int pixels)
    {
        float[] picture = new float[Blocks.Count(channels, pixels)];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int p = 0; p < pixels; p++)
                picture[(((channel / Blocks.Lanes * pixels) + p) * Blocks.Lanes) + (channel % Blocks.Lanes)] = (2 * random.NextSingle()) - 1;
        }

        return picture;
    }
}
