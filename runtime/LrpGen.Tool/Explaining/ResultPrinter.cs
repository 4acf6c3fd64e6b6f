using System.Globalization;
using System.Text.Json;
using LrpGen.Tool.Commands;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Explaining;

/// <summary>Prints what came of inputs: tables for people, a JSON document for each input for machines.</summary>
/// <param name="context">Where to.</param>
/// <param name="classes">The names of the outputs, or null.</param>
/// <param name="isJson">Whether for machines.</param>
internal sealed class ResultPrinter(ToolContext context, ClassNames? classes, bool isJson)
{
    /// <summary>Prints the results of the only input.</summary>
    public void PrintOnly(InputItem item, ResultPaths paths, IReadOnlyList<SampleResult> results)
    {
        if (isJson)
        {
            PrintJson(item, paths, results);
            return;
        }

        PrintTable(results);
        foreach (SampleResult result in results.Where(static result => result.Ledger.Count > 0))
            PrintLedger(result, results.Count > 1);
        if (paths.Array is not null)
            context.Out.WriteLine($"relevances: {paths.Array}");
        if (paths.Heatmap is not null)
            context.Out.WriteLine(results.Count > 1 ? $"heat maps: {paths.HeatmapOf(0, results.Count)} to {paths.HeatmapOf(results.Count - 1, results.Count)}" : $"heat map: {paths.Heatmap}");
    }

    /// <summary>Prints the results of one of many inputs.</summary>
    public void PrintOneOfMany(InputItem item, ResultPaths paths, IReadOnlyList<SampleResult> results)
    {
        if (isJson)
        {
            PrintJson(item, paths, results);
            return;
        }

        foreach (SampleResult result in results)
        {
            string sample = results.Count > 1 ? Invariant($"[{result.Sample}]") : "";
            context.Out.WriteLine($"{item.Path}{sample}: top {NameOf(result.Top)}, explained {NamesOf(result.Targets)}, score {Number(result.Score)}, relevance {Number(result.RelevanceSum)}");
        }

        foreach (SampleResult result in results.Where(static result => result.Ledger.Count > 0))
            PrintLedger(result, results.Count > 1);
    }

    private void PrintTable(IReadOnlyList<SampleResult> results)
    {
        var table = new Table(">sample", "top class", "explained", ">score", ">sum of relevance");
        foreach (SampleResult result in results)
            table.Add(Invariant($"{result.Sample}"), NameOf(result.Top), NamesOf(result.Targets), Number(result.Score), Number(result.RelevanceSum));
        table.Write(context);
    }

    private void PrintLedger(SampleResult result, bool isOneOfSeveral)
    {
        context.Out.WriteLine();
        context.Out.WriteLine(isOneOfSeveral ? Invariant($"ledger of sample {result.Sample}") : "ledger");
        var table = new Table("step", ">received", ">passed on", ">bias", ">stabilizer", ">dropped");
        foreach (LedgerEntry entry in result.Ledger.Reverse())
            table.Add(entry.Layer, Number(entry.Received), Number(entry.PassedOn), Number(entry.AbsorbedByBias), Number(entry.TakenByStabilizer), Number(entry.Dropped));
        table.Write(context);
    }

    private void PrintJson(InputItem item, ResultPaths paths, IReadOnlyList<SampleResult> results) => JsonOutput.Write(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("input", item.Path);
        if (paths.Array is not null)
            writer.WriteString("relevances", paths.Array);
        if (paths.Heatmap is not null)
        {
            writer.WriteStartArray("heatmaps");
            for (int k = 0; k < results.Count; k++)
                writer.WriteStringValue(paths.HeatmapOf(k, results.Count));
            writer.WriteEndArray();
        }

        writer.WriteStartArray("samples");
        foreach (SampleResult result in results)
            Write(writer, result);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private void Write(Utf8JsonWriter writer, SampleResult result)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sample", result.Sample);
        writer.WriteNumber("top", result.Top);
        if (classes is not null)
            writer.WriteString("topName", classes.Names[result.Top]);
        writer.WriteStartArray("targets");
        foreach (int target in result.Targets)
            writer.WriteNumberValue(target);
        writer.WriteEndArray();
        writer.WriteNumber("score", result.Score, asFloat: true);
        writer.WriteNumber("relevanceSum", result.RelevanceSum, asFloat: false);
        if (result.Ledger.Count > 0)
            Write(writer, result.Ledger);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<LedgerEntry> ledger)
    {
        writer.WriteStartArray("ledger");
        foreach (LedgerEntry entry in ledger)
        {
            writer.WriteStartObject();
            writer.WriteString("step", entry.Layer);
            writer.WriteNumber("received", entry.Received, asFloat: false);
            writer.WriteNumber("passedOn", entry.PassedOn, asFloat: false);
            writer.WriteNumber("bias", entry.AbsorbedByBias, asFloat: false);
            writer.WriteNumber("stabilizer", entry.TakenByStabilizer, asFloat: false);
            writer.WriteNumber("dropped", entry.Dropped, asFloat: false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private string NamesOf(int[] targets) => string.Join(" + ", targets.Select(NameOf));

    private string NameOf(int target) => classes is null || classes.Names[target] == Invariant($"{target}") ? Invariant($"{target}") : Invariant($"{target} {classes.Names[target]}");

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
