namespace LrpGen.Tests.Networks;

/// <summary>Every kernel with enough to do for several threads: convolutions of all kinds, poolings, joins, dense layers, many rules.</summary>
[Network(16, 48, 48, Precision = Precision.Fast)]
public sealed partial class SharedWork
{
    [Conv2d(32, 3, Padding = 1), ReLU] [ZBox(-1, 1)] public partial Layer Winograd { get; }

    [Conv2d(40, 3, Padding = 1), ReLU, MaxPool(2, Relevance = MaxRelevance.Average)] [Gamma(0.25f)] public partial Layer Averaged { get; }

    [Conv2d(40, 3, Padding = 1, Groups = 40), ReLU, MaxPool(3, Stride = 2, Padding = 1)] [ZPlus] public partial Layer Depthwise { get; }

    [Conv2d(72, 1), LeakyReLU(0.1f)] [AlphaBeta(2, 1)] public partial Layer Pointwise { get; }

    [Conv2d(72, 5, Padding = 2, Groups = 2), GELU] [Gamma(0.5f)] public partial Layer Grouped { get; }

    [Add(nameof(Pointwise), nameof(Grouped)), ReLU] public partial Layer Sum { get; }

    [Conv2d(72, 3, Padding = 1), BatchNorm(Weights = "norm"), ReLU] [EpsilonRms(0.1f)] public partial Layer Normed { get; }

    [Concat(nameof(Sum), nameof(Normed)), AvgPool(2, Stride = 1)] public partial Layer Joined { get; }

    [Conv2d(48, 3, Stride = 2, Padding = 1), SiLU] [WSquare] public partial Layer Strided { get; }

    [ConvTranspose2d(32, 2, Stride = 2), Tanh, MaxPool(2, Stride = 1, Relevance = MaxRelevance.Split)] [Flat] public partial Layer Transposed { get; }

    [Flatten, Linear(1100), ReLU] [Gamma(0.25f)] public partial Layer Hidden { get; }

    [Linear(300), Sigmoid] [Epsilon(0.01f)] public partial Layer Squashed { get; }

    [Linear(7)] [Zero] public partial Layer Scores { get; }
}

/// <summary>The same with books, in float64 sums, which take the longer way everywhere.</summary>
[Network(12, 20, 20, Precision = Precision.Strict, Ledger = true)]
public sealed partial class SharedStrictWork
{
    [Conv2d(20, 3, Padding = 1), ReLU, MaxPool(2)] [ZBox(-1, 1)] public partial Layer First { get; }

    [Conv2d(160, 3, Padding = 1), ReLU] [Gamma(0.25f)] public partial Layer Second { get; }

    [Conv2d(160, 3, Padding = 1), ReLU, MaxPool(2)] [AlphaBeta(2, 1)] public partial Layer Third { get; }

    [Flatten, Linear(200), ReLU] [AlphaBeta(2, 1)] public partial Layer Hidden { get; }

    [Linear(5), Softmax] [Zero] public partial Layer Scores { get; }
}

/// <summary>The first one in little memory: weights are packed when they are used.</summary>
[Network(16, 48, 48, Precision = Precision.Fast, MemoryBudget = 26)]
public sealed partial class FrugalWork
{
    [Conv2d(32, 3, Padding = 1), ReLU] [ZBox(-1, 1)] public partial Layer Winograd { get; }

    [Conv2d(40, 3, Padding = 1), ReLU, MaxPool(2, Relevance = MaxRelevance.Average)] [Gamma(0.25f)] public partial Layer Averaged { get; }

    [Conv2d(40, 3, Padding = 1, Groups = 40), ReLU, MaxPool(3, Stride = 2, Padding = 1)] [ZPlus] public partial Layer Depthwise { get; }

    [Conv2d(72, 1), LeakyReLU(0.1f)] [AlphaBeta(2, 1)] public partial Layer Pointwise { get; }

    [Conv2d(72, 5, Padding = 2, Groups = 2), GELU] [Gamma(0.5f)] public partial Layer Grouped { get; }

    [Add(nameof(Pointwise), nameof(Grouped)), ReLU] public partial Layer Sum { get; }

    [Conv2d(72, 3, Padding = 1), BatchNorm(Weights = "norm"), ReLU] [EpsilonRms(0.1f)] public partial Layer Normed { get; }

    [Concat(nameof(Sum), nameof(Normed)), AvgPool(2, Stride = 1)] public partial Layer Joined { get; }

    [Conv2d(48, 3, Stride = 2, Padding = 1), SiLU] [WSquare] public partial Layer Strided { get; }

    [ConvTranspose2d(32, 2, Stride = 2), Tanh, MaxPool(2, Stride = 1, Relevance = MaxRelevance.Split)] [Flat] public partial Layer Transposed { get; }

    [Flatten, Linear(1100), ReLU] [Gamma(0.25f)] public partial Layer Hidden { get; }

    [Linear(300), Sigmoid] [Epsilon(0.01f)] public partial Layer Squashed { get; }

    [Linear(7)] [Zero] public partial Layer Scores { get; }
}

/// <summary>The second one in little memory.</summary>
[Network(12, 20, 20, Precision = Precision.Strict, Ledger = true, MemoryBudget = 7)]
public sealed partial class FrugalStrictWork
{
    [Conv2d(20, 3, Padding = 1), ReLU, MaxPool(2)] [ZBox(-1, 1)] public partial Layer First { get; }

    [Conv2d(160, 3, Padding = 1), ReLU] [Gamma(0.25f)] public partial Layer Second { get; }

    [Conv2d(160, 3, Padding = 1), ReLU, MaxPool(2)] [AlphaBeta(2, 1)] public partial Layer Third { get; }

    [Flatten, Linear(200), ReLU] [AlphaBeta(2, 1)] public partial Layer Hidden { get; }

    [Linear(5), Softmax] [Zero] public partial Layer Scores { get; }
}
