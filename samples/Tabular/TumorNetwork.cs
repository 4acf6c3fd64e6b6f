namespace LrpGen.Samples.Tabular;

/// <summary>
/// A perceptron on thirty measurements of a tumor, each in standard deviations from its average. Biases get no relevance, so that the
/// features' bars add up to the score.
/// </summary>
[Network(30, Ledger = true)]
[Classes("malignant", "benign")]
[Gamma(0.25f, Bias = Bias.Ignore)]
public sealed partial class TumorNetwork
{
    [Linear(32), ReLU]   [Weights("0")] public partial Layer Hidden1 { get; }
    [Linear(16), ReLU]   [Weights("2")] public partial Layer Hidden2 { get; }
    [Linear(2), Softmax] [Weights("4")] [Zero(Bias = Bias.Ignore)] public partial Layer Scores { get; }
}
