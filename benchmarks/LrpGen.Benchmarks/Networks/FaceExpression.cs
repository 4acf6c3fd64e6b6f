namespace LrpGen.Benchmarks.Networks;

/// <summary>A depthwise convolution that halves the picture, then a pointwise one.</summary>
[Block]
public abstract class Halve
{
    [Parameter(Required = true)] public const int Inputs = 32;
    [Parameter(Required = true)] public const int Channels = 64;

    [ReLU, Conv2d(Inputs, 3, Stride = 2, Same = true, Groups = Inputs, Bias = false)] [Weights("depthwise.conv")] public abstract Layer Depth { get; }

    [Conv2d(Channels, 1), ReLU] [Weights("pointwise")] public abstract Layer Point { get; }
}

/// <summary>Adds what a depthwise and a pointwise convolution make of a picture.</summary>
[Block]
public abstract class Separable
{
    [Parameter(Required = true)] public const int Channels = 64;

    [Conv2d(Channels, 3, Same = true, Groups = Channels, Bias = false)] [Weights("depthwise.conv")] public abstract Layer Depth { get; }

    [Conv2d(Channels, 1), Add(Step.Input)] [Weights("pointwise")] public abstract Layer Point { get; }
}

/// <summary>The same, of what is positive in it.</summary>
[Block]
public abstract class RectifiedSeparable
{
    [Parameter(Required = true)] public const int Channels = 64;

    [ReLU, Conv2d(Channels, 3, Same = true, Groups = Channels, Bias = false)] [Weights("depthwise.conv")] public abstract Layer Depth { get; }

    [Conv2d(Channels, 1), Add(Step.Input)] [Weights("pointwise")] public abstract Layer Point { get; }
}

/// <summary>The network of samples/Faces under the rules that it is timed with, without its books.</summary>
[Network(3, 112, 112)]
[Composite(Composite.EpsilonPlus)]
public sealed partial class FaceExpression
{
    [Conv2d(32, 3, Stride = 2, Same = true), ReLU] [Weights("dense0.conv0.conv")] public partial Layer Block1A { get; }
    [Use<Separable>(32)] [Weights("dense0.conv1")] public partial Layer Block1B { get; }
    [Use<RectifiedSeparable>(32)] [Weights("dense0.conv2")] public partial Layer Block1C { get; }
    [Use<RectifiedSeparable>(32)] [Weights("dense0.conv3")] public partial Layer Block1D { get; }

    [Use<Halve>(32, 64)] [Weights("dense1.conv0")] public partial Layer Block2A { get; }
    [Use<Separable>(64)] [Weights("dense1.conv1")] public partial Layer Block2B { get; }
    [Use<RectifiedSeparable>(64)] [Weights("dense1.conv2")] public partial Layer Block2C { get; }
    [Use<RectifiedSeparable>(64)] [Weights("dense1.conv3")] public partial Layer Block2D { get; }

    [Use<Halve>(64, 128)] [Weights("dense2.conv0")] public partial Layer Block3A { get; }
    [Use<Separable>(128)] [Weights("dense2.conv1")] public partial Layer Block3B { get; }
    [Use<RectifiedSeparable>(128)] [Weights("dense2.conv2")] public partial Layer Block3C { get; }
    [Use<RectifiedSeparable>(128)] [Weights("dense2.conv3")] public partial Layer Block3D { get; }

    [Use<Halve>(128, 256)] [Weights("dense3.conv0")] public partial Layer Block4A { get; }
    [Use<Separable>(256)] [Weights("dense3.conv1")] public partial Layer Block4B { get; }
    [Use<RectifiedSeparable>(256)] [Weights("dense3.conv2")] public partial Layer Block4C { get; }
    [Use<RectifiedSeparable>(256)] [Weights("dense3.conv3")] public partial Layer Block4D { get; }

    [ReLU, GlobalAvgPool, Flatten, Linear(7)] [Weights("fc")] public partial Layer Scores { get; }
}
