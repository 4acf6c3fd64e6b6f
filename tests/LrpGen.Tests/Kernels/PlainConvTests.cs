using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>A picture read channel by channel gives, bit for bit, what one in blocks gives.</summary>
public class PlainConvTests
{
    public static TheoryData<ConvSize> Sizes =>
    [
        new ConvSize(1, 9, 9, 33, 9, 9, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(3, 14, 14, 40, 14, 14, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(3, 23, 26, 40, 12, 13, 7, 7, StrideY: 2, StrideX: 2, PadTop: 3, PadLeft: 3),
        new ConvSize(3, 17, 16, 5, 5, 8, 3, 4, StrideY: 3, StrideX: 2, PadTop: 2, PadLeft: 4, DilationY: 2, DilationX: 3),
        new ConvSize(4, 1, 70, 17, 1, 35, 1, 9, StrideX: 2, PadLeft: 4),
        new ConvSize(2, 13, 20, 16, 13, 20, 1, 1),
        new ConvSize(1, 21, 20, 17, 11, 10, 3, 3, StrideY: 2, StrideX: 2, PadTop: 1, PadLeft: 1),
        new ConvSize(1, 12, 40, 20, 4, 13, 3, 3, StrideY: 3, StrideX: 3),
        new ConvSize(3, 12, 40, 20, 4, 13, 3, 3, StrideY: 3, StrideX: 3),
        new ConvSize(16, 11, 6, 20, 11, 6, 3, 3, PadTop: 1, PadLeft: 1),
    ];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_what_blocks_give(ConvSize size)
    {
        var layer = new ConvLayer(size);
        float[] x = Plain(layer);
        foreach (int width in ConvLayer.Widths)
        {
            float[] expected = ConvLayer.Noise(layer.Z), found = ConvLayer.Noise(layer.Z);
            switch (width)
            {
                case 512: Run<Vector512<float>, Lanes512>(layer, x, expected, found); break;
                case 256: Run<Vector256<float>, Lanes256>(layer, x, expected, found); break;
                default: Run<Vector128<float>, Lanes128>(layer, x, expected, found); break;
            }

            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_public_kernel_rectifies_too(ConvSize size)
    {
        var layer = new ConvLayer(size);
        float[] expected = ConvLayer.Noise(layer.Z), found = ConvLayer.Noise(layer.Z);
        Conv.Forward(layer.Shape, layer.X.Values, layer.Forward, layer.OutBias, expected, accumulate: false, Tail.Rectify, Worker.Alone);
        Conv.ForwardPlain(layer.Shape, Plain(layer), layer.Forward, layer.OutBias, found, Tail.Rectify, Worker.Alone);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Other_convolutions_and_lengths_are_refused()
    {
        var layer = new ConvLayer(new(3, 4, 5, 6, 4, 5, 1, 1));
        float[] x = Plain(layer), z = new float[16 * 20], none = [];
        Refuse(layer, none, layer.Forward, [], z);
        Refuse(layer, layer.X.Values, layer.Forward, [], z);
        Refuse(layer, x, none, [], z);
        Refuse(layer, x, layer.Forward, x, z);
        Refuse(layer, x, layer.Forward, [], none);
        RefuseShape(new(17, 4, 5, 6, 4, 5, 1, 1));
        RefuseShape(new(4, 4, 5, 6, 4, 5, 1, 1, Groups: 2));
        RefuseShape(new(4, 4, 5, 1, 4, 5, 1, 1));
        RefuseShape(new(16, 9, 9, 16, 9, 9, 3, 3, PadTop: 1, PadLeft: 1), winograd: true);
    }

    private static void RefuseShape(ConvSize size, bool winograd = false)
    {
        var layer = new ConvLayer(size, winograd);
        Refuse(layer, Plain(layer), layer.Forward, [], layer.Z.Values);
    }

    private static void Refuse(ConvLayer layer, float[] x, float[] packed, float[] bias, float[] z) =>
        Assert.Throws<ArgumentException>(() => Conv.ForwardPlain(layer.Shape, x, packed, bias, z, Tail.None, Worker.Alone));

    private static void Run<TVector, TLanes>(ConvLayer layer, float[] x, float[] expected, float[] found)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        Conv.Run<TVector, TLanes>(layer.Shape.Forward, layer.X.Values, layer.Forward, layer.OutBias, expected, false, Tail.None, Worker.Alone);
        Conv.RunPlain<TVector, TLanes>(layer.Shape.Forward, x, layer.Forward, layer.OutBias, found, Tail.None, Worker.Alone);
    }

    private static float[] Plain(ConvLayer layer) =>
        [.. from channel in Enumerable.Range(0, layer.Size.In) from pixel in Enumerable.Range(0, layer.InPixels) select layer.X[channel, pixel]];
}
