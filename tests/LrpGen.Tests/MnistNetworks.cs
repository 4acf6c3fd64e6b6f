namespace LrpGen.Tests;

/// <summary>The thesis's perceptron under its own rules, with everything that can be looked at.</summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Keep]
public sealed partial class MnistThesis
{
    [Flatten, Linear(300), ReLU] [ZBox(0, 1)] [Weights("1")] public partial Layer Hidden1 { get; }

    [Linear(100), ReLU] [Gamma(0.25f)] [Weights("3")] public partial Layer Hidden2 { get; }

    [Linear(10)] [Zero] [Weights("5")] public partial Layer Scores { get; }
}
