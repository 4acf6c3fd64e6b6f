using LrpGen;

namespace Networks;

/// <summary>The network of bottlenecks.onnx: [3, 16, 16] to [10], 225,866 parameters.</summary>
[Network(3, 16, 16)]
[Composite(Composite.EpsilonPlus)]
public sealed partial class Bottlenecks
{
    // 16 x 16
    [Conv2d(8, 3, Padding = 1), BatchNorm(Weights = "bn1"), ReLU] [Weights("conv1")]    public partial Layer Conv1 { get; }
    [Use<ProjectionBlock>(8)]                                     [Weights("layer1.0")] public partial Layer Layer1_0 { get; }
    [Use<ResidualBlock>(8)]                                       [Weights("layer1.1")] public partial Layer Layer1_1 { get; }
    [Use<ResidualBlock>(8)]                                       [Weights("layer1.2")] public partial Layer Layer1_2 { get; }

    // 8 x 8
    [Use<ProjectionBlock>(16, 2)]                                 [Weights("layer2.0")] public partial Layer Layer2_0 { get; }
    [Use<ResidualBlock>(16)]                                      [Weights("layer2.1")] public partial Layer Layer2_1 { get; }
    [Use<ResidualBlock>(16)]                                      [Weights("layer2.2")] public partial Layer Layer2_2 { get; }

    // 4 x 4
    [Use<ProjectionBlock>(32, 2)]                                 [Weights("layer3.0")] public partial Layer Layer3_0 { get; }
    [Use<ResidualBlock>(32)]                                      [Weights("layer3.1")] public partial Layer Layer3_1 { get; }
    [Use<ResidualBlock>(32)]                                      [Weights("layer3.2")] public partial Layer Layer3_2 { get; }

    // 2 x 2
    [Use<ProjectionBlock>(64, 2)]                                 [Weights("layer4.0")] public partial Layer Layer4_0 { get; }
    [Use<ResidualBlock>(64)]                                      [Weights("layer4.1")] public partial Layer Layer4_1 { get; }
    [Use<ResidualBlock>(64)]                                      [Weights("layer4.2")] public partial Layer Layer4_2 { get; }

    [GlobalAvgPool, Flatten, Linear(10)]                          [Weights("fc")]       public partial Layer Fc { get; }
}

/// <summary>What Layer1_0, Layer2_0, Layer3_0 and Layer4_0 have in common.</summary>
[Block]
public abstract class ProjectionBlock
{
    [Parameter(Required = true)] public const int Channels = 8;
    [Parameter]                  public const int Stride = 1;

    [Conv2d(2 * Channels, 1, Stride = Stride, Bias = false), BatchNorm(Weights = "downsample.1")]
    [Weights("downsample.0")]
    public abstract Layer Downsample0 { get; }

    [Conv2d(Channels, 1, Bias = false, From = Step.Input), BatchNorm(Weights = "bn1"), ReLU]
    [Weights("conv1")]
    public abstract Layer Conv1 { get; }

    [Conv2d(Channels, 3, Stride = Stride, Padding = 1, Bias = false), BatchNorm(Weights = "bn2"), ReLU]
    [Weights("conv2")]
    public abstract Layer Conv2 { get; }

    [Conv2d(2 * Channels, 1, Bias = false), BatchNorm(Weights = "bn3"), Add(nameof(Downsample0)), ReLU]
    [Weights("conv3")]
    public abstract Layer Conv3 { get; }
}

/// <summary>What Layer1_1, Layer1_2 and 6 others have in common.</summary>
[Block]
public abstract class ResidualBlock
{
    [Parameter(Required = true)] public const int Channels = 8;

    [Conv2d(Channels, 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU]                      [Weights("conv1")] public abstract Layer Conv1 { get; }
    [Conv2d(Channels, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn2"), ReLU]         [Weights("conv2")] public abstract Layer Conv2 { get; }
    [Conv2d(2 * Channels, 1, Bias = false), BatchNorm(Weights = "bn3"), Add(Step.Input), ReLU] [Weights("conv3")] public abstract Layer Conv3 { get; }
}
