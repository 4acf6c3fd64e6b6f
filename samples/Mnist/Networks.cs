namespace LrpGen.Samples.Mnist;

/// <summary>The perceptron under the thesis's rules: LRP-0 at the top, epsilon and gamma below, z-box at the pixels.</summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")]
public sealed partial class ThesisRules
{
    [Flatten, Linear(300), ReLU] [ZBox(0, 1)]    [Weights("1")] public partial Layer Hidden1 { get; }
    [Linear(100), ReLU]          [Gamma(0.25f)]  [Weights("3")] public partial Layer Hidden2 { get; }
    [Linear(10)]                 [Zero]          [Weights("5")] public partial Layer Scores { get; }
}

/// <summary>The same perceptron with epsilon in proportion to the layer's own values in the middle.</summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")]
public sealed partial class ThesisRulesWithEpsilon
{
    [Flatten, Linear(300), ReLU] [ZBox(0, 1)]        [Weights("1")] public partial Layer Hidden1 { get; }
    [Linear(100), ReLU]          [EpsilonRms(0.25f)] [Weights("3")] public partial Layer Hidden2 { get; }
    [Linear(10)]                 [Zero]              [Weights("5")] public partial Layer Scores { get; }
}

/// <summary>LRP-0 everywhere: for a network of ReLUs this is the gradient times the input, exact and noisy.</summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")]
[Zero]
public sealed partial class ZeroEverywhere
{
    [Flatten, Linear(300), ReLU] [Weights("1")] public partial Layer Hidden1 { get; }
    [Linear(100), ReLU]          [Weights("3")] public partial Layer Hidden2 { get; }
    [Linear(10)]                 [Weights("5")] public partial Layer Scores { get; }
}

/// <summary>
/// A composite decides: epsilon, and flat at the pixels. Under flat every pixel of a dense layer gets the same, so this shows how much
/// reaches the picture rather than where.
/// </summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")]
[Composite(Composite.EpsilonPlusFlat)]
public sealed partial class EpsilonPlusFlat
{
    [Flatten, Linear(300), ReLU] [Weights("1")] public partial Layer Hidden1 { get; }
    [Linear(100), ReLU]          [Weights("3")] public partial Layer Hidden2 { get; }
    [Linear(10)]                 [Weights("5")] public partial Layer Scores { get; }
}

/// <summary>A composite decides: z+ everywhere, which shows only what speaks for the class.</summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")]
[Composite(Composite.ExcitationBackprop)]
public sealed partial class PlusEverywhere
{
    [Flatten, Linear(300), ReLU] [Weights("1")] public partial Layer Hidden1 { get; }
    [Linear(100), ReLU]          [Weights("3")] public partial Layer Hidden2 { get; }
    [Linear(10)]                 [Weights("5")] public partial Layer Scores { get; }
}
