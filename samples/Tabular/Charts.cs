using System.Globalization;
using LrpGen.Imaging;

namespace LrpGen.Samples.Tabular;

/// <summary>Explanations as bars.</summary>
internal static class Charts
{
    private const int Shown = 14;
    private const int BarWidth = 260;
    private static readonly Colormap Signs = Colormap.Get("coolwarm");

    /// <summary>The probabilities of one row and its strongest features; the others are summed in a last bar, so that all add up to the score.</summary>
    public static Picture Row(Explanation explanation, IReadOnlyList<string> classes)
    {
        Reason[] strongest = explanation.Strongest(Shown);
        float others = explanation.Reasons.Except(strongest).Sum(static reason => reason.Relevance);
        string[] names = [.. strongest.Select(NameOf), $"the other {explanation.Reasons.Length - strongest.Length} together"];
        float[] values = [.. strongest.Select(static reason => reason.Relevance), others];
        Picture bars = ScoreBars.Render(names, values, barWidth: BarWidth, signs: Signs);
        Picture probabilities = ScoreBars.Render(classes, explanation.Probabilities, explanation.Predicted);
        string explained = classes[explanation.Explained];
        return new ContactSheet(Headline(explanation, classes))
            .AddRow(new SheetCell(probabilities, "probability"))
            .AddRow(new SheetCell(
                bars,
                $"what speaks for {explained} (red) and against it (blue)",
                FormattableString.Invariant($"together: the score, {explanation.Score:F2}"),
                "in brackets: standard deviations from the average"))
            .Render();
    }

    /// <summary>How much each feature mattered over many rows, whichever way it spoke.</summary>
    public static Picture Overview(IReadOnlyList<Explanation> explanations)
    {
        (string Name, float Value)[] means =
        [
            .. explanations.SelectMany(static explanation => explanation.Reasons)
                .GroupBy(static reason => reason.Name, static reason => Math.Abs(reason.Relevance))
                .Select(static group => (group.Key, group.Average()))
                .OrderByDescending(static pair => pair.Item2),
        ];
        Picture bars = ScoreBars.Render([.. means.Select(static pair => pair.Name)], [.. means.Select(static pair => pair.Value)], barWidth: BarWidth);
        return new ContactSheet("How much each feature matters")
            .AddRow(new SheetCell(bars, $"mean size of its relevance over {explanations.Count} rows"))
            .Render();
    }

    /// <summary>Which row it is and what the network takes it for.</summary>
    public static string Headline(Explanation explanation, IReadOnlyList<string> classes)
    {
        string truth = explanation.Row.Truth is { } known ? classes[known] + ", " : "";
        return FormattableString.Invariant(
            $"row {explanation.Row.Number}: {truth}taken for {classes[explanation.Predicted]} ({100 * explanation.Probabilities[explanation.Predicted]:F1} %)");
    }

    /// <summary>A measured value with four digits.</summary>
    public static string Number(float value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Standard deviations from the average.</summary>
    public static string Deviation(float value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static string NameOf(Reason reason) => $"{reason.Name} {Number(reason.Value)} ({Deviation(reason.Deviation)})";
}
