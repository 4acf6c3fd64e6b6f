namespace LrpGen.Conformance;

// One network for each rule: on inputs of either sign, behind a ReLU, behind a sigmoid (never negative, never zero), at the output;
// with books, with and without bias. The reference engine computes the same in float64.

/// <summary>Zero everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Zero]
public sealed partial class EveryZero
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>Zero everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Zero(Bias = Bias.Ignore)]
public sealed partial class EveryZeroWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>Epsilon everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Epsilon(0.05f)]
public sealed partial class EveryEpsilon
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>Epsilon everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Epsilon(0.05f, Bias = Bias.Ignore)]
public sealed partial class EveryEpsilonWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>EpsilonNone everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Epsilon(0)]
public sealed partial class EveryEpsilonNone
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>EpsilonNone everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Epsilon(0, Bias = Bias.Ignore)]
public sealed partial class EveryEpsilonNoneWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>EpsilonRms everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[EpsilonRms(0.25f)]
public sealed partial class EveryEpsilonRms
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>EpsilonRms everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[EpsilonRms(0.25f, Bias = Bias.Ignore)]
public sealed partial class EveryEpsilonRmsWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>Gamma everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Gamma(0.5f)]
public sealed partial class EveryGamma
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>Gamma everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Gamma(0.5f, Bias = Bias.Ignore)]
public sealed partial class EveryGammaWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>AlphaBeta everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[AlphaBeta(3, 2)]
public sealed partial class EveryAlphaBeta
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>AlphaBeta everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[AlphaBeta(3, 2, Bias = Bias.Ignore)]
public sealed partial class EveryAlphaBetaWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>ZPlus everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[ZPlus]
public sealed partial class EveryZPlus
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>ZPlus everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[ZPlus(Bias = Bias.Ignore)]
public sealed partial class EveryZPlusWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>WSquare everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[WSquare]
public sealed partial class EveryWSquare
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>WSquare everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[WSquare(Bias = Bias.Ignore)]
public sealed partial class EveryWSquareWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>Flat everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Flat]
public sealed partial class EveryFlat
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }
}

/// <summary>Generic everywhere.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Generic(nameof(Rho), 1e-3f)]
public sealed partial class EveryGeneric
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }

    private static float Rho(float w) => Math.Abs(w);
}

/// <summary>Generic everywhere, the bias left out.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[Generic(nameof(Rho), 1e-3f, Bias = Bias.Ignore)]
public sealed partial class EveryGenericWithoutBias
{
    [Flatten, Linear(21), ReLU] public partial Layer A { get; }

    [Linear(17, Bias = false), Sigmoid] public partial Layer B { get; }

    [Linear(33), LeakyReLU(0.1f)] public partial Layer C { get; }

    [Linear(9), ReLU, Dropout] public partial Layer D { get; }

    [Linear(5), Softmax] public partial Layer E { get; }

    private static float Rho(float w) => Math.Abs(w);
}

/// <summary>A z-box with one bound per channel, pass, and the other activations.</summary>
[Network(2, 3, 3, Ledger = true), Keep]
[InputRange(-1, 1)]
public sealed partial class BoxPerChannel
{
    [Flatten, Linear(21), ELU(0.5f)] [ZBox([-1, -2], [1, 3])] public partial Layer A { get; }

    [Linear(21), GELU] [Pass] public partial Layer B { get; }

    [Linear(17), GELU(Tanh = true)] [Gamma(0.3f)] public partial Layer C { get; }

    [Linear(9), SiLU] [AlphaBeta(2, 1)] public partial Layer D { get; }

    [Linear(5), Tanh] [Epsilon(1e-4f)] public partial Layer E { get; }
}

/// <summary>Inputs that are never negative, a z-box from zero, a composite for the rest, a final sigmoid.</summary>
[Network(18, Ledger = true), Keep]
[InputRange(0, 1)]
[Composite(Composite.ExcitationBackprop, From = nameof(B))]
public sealed partial class BoxFromZero
{
    [Linear(21), ReLU] [ZBox(0, 1)] public partial Layer A { get; }

    [Linear(13), ReLU] public partial Layer B { get; }

    [Linear(1), Sigmoid] public partial Layer C { get; }
}
