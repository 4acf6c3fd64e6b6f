namespace LrpGen.Conformance;

/// <summary>One linear unit of two inputs under every rule side by side, as a dense layer.</summary>
[Network(2)]
public sealed partial class WorkedDense
{
    [Linear(1)] [Epsilon(1e-6f)] [Weights("unit", Shared = true)] public partial Layer Epsilon { get; }
    [Linear(1, From = Step.Input)] [Zero] [Weights("unit", Shared = true)] public partial Layer Zero { get; }
    [Linear(1, From = Step.Input)] [Epsilon(0.25f)] [Weights("unit", Shared = true)] public partial Layer Large { get; }
    [Linear(1, From = Step.Input)] [Gamma(0.25f)] [Weights("unit", Shared = true)] public partial Layer Gamma { get; }
    [Linear(1, From = Step.Input)] [ZPlus] [Weights("unit", Shared = true)] public partial Layer Plus { get; }
    [Linear(1, From = Step.Input)] [AlphaBeta(2, 1)] [Weights("unit", Shared = true)] public partial Layer AlphaBeta { get; }
    [Linear(1, From = Step.Input)] [WSquare] [Weights("unit", Shared = true)] public partial Layer Square { get; }
    [Linear(1, From = Step.Input)] [Flat] [Weights("unit", Shared = true)] public partial Layer Flat { get; }
    [Linear(1, From = Step.Input)] [ZBox(-1, 2)] [Weights("unit", Shared = true)] public partial Layer Box { get; }

    [Concat(nameof(Epsilon), nameof(Zero), nameof(Large), nameof(Gamma), nameof(Plus), nameof(AlphaBeta), nameof(Square), nameof(Flat), nameof(Box))]
    public partial Layer All { get; }
}

/// <summary>The same as a convolution of one pixel, summed in float64 as small networks are.</summary>
[Network(2, 1, 1)]
public sealed partial class WorkedPicture
{
    [Conv2d(1, 1)] [Epsilon(1e-6f)] [Weights("unit", Shared = true)] public partial Layer Epsilon { get; }
    [Conv2d(1, 1, From = Step.Input)] [Zero] [Weights("unit", Shared = true)] public partial Layer Zero { get; }
    [Conv2d(1, 1, From = Step.Input)] [Epsilon(0.25f)] [Weights("unit", Shared = true)] public partial Layer Large { get; }
    [Conv2d(1, 1, From = Step.Input)] [Gamma(0.25f)] [Weights("unit", Shared = true)] public partial Layer Gamma { get; }
    [Conv2d(1, 1, From = Step.Input)] [ZPlus] [Weights("unit", Shared = true)] public partial Layer Plus { get; }
    [Conv2d(1, 1, From = Step.Input)] [AlphaBeta(2, 1)] [Weights("unit", Shared = true)] public partial Layer AlphaBeta { get; }
    [Conv2d(1, 1, From = Step.Input)] [WSquare] [Weights("unit", Shared = true)] public partial Layer Square { get; }
    [Conv2d(1, 1, From = Step.Input)] [Flat] [Weights("unit", Shared = true)] public partial Layer Flat { get; }
    [Conv2d(1, 1, From = Step.Input)] [ZBox(-1, 2)] [Weights("unit", Shared = true)] public partial Layer Box { get; }

    [Concat(nameof(Epsilon), nameof(Zero), nameof(Large), nameof(Gamma), nameof(Plus), nameof(AlphaBeta), nameof(Square), nameof(Flat), nameof(Box))]
    public partial Layer All { get; }
}

/// <summary>The same in float32, as large networks are summed.</summary>
[Network(2, 1, 1, Precision = Precision.Fast)]
public sealed partial class WorkedFastPicture
{
    [Conv2d(1, 1)] [Epsilon(1e-6f)] [Weights("unit", Shared = true)] public partial Layer Epsilon { get; }
    [Conv2d(1, 1, From = Step.Input)] [Zero] [Weights("unit", Shared = true)] public partial Layer Zero { get; }
    [Conv2d(1, 1, From = Step.Input)] [Epsilon(0.25f)] [Weights("unit", Shared = true)] public partial Layer Large { get; }
    [Conv2d(1, 1, From = Step.Input)] [Gamma(0.25f)] [Weights("unit", Shared = true)] public partial Layer Gamma { get; }
    [Conv2d(1, 1, From = Step.Input)] [ZPlus] [Weights("unit", Shared = true)] public partial Layer Plus { get; }
    [Conv2d(1, 1, From = Step.Input)] [AlphaBeta(2, 1)] [Weights("unit", Shared = true)] public partial Layer AlphaBeta { get; }
    [Conv2d(1, 1, From = Step.Input)] [WSquare] [Weights("unit", Shared = true)] public partial Layer Square { get; }
    [Conv2d(1, 1, From = Step.Input)] [Flat] [Weights("unit", Shared = true)] public partial Layer Flat { get; }
    [Conv2d(1, 1, From = Step.Input)] [ZBox(-1, 2)] [Weights("unit", Shared = true)] public partial Layer Box { get; }

    [Concat(nameof(Epsilon), nameof(Zero), nameof(Large), nameof(Gamma), nameof(Plus), nameof(AlphaBeta), nameof(Square), nameof(Flat), nameof(Box))]
    public partial Layer All { get; }
}

/// <summary>Four pixels and the largest of them.</summary>
[Network(1, 2, 2)]
public sealed partial class WorkedLargest
{
    [MaxPool(2)] public partial Layer Largest { get; }
}

/// <summary>A value that goes two ways and is added to itself, and weights that serve two layers, each with an input of its own.</summary>
[Network(1)]
public sealed partial class WorkedSum
{
    [Linear(1)] [Zero] [Weights("unit", Shared = true)] public partial Layer Once { get; }
    [Linear(1)] [Zero] [Weights("unit", Shared = true)] public partial Layer Twice { get; }
    [Add(nameof(Once), nameof(Twice), Step.Input)] public partial Layer Sum { get; }
}
