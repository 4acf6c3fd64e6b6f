namespace LrpGen.Benchmarks.Kernels;

/// <summary>Convolutions as networks have them, by every way that the runtime has of computing them.</summary>
internal static class ConvKernels
{
    private static readonly ConvCase[] Direct =
    [
        new("direct 3x3", 64, 224, 64, 3),
        new("direct 3x3", 128, 112, 128, 3),
        new("direct 3x3", 256, 56, 256, 3),
        new("direct 3x3", 512, 28, 512, 3),
        new("direct 3x3", 512, 14, 512, 3),
        new("direct 3x3", 512, 7, 512, 3),
        new("direct 3x3, narrow last tiles", 64, 13, 64, 3),
        new("direct 3x3, narrow last block", 64, 28, 40, 3),
        new("direct 1x1", 256, 56, 64, 1),
        new("direct 1x1", 64, 56, 256, 1),
        new("direct 1x1", 512, 7, 2048, 1),
        new("direct 1x1, narrow last block", 144, 56, 24, 1),
        new("direct 5x5", 64, 28, 64, 5),
        new("direct 3x3 stride 2", 64, 56, 128, 3, Stride: 2),
        new("direct 1x1 stride 2", 64, 56, 128, 1, Stride: 2),
        new("grouped 3x3, 32 groups", 256, 28, 256, 3, Groups: 32),
        new("depthwise 3x3", 144, 56, 144, 3, Groups: 144),
        new("depthwise 3x3 stride 2", 96, 112, 96, 3, Stride: 2, Groups: 96),
        new("first layer 3x3", 3, 224, 64, 3),
        new("first layer 7x7 stride 2", 3, 224, 64, 7, Stride: 2),
    ];

    private static readonly ConvCase[] Winograd =
    [
        new("Winograd 3x3", 64, 224, 64, 3, Winograd: true),
        new("Winograd 3x3", 128, 112, 128, 3, Winograd: true),
        new("Winograd 3x3", 256, 56, 256, 3, Winograd: true),
        new("Winograd 3x3", 512, 28, 512, 3, Winograd: true),
        new("Winograd 3x3", 512, 14, 512, 3, Winograd: true),
        new("Winograd 3x3", 512, 7, 512, 3, Winograd: true),
        new("Winograd 3x3", 16, 28, 16, 3, Winograd: true),
    ];

    public static IEnumerable<Kernel> All { get; } =
    [
        .. Direct.Concat(Winograd).SelectMany(static size => new[] { size.Forward(), size.Backward() }),
        new ConvCase("first layer 7x7 stride 2", 3, 224, 64, 7, Stride: 2).Box(oneIn: 6),
        new ConvCase("direct 3x3", 16, 14, 16, 3).Precise(),
    ];
}
