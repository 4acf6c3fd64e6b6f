namespace LrpGen.Samples.Fashion;

/// <summary>
/// Three residual blocks with batch normalization, which the compiler folds into the convolutions. Blocks 2 and 3 halve the picture, on
/// their shortcut with a convolution of its own.
/// </summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")]
[Composite(Composite.EpsilonPlus)]
public sealed partial class FashionResNet
{
    [Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU]
    [Weights("conv1")]
    public partial Layer Stem { get; }

    [Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm(Weights = "layer1.bn1"), ReLU]
    [Weights("layer1.conv1")]
    public partial Layer Block1Middle { get; }

    [Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm(Weights = "layer1.bn2"), Add(nameof(Stem)), ReLU]
    [Weights("layer1.conv2")]
    public partial Layer Block1 { get; }

    [Conv2d(32, 1, Stride = 2, Bias = false), BatchNorm(Weights = "layer2.down.1")]
    [Weights("layer2.down.0")]
    public partial Layer Block2Shortcut { get; }

    [Conv2d(32, 3, Stride = 2, Padding = 1, Bias = false, From = nameof(Block1)), BatchNorm(Weights = "layer2.bn1"), ReLU]
    [Weights("layer2.conv1")]
    public partial Layer Block2Middle { get; }

    [Conv2d(32, 3, Padding = 1, Bias = false), BatchNorm(Weights = "layer2.bn2"), Add(nameof(Block2Shortcut)), ReLU]
    [Weights("layer2.conv2")]
    public partial Layer Block2 { get; }

    [Conv2d(64, 1, Stride = 2, Bias = false), BatchNorm(Weights = "layer3.down.1")]
    [Weights("layer3.down.0")]
    public partial Layer Block3Shortcut { get; }

    [Conv2d(64, 3, Stride = 2, Padding = 1, Bias = false, From = nameof(Block2)), BatchNorm(Weights = "layer3.bn1"), ReLU]
    [Weights("layer3.conv1")]
    public partial Layer Block3Middle { get; }

    [Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm(Weights = "layer3.bn2"), Add(nameof(Block3Shortcut)), ReLU]
    [Weights("layer3.conv2")]
    public partial Layer Block3 { get; }

    [GlobalAvgPool, Flatten, Linear(10)]
    [Weights("fc")]
    public partial Layer Scores { get; }
}
