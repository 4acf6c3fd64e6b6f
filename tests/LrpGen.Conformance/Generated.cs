using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>
/// Runs networks with generated weights beside the reference engine. Rules that divide by a sum near zero enlarge whatever rounding
/// comes before, so an error counts less where the reference itself, with its weights rounded once more, strays as far.
/// </summary>
internal static class Generated
{
    // How much more than by one rounding of each weight: a sum of up to 33 terms rounds 33 times, forward and back.
    private const double Amplification = 66;
    private const double Tolerance = 1e-5;
    private const int Trials = 4;

    /// <summary>The largest relative error over output, logits, input relevance, every kept relevance and the books.</summary>
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

        double worst = Error(network.Forward(RandomWeights.ToFloat(input)), expected.Output, strayed.Select(static other => other.Output));
        worst = Math.Max(worst, Error(network.Logits, expected.Logits, strayed.Select(static other => other.Logits)));
        worst = Math.Max(worst, Error(network.Explain(target), expected.InputRelevance, strayed.Select(static other => other.InputRelevance)));
        double[] passedOn = expected.InputRelevance;
        foreach (Layer layer in network.Layers)
        {
            double[] relevance = expected.Relevance[layer.Name];
            worst = Math.Max(worst, Error(layer.Relevance, relevance, strayed.Select(other => other.Relevance[layer.Name])));
            if (expected.Ledger.TryGetValue(layer.Name, out ReferenceLedger books))
                worst = Math.Max(worst, ErrorOfBooks(layer.Ledger, books, strayed.Select(other => other.Ledger[layer.Name]), [.. relevance, .. passedOn]));
            passedOn = relevance;
        }

        return worst;
    }

    /// <summary>The relative error, less where the reference itself strays.</summary>
    private static double Error(ReadOnlySpan<float> actual, double[] expected, IEnumerable<double[]> strayed)
    {
        double sensitivity = strayed.Max(other => Agreement.RelativeError(RandomWeights.ToFloat(other), expected));
        return Weighed(Agreement.RelativeError(actual, expected), sensitivity);
    }

    // The parts are sums of terms of either sign, so they are compared on the scale of what came in and went on, without its signs.
    private static double ErrorOfBooks(LedgerEntry actual, ReferenceLedger expected, IEnumerable<ReferenceLedger> strayed, double[] relevance)
    {
        double scale = relevance.Sum(Math.Abs) + Math.Abs(expected.AbsorbedByBias) + Math.Abs(expected.TakenByStabilizer);
        var found = new ReferenceLedger(actual.Received, actual.PassedOn, actual.AbsorbedByBias, actual.TakenByStabilizer, actual.Dropped);
        return scale == 0 ? Distance(found, expected) : Weighed(Distance(found, expected) / scale, strayed.Max(other => Distance(other, expected)) / scale);
    }

    private static double Distance(ReferenceLedger a, ReferenceLedger b) =>
        Math.Abs(a.Received - b.Received)
        + Math.Abs(a.PassedOn - b.PassedOn)
        + Math.Abs(a.AbsorbedByBias - b.AbsorbedByBias)
        + Math.Abs(a.TakenByStabilizer - b.TakenByStabilizer)
        + Math.Abs(a.Dropped - b.Dropped);

    private static double Weighed(double error, double sensitivity) => error / Math.Max(1, Amplification * sensitivity / Tolerance);

    /// <summary>The weights, each moved by up to half of a float's last place.</summary>
    private static Dictionary<string, LinearWeights> Rounded(Dictionary<string, LinearWeights> weights, Random random)
    {
        return weights.ToDictionary(static pair => pair.Key, pair => new LinearWeights(Moved(pair.Value.Weight), pair.Value.Bias is { } bias ? Moved(bias) : null));

        double[] Moved(double[] values) => [.. values.Select(value => value * (1 + (((2 * random.NextDouble()) - 1) * Math.Pow(2, -24))))];
    }
}
