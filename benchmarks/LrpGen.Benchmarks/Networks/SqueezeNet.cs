namespace LrpGen.Benchmarks.Networks;

/// <summary>A 1x1 convolution to few channels, then a 1x1 and a 3x3 convolution to many, side by side.</summary>
[Block]
public abstract class Fire
{
    [Parameter(Required = true)] public const int Few = 16;
    [Parameter(Required = true)] public const int Many = 64;

    [Conv2d(Few, 1), ReLU] [Weights("squeeze1x1")] public abstract Layer Squeeze { get; }

    [Conv2d(Many, 1), ReLU] [Weights("expand1x1")] public abstract Layer Narrow { get; }

    [Conv2d(Many, 3, Padding = 1, From = nameof(Squeeze)), ReLU] [Weights("expand3x3")] public abstract Layer Wide { get; }

    [Concat(nameof(Narrow), nameof(Wide))] public abstract Layer Both { get; }
}

/// <summary>SqueezeNet 1.0 (Iandola et al. 2016) by its authors' names.</summary>
[Network(3, 227, 227)]
[Composite(Composite.EpsilonPlus)]
public sealed partial class SqueezeNet
{
    [Conv2d(96, 7, Stride = 2), ReLU, MaxPool(3, Stride = 2, Ceil = true)] [Weights("conv1")] public partial Layer Stem { get; }

    [Use<Fire>(16, 64)] [Weights("fire2")] public partial Layer Fire2 { get; }
    [Use<Fire>(16, 64)] [Weights("fire3")] public partial Layer Fire3 { get; }
    [Use<Fire>(32, 128)] [Weights("fire4")] public partial Layer Fire4 { get; }

    [MaxPool(3, Stride = 2, Ceil = true)] public partial Layer Pool4 { get; }

    [Use<Fire>(32, 128)] [Weights("fire5")] public partial Layer Fire5 { get; }
    [Use<Fire>(48, 192)] [Weights("fire6")] public partial Layer Fire6 { get; }
    [Use<Fire>(48, 192)] [Weights("fire7")] public partial Layer Fire7 { get; }
    [Use<Fire>(64, 256)] [Weights("fire8")] public partial Layer Fire8 { get; }

    [MaxPool(3, Stride = 2, Ceil = true)] public partial Layer Pool8 { get; }

    [Use<Fire>(64, 256)] [Weights("fire9")] public partial Layer Fire9 { get; }

    [Conv2d(1000, 1), ReLU, GlobalAvgPool, Flatten] [Weights("conv10")] public partial Layer Scores { get; }
}
