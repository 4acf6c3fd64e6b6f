namespace LrpGen.Reference;

/// <summary>A network as a plain list of layers, each named, in the order of computation.</summary>
/// <param name="Inputs">The number of input values.</param>
/// <param name="Layers">The layers.</param>
public sealed record ReferenceNetwork(int Inputs, IReadOnlyList<ReferenceLayer> Layers);

/// <summary>One layer.</summary>
/// <param name="Op">What it computes: linear, relu, leakyrelu, elu, gelu, gelutanh, silu, tanh, sigmoid, softmax, flatten, dropout.</param>
/// <param name="Name">Its name, under which its weights and its relevance are found.</param>
/// <param name="Out">For linear: the number of outputs.</param>
/// <param name="Rule">For linear: its rule.</param>
/// <param name="Parameter">The slope of leakyrelu, the alpha of elu.</param>
public sealed record ReferenceLayer(string Op, string Name, int Out = 0, ReferenceRule? Rule = null, double Parameter = 0.01);

/// <summary>A rule with its parameters.</summary>
/// <param name="Name">zero, epsilon, epsilon-rms, gamma, alphabeta, zplus, wsquare, flat, zbox, generic, norm, pass.</param>
public sealed record ReferenceRule(string Name)
{
    public double Epsilon { get; init; } = 1e-6;

    public double Factor { get; init; } = 0.25;

    public double Gamma { get; init; } = 0.25;

    public double Alpha { get; init; } = 2;

    public double Beta { get; init; } = 1;

    /// <summary>One bound, or one for each channel of the input.</summary>
    public double[] Low { get; init; } = [0];

    public double[] High { get; init; } = [1];

    public Func<double, double>? Rho { get; init; }

    public double Stabilizer { get; init; } = 1e-6;

    public bool IgnoreBias { get; init; }
}

/// <summary>The weights of a linear layer, [outputs, inputs], and its bias, or null.</summary>
public sealed record LinearWeights(double[] Weight, double[]? Bias);

/// <summary>Where the relevance of one layer went.</summary>
public readonly record struct ReferenceLedger(double Received, double PassedOn, double AbsorbedByBias, double TakenByStabilizer, double Dropped);

/// <summary>Everything that a run of the engine computed.</summary>
/// <param name="Output">The network's output.</param>
/// <param name="Logits">Its output before a final softmax or sigmoid.</param>
/// <param name="InputRelevance">The relevance of the input.</param>
/// <param name="Relevance">The relevance at each layer's output, by its name.</param>
/// <param name="Ledger">Where relevance went, for each linear layer.</param>
public sealed record ReferenceResult(
    double[] Output,
    double[] Logits,
    double[] InputRelevance,
    IReadOnlyDictionary<string, double[]> Relevance,
    IReadOnlyDictionary<string, ReferenceLedger> Ledger);
