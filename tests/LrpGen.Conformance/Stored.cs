using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>Runs stored cases, whose results zennit computed.</summary>
internal static class Stored
{
    /// <summary>The largest relative error over output, input relevance and every inner relevance.</summary>
    public static double Compare(string path, Func<WeightFile, INetwork> load)
    {
        CaseFile expected = CaseFile.Load(path);
        using WeightFile file = WeightFile.Open(path);
        using INetwork network = load(file);
        double worst = Agreement.RelativeError(network.Forward(RandomWeights.ToFloat(expected.Input)), expected.Output);
        worst = Math.Max(worst, Agreement.RelativeError(network.Explain(expected.Target), expected.InputRelevance));
        foreach (Layer layer in network.Layers)
            worst = Math.Max(worst, Agreement.RelativeError(layer.Relevance, expected.RelevanceOf(layer.Name.ToLowerInvariant())));
        return worst;
    }
}
