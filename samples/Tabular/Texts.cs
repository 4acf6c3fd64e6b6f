using System.Globalization;
using Spectre.Console;

namespace LrpGen.Samples.Tabular;

/// <summary>Explanations as text.</summary>
internal static class Texts
{
    /// <summary>Every feature of one row, from what speaks most for the explained class to what speaks most against it.</summary>
    public static void PrintReasons(Explanation explanation, IReadOnlyList<string> classes)
    {
        Console.WriteLine(Charts.Headline(explanation, classes));
        Table table = Create(["feature"], ["value", "deviation", $"for {classes[explanation.Explained]}"]);
        foreach (Reason reason in explanation.Reasons)
            table.AddRow(reason.Name, Charts.Number(reason.Value), Charts.Deviation(reason.Deviation), Signed(reason.Relevance));
        table.AddRow("sum", "", "", Signed(explanation.Reasons.Sum(static reason => reason.Relevance)));
        AnsiConsole.Write(table);
        Console.WriteLine("Deviations are standard deviations from the average.");
    }

    /// <summary>A line for each row with its strongest reason, and how many rows the network gets right.</summary>
    public static void PrintRows(Explanation[] explanations, IReadOnlyList<string> classes)
    {
        Table table = Create(["row", "is", "taken for", "strongest reason"], ["score"]);
        foreach (Explanation explanation in explanations)
        {
            table.AddRow(
                $"{explanation.Row.Number}",
                explanation.Row.Truth is { } truth ? classes[truth] : "?",
                classes[explanation.Predicted],
                $"{explanation.Reasons[0].Name} {Signed(explanation.Reasons[0].Relevance)}",
                FormattableString.Invariant($"{explanation.Score:F2}"));
        }

        AnsiConsole.Write(table);
        int known = explanations.Count(static explanation => explanation.Row.Truth is not null);
        int right = explanations.Count(static explanation => explanation.Row.Truth == explanation.Predicted);
        Console.WriteLine($"{right} of {known} rows taken for what they are.");
    }

    private static Table Create(string[] left, string[] right)
    {
        Table table = new Table().AddColumns([.. left, .. right]);
        for (int k = left.Length; k < table.Columns.Count; k++)
            table.Columns[k].RightAligned();
        return table;
    }

    private static string Signed(float value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
