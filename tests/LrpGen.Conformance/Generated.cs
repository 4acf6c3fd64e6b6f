using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>Runs networks with generated weights beside the reference engine.</summary>
internal static class Generated
{
    private const int Trials = 4;

    /// <summary>The largest relative error over output, logits, input relevance, every kept relevance and the books; infinite where a prediction is another output.</summary>
    /// <param name="load">Loads the network.</param>
    /// <param name="reference">The same for the engine.</param>
    /// <param name="withoutBias">The layer that has no bias, or null.</param>
    /// <param name="seed">Where the weights and the input start.</param>
    public static double Compare(Func<WeightFile, INetwork> load, ReferenceNetwork reference, string? withoutBias, int seed)
    {
        var random = new Random(seed);
        Dictionary<string, LinearWeights> weights = RandomWeights.For(reference, random, name => name != withoutBias);
        using WeightFile file = WeightFile.Read(RandomWeights.ToFile(reference, weights), "generated");
        using INetwork network = load(file);

        double low = Math.Max(network.Info.InputLow, -1);
        double[] input = [.. RandomWeights.Values(reference.Inputs, 1, random).Select(value => low < 0 ? value : Math.Abs(value))];
        input[0] = 0;
        int target = random.Next(network.Info.OutputShape.Count);
        ReferenceResult expected = ReferenceEngine.Explain(reference, weights, input, target);
        ReferenceResult[] strayed = [.. Enumerable.Range(0, Trials).Select(_ => ReferenceEngine.Explain(reference, Rounded(weights, random), input, target))];

        double worst = Predictions.Error(network, RandomWeights.ToFloat(input));
        worst = Math.Max(worst, Agreement.WeighedError(network.Forward(RandomWeights.ToFloat(input)), expected.Output, strayed.Select(static other => other.Output)));
        worst = Math.Max(worst, Agreement.WeighedError(network.Logits, expected.Logits, strayed.Select(static other => other.Logits)));
        worst = Math.Max(worst, Agreement.WeighedError(network.Explain(target), expected.InputRelevance, strayed.Select(static other => other.InputRelevance)));
        double[] passedOn = expected.InputRelevance;
        foreach (Layer layer in network.Layers)
        {
            double[] relevance = expected.Relevance[layer.Name];
            worst = Math.Max(worst, Agreement.WeighedError(layer.Relevance, relevance, strayed.Select(other => other.Relevance[layer.Name])));
            if (expected.Ledger.TryGetValue(layer.Name, out ReferenceLedger books))
                worst = Math.Max(worst, Agreement.WeighedError(Books(layer.Ledger), books, strayed.Select(other => other.Ledger[layer.Name]), [.. relevance, .. passedOn]));
            passedOn = relevance;
        }

        return worst;
    }

    private static ReferenceLedger Books(LedgerEntry entry) =>
        new(entry.Received, entry.PassedOn, entry.AbsorbedByBias, entry.TakenByStabilizer, entry.Dropped);

    /// <summary>The weights, each moved by up to half of a float's last place.</summary>
    private static Dictionary<string, LinearWeights> Rounded(Dictionary<string, LinearWeights> weights, Random random)
    {
        return weights.ToDictionary(static pair => pair.Key, pair => new LinearWeights(Moved(pair.Value.Weight), pair.Value.Bias is { } bias ? Moved(bias) : null));

        double[] Moved(double[] values) => [.. values.Select(value => Agreement.Rounded(value, random))];
    }
}
