using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>A depthwise convolution that rectifies what it loads is, bit for bit and at every width of vectors, that of a rectified picture.</summary>
public class RectifiedConvTests
{
    private static readonly ConvSize Small = new(20, 9, 11, 20, 9, 11, 3, 3, PadTop: 1, PadLeft: 1, Groups: 20);

    public static TheoryData<ConvSize> Sizes =>
    [
        Small,
        new ConvSize(40, 15, 31, 40, 15, 31, 3, 3, PadTop: 1, PadLeft: 1, Groups: 40),
        new ConvSize(17, 15, 15, 17, 8, 8, 5, 3, StrideY: 2, StrideX: 2, PadTop: 2, PadLeft: 1, Groups: 17),
        new ConvSize(16, 20, 40, 16, 9, 19, 3, 3, StrideY: 2, StrideX: 2, Groups: 16),
        new ConvSize(18, 18, 18, 18, 18, 18, 3, 3, PadTop: 2, PadLeft: 2, DilationY: 2, DilationX: 2, Groups: 18),
        new ConvSize(33, 7, 26, 33, 7, 26, 1, 1, Groups: 33),
        new ConvSize(5, 1, 50, 5, 1, 48, 1, 3, Groups: 5),
        new ConvSize(16, 5, 4, 16, 8, 9, 4, 4, PadTop: 4, PadLeft: 4, Groups: 16),
    ];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_is_the_convolution_of_a_rectified_picture(ConvSize size)
    {
        (ConvLayer layer, float[] rectified) = Sample(size);
        float[] added = [.. layer.Z.Values];
        foreach (int width in ConvLayer.Widths)
        {
            foreach (float[] bias in new[] { [], layer.OutBias })
            {
                Buffers expected = new(layer), found = new(layer);
                Run(width, layer, rectified, bias, expected.Z, isRectified: true, Tail.None);
                Run(width, layer, layer.X.Values, bias, found.Z, isRectified: false, Tail.None);
                Assert.Contains(float.NaN, expected.Z);
                Bits.AssertEqual(expected.Z, found.Z);

                Run(width, layer, rectified, bias, expected.Z, isRectified: true, Tail.RectifyTo(0.5f));
                Run(width, layer, layer.X.Values, bias, found.Z, isRectified: false, Tail.RectifyTo(0.5f));
                Bits.AssertEqual(expected.Z, found.Z);

                Run(width, layer, rectified, bias, expected.Z, isRectified: true, Tail.None.Plus(added, expected.Sum, rectify: false).Rectified(expected.Copy));
                Run(width, layer, layer.X.Values, bias, found.Z, isRectified: false, Tail.None.Plus(added, found.Sum, rectify: false).Rectified(found.Copy));
                Bits.AssertEqual(expected.Z, found.Z);
                Bits.AssertEqual(expected.Sum, found.Sum);
                Bits.AssertEqual(expected.Copy, found.Copy);
            }
        }
    }

    [Fact]
    public void Calls_use_the_widest_vectors_leave_the_picture_alone_and_allocate_nothing()
    {
        (ConvLayer layer, float[] rectified) = Sample(Small);
        float[] x = [.. layer.X.Values], expected = ConvLayer.Noise(layer.Z), z = ConvLayer.Noise(layer.Z);
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Run(width, layer, rectified, layer.OutBias, expected, isRectified: true, Tail.None);
        Forward();
        Bits.AssertEqual(expected, z);
        Bits.AssertEqual(x, layer.X.Values);
        Assert.Equal(0, Allocations.Least(Forward));

        void Forward() => Conv.ForwardRectified(layer.Shape, layer.X.Values, layer.Forward, layer.OutBias, z, Tail.None, Worker.Alone);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_workers_gives_the_same_bits(int workers)
    {
        (ConvLayer layer, _) = Sample(new(50, 60, 61, 50, 60, 61, 3, 3, PadTop: 1, PadLeft: 1, Groups: 50));
        Assert.True(layer.Shape.Forward.Products > Worker.WorthSharing);
        Buffers expected = new(layer), found = new(layer);
        Forward(expected, Worker.Alone);
        var team = new Team(workers, 0, 0);
        team.Run(worker => Forward(found, worker));
        team.Stop();
        Bits.AssertEqual(expected.Z, found.Z);
        Bits.AssertEqual(expected.Sum, found.Sum);

        void Forward(Buffers buffers, Worker worker) =>
            Conv.ForwardRectified(layer.Shape, layer.X.Values, layer.Forward, layer.OutBias, buffers.Z, Tail.None.Plus(layer.Z.Values, buffers.Sum, rectify: true), worker);
    }

    [Theory]
    [InlineData(20, 20, 1)]
    [InlineData(20, 20, 10)]
    [InlineData(20, 40, 20)]
    [InlineData(20, 40, 1)]
    public void Other_convolutions_are_refused(int channels, int outputs, int groups)
    {
        ConvShape shape = (Small with { In = channels, Out = outputs, Groups = groups }).Shape();
        var layer = new ConvLayer(Small with { In = channels, Out = outputs, Groups = groups });
        ArgumentException error = Assert.Throws<ArgumentException>(
            "shape", () => Conv.ForwardRectified(shape, layer.X.Values, layer.Forward, layer.OutBias, layer.Z.Values, Tail.None, Worker.Alone));
        Assert.Contains("not depthwise", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        (ConvLayer layer, _) = Sample(Small);
        float[][] right = [layer.X.Values, layer.Forward, layer.OutBias, [.. layer.Z.Values], layer.Z.Values, [.. layer.Z.Values]];
        Call(right);
        for (int wrong = 0; wrong < right.Length; wrong++)
        {
            Assert.Throws<ArgumentException>(() => Call([.. right.Select((values, k) => k == wrong ? values[1..] : values)]));
            Assert.Throws<ArgumentException>(() => Call([.. right.Select((values, k) => k == wrong ? [.. values, 0] : values)]));
        }

        void Call(float[][] k) => Conv.ForwardRectified(layer.Shape, k[0], k[1], k[2], k[3], Tail.None.Plus(k[4], k[5], rectify: false), Worker.Alone);
    }

    /// <summary>A layer whose input has all kinds of values, and that input rectified as tails do it.</summary>
    private static (ConvLayer Layer, float[] Rectified) Sample(ConvSize size)
    {
        var layer = new ConvLayer(size);
        float[] x = layer.X.Values, rectified = ConvLayer.Noise(layer.X);
        x[layer.X.IndexOf(0, 0)] = float.NaN;
        x[layer.X.IndexOf(1, 1)] = -0f;
        x[layer.X.IndexOf(2, 2)] = float.NegativeInfinity;
        x[layer.X.IndexOf(3, 3)] = float.PositiveInfinity;
        x[layer.X.IndexOf(4, 4)] = -float.Epsilon;
        Arithmetic.Add(x, new float[x.Length], rectified, Tail.Rectify, Worker.Alone);
        return (layer, rectified);
    }

    private static void Run(int width, ConvLayer layer, float[] x, float[] bias, float[] z, bool isRectified, Tail tail)
    {
        switch (width)
        {
            case 512: Run<Vector512<float>, Lanes512>(layer, x, bias, z, isRectified, in tail); break;
            case 256: Run<Vector256<float>, Lanes256>(layer, x, bias, z, isRectified, in tail); break;
            default: Run<Vector128<float>, Lanes128>(layer, x, bias, z, isRectified, in tail); break;
        }
    }

    private static void Run<TVector, TLanes>(ConvLayer layer, float[] x, float[] bias, float[] z, bool isRectified, in Tail tail)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (isRectified)
            Conv.Run<TVector, TLanes>(layer.Shape.Forward, x, layer.Forward, bias, z, false, in tail, Worker.Alone);
        else
            Conv.RunRectified<TVector, TLanes>(layer.Shape.Forward, x, layer.Forward, bias, z, in tail, Worker.Alone);
    }

    /// <summary>What a call writes.</summary>
    private sealed class Buffers(ConvLayer layer)
    {
        public float[] Z { get; } = ConvLayer.Noise(layer.Z);

        public float[] Sum { get; } = ConvLayer.Noise(layer.Z);

        public float[] Copy { get; } = ConvLayer.Noise(layer.Z);
    }
}
