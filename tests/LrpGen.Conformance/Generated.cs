using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>Runs networks with generated weights beside the reference engine.</summary>
internal static class Generated
{
    /// <summary>The largest relative error over output, logits, input relevance, every kept relevance and the books.</summary>
    public static double Compare(Func<WeightFile, INetwork> load, ReferenceNetwork reference, int seed)
    {
        var random = new Random(seed);
        Dictionary<string, LinearWeights> weights = RandomWeights.For(reference, random, static name => name != "B");
        using WeightFile file = WeightFile.Read(RandomWeights.ToFile(reference, weights), "generated");
        using INetwork network = load(file);

        double low = Math.Max(network.Info.InputLow, -1);
        double[] input = [.. RandomWeights.Values(reference.Inputs, 1, random).Select(value => low < 0 ? value : Math.Abs(value))];
        input[0] = 0;
        int target = random.Next(network.Info.OutputShape.Count);
        ReferenceResult expected = ReferenceEngine.Explain(reference, weights, input, target);

        double worst = Agreement.RelativeError(network.Forward(RandomWeights.ToFloat(input)), expected.Output);
        worst = Math.Max(worst, Agreement.RelativeError(network.Logits, expected.Logits));
        worst = Math.Max(worst, Agreement.RelativeError(network.Explain(target), expected.InputRelevance));
        foreach (Layer layer in network.Layers)
        {
            worst = Math.Max(worst, Agreement.RelativeError(layer.Relevance, expected.Relevance[layer.Name]));
            if (expected.Ledger.TryGetValue(layer.Name, out ReferenceLedger books))
                worst = Math.Max(worst, ErrorOfBooks(layer.Ledger, books, expected.Relevance[layer.Name]));
        }

        return worst;
    }

    // The parts are sums of terms of either sign, so they are compared on the scale of what came in, without its signs.
    private static double ErrorOfBooks(LedgerEntry actual, ReferenceLedger expected, double[] relevance)
    {
        double scale = relevance.Sum(Math.Abs)
            + Math.Abs(expected.PassedOn) + Math.Abs(expected.AbsorbedByBias) + Math.Abs(expected.TakenByStabilizer);
        double error = Math.Abs(actual.Received - expected.Received)
            + Math.Abs(actual.PassedOn - expected.PassedOn)
            + Math.Abs(actual.AbsorbedByBias - expected.AbsorbedByBias)
            + Math.Abs(actual.TakenByStabilizer - expected.TakenByStabilizer)
            + Math.Abs(actual.Dropped - expected.Dropped);
        return scale == 0 ? error : error / scale;
    }
}
