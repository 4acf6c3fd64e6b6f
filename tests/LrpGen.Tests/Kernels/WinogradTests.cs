using System.Runtime.Intrinsics;
using CsCheck;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>The convolution by fewer multiplications, at every width of vectors, against the formula in float64.</summary>
public class WinogradTests
{
    public static TheoryData<ConvSize> Sizes => new((ConvSize[])
    [
        new ConvSize(1, 1, 1, 1, 1, 1, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(3, 4, 4, 16, 4, 4, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(17, 14, 14, 33, 14, 14, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(64, 9, 11, 40, 7, 9, 3, 3),
        new ConvSize(70, 8, 30, 64, 10, 32, 3, 3, PadTop: 2, PadLeft: 2),
        new ConvSize(130, 29, 27, 20, 29, 27, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(16, 7, 5, 16, 3, 9, 3, 3, PadLeft: 3),
        new ConvSize(150, 14, 13, 110, 14, 13, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(240, 9, 10, 33, 11, 12, 3, 3, PadTop: 2, PadLeft: 2),
        new ConvSize(40, 7, 7, 300, 7, 7, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(70, 5, 8, 17, 5, 8, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(20, 59, 66, 17, 59, 66, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(16, 71, 55, 80, 73, 53, 3, 3, PadTop: 2),
        new ConvSize(17, 56, 60, 241, 56, 60, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(18, 62, 58, 20, 62, 58, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(40, 60, 67, 17, 58, 65, 3, 3),
        new ConvSize(33, 2, 30, 16, 2, 30, 3, 3, PadTop: 1, PadLeft: 1),
    ]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Both_directions_are_their_formulas(ConvSize size) => CheckBoth(size);

    [Fact]
    public void Both_directions_are_their_formulas_for_any_shape()
    {
        Gen<ConvSize> shapes =
            from channels in Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40])
            from image in Gen.Select(Gen.Int[1, 14], Gen.Int[1, 14])
            from pad in Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2])
            from result in Gen.Select(Gen.Int[1, 14], Gen.Int[1, 14])
            select new ConvSize(
                channels.Item1, image.Item1, image.Item2, channels.Item2, result.Item1, result.Item2, 3, 3, PadTop: pad.Item1, PadLeft: pad.Item2);
        shapes.Check(40, CheckBoth);
    }

    [Fact]
    public void The_public_kernels_use_it_and_allocate_nothing()
    {
        var layer = new ConvLayer(new(20, 12, 15, 40, 12, 15, 3, 3, PadTop: 1, PadLeft: 1), winograd: true);
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        float[] z = ConvLayer.Noise(layer.Z), r = ConvLayer.Noise(layer.X), expectedZ = ConvLayer.Noise(layer.Z), expectedR = ConvLayer.Noise(layer.X);
        Both();
        Assert.Equal(0, Allocations.Least(Both));
        Run(width, layer.Shape.ForwardWinograd!, layer.X.Values, layer.Forward, layer.OutBias, expectedZ, false);
        Run(width, layer.Shape.AdjointWinograd!, layer.Z.Values, layer.Adjoint, layer.InBias, expectedR, false);
        Assert.Equal(expectedZ, z);
        Assert.Equal(expectedR, r);

        void Both()
        {
            Conv.Forward(layer.Shape, layer.X.Values, layer.Forward, layer.OutBias, z, false, Tail.None, Worker.Alone);
            Conv.Adjoint(layer.Shape, layer.Z.Values, layer.Adjoint, layer.InBias, r, false, Tail.None, Worker.Alone);
        }
    }

    [Theory]
    [InlineData(256, 20, 4, 1e-6)]
    [InlineData(256, 14, 3, 6e-7)]
    [InlineData(64, 14, 4, 1e-6)]
    [InlineData(256, 7, 4, 1e-6)]
    [InlineData(128, 60, 6, 4e-6)]
    public void It_is_about_as_exact_as_one_running_sum(int channels, int side, int tile, double most)
    {
        var layer = new ConvLayer(new(channels, side, side, 32, side, side, 3, 3, PadTop: 1, PadLeft: 1), winograd: true);
        Assert.Equal(tile, layer.Shape.ForwardWinograd!.TileSide);
        double[] expected = new double[layer.Z.Values.Length];
        layer.Size.ForEach((i, inPixel, o, outPixel, weight) =>
            expected[layer.Z.IndexOf(o, outPixel)] += (double)layer.X[i, inPixel] * layer.Weights[weight]);
        foreach (int width in ConvLayer.Widths)
        {
            float[] z = ConvLayer.Noise(layer.Z);
            Run(width, layer.Shape.ForwardWinograd!, layer.X.Values, layer.Forward, [], z, false);
            double error = Math.Sqrt(z.Zip(expected, (found, value) => (found - value) * (found - value)).Sum() / expected.Sum(value => value * value));
            Assert.InRange(error, 0, most);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_is_read_later_is_the_same(int shift)
    {
        var layer = new ConvLayer(new(16, 72, 78, 48, 72, 78, 3, 3, PadTop: 1, PadLeft: 1), winograd: true);
        foreach (int width in ConvLayer.Widths)
        {
            float[] expected = ConvLayer.Noise(layer.Z);
            Run(width, layer.Shape.ForwardWinograd!, layer.X.Values, layer.Forward, layer.OutBias, expected, false);
            Span<float> z = Aligned.Noise(expected.Length, shift).Span;
            Assert.Equal(shift == 0, IsPastCaches(z));
            Run(width, layer.Shape.ForwardWinograd!, layer.X.Values, layer.Forward, layer.OutBias, z, false, Tail.Later);
            Assert.Equal(expected, z);
            Run(width, layer.Shape.ForwardWinograd!, layer.X.Values, layer.Forward, [], z, true, Tail.Later);
            Run(width, layer.Shape.ForwardWinograd!, layer.X.Values, layer.Forward, [], expected, true);
            Assert.Equal(expected, z);
        }

        static unsafe bool IsPastCaches(Span<float> z)
        {
            fixed (float* start = z)
                return PastCaches.Suits(start, z.Length) && !PastCaches.Suits(start, z.Length / 2);
        }
    }

    [Theory]
    [InlineData(16, 2)]
    [InlineData(16, 3)]
    [InlineData(220, 2)]
    public void Any_number_of_workers_stores_what_is_read_later(int channels, int workers)
    {
        var layer = new ConvLayer(new(channels, 72, 78, 48, 72, 78, 3, 3, PadTop: 1, PadLeft: 1), winograd: true);
        ConvShape shape = layer.Shape;
        Assert.True(shape.ForwardWinograd!.Products > Worker.WorthSharing);
        Memory<float> expected = Aligned.Noise(layer.Z.Values.Length), z = Aligned.Noise(expected.Length);
        Forward(expected, Tail.None, Worker.Alone);
        var team = new Team(workers, shape.ScratchFloats, shape.SharedFloats);
        team.Run(worker => Forward(z, Tail.Later, worker));
        team.Stop();
        Assert.Equal(expected.Span, z.Span);

        void Forward(Memory<float> z, Tail tail, Worker worker) =>
            Conv.Forward(shape, layer.X.Values, layer.Forward, layer.OutBias, z.Span, false, tail, worker);
    }

    [Theory]
    [InlineData(64, 64, 224, 6)]
    [InlineData(128, 128, 112, 6)]
    [InlineData(256, 256, 56, 6)]
    [InlineData(64, 64, 56, 6)]
    [InlineData(64, 64, 24, 6)]
    [InlineData(64, 64, 18, 4)]
    [InlineData(256, 256, 54, 4)]
    [InlineData(256, 256, 48, 4)]
    [InlineData(512, 512, 28, 4)]
    [InlineData(512, 512, 14, 3)]
    public void Tiles_are_large_where_there_are_many_and_they_save_enough(int sources, int results, int side, int tile)
    {
        ConvShape shape = new ConvSize(sources, side, side, results, side, side, 3, 3, PadTop: 1, PadLeft: 1).Shape(winograd: true);
        Assert.Equal((tile, tile), (shape.ForwardWinograd!.TileSide, shape.AdjointWinograd!.TileSide));
    }

    [Fact]
    public void What_it_cannot_do_is_refused()
    {
        var size = new ConvSize(4, 8, 8, 4, 8, 8, 3, 3, PadTop: 1, PadLeft: 1);
        ConvSize[] wrong =
        [
            size with { KernelHeight = 5 }, size with { KernelWidth = 1 }, size with { StrideY = 2 }, size with { StrideX = 2 },
            size with { DilationY = 2 }, size with { DilationX = 2 }, size with { Groups = 2 },
        ];
        Assert.All(wrong, each => Assert.Throws<ArgumentException>(() => each.Shape(winograd: true)));
    }

    [Fact]
    public void A_direct_convolution_needs_no_scratch() => Assert.Equal(0, new ConvSize(4, 8, 8, 4, 8, 8, 3, 3).Shape().SharedFloats);

    private static void CheckBoth(ConvSize size)
    {
        var layer = new ConvLayer(size, winograd: true);
        ConvSums forward = new(size.Out, layer.OutPixels), adjoint = new(size.In, layer.InPixels);
        size.ForEach((i, inPixel, o, outPixel, weight) =>
        {
            forward.Add(o, outPixel, (double)layer.X[i, inPixel] * layer.Weights[weight]);
            adjoint.Add(i, inPixel, (double)layer.Z[o, outPixel] * layer.Weights[weight]);
        });
        Check(layer, layer.Shape.ForwardWinograd!, layer.X, layer.Forward, layer.OutBias, layer.Z, forward);
        Check(layer, layer.Shape.AdjointWinograd!, layer.Z, layer.Adjoint, layer.InBias, layer.X, adjoint);
    }

    private static void Check(ConvLayer layer, WinogradMap map, ConvPicture source, float[] packed, float[] bias, ConvPicture held, ConvSums expected)
    {
        float[][] plain = [.. ConvLayer.Widths.Select(_ => ConvLayer.Noise(held))];
        float[][] added = [.. ConvLayer.Widths.Select(_ => (float[])held.Values.Clone())];
        for (int i = 0; i < plain.Length; i++)
        {
            Run(ConvLayer.Widths[i], map, source.Values, packed, [], plain[i], false);
            Run(ConvLayer.Widths[i], map, source.Values, packed, bias, added[i], true);
        }

        Assert.All(plain, found => expected.Check(found, "sums", map));
        expected.AddAll(channel => bias[channel]);
        expected.AddAll(held.Values);
        Assert.All(added, found => expected.Check(found, "accumulated", map));
    }

    private static void Run(int width, WinogradMap map, float[] source, float[] packed, float[] bias, Span<float> result, bool accumulate, Tail tail = default)
    {
        // What scratch memory holds must not matter.
        Worker.Alone.Scratch(map.ScratchFloats).Fill(float.NaN);
        switch (width)
        {
            case 512: Winograd.Run<Vector512<float>, Lanes512>(map, source, packed, bias, result, accumulate, in tail, Worker.Alone); break;
            case 256: Winograd.Run<Vector256<float>, Lanes256>(map, source, packed, bias, result, accumulate, in tail, Worker.Alone); break;
            default: Winograd.Run<Vector128<float>, Lanes128>(map, source, packed, bias, result, accumulate, in tail, Worker.Alone); break;
        }
    }
}
