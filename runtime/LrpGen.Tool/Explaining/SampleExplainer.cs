namespace LrpGen.Tool.Explaining;

/// <summary>What came of a sample, beside its relevances.</summary>
/// <param name="Sample">Its number in its file.</param>
/// <param name="Top">The output with the largest logit.</param>
/// <param name="Targets">The outputs that were explained.</param>
/// <param name="Score">The sum of their logits.</param>
/// <param name="RelevanceSum">The sum of the relevances.</param>
/// <param name="Ledger">Where the relevance went, the input's step first; empty where no books are kept.</param>
internal sealed record SampleResult(long Sample, int Top, int[] Targets, float Score, double RelevanceSum, IReadOnlyList<LedgerEntry> Ledger);

/// <summary>Explains samples one after the other, on one thread.</summary>
/// <param name="network">A network of its own.</param>
/// <param name="target">Which outputs to explain.</param>
/// <param name="step">The index of the step whose relevance is wanted; the input's where null.</param>
/// <param name="keepsBooks">Whether the network keeps the books.</param>
internal sealed class SampleExplainer(INetwork network, TargetChoice target, int? step, bool keepsBooks)
{
    private readonly float[] _outputRelevance = new float[network.Info.OutputShape.Count];

    /// <summary>Runs and explains a sample.</summary>
    /// <param name="input">Its values.</param>
    /// <param name="sample">Its number in its file.</param>
    /// <param name="overall">Its number among all samples of all inputs.</param>
    /// <param name="relevance">Takes the relevances.</param>
    public SampleResult Explain(ReadOnlySpan<float> input, long sample, long overall, Span<float> relevance)
    {
        network.Forward(input);
        int top = network.TopClass;
        int[] targets = target.For(overall, top);
        float score = 0;
        foreach (int index in targets)
            score += network.Logits[index];

        ReadOnlySpan<float> values = Explain(targets);
        if (step is { } kept)
            values = network.Layers[kept].Relevance;
        values.CopyTo(relevance);
        double sum = 0;
        foreach (float value in relevance)
            sum += value;
        return new SampleResult(sample, top, targets, score, sum, keepsBooks ? [.. network.Ledger] : []);
    }

    /// <summary>Several outputs start together, each with its own logit.</summary>
    private ReadOnlySpan<float> Explain(int[] targets)
    {
        if (targets is [int single])
            return network.Explain(single);
        Array.Clear(_outputRelevance);
        foreach (int index in targets)
            _outputRelevance[index] = network.Logits[index];
        return network.Explain(_outputRelevance);
    }
}
