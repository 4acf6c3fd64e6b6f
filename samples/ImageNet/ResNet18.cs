namespace LrpGen.Samples.ImageNet;

/// <summary>Two convolutions beside a shortcut.</summary>
[Block]
public abstract class Residual
{
    [Parameter(Required = true)] public const int Channels = 64;

    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU] [Weights("conv1")] public abstract Layer First { get; }
    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn2")]       [Weights("conv2")] public abstract Layer Second { get; }
    [Add(nameof(Second), Step.Input), ReLU]                                                               public abstract Layer Sum { get; }
}

/// <summary>The same where the picture is halved and its channels become more, on the shortcut by a convolution of its own.</summary>
[Block]
public abstract class HalvingResidual
{
    [Parameter(Required = true)] public const int Channels = 128;

    [Conv2d(Channels, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU]
    [Weights("conv1")]
    public abstract Layer First { get; }

    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn2")]
    [Weights("conv2")]
    public abstract Layer Second { get; }

    [Conv2d(Channels, 1, Stride = 2, Bias = false, From = Step.Input), BatchNorm(Weights = "downsample.1")]
    [Weights("downsample.0")]
    public abstract Layer Shortcut { get; }

    [Add(nameof(Second), nameof(Shortcut)), ReLU]
    public abstract Layer Sum { get; }
}

/// <summary>ResNet-18 (He et al. 2016) by torchvision's names.</summary>
[Block]
public abstract class ResNet18
{
    [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm(Weights = "bn1"), ReLU, MaxPool(3, Stride = 2, Padding = 1)]
    [Weights("conv1")]
    public abstract Layer Stem { get; }

    [Use<Residual>(64)]                    [Weights("layer1.0")] public abstract Layer Layer1A { get; }
    [Use<Residual>(64)]                    [Weights("layer1.1")] public abstract Layer Layer1B { get; }
    [Use<HalvingResidual>(128)]            [Weights("layer2.0")] public abstract Layer Layer2A { get; }
    [Use<Residual>(128)]                   [Weights("layer2.1")] public abstract Layer Layer2B { get; }
    [Use<HalvingResidual>(256)]            [Weights("layer3.0")] public abstract Layer Layer3A { get; }
    [Use<Residual>(256)]                   [Weights("layer3.1")] public abstract Layer Layer3B { get; }
    [Use<HalvingResidual>(512)]            [Weights("layer4.0")] public abstract Layer Layer4A { get; }
    [Use<Residual>(512)]                   [Weights("layer4.1")] public abstract Layer Layer4B { get; }
    [GlobalAvgPool, Flatten, Linear(1000)] [Weights("fc")]       public abstract Layer Dense { get; }
}

/// <summary>LRP-0 everywhere.</summary>
[Network(3, 224, 224)] [Zero]
public sealed partial class ResNet18Zero
{
    [Use<ResNet18>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>A box around torchvision's pixels, gamma above, and epsilon in the classifier.</summary>
[Network(3, 224, 224)] [Composite(Composite.EpsilonGammaBox, Low = new[] { -2.12f, -2.04f, -1.81f }, High = new[] { 2.25f, 2.43f, 2.65f })]
public sealed partial class ResNet18GammaBox
{
    [Use<ResNet18>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>Flat at the pixels, z+ above, and epsilon in the classifier.</summary>
[Network(3, 224, 224)] [Composite(Composite.EpsilonPlusFlat)]
public sealed partial class ResNet18PlusFlat
{
    [Use<ResNet18>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>Flat at the pixels, alpha-beta above, and epsilon in the classifier.</summary>
[Network(3, 224, 224)] [Composite(Composite.EpsilonAlpha2Beta1Flat)]
public sealed partial class ResNet18AlphaBetaFlat
{
    [Use<ResNet18>] [Weights("")] public partial Layer Scores { get; }
}
