namespace LrpGen.Samples.ImageNet;

/// <summary>A few channels, from which two convolutions side by side make many again.</summary>
[Block]
public abstract class Fire
{
    [Parameter(Required = true)] public const int Few = 16;
    [Parameter(Required = true)] public const int Many = 64;

    [Conv2d(Few, 1), ReLU]                                       [Weights("squeeze1x1")] public abstract Layer Squeeze { get; }
    [Conv2d(Many, 1), ReLU]                                      [Weights("expand1x1")]  public abstract Layer Expand1 { get; }
    [Conv2d(Many, 3, Padding = 1, From = nameof(Squeeze)), ReLU] [Weights("expand3x3")]  public abstract Layer Expand3 { get; }
    [Concat(nameof(Expand1), nameof(Expand3))]                                           public abstract Layer Both { get; }
}

/// <summary>
/// SqueezeNet 1.0 (Iandola et al. 2016) by its authors' names. Its classifier is a convolution, which a composite would treat like all
/// others; by LRP-0, which composites give to classifiers, it tells classes apart.
/// </summary>
[Block]
public abstract class SqueezeNet
{
    [Conv2d(96, 7, Stride = 2), ReLU, MaxPool(3, Stride = 2, Ceil = true)] [Weights("conv1")]  public abstract Layer Conv1 { get; }
    [Use<Fire>(16, 64)]                                                    [Weights("fire2")]  public abstract Layer Fire2 { get; }
    [Use<Fire>(16, 64)]                                                    [Weights("fire3")]  public abstract Layer Fire3 { get; }
    [Use<Fire>(32, 128)]                                                   [Weights("fire4")]  public abstract Layer Fire4 { get; }
    [MaxPool(3, Stride = 2, Ceil = true)]                                                      public abstract Layer Pool4 { get; }
    [Use<Fire>(32, 128)]                                                   [Weights("fire5")]  public abstract Layer Fire5 { get; }
    [Use<Fire>(48, 192)]                                                   [Weights("fire6")]  public abstract Layer Fire6 { get; }
    [Use<Fire>(48, 192)]                                                   [Weights("fire7")]  public abstract Layer Fire7 { get; }
    [Use<Fire>(64, 256)]                                                   [Weights("fire8")]  public abstract Layer Fire8 { get; }
    [MaxPool(3, Stride = 2, Ceil = true)]                                                      public abstract Layer Pool8 { get; }
    [Use<Fire>(64, 256)]                                                   [Weights("fire9")]  public abstract Layer Fire9 { get; }
    [Dropout, Conv2d(1000, 1), ReLU, GlobalAvgPool, Flatten]       [Zero]  [Weights("conv10")] public abstract Layer Conv10 { get; }
}

/// <summary>LRP-0 everywhere: for a network of ReLUs the gradient times the input.</summary>
[Network(3, 227, 227)] [Zero]
public sealed partial class SqueezeNetZero
{
    [Use<SqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>A box around pixels from 0 to 255 less their average, and gamma above.</summary>
[Network(3, 227, 227)] [Composite(Composite.EpsilonGammaBox, Low = new[] { -123f, -117, -104 }, High = new[] { 132f, 138, 151 })]
public sealed partial class SqueezeNetGammaBox
{
    [Use<SqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>Flat at the pixels, z+ above.</summary>
[Network(3, 227, 227)] [Composite(Composite.EpsilonPlusFlat)]
public sealed partial class SqueezeNetPlusFlat
{
    [Use<SqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}

/// <summary>Flat at the pixels, alpha-beta above.</summary>
[Network(3, 227, 227)] [Composite(Composite.EpsilonAlpha2Beta1Flat)]
public sealed partial class SqueezeNetAlphaBetaFlat
{
    [Use<SqueezeNet>] [Weights("")] public partial Layer Scores { get; }
}
