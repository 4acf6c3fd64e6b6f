namespace LrpGen.Samples.Fashion;

/// <summary>Convolutions, poolings and two dense layers, one after the other, as in VGG.</summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")]
[Composite(Composite.EpsilonPlus)]
public sealed partial class FashionVgg
{
    [Conv2d(16, 3, Padding = 1), ReLU]             [Weights("0")]  public partial Layer Conv1A { get; }
    [Conv2d(16, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("2")]  public partial Layer Conv1B { get; }
    [Conv2d(32, 3, Padding = 1), ReLU]             [Weights("5")]  public partial Layer Conv2A { get; }
    [Conv2d(32, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("7")]  public partial Layer Conv2B { get; }
    [Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("10")] public partial Layer Conv3 { get; }
    [Flatten, Linear(128), ReLU]                   [Weights("14")] public partial Layer Dense { get; }
    [Linear(10)]                                   [Weights("16")] public partial Layer Scores { get; }
}
