using LrpGen.Imaging;

namespace LrpGen.Samples.Mnist;

/// <summary>What the network made of one picture, and its sheet.</summary>
/// <param name="Name">The picture's name without its ending.</param>
/// <param name="Predicted">The class with the largest logit.</param>
/// <param name="Explained">The class that the sums below are for.</param>
/// <param name="Score">Its logit.</param>
/// <param name="RelevanceSum">The sum of its relevance over the pixels.</param>
/// <param name="Ledger">Where its relevance went, layer by layer.</param>
/// <param name="Sheet">Scores, input and heat maps on one sheet.</param>
/// <param name="Heatmap">The explained class's heat map.</param>
internal sealed record Explanation(
    string Name, int Predicted, int Explained, float Score, double RelevanceSum, string Ledger, Picture Sheet, Picture Heatmap)
{
    private const int Zoom = 6;

    /// <summary>Runs and explains one picture.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">The picture, 784 values in [0, 1].</param>
    /// <param name="name">Its name.</param>
    /// <param name="asked">The class to explain, or null for the predicted one.</param>
    public static Explanation Of(INetwork network, ReadOnlySpan<float> pixels, string name, int? asked)
    {
        network.Forward(pixels);
        int predicted = network.TopClass;
        int explained = asked ?? predicted;
        float[] logits = network.Logits.ToArray();
        int[] classes = ClassesToShow(logits, name, explained);

        // One forward pass serves all classes. Each map has its own scale: what counts is where a class finds its reasons.
        var shape = network.Info.InputShape;
        var cells = new List<SheetCell>
        {
            new(ScoreBars.Render(network.Info.Classes, logits, predicted), "scores"),
            new(Picture.FromTensor(pixels, shape, 0, 1).Enlarge(Zoom), "input"),
        };
        double sum = 0;
        string ledger = "";
        Picture? heatmap = null;
        foreach (int target in classes)
        {
            ReadOnlySpan<float> relevance = network.Explain(target);
            Picture picture = Imaging.Heatmap.Render(relevance, shape, new HeatmapOptions { Zoom = Zoom });
            cells.Add(new SheetCell(picture, $"for a {target}", FormattableString.Invariant($"score {logits[target]:F2}")));
            if (target != explained)
                continue;
            heatmap = picture;
            ledger = $"{network.Ledger}";
            foreach (float value in relevance)
                sum += value;
        }

        Picture sheet = new ContactSheet($"{name}: taken for a {predicted}").AddRow(cells).Render();
        return new Explanation(name, predicted, explained, logits[explained], sum, ledger, sheet, heatmap!);
    }

    /// <summary>
    /// The classes on the sheet, in order: for the thesis's example those of its figure 4.2, otherwise the explained one and the best
    /// three others.
    /// </summary>
    private static int[] ClassesToShow(float[] logits, string name, int explained)
    {
        if (name == "2-taken-for-7")
            return [.. new[] { 1, 2, 3, 7 }.Append(explained).Distinct().Order()];
        return [.. Enumerable.Range(0, logits.Length)
            .OrderBy(target => target == explained ? 0 : 1)
            .ThenByDescending(target => logits[target])
            .Take(4)
            .Order()];
    }
}
