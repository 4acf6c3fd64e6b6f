using CsCheck;
using LrpGen.Generator.Model;
using LrpGen.Kernels;
using LrpGen.Tests;

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
        from size in Gen.Int[5, 40]
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

    private static ConvShape ShapeOf(ConvGeometry g) => new(
        g.InChannels, g.InHeight, g.InWidth, g.OutChannels, g.OutHeight, g.OutWidth, g.KernelY, g.KernelX,
        g.StrideY, g.StrideX, g.PadTop, g.PadLeft, g.DilationY, g.DilationX, g.Groups, g.IsWinograd);
}
