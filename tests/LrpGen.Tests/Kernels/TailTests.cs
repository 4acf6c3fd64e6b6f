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

    private static void Run(int width, ConvLayer layer, float[] z, Tail tail)
    {
        switch (width)
        {
            case 512: Run<Vector512<float>, Lanes512>(layer, z, in tail); break;
            case 256: Run<Vector256<float>, Lanes256>(layer, z, in tail); break;
            default: Run<Vector128<float>, Lanes128>(layer, z, in tail); break;
        }
    }

    private static void Run<TVector, TLanes>(ConvLayer layer, float[] z, in Tail tail)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (layer.Shape.ForwardWinograd is { } map)
            Winograd.Run<TVector, TLanes>(map, layer.X.Values, layer.Forward, layer.OutBias, z, false, in tail, Worker.Alone);
        else
            Conv.Run<TVector, TLanes>(layer.Shape.Forward, layer.X.Values, layer.Forward, layer.OutBias, z, false, in tail, Worker.Alone);
    }
}
