using System.Runtime.Intrinsics;
using CsCheck;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>Every convolution kernel, at every width of vectors, against its formula in float64.</summary>
public class ConvTests
{
    public static TheoryData<ConvSize> Sizes => new((ConvSize[])
    [
        new ConvSize(1, 1, 1, 1, 1, 1, 1, 1),
        new ConvSize(3, 9, 11, 5, 9, 11, 1, 1),
        new ConvSize(40, 7, 13, 17, 7, 13, 1, 1),
        new ConvSize(16, 5, 5, 48, 3, 3, 1, 1, StrideY: 2, StrideX: 2),
        new ConvSize(3, 14, 14, 40, 14, 14, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(17, 8, 30, 33, 8, 30, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(130, 6, 5, 64, 6, 5, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(5, 12, 10, 16, 12, 10, 5, 5, PadTop: 2, PadLeft: 2),
        new ConvSize(20, 9, 9, 20, 5, 5, 5, 5),
        new ConvSize(3, 23, 26, 40, 12, 13, 7, 7, StrideY: 2, StrideX: 2, PadTop: 3, PadLeft: 3),
        new ConvSize(5, 10, 11, 3, 8, 13, 3, 1, PadLeft: 1),
        new ConvSize(4, 10, 10, 6, 10, 10, 2, 4, PadTop: 1, PadLeft: 2),
        new ConvSize(16, 13, 13, 16, 13, 13, 3, 3, PadTop: 2, PadLeft: 3, DilationY: 2, DilationX: 3),
        new ConvSize(3, 17, 16, 5, 5, 8, 3, 4, StrideY: 3, StrideX: 2, PadTop: 2, PadLeft: 4, DilationY: 2, DilationX: 3),
        new ConvSize(6, 8, 8, 9, 8, 8, 3, 3, PadTop: 1, PadLeft: 1, Groups: 3),
        new ConvSize(64, 6, 6, 32, 6, 6, 3, 3, PadTop: 1, PadLeft: 1, Groups: 2),
        new ConvSize(60, 5, 7, 100, 5, 7, 3, 3, PadTop: 1, PadLeft: 1, Groups: 5),
        new ConvSize(40, 15, 15, 40, 15, 15, 3, 3, PadTop: 1, PadLeft: 1, Groups: 40),
        new ConvSize(17, 20, 14, 17, 20, 14, 3, 3, PadTop: 1, PadLeft: 1, Groups: 17),
        new ConvSize(16, 7, 20, 16, 5, 18, 3, 3, Groups: 16),
        new ConvSize(16, 18, 18, 16, 18, 18, 3, 3, PadTop: 2, PadLeft: 2, DilationY: 2, DilationX: 2, Groups: 16),
        new ConvSize(17, 15, 15, 17, 8, 8, 5, 3, StrideY: 2, StrideX: 2, PadTop: 2, PadLeft: 1, Groups: 17),
        new ConvSize(20, 9, 9, 40, 9, 9, 3, 3, PadTop: 1, PadLeft: 1, Groups: 20),
        new ConvSize(40, 1, 70, 17, 1, 35, 1, 9, StrideX: 2, PadLeft: 4),
        new ConvSize(1, 1, 50, 16, 1, 50, 1, 3, PadLeft: 1),
        new ConvSize(5, 2, 3, 7, 4, 3, 7, 7, PadTop: 4, PadLeft: 3),
        new ConvSize(5, 3, 3, 4, 2, 2, 1, 1, StrideY: 5, StrideX: 4),
        new ConvSize(1, 9, 9, 33, 9, 9, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(2, 9, 11, 17, 5, 6, 5, 5, StrideY: 2, StrideX: 2, PadTop: 2, PadLeft: 2),
        new ConvSize(40, 7, 7, 4, 7, 7, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(3, 2, 2, 3, 6, 5, 2, 2, PadTop: 3, PadLeft: 2),
    ]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_map_is_its_formula(ConvSize size) => CheckAll(size);

    [Fact]
    public void Every_map_is_its_formula_for_any_shape()
    {
        Gen<ConvSize> shapes =
            from groups in Gen.Int[1, 4]
            from channels in Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12])
            from image in Gen.Select(Gen.Int[1, 16], Gen.Int[1, 16])
            from kernel in Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5])
            from stride in Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3])
            from dilation in Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3])
            from pad in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4])
            from result in Gen.Select(Gen.Int[1, 16], Gen.Int[1, 16])
            select new ConvSize(
                channels.Item1 * groups, image.Item1, image.Item2, channels.Item2 * groups, result.Item1, result.Item2, kernel.Item1, kernel.Item2,
                stride.Item1, stride.Item2, pad.Item1, pad.Item2, dilation.Item1, dilation.Item2, groups);
        shapes.Check(100, CheckAll);
    }

    [Fact]
    public void The_public_kernels_use_the_widest_vectors_of_the_machine()
    {
        var sample = new ConvLayer(new(40, 9, 14, 50, 9, 14, 3, 3, PadTop: 1, PadLeft: 1));
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        float[] z = ConvLayer.Noise(sample.Z), r = ConvLayer.Noise(sample.X), expectedZ = ConvLayer.Noise(sample.Z), expectedR = ConvLayer.Noise(sample.X);
        Conv.Forward(sample.Shape, sample.X.Values, sample.Forward, sample.OutBias, z, false, Tail.None, Worker.Alone);
        Conv.Adjoint(sample.Shape, sample.Z.Values, sample.Adjoint, sample.InBias, r, false, Tail.None, Worker.Alone);
        Run(width, sample.Shape.Forward, sample.X.Values, sample.Forward, sample.OutBias, expectedZ, false);
        Run(width, sample.Shape.Adjoint, sample.Z.Values, sample.Adjoint, sample.InBias, expectedR, false);
        Assert.Equal(expectedZ, z);
        Assert.Equal(expectedR, r);
        Conv.ForwardFlat(sample.Shape, sample.X.Values, new float[sample.InPixels], z, Worker.Alone);
        Conv.AdjointFlat(sample.Shape, sample.Z.Values, new float[sample.OutPixels], r, Worker.Alone);
        Flat(width, sample.Shape.Forward, sample.X.Values, expectedZ);
        Flat(width, sample.Shape.Adjoint, sample.Z.Values, expectedR);
        Assert.Equal(expectedZ, z);
        Assert.Equal(expectedR, r);
    }

    [Fact]
    public void A_long_sum_rounds_like_a_short_one()
    {
        // 18,432 equal products: one running float32 sum would be off by more than 1e-5.
        var size = new ConvSize(2048, 3, 3, 16, 1, 1, 3, 3);
        ConvShape shape = size.Shape();
        float[] x = new float[2048 * 9], packed = new float[shape.ForwardFloats], z = new float[16];
        x.AsSpan().Fill(0.1f);
        packed.AsSpan().Fill(0.3f);
        double expected = 2048 * 9 * (double)0.1f * 0.3f;
        foreach (int width in ConvLayer.Widths)
        {
            Run(width, shape.Forward, x, packed, [], z, false);
            Assert.InRange(Math.Abs(z[0] - expected) / expected, 0, 4e-6);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        ConvLayer[] samples =
        [
            new(new(20, 9, 9, 24, 5, 5, 3, 3, StrideY: 2, StrideX: 2, PadTop: 1, PadLeft: 1)),
            new(new(20, 9, 9, 20, 9, 9, 3, 3, PadTop: 1, PadLeft: 1, Groups: 20)),
        ];
        float[] sums = new float[20 * 81];
        Run();
        Assert.Equal(0, Allocations.Least(Run));

        void Run()
        {
            foreach (ConvLayer sample in samples)
            {
                Conv.Forward(sample.Shape, sample.X.Values, sample.Forward, sample.OutBias, sample.Z.Values, true, Tail.None, Worker.Alone);
                Conv.Adjoint(sample.Shape, sample.Z.Values, sample.Adjoint, [], sample.X.Values, false, Tail.None, Worker.Alone);
                Conv.CountInputs(sample.Shape, sample.Z.Values);
                Conv.CountOutputs(sample.Shape, sample.X.Values);
                Conv.AdjointFlat(sample.Shape, sample.Z.Values, sums.AsSpan(0, sample.Size.Groups * sample.OutPixels), sample.X.Values, Worker.Alone);
                Conv.ForwardFlat(sample.Shape, sample.X.Values, sums.AsSpan(0, sample.Size.Groups * sample.InPixels), sample.Z.Values, Worker.Alone);
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        var sample = new ConvLayer(new(3, 4, 5, 6, 4, 5, 1, 1));
        ConvShape shape = sample.Shape;
        float[] picture = new float[16 * 20], weights = new float[18], forward = sample.Forward, adjoint = sample.Adjoint, sums = new float[20], none = [];
        Assert.Throws<ArgumentException>(() => Conv.PackForward(shape, none, forward));
        Assert.Throws<ArgumentException>(() => Conv.PackForward(shape, weights, none));
        Assert.Throws<ArgumentException>(() => Conv.PackAdjoint(shape, none, adjoint));
        Assert.Throws<ArgumentException>(() => Conv.PackAdjoint(shape, weights, none));
        Assert.Throws<ArgumentException>(() => Conv.Forward(shape, none, forward, [], picture, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.Forward(shape, picture, none, [], picture, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.Forward(shape, picture, forward, weights, picture, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.Forward(shape, picture, forward, [], none, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.Adjoint(shape, none, adjoint, [], picture, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.Adjoint(shape, picture, none, [], picture, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.Adjoint(shape, picture, adjoint, weights, picture, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.Adjoint(shape, picture, adjoint, [], none, false, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.CountInputs(shape, none));
        Assert.Throws<ArgumentException>(() => Conv.CountOutputs(shape, none));
        Assert.Throws<ArgumentException>(() => Conv.AdjointFlat(shape, none, sums, picture, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.AdjointFlat(shape, picture, none, picture, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.AdjointFlat(shape, picture, sums, none, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.ForwardFlat(shape, none, sums, picture, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.ForwardFlat(shape, picture, none, picture, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Conv.ForwardFlat(shape, picture, sums, none, Worker.Alone));
    }

    [Fact]
    public void Shapes_that_are_none_are_refused()
    {
        var size = new ConvSize(4, 4, 4, 4, 4, 4, 1, 1);
        ConvSize[] wrong =
        [
            size with { In = 0 }, size with { InHeight = 0 }, size with { InWidth = -1 }, size with { Out = 0 }, size with { OutHeight = 0 },
            size with { OutWidth = 0 }, size with { KernelHeight = 0 }, size with { KernelWidth = 0 }, size with { StrideY = 0 },
            size with { StrideX = 0 }, size with { DilationY = 0 }, size with { DilationX = 0 }, size with { PadTop = -1 },
            size with { PadLeft = -1 }, size with { Groups = 0 }, size with { Groups = 3 }, size with { Out = 6, Groups = 4 },
        ];
        Assert.All(wrong, each => Assert.ThrowsAny<ArgumentException>(() => each.Shape()));
        Assert.Throws<OverflowException>(() => (size with { InHeight = 1 << 16, InWidth = 1 << 16 }).Shape());
    }

    private static void CheckAll(ConvSize size)
    {
        var sample = new ConvLayer(size);
        ConvPicture x = sample.X, s = sample.Z;
        ConvSums forward = new(size.Out, sample.OutPixels), adjoint = new(size.In, sample.InPixels);
        ConvSums inputs = new(size.Out, sample.OutPixels), outputs = new(size.In, sample.InPixels);
        ConvSums flatForward = new(size.Out, sample.OutPixels), flatAdjoint = new(size.In, sample.InPixels);
        size.ForEach((i, inPixel, o, outPixel, weight) =>
        {
            forward.Add(o, outPixel, (double)x[i, inPixel] * sample.Weights[weight]);
            adjoint.Add(i, inPixel, (double)s[o, outPixel] * sample.Weights[weight]);
            inputs.Add(o, outPixel, 1);
            outputs.Add(i, inPixel, 1);
            flatForward.Add(o, outPixel, x[i, inPixel]);
            flatAdjoint.Add(i, inPixel, s[o, outPixel]);
        });
        float[] countedInputs = ConvLayer.Noise(s), countedOutputs = ConvLayer.Noise(x);
        Conv.CountInputs(sample.Shape, countedInputs);
        Conv.CountOutputs(sample.Shape, countedOutputs);
        inputs.Check(countedInputs, "inputs");
        outputs.Check(countedOutputs, "outputs");
        float[][] z = [.. ConvLayer.Widths.Select(_ => ConvLayer.Noise(s))], r = [.. ConvLayer.Widths.Select(_ => ConvLayer.Noise(x))];
        for (int i = 0; i < ConvLayer.Widths.Length; i++)
        {
            float[] flatZ = ConvLayer.Noise(s), flatR = ConvLayer.Noise(x);
            Run(ConvLayer.Widths[i], sample.Shape.Forward, x.Values, sample.Forward, [], z[i], false);
            Run(ConvLayer.Widths[i], sample.Shape.Adjoint, s.Values, sample.Adjoint, [], r[i], false);
            Flat(ConvLayer.Widths[i], sample.Shape.Forward, x.Values, flatZ);
            Flat(ConvLayer.Widths[i], sample.Shape.Adjoint, s.Values, flatR);
            forward.Check(z[i], $"forward {ConvLayer.Widths[i]}");
            adjoint.Check(r[i], $"adjoint {ConvLayer.Widths[i]}");
            flatForward.Check(flatZ, $"flat forward {ConvLayer.Widths[i]}");
            flatAdjoint.Check(flatR, $"flat adjoint {ConvLayer.Widths[i]}");
            Assert.Equal(Dot(z[i], s.Values), Dot(r[i], x.Values), 1e-5 * Math.Sqrt(Dot(z[i], z[i]) * Dot(s.Values, s.Values)));
        }

        forward.AddAll(o => sample.OutBias[o]);
        adjoint.AddAll(i => sample.InBias[i]);
        CheckAccumulated(
            sample.OutBias, (width, bias, target, add) => Run(width, sample.Shape.Forward, x.Values, sample.Forward, bias, target, add), s, forward);
        CheckAccumulated(
            sample.InBias, (width, bias, target, add) => Run(width, sample.Shape.Adjoint, s.Values, sample.Adjoint, bias, target, add), x, adjoint);
    }

    /// <summary>With a bias, and then added to what a picture holds.</summary>
    private static void CheckAccumulated(float[] bias, Action<int, float[], float[], bool> run, ConvPicture held, ConvSums expected)
    {
        float[][] biased = [.. ConvLayer.Widths.Select(_ => ConvLayer.Noise(held))];
        float[][] added = [.. ConvLayer.Widths.Select(_ => (float[])held.Values.Clone())];
        for (int i = 0; i < ConvLayer.Widths.Length; i++)
        {
            run(ConvLayer.Widths[i], bias, biased[i], false);
            run(ConvLayer.Widths[i], bias, added[i], true);
        }

        Assert.All(biased, found => expected.Check(found, "with bias"));
        expected.AddAll(held.Values);
        Assert.All(added, found => expected.Check(found, "accumulated"));
    }

    private static void Run(int width, ConvMap map, float[] source, float[] packed, float[] bias, float[] result, bool accumulate)
    {
        switch (width)
        {
            case 512: Conv.Run<Vector512<float>, Lanes512>(map, source, packed, bias, result, accumulate, Tail.None, Worker.Alone); break;
            case 256: Conv.Run<Vector256<float>, Lanes256>(map, source, packed, bias, result, accumulate, Tail.None, Worker.Alone); break;
            default: Conv.Run<Vector128<float>, Lanes128>(map, source, packed, bias, result, accumulate, Tail.None, Worker.Alone); break;
        }
    }

    private static void Flat(int width, ConvMap map, float[] source, float[] result)
    {
        switch (width)
        {
            case 512: Conv.Flat<Vector512<float>, Lanes512>(map, source, new float[map.Groups * map.Source.Pixels], result, Worker.Alone); break;
            case 256: Conv.Flat<Vector256<float>, Lanes256>(map, source, new float[map.Groups * map.Source.Pixels], result, Worker.Alone); break;
            default: Conv.Flat<Vector128<float>, Lanes128>(map, source, new float[map.Groups * map.Source.Pixels], result, Worker.Alone); break;
        }
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();
}
