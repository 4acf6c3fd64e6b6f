namespace LrpGen.Samples.Tabular;

/// <summary>A feature of a row, and how much it spoke for the explained class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value as measured.</param>
/// <param name="Deviation">The same in standard deviations from the average.</param>
/// <param name="Relevance">Positive where it speaks for the class, negative where against it.</param>
internal sealed record Reason(string Name, float Value, float Deviation, float Relevance);

/// <summary>What the network made of one row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Probabilities">The probability of each class.</param>
/// <param name="Predicted">The class with the largest score.</param>
/// <param name="Explained">The class that the reasons are for.</param>
/// <param name="Score">Its score, to which the relevance of all features adds up.</param>
/// <param name="Reasons">Every feature, from what speaks most for the class to what speaks most against it.</param>
/// <param name="Ledger">Where the relevance went, layer by layer.</param>
internal sealed record Explanation(
    FeatureRow Row, float[] Probabilities, int Predicted, int Explained, float Score, Reason[] Reasons, string Ledger)
{
    public static Explanation Of(INetwork network, FeatureRow row, Scaling scaling, int? asked)
    {
        float[] input = scaling.Standardize(row.Values);
        float[] probabilities = network.Forward(input).ToArray();
        int predicted = network.TopClass;
        int explained = asked ?? predicted;
        float[] relevance = network.Explain(explained).ToArray();
        Reason[] reasons =
        [
            .. relevance.Select((value, k) => new Reason(scaling.Features[k], row.Values[k], input[k], value))
                .OrderByDescending(static reason => reason.Relevance),
        ];
        return new Explanation(row, probabilities, predicted, explained, network.Logits[explained], reasons, $"{network.Ledger}");
    }

    /// <summary>The features that matter most, in the order of <see cref="Reasons"/>.</summary>
    public Reason[] Strongest(int count)
    {
        HashSet<Reason> strongest = [.. Reasons.OrderByDescending(static reason => Math.Abs(reason.Relevance)).Take(count)];
        return [.. Reasons.Where(strongest.Contains)];
    }
}
