namespace LrpGen.Benchmarks.Networks;

/// <summary>The thesis's perceptron under its rules: LRP-0 above, gamma in the middle, z-box at the pixels.</summary>
[Network(1, 28, 28)]
[InputRange(0, 1)]
public sealed partial class MnistThesis
{
    [Flatten, Linear(300), ReLU] [ZBox(0, 1)] [Weights("1")] public partial Layer Hidden1 { get; }

    [Linear(100), ReLU] [Gamma(0.25f)] [Weights("3")] public partial Layer Hidden2 { get; }

    [Linear(10)] [Zero] [Weights("5")] public partial Layer Scores { get; }
}
