namespace LrpGen.Benchmarks.Networks;

/// <summary>Six times the channels by a 1x1 convolution, a depthwise 3x3, and few channels again.</summary>
[Block]
public abstract class Inverted
{
    [Parameter(Required = true)] public const int Wide = 96;
    [Parameter(Required = true)] public const int Channels = 24;
    [Parameter] public const int Stride = 1;

    [Conv2d(Wide, 1, Bias = false), BatchNorm(Weights = "conv.0.1"), ReLU6] [Weights("conv.0.0")] public abstract Layer Expand { get; }

    [Conv2d(Wide, 3, Stride = Stride, Padding = 1, Groups = Wide, Bias = false), BatchNorm(Weights = "conv.1.1"), ReLU6] [Weights("conv.1.0")] public abstract Layer Depth { get; }

    [Conv2d(Channels, 1, Bias = false), BatchNorm(Weights = "conv.3")] [Weights("conv.2")] public abstract Layer Project { get; }
}

/// <summary>The same beside a shortcut.</summary>
[Block]
public abstract class InvertedSum
{
    [Parameter(Required = true)] public const int Wide = 144;
    [Parameter(Required = true)] public const int Channels = 24;

    [Conv2d(Wide, 1, Bias = false), BatchNorm(Weights = "conv.0.1"), ReLU6] [Weights("conv.0.0")] public abstract Layer Expand { get; }

    [Conv2d(Wide, 3, Padding = 1, Groups = Wide, Bias = false), BatchNorm(Weights = "conv.1.1"), ReLU6] [Weights("conv.1.0")] public abstract Layer Depth { get; }

    [Conv2d(Channels, 1, Bias = false), BatchNorm(Weights = "conv.3"), Add(Step.Input)] [Weights("conv.2")] public abstract Layer Project { get; }
}

/// <summary>MobileNet-V2 (Sandler et al. 2018) by torchvision's names.</summary>
[Network(3, 224, 224)]
[Composite(Composite.EpsilonPlus)]
public sealed partial class MobileNet
{
    [Conv2d(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Weights = "features.0.1"), ReLU6] [Weights("features.0.0")] public partial Layer Stem { get; }

    [Conv2d(32, 3, Padding = 1, Groups = 32, Bias = false), BatchNorm(Weights = "features.1.conv.0.1"), ReLU6] [Weights("features.1.conv.0.0")] public partial Layer Depth1 { get; }
    [Conv2d(16, 1, Bias = false), BatchNorm(Weights = "features.1.conv.2")] [Weights("features.1.conv.1")] public partial Layer Features1 { get; }

    [Use<Inverted>(96, 24, 2)] [Weights("features.2")] public partial Layer Features2 { get; }
    [Use<InvertedSum>(144, 24)] [Weights("features.3")] public partial Layer Features3 { get; }

    [Use<Inverted>(144, 32, 2)] [Weights("features.4")] public partial Layer Features4 { get; }
    [Use<InvertedSum>(192, 32)] [Weights("features.5")] public partial Layer Features5 { get; }
    [Use<InvertedSum>(192, 32)] [Weights("features.6")] public partial Layer Features6 { get; }

    [Use<Inverted>(192, 64, 2)] [Weights("features.7")] public partial Layer Features7 { get; }
    [Use<InvertedSum>(384, 64)] [Weights("features.8")] public partial Layer Features8 { get; }
    [Use<InvertedSum>(384, 64)] [Weights("features.9")] public partial Layer Features9 { get; }
    [Use<InvertedSum>(384, 64)] [Weights("features.10")] public partial Layer Features10 { get; }

    [Use<Inverted>(384, 96)] [Weights("features.11")] public partial Layer Features11 { get; }
    [Use<InvertedSum>(576, 96)] [Weights("features.12")] public partial Layer Features12 { get; }
    [Use<InvertedSum>(576, 96)] [Weights("features.13")] public partial Layer Features13 { get; }

    [Use<Inverted>(576, 160, 2)] [Weights("features.14")] public partial Layer Features14 { get; }
    [Use<InvertedSum>(960, 160)] [Weights("features.15")] public partial Layer Features15 { get; }
    [Use<InvertedSum>(960, 160)] [Weights("features.16")] public partial Layer Features16 { get; }

    [Use<Inverted>(960, 320)] [Weights("features.17")] public partial Layer Features17 { get; }

    [Conv2d(1280, 1, Bias = false), BatchNorm(Weights = "features.18.1"), ReLU6, GlobalAvgPool, Flatten] [Weights("features.18.0")] public partial Layer Features18 { get; }

    [Dropout, Linear(1000)] [Weights("classifier.1")] public partial Layer Scores { get; }
}
