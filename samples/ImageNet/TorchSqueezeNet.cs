namespace LrpGen.Samples.ImageNet;

/// <summary><see cref="Fire"/> by torchvision's names.</summary>
[Block]
public abstract class TorchFire
{
    [Parameter(Required = true)] public const int Few = 16;
    [Parameter(Required = true)] public const int Many = 64;

    [Conv2d(Few, 1), ReLU]                                       [Weights("squeeze")]   public abstract Layer Squeeze { get; }
    [Conv2d(Many, 1), ReLU]                                      [Weights("expand1x1")] public abstract Layer Expand1 { get; }
    [Conv2d(Many, 3, Padding = 1, From = nameof(Squeeze)), ReLU] [Weights("expand3x3")] public abstract Layer Expand3 { get; }
    [Concat(nameof(Expand1), nameof(Expand3))]                                          public abstract Layer Both { get; }
}

/// <summary><see cref="SqueezeNet"/> by torchvision's names, which are its modules' numbers.</summary>
[Block]
public abstract class TorchSqueezeNet
{
    [Conv2d(96, 7, Stride = 2), ReLU, MaxPool(3, Stride = 2, Ceil = true)] [Weights("features.0")]   public abstract Layer Conv1 { get; }
    [Use<TorchFire>(16, 64)]                                               [Weights("features.3")]   public abstract Layer Fire2 { get; }
    [Use<TorchFire>(16, 64)]                                               [Weights("features.4")]   public abstract Layer Fire3 { get; }
    [Use<TorchFire>(32, 128)]                                              [Weights("features.5")]   public abstract Layer Fire4 { get; }
    [MaxPool(3, Stride = 2, Ceil = true)]                                                            public abstract Layer Pool4 { get; }
    [Use<TorchFire>(32, 128)]                                              [Weights("features.7")]   public abstract Layer Fire5 { get; }
    [Use<TorchFire>(48, 192)]                                              [Weights("features.8")]   public abstract Layer Fire6 { get; }
    [Use<TorchFire>(48, 192)]                                              [Weights("features.9")]   public abstract Layer Fire7 { get; }
    [Use<TorchFire>(64, 256)]                                              [Weights("features.10")]  public abstract Layer Fire8 { get; }
    [MaxPool(3, Stride = 2, Ceil = true)]                                                            public abstract Layer Pool8 { get; }
    [Use<TorchFire>(64, 256)]                                              [Weights("features.12")]  public abstract Layer Fire9 { get; }
    [Dropout, Conv2d(1000, 1), ReLU, GlobalAvgPool, Flatten]       [Zero]  [Weights("classifier.1")] public abstract Layer Conv10 { get; }
}

/// <summary>LRP-0 everywhere.</summary>
[Network(3, 224, 224)] [Zero]
public sealed partial class TorchSqueezeNetZero
{
    [Use<TorchSqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>A box around torchvision's pixels, and gamma above.</summary>
[Network(3, 224, 224)] [Composite(Composite.EpsilonGammaBox, Low = new[] { -2.12f, -2.04f, -1.81f }, High = new[] { 2.25f, 2.43f, 2.65f })]
public sealed partial class TorchSqueezeNetGammaBox
{
    [Use<TorchSqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>Flat at the pixels, z+ above.</summary>
[Network(3, 224, 224)] [Composite(Composite.EpsilonPlusFlat)]
public sealed partial class TorchSqueezeNetPlusFlat
{
    [Use<TorchSqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>Flat at the pixels, alpha-beta above.</summary>
[Network(3, 224, 224)] [Composite(Composite.EpsilonAlpha2Beta1Flat)]
public sealed partial class TorchSqueezeNetAlphaBetaFlat
{
    [Use<TorchSqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}
