namespace LrpGen.Tests.Networks;

/// <summary>Two 3x3 convolutions beside a shortcut.</summary>
[Block]
public abstract class Basic
{
    [Parameter(Required = true)] public const int Channels = 64;

    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU] [Weights("conv1")] public abstract Layer First { get; }

    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn2")] [Weights("conv2")] public abstract Layer Second { get; }

    [Add(nameof(Second), Step.Input), ReLU] public abstract Layer Sum { get; }
}

/// <summary>The same where the picture becomes smaller and its channels more.</summary>
[Block]
public abstract class BasicDown
{
    [Parameter(Required = true)] public const int Channels = 128;

    [Conv2d(Channels, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU] [Weights("conv1")] public abstract Layer First { get; }

    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn2")] [Weights("conv2")] public abstract Layer Second { get; }

    [Conv2d(Channels, 1, Stride = 2, Bias = false, From = Step.Input), BatchNorm(Weights = "downsample.1")] [Weights("downsample.0")] public abstract Layer Shortcut { get; }

    [Add(nameof(Second), nameof(Shortcut)), ReLU] public abstract Layer Sum { get; }
}

/// <summary>A 3x3 convolution of few channels between two 1x1 convolutions, beside a shortcut.</summary>
[Block]
public abstract class Bottleneck
{
    [Parameter(Required = true)] public const int Channels = 64;

    [Conv2d(Channels, 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU] [Weights("conv1")] public abstract Layer Reduce { get; }

    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn2"), ReLU] [Weights("conv2")] public abstract Layer Spatial { get; }

    [Conv2d(4 * Channels, 1, Bias = false), BatchNorm(Weights = "bn3")] [Weights("conv3")] public abstract Layer Expand { get; }

    [Add(nameof(Expand), Step.Input), ReLU] public abstract Layer Sum { get; }
}

/// <summary>The same where the channels become more, and the picture smaller by the stride.</summary>
[Block]
public abstract class BottleneckDown
{
    [Parameter(Required = true)] public const int Channels = 64;
    [Parameter] public const int Stride = 2;

    [Conv2d(Channels, 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU] [Weights("conv1")] public abstract Layer Reduce { get; }

    [Conv2d(Channels, 3, Stride = Stride, Padding = 1, Bias = false), BatchNorm(Weights = "bn2"), ReLU] [Weights("conv2")] public abstract Layer Spatial { get; }

    [Conv2d(4 * Channels, 1, Bias = false), BatchNorm(Weights = "bn3")] [Weights("conv3")] public abstract Layer Expand { get; }

    [Conv2d(4 * Channels, 1, Stride = Stride, Bias = false, From = Step.Input), BatchNorm(Weights = "downsample.1")] [Weights("downsample.0")] public abstract Layer Shortcut { get; }

    [Add(nameof(Expand), nameof(Shortcut)), ReLU] public abstract Layer Sum { get; }
}

/// <summary>ResNet-18 (He et al. 2016) by torchvision's names.</summary>
[Network(3, 224, 224, Ledger = true)]
[Composite(Composite.EpsilonGammaBox, Low = new[] { -2.12f, -2.04f, -1.81f }, High = new[] { 2.25f, 2.43f, 2.64f })]
public sealed partial class ResNet18
{
    [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm(Weights = "bn1"), ReLU, MaxPool(3, Stride = 2, Padding = 1)] [Weights("conv1")] public partial Layer Stem { get; }

    [Use<Basic>(64)] [Weights("layer1.0")] public partial Layer Layer1_0 { get; }
    [Use<Basic>(64)] [Weights("layer1.1")] public partial Layer Layer1_1 { get; }

    [Use<BasicDown>(128)] [Weights("layer2.0")] public partial Layer Layer2_0 { get; }
    [Use<Basic>(128)] [Weights("layer2.1")] public partial Layer Layer2_1 { get; }

    [Use<BasicDown>(256)] [Weights("layer3.0")] public partial Layer Layer3_0 { get; }
    [Use<Basic>(256)] [Weights("layer3.1")] public partial Layer Layer3_1 { get; }

    [Use<BasicDown>(512)] [Weights("layer4.0")] public partial Layer Layer4_0 { get; }
    [Use<Basic>(512)] [Weights("layer4.1")] public partial Layer Layer4_1 { get; }

    [GlobalAvgPool, Flatten, Linear(1000)] [Weights("fc")] public partial Layer Scores { get; }
}

/// <summary>ResNet-50 (He et al. 2016) by torchvision's names.</summary>
[Network(3, 224, 224, Ledger = true)]
[Composite(Composite.EpsilonGammaBox, Low = new[] { -2.12f, -2.04f, -1.81f }, High = new[] { 2.25f, 2.43f, 2.64f })]
public sealed partial class ResNet50
{
    [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm(Weights = "bn1"), ReLU, MaxPool(3, Stride = 2, Padding = 1)] [Weights("conv1")] public partial Layer Stem { get; }

    [Use<BottleneckDown>(64, 1)] [Weights("layer1.0")] public partial Layer Layer1_0 { get; }
    [Use<Bottleneck>(64)] [Weights("layer1.1")] public partial Layer Layer1_1 { get; }
    [Use<Bottleneck>(64)] [Weights("layer1.2")] public partial Layer Layer1_2 { get; }

    [Use<BottleneckDown>(128)] [Weights("layer2.0")] public partial Layer Layer2_0 { get; }
    [Use<Bottleneck>(128)] [Weights("layer2.1")] public partial Layer Layer2_1 { get; }
    [Use<Bottleneck>(128)] [Weights("layer2.2")] public partial Layer Layer2_2 { get; }
    [Use<Bottleneck>(128)] [Weights("layer2.3")] public partial Layer Layer2_3 { get; }

    [Use<BottleneckDown>(256)] [Weights("layer3.0")] public partial Layer Layer3_0 { get; }
    [Use<Bottleneck>(256)] [Weights("layer3.1")] public partial Layer Layer3_1 { get; }
    [Use<Bottleneck>(256)] [Weights("layer3.2")] public partial Layer Layer3_2 { get; }
    [Use<Bottleneck>(256)] [Weights("layer3.3")] public partial Layer Layer3_3 { get; }
    [Use<Bottleneck>(256)] [Weights("layer3.4")] public partial Layer Layer3_4 { get; }
    [Use<Bottleneck>(256)] [Weights("layer3.5")] public partial Layer Layer3_5 { get; }

    [Use<BottleneckDown>(512)] [Weights("layer4.0")] public partial Layer Layer4_0 { get; }
    [Use<Bottleneck>(512)] [Weights("layer4.1")] public partial Layer Layer4_1 { get; }
    [Use<Bottleneck>(512)] [Weights("layer4.2")] public partial Layer Layer4_2 { get; }

    [GlobalAvgPool, Flatten, Linear(1000)] [Weights("fc")] public partial Layer Scores { get; }
}
