namespace LrpGen.Reference;

/// <summary>
/// The plain engine: every formula of docs/rules.md as it stands there, one output and one input at a time, in float64. Slow, and meant
/// to be seen to be right.
/// </summary>
public static class ReferenceEngine
{
    /// <summary>Runs a network and explains one output.</summary>
    public static ReferenceResult Explain(
        ReferenceNetwork network, IReadOnlyDictionary<string, LinearWeights> weights, double[] input, int target) =>
        Run(network, weights, input, logits =>
        {
            var start = new double[logits.Length];
            start[target] = logits[target];
            return start;
        });

    /// <summary>Runs a network and takes any relevance of its outputs back.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">The weights of its linear layers, by name.</param>
    /// <param name="input">One sample.</param>
    /// <param name="start">The relevance of the outputs, from the logits.</param>
    public static ReferenceResult Run(
        ReferenceNetwork network, IReadOnlyDictionary<string, LinearWeights> weights, double[] input, Func<double[], double[]> start)
    {
        var values = new List<double[]> { input };
        foreach (ReferenceLayer layer in network.Layers)
        {
            values.Add(layer.Op == "linear"
                ? Preactivation(values[^1], weights[layer.Name], layer.Out)
                : Activations.Apply(layer.Op, layer.Parameter, values[^1]));
        }

        // A final softmax or sigmoid is left out of the explanation.
        int explained = network.Layers.Count;
        if (network.Layers[^1].Op is "softmax" or "sigmoid")
            explained--;
        double[] logits = values[explained];

        var relevance = new Dictionary<string, double[]>();
        var ledger = new Dictionary<string, ReferenceLedger>();
        double[] current = start(logits);
        for (int k = explained - 1; k >= 0; k--)
        {
            ReferenceLayer layer = network.Layers[k];
            relevance[layer.Name] = current;
            if (layer.Op != "linear" || layer.Rule!.Name == "pass")
                continue;
            (current, ledger[layer.Name]) = Rules.Back(layer.Rule, values[k], Wiring.Dense(weights[layer.Name].Weight, weights[layer.Name].Bias, layer.Out), values[k + 1], current);
        }

        return new ReferenceResult(values[^1], logits, current, relevance, ledger);
    }

    /// <summary>The derivative of one logit with respect to each input, for networks of linear layers and ReLUs.</summary>
    public static double[] Gradient(
        ReferenceNetwork network, IReadOnlyDictionary<string, LinearWeights> weights, double[] input, int target)
    {
        var values = new List<double[]> { input };
        foreach (ReferenceLayer layer in network.Layers)
        {
            values.Add(layer.Op == "linear"
                ? Preactivation(values[^1], weights[layer.Name], layer.Out)
                : Activations.Apply(layer.Op, layer.Parameter, values[^1]));
        }

        var gradient = new double[values[^1].Length];
        gradient[target] = 1;
        for (int k = network.Layers.Count - 1; k >= 0; k--)
        {
            double[] x = values[k];
            gradient = network.Layers[k].Op switch
            {
                "linear" => Transposed(gradient, weights[network.Layers[k].Name], x.Length),
                "relu" => [.. gradient.Select((g, i) => x[i] > 0 ? g : 0)],
                "flatten" or "dropout" => gradient,
                var op => throw new NotSupportedException($"No derivative of {op} here."),
            };
        }

        return gradient;
    }

    private static double[] Preactivation(double[] x, LinearWeights layer, int outputs)
    {
        var z = new double[outputs];
        for (int j = 0; j < outputs; j++)
        {
            z[j] = layer.Bias?[j] ?? 0;
            for (int i = 0; i < x.Length; i++)
                z[j] += x[i] * layer.Weight[(j * x.Length) + i];
        }

        return z;
    }

    private static double[] Transposed(double[] values, LinearWeights layer, int inputs)
    {
        var result = new double[inputs];
        for (int j = 0; j < values.Length; j++)
        {
            for (int i = 0; i < inputs; i++)
                result[i] += layer.Weight[(j * inputs) + i] * values[j];
        }

        return result;
    }
}
