using LrpGen;

namespace Networks;

/// <summary>The network of fashion-resnet.onnx: [1, 28, 28] to [10], 77,418 parameters.</summary>
[Network(1, 28, 28)]
[Composite(Composite.EpsilonPlus)]
public sealed partial class FashionResnet
{
    // 28 x 28
    [Conv2d(16, 3, Padding = 1), ReLU]                     [Weights("conv1")]        public partial Layer Conv1 { get; }
    [Conv2d(16, 3, Padding = 1), ReLU]                     [Weights("layer1.conv1")] public partial Layer Layer1Conv1 { get; }
    [Conv2d(16, 3, Padding = 1), Add(nameof(Conv1)), ReLU] [Weights("layer1.conv2")] public partial Layer Layer1Conv2 { get; }

    // 14 x 14
    [Use<ProjectionBlock>(32)]                             [Weights("layer2")]       public partial Layer Layer2 { get; }

    // 7 x 7
    [Use<ProjectionBlock>(64)]                             [Weights("layer3")]       public partial Layer Layer3 { get; }

    [GlobalAvgPool, Flatten, Linear(10)]                   [Weights("fc")]           public partial Layer Fc { get; }
}

/// <summary>What Layer2 and Layer3 have in common.</summary>
[Block]
public abstract class ProjectionBlock
{
    [Parameter(Required = true)] public const int Channels = 32;

    [Conv2d(Channels, 1, Stride = 2)]                                       [Weights("down.0")] public abstract Layer Down0 { get; }
    [Conv2d(Channels, 3, Stride = 2, Padding = 1, From = Step.Input), ReLU] [Weights("conv1")]  public abstract Layer Conv1 { get; }
    [Conv2d(Channels, 3, Padding = 1), Add(nameof(Down0)), ReLU]            [Weights("conv2")]  public abstract Layer Conv2 { get; }
}
