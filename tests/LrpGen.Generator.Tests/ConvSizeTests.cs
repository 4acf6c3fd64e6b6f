using CsCheck;
using LrpGen.Generator.Model;
using LrpGen.Kernels;
using LrpGen.Tests;
using LrpGen.Threading;

namespace LrpGen.Generator.Tests;

/// <summary>The compiler plans memory for what the runtime's kernels need: both must count alike.</summary>
public sealed class ConvSizeTests
{
    private static readonly Gen<ConvGeometry> Geometries =
        from groups in Gen.OneOf(1, 1, 1, 2, 3, 8)
        from inputs in Gen.Int[1, 40]
        from outputs in Gen.Int[1, 40]
        from isDepthwise in Gen.Bool
        from kernel in Gen.OneOf(1, 3, 3, 5)
        from size in Gen.OneOf(Gen.Int[5, 40], Gen.Int[55, 90])
        from isWinograd in Gen.Bool
        let channels = inputs * groups
        let geometry = new ConvGeometry(channels, size, size, isDepthwise ? channels : outputs * groups, size, size, kernel, kernel, 1, 1, kernel / 2, kernel / 2, 1, 1, isDepthwise ? channels : groups)
        select geometry with { IsWinograd = isWinograd && geometry.IsForWinograd };

    private static readonly Gen<ConvGeometry> Pictures =
        from channels in Gen.Int[1, 4]
        from outputs in Gen.Int[1, 40]
        from kernelY in Gen.Int[1, 11]
        from kernelX in Gen.Int[5, 11]
        from strideY in Gen.Int[1, 4]
        from strideX in Gen.Int[2, 4]
        from height in Gen.Int[5, 60]
        from width in Gen.Int[5, 60]
        let padTop = kernelY / 2
        let padLeft = kernelX / 3
        select new ConvGeometry(
            channels, height, width, outputs, ((height + (2 * padTop) - kernelY) / strideY) + 1, ((width + (2 * padLeft) - Math.Min(kernelX, width)) / strideX) + 1,
            kernelY, kernelX, strideY, strideX, padTop, padLeft, 1, 1, 1);

    private static readonly Gen<ConvGeometry> Tiled =
        from inputs in Gen.OneOf(Gen.Int[16, 40], Gen.Int[90, 200])
        from outputs in Gen.OneOf(Gen.Int[16, 40], Gen.Int[90, 200])
        from isLarge in Gen.Bool
        from height in isLarge ? Gen.Int[50, 90] : Gen.Int[6, 30]
        from width in isLarge ? Gen.Int[50, 90] : Gen.Int[6, 30]
        from padTop in Gen.Int[0, 2]
        from padLeft in Gen.Int[0, 2]
        from isEven in Gen.OneOf(true, true, false)
        let outHeight = height + (2 * padTop) - 2
        let outWidth = width + (2 * padLeft) - 2
        select new ConvGeometry(
            inputs, height, width, outputs, isEven ? outHeight / 2 * 2 : outHeight, isEven ? outWidth / 2 * 2 : outWidth, 3, 3, 1, 1, padTop, padLeft, 1, 1, 1);

    [Fact]
    public void The_compiler_counts_as_the_runtime_does() => Geometries.Check(
        2000,
        static g =>
        {
            ConvShape shape = ShapeOf(g);
            Assert.Equal((shape.ForwardFloats, shape.AdjointFloats, shape.ScratchFloats, shape.SharedFloats), (g.ForwardFloats, g.AdjointFloats, g.ScratchFloats, g.SharedFloats));
        });

    [Fact]
    public void The_compiler_counts_what_a_plain_box_takes() => Pictures.Check(
        500,
        static g =>
        {
            ConvShape shape = ShapeOf(g);
            Assert.True(g.IsForPlainBox);
            Assert.Equal((shape.BoxFloats, shape.BoxSums), (g.PlainBoxFloats, g.PlainBoxSums));
        });

    [Fact]
    public void The_compiler_finds_windows_where_the_runtime_has_them()
    {
        int with = 0, large = 0, without = 0;
        Tiled.Check(2000, g =>
        {
            ConvShape shape = ShapeOf(g with { IsWinograd = g.IsForWinograd });

            // Kernels refuse what has none, and lengths that do not fit.
            bool hasWindows = Assert.Throws<ArgumentException>(() => Conv.ForwardAtWinners(shape, [], [], [], [], [], Worker.Alone)).ParamName != "shape";
            Assert.Equal(hasWindows, g.HasWindows);
            if (g.HasWindows && g.TileSide(g.OutHeight, g.OutWidth) > 4)
                Interlocked.Increment(ref large);
            else if (g.HasWindows)
                Interlocked.Increment(ref with);
            else if (g.IsForWinograd && g.OutHeight % 2 == 0 && g.OutWidth % 2 == 0)
                Interlocked.Increment(ref without);
        });
        Assert.InRange(with, Fuzzing.Cases(2000) / 10, int.MaxValue);
        Assert.InRange(large, Fuzzing.Cases(2000) / 10, int.MaxValue);
        Assert.InRange(without, Fuzzing.Cases(2000) / 50, int.MaxValue);
    }

    private static ConvShape ShapeOf(ConvGeometry g) => new(
        g.InChannels, g.InHeight, g.InWidth, g.OutChannels, g.OutHeight, g.OutWidth, g.KernelY, g.KernelX,
        g.StrideY, g.StrideX, g.PadTop, g.PadLeft, g.DilationY, g.DilationX, g.Groups, g.IsWinograd);
}
