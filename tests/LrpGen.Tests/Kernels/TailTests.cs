using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>What a kernel goes on with is, bit for bit, what passes of their own would make of its results.</summary>
public class TailTests
{
    public static TheoryData<ConvSize, bool> Kernels => new()
    {
        { new ConvSize(20, 23, 26, 40, 23, 26, 1, 1), false },
        { new ConvSize(330, 6, 5, 33, 6, 5, 1, 1), false },
        { new ConvSize(17, 8, 30, 33, 8, 30, 3, 3, PadTop: 1, PadLeft: 1), false },
        { new ConvSize(40, 15, 31, 40, 15, 31, 3, 3, PadTop: 1, PadLeft: 1, Groups: 40), false },
        { new ConvSize(17, 15, 15, 17, 8, 8, 5, 3, StrideY: 2, StrideX: 2, PadTop: 2, PadLeft: 1, Groups: 17), false },
        { new ConvSize(40, 7, 7, 3, 7, 7, 3, 3, PadTop: 1, PadLeft: 1), false },
        { new ConvSize(20, 11, 13, 40, 11, 13, 3, 3, PadTop: 1, PadLeft: 1), true },
        { new ConvSize(256, 14, 14, 32, 14, 14, 3, 3, PadTop: 1, PadLeft: 1), true },
        { new ConvSize(16, 58, 63, 20, 58, 63, 3, 3, PadTop: 1, PadLeft: 1), true },
        { new ConvSize(256, 7, 7, 32, 7, 7, 3, 3, PadTop: 1, PadLeft: 1), true },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_sum_and_a_copy_are_written_beside_the_results(ConvSize size, bool winograd)
    {
        var layer = new ConvLayer(size, winograd);
        foreach (int width in ConvLayer.Widths)
        {
            float[] plain = ConvLayer.Noise(layer.Z), z = ConvLayer.Noise(layer.Z), sum = ConvLayer.Noise(layer.Z), copy = ConvLayer.Noise(layer.Z);
            float[] x = layer.Z.Values, zeros = new float[z.Length];
            Run(width, layer, plain, Tail.None);

            Run(width, layer, z, Tail.RectifyTo(0.25f));
            Equal(plain, static (v, _) => Math.Min(Math.Max(v, 0), 0.25f), zeros, z);

            Run(width, layer, z, Tail.None.Rectified(copy));
            Equal(plain, static (v, _) => v, zeros, z);
            Equal(plain, static (v, _) => Math.Max(v, 0), zeros, copy);

            Run(width, layer, z, Tail.None.Plus(x, sum, rectify: true));
            Equal(plain, static (v, _) => v, zeros, z);
            Equal(plain, static (v, x) => Math.Max(v + x, 0), x, sum);

            Run(width, layer, z, Tail.Rectify.Plus(x, sum, rectify: false).RectifiedTo(copy, 0.5f));
            Equal(plain, static (v, _) => Math.Max(v, 0), zeros, z);
            Equal(plain, static (v, x) => Math.Max(v, 0) + x, x, sum);
            Equal(plain, static (v, x) => Math.Min(Math.Max(Math.Max(v, 0) + x, 0), 0.5f), x, copy);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_sum_may_stand_in_the_place_of_the_results(ConvSize size, bool winograd)
    {
        var layer = new ConvLayer(size, winograd);
        float[] x = layer.Z.Values;
        x[5] = float.NaN;
        foreach (int width in ConvLayer.Widths)
        {
            float[] plain = ConvLayer.Noise(layer.Z), z = ConvLayer.Noise(layer.Z), copy = ConvLayer.Noise(layer.Z);
            Run(width, layer, plain, Tail.None);

            Run(width, layer, z, Tail.None.Plus(x, z, rectify: false));
            Equal(plain, static (v, x) => v + x, x, z);

            Run(width, layer, z, Tail.None.Plus(x, z, rectify: true));
            Equal(plain, static (v, x) => Math.Max(v + x, 0), x, z);

            Run(width, layer, z, Tail.Rectify.Plus(x, z, rectify: false).RectifiedTo(copy, 0.5f));
            Equal(plain, static (v, x) => Math.Max(v, 0) + x, x, z);
            Equal(plain, static (v, x) => Math.Min(Math.Max(Math.Max(v, 0) + x, 0), 0.5f), x, copy);
        }
    }

    [Theory]
    [InlineData(40, 22, 70, false, 2)]
    [InlineData(40, 22, 70, false, 3)]
    [InlineData(40, 22, 70, true, 3)]
    [InlineData(200, 14, 150, true, 2)]
    [InlineData(20, 60, 40, true, 3)]
    [InlineData(300, 7, 160, true, 3)]
    public void Any_number_of_workers_adds_each_value_once(int channels, int side, int outputs, bool winograd, int workers)
    {
        var layer = new ConvLayer(new(channels, side, side, outputs, side, side, 3, 3, PadTop: 1, PadLeft: 1), winograd);
        ConvShape shape = layer.Shape;
        Assert.True((shape.ForwardWinograd?.Products ?? shape.Forward.Products) > Worker.WorthSharing);
        float[] plain = ConvLayer.Noise(layer.Z), z = ConvLayer.Noise(layer.Z), added = ConvLayer.Noise(layer.Z);
        Conv.Forward(shape, layer.X.Values, layer.Forward, layer.OutBias, plain, false, Tail.None, Worker.Alone);
        var team = new Team(workers, shape.ScratchFloats, shape.SharedFloats);
        team.Run(worker =>
        {
            Conv.Forward(shape, layer.X.Values, layer.Forward, layer.OutBias, z, false, Tail.None.Plus(layer.Z.Values, z, rectify: false), worker);
            Arithmetic.Add(plain, layer.Z.Values, added, Tail.None.Plus(layer.Z.Values, added, rectify: true), worker);
        });
        team.Stop();
        Equal(plain, static (v, x) => v + x, layer.Z.Values, z);
        Equal(plain, static (v, x) => Math.Max(v + x + x, 0), layer.Z.Values, added);
    }

    [Theory]
    [InlineData(288, 1)]
    [InlineData(32, 3)]
    [InlineData(17, 3)]
    [InlineData(3, 7)]
    [InlineData(40, 2)]
    public void Where_all_products_are_added_up_before_they_are_written_adding_is_a_sum_behind(int channels, int kernel)
    {
        var layer = new ConvLayer(new(channels, 11, 27, 40, 12 - kernel, 28 - kernel, kernel, kernel));
        float[] x = layer.Z.Values;
        foreach (int width in ConvLayer.Widths)
        {
            foreach (float[] bias in new[] { [], layer.OutBias })
            {
                float[] plain = ConvLayer.Noise(layer.Z), sum = [.. x];
                Run(width, layer, bias, plain, false, Tail.None);
                Run(width, layer, bias, sum, true, Tail.None);
                Equal(plain, static (v, x) => v + x, x, sum);

                sum = [.. x];
                Run(width, layer, bias, sum, true, Tail.RectifyTo(0.75f));
                Equal(plain, static (v, x) => Math.Min(Math.Max(v + x, 0), 0.75f), x, sum);
            }
        }
    }

    [Fact]
    public void A_bias_and_a_summand_are_added_in_place()
    {
        float[] values = [.. Enumerable.Range(0, 2 * 16 * 5).Select(static k => (k - 70) / 3f)], bias = [.. Enumerable.Range(0, 32).Select(static k => k / 7f)];
        float[] x = [.. values.Select(static v => 1 - (v / 5))], biased = ConvLayer.Noise(new ConvPicture(32, 5)), sum = [.. values];
        Blocks.AddBias(values, bias, biased, Tail.None, Worker.Alone);
        Assert.Equal(values.Select((v, k) => v + bias[(k / 80 * 16) + (k % 16)]), biased);
        Blocks.AddBias(sum, bias, sum, Tail.None.Plus(x, sum, rectify: true), Worker.Alone);
        Equal(biased, static (v, x) => Math.Max(v + x, 0), x, sum);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Quotients_by_sign_are_written_at_once(ConvSize size, bool winograd)
    {
        var layer = new ConvLayer(size, winograd);
        float[] z = [.. layer.Z.Values], positive = [.. z.Select(static v => (1.5f * v) + 0.125f)], negative = [.. z.Select(static v => (0.5f * v) - 0.25f)];
        z[0] = 0;
        z[1] = float.NaN;
        (z[2], positive[2]) = (1, 0);
        (z[3], negative[3]) = (-1, 0);
        foreach (int width in ConvLayer.Widths)
        {
            float[] plain = ConvLayer.Noise(layer.Z), above = ConvLayer.Noise(layer.Z), below = ConvLayer.Noise(layer.Z);
            float[] expectedAbove = new float[z.Length], expectedBelow = new float[z.Length];
            Run(width, layer, plain, Tail.None);

            Arithmetic.QuotientWherePositive(z, plain, positive, 0, 1, expectedAbove, Worker.Alone);
            Arithmetic.QuotientWhereNegative(z, plain, negative, 0, 1, expectedBelow, Worker.Alone);
            Run(width, layer, above, Tail.None.OverBySign(z, positive, negative, 0, below));
            Assert.Equal(expectedAbove, above);
            Assert.Equal(expectedBelow, below);

            float[] mirrored = new float[z.Length];
            Arithmetic.Less(z, 2.25f, positive, mirrored, Worker.Alone);
            Arithmetic.QuotientWherePositive(z, plain, positive, 1e-6f, 1, expectedAbove, Worker.Alone);
            Arithmetic.QuotientWhereNegative(z, plain, mirrored, 1e-6f, 1, expectedBelow, Worker.Alone);
            Run(width, layer, above, Tail.None.OverBySign(z, positive, 2.25f, 1e-6f, below));
            Assert.Equal(expectedAbove, above);
            Assert.Equal(expectedBelow, below);
        }
    }

    [Fact]
    public void What_is_no_number_stays_none()
    {
        float[] x = new float[16], z = new float[16], copy = new float[16];
        x[3] = float.NaN;
        x[4] = float.PositiveInfinity;
        Arithmetic.Add(x, new float[16], z, Tail.RectifyTo(6).Rectified(copy), Worker.Alone);
        Assert.Equal([0, 0, 0, float.NaN, 6], z[..5]);
        Assert.Equal(z, copy);
        Arithmetic.Add(x, new float[16], z, Tail.Rectify, Worker.Alone);
        Assert.Equal([0, 0, 0, float.NaN, float.PositiveInfinity], z[..5]);
    }

    [Fact]
    public void Buffers_that_do_not_fit_are_refused()
    {
        float[] x = new float[32], z = new float[32], none = [], less = new float[16];
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.Plus(x, less, rectify: false), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.Plus(less, x, rectify: false), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.Plus(none, x, rectify: false), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.Plus(x, none, rectify: false), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.Rectified(less), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.OverBySign(x, x, x, 0, less), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.OverBySign(x, x, less, 0, z), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.OverBySign(x, less, 2, 0, z), Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(x, x, z, Tail.None.OverBySign(none, x, 2, 0, z), Worker.Alone));
    }

    private static void Equal(float[] plain, Func<float, float, float> expected, float[] x, float[] found) =>
        Assert.Equal(plain.Zip(x, expected), found);

    private static void Run(int width, ConvLayer layer, float[] z, Tail tail) => Run(width, layer, layer.OutBias, z, false, tail);

    private static void Run(int width, ConvLayer layer, float[] bias, float[] z, bool accumulate, Tail tail)
    {
        switch (width)
        {
            case 512: Run<Vector512<float>, Lanes512>(layer, bias, z, accumulate, in tail); break;
            case 256: Run<Vector256<float>, Lanes256>(layer, bias, z, accumulate, in tail); break;
            default: Run<Vector128<float>, Lanes128>(layer, bias, z, accumulate, in tail); break;
        }
    }

    private static void Run<TVector, TLanes>(ConvLayer layer, float[] bias, float[] z, bool accumulate, in Tail tail)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (layer.Shape.ForwardWinograd is { } map)
            Winograd.Run<TVector, TLanes>(map, layer.X.Values, layer.Forward, bias, z, accumulate, in tail, Worker.Alone);
        else
            Conv.Run<TVector, TLanes>(layer.Shape.Forward, layer.X.Values, layer.Forward, bias, z, accumulate, in tail, Worker.Alone);
    }
}
