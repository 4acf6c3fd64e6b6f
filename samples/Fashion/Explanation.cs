using LrpGen.Imaging;

namespace LrpGen.Samples.Fashion;

/// <summary>What one network made of one picture.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Predicted">The class with the largest score.</param>
/// <param name="Explained">The class that the heat map is for.</param>
/// <param name="Score">Its score.</param>
/// <param name="RelevanceSum">The sum of its relevance over the pixels.</param>
/// <param name="Heatmap">What speaks for it and against it.</param>
/// <param name="Cells">The scores, and heat maps of the explained class and the two best others.</param>
internal sealed record Explanation(
    string Network, string Predicted, string Explained, float Score, double RelevanceSum, Picture Heatmap, SheetCell[] Cells)
{
    public const int Zoom = 5;
    private const int Shown = 3;

    // Single pixels would make all the rest pale.
    private static readonly HeatmapOptions Colors = new() { Zoom = Zoom, Percentile = 99.5 };

    /// <summary>Runs and explains one picture.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">The picture, 784 values in [0, 1].</param>
    /// <param name="asked">The class to explain, or null for the predicted one.</param>
    public static Explanation Of(INetwork network, ReadOnlySpan<float> pixels, int? asked)
    {
        network.Forward(pixels);
        float[] scores = network.Logits.ToArray();
        int predicted = network.TopClass;
        int explained = asked ?? predicted;
        IReadOnlyList<string> classes = network.Info.Classes;
        string name = network.Info.Name["Fashion".Length..];
        var cells = new List<SheetCell> { new(ScoreBars.Render(classes, scores, predicted, barWidth: 120), name) };
        double sum = 0;
        Picture? heatmap = null;
        foreach (int target in Enumerable.Range(0, scores.Length)
            .OrderBy(target => target == explained ? 0 : 1)
            .ThenByDescending(target => scores[target])
            .Take(Shown))
        {
            float[] relevance = network.Explain(target).ToArray();
            Picture picture = Imaging.Heatmap.Render(relevance, network.Info.InputShape, Colors);
            cells.Add(new SheetCell(picture, $"for {classes[target]}", FormattableString.Invariant($"score {scores[target]:F2}")));
            if (target != explained)
                continue;
            heatmap = picture;
            sum = relevance.Sum(static value => (double)value);
        }

        return new Explanation(name, classes[predicted], classes[explained], scores[explained], sum, heatmap!, [.. cells]);
    }
}
