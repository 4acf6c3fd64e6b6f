using LrpGen.Tool.Commands;
using LrpGen.Tool.Compiling;
using LrpGen.Tool.Reporting;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Explaining;

/// <summary>One run of <c>lrpgen explain</c>: gets the network, then explains one file or many.</summary>
internal sealed class Explanation(ToolContext context, ExplainOptions options)
{
    private const string UnaskedFolder = "explanations";

    /// <summary>Does it all.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        bool isSingle = InputList.IsSingle(options.Inputs);
        if (!isSingle && options.Report is not null)
            throw ToolException.Usage("--report takes a single INPUT, a picture or an .npy file; run it for each.");
        if (isSingle && options.Shard is { Count: > 1 })
            throw ToolException.Usage("--shard divides many inputs among processes; give a folder, a list or several inputs.");

        IReadOnlyList<InputItem> items = InputList.Find(options.Inputs, context);
        ClassNames? classes = options.Classes is null ? null : ClassNames.Load(options.Classes);
        bool keepsBooks = options.Ledger || options.Report is not null;
        var request = new NetworkRequest(options.Model, Bounded(items), keepsBooks, options.Layer);
        using LoadedNetwork loaded = await new NetworkCache(context).GetAsync(request, cancellation);
        int outputs = loaded.Network.Info.OutputShape.Count;
        classes?.CheckCount(outputs);
        if (options.Layer is not null)
            loaded.StepOf(options.Layer);

        var target = TargetChoice.Parse(options.Target, classes, outputs);
        var plan = new ExplainPlan(loaded, target, options.Layer, options.Ledger, options.Pictures, options.Colormap);
        var printer = new ResultPrinter(context, classes, options.IsJson);

        // What the importer left out changes what is explained.
        foreach (string note in loaded.Model.Notes)
            await context.Error.WriteLineAsync($"note: {note}");
        return isSingle
            ? await ExplainOneAsync(plan, items[0], classes, printer, cancellation)
            : await ExplainManyAsync(plan, request, items, printer, cancellation);
    }

    private async Task<int> ExplainOneAsync(ExplainPlan plan, InputItem item, ClassNames? classes, ResultPrinter printer, CancellationToken cancellation)
    {
        var paths = new ResultPaths(
            InFolder(options.Output, item.Name + ".npy") ?? (options.WritesUnasked ? item.Name + ".relevance.npy" : null),
            InFolder(options.Heatmap, item.Name + ".png") ?? (options.WritesUnasked ? item.Name + ".heatmap.png" : null));
        string? report = InFolder(options.Report, item.Name + ".html");
        CheckPlaces(item, paths, report);
        IReadOnlyList<SampleResult> results = await SingleRun.RunAsync(context, plan, item, paths, options.Threads, cancellation);
        printer.PrintOnly(item, paths, results);
        if (report is not null)
        {
            HtmlReport.Write(report, plan, item, classes, options);
            if (!options.IsJson)
                await context.Out.WriteLineAsync($"report: {report}");
        }

        return ExitCodes.Good;
    }

    private async Task<int> ExplainManyAsync(ExplainPlan plan, NetworkRequest request, IReadOnlyList<InputItem> items, ResultPrinter printer, CancellationToken cancellation)
    {
        string? arrays = options.WritesUnasked ? UnaskedFolder : options.Output;
        string? heatmaps = options.WritesUnasked ? UnaskedFolder : options.Heatmap;
        foreach ((string option, string? folder) in (ReadOnlySpan<(string, string?)>)[("--output", arrays), ("--heatmap", heatmaps)])
        {
            if (folder is not null && Path.GetExtension(folder) is ".npy" or ".png" && !Directory.Exists(folder))
                throw ToolException.Usage($"{option} is a folder where there are several inputs; found {folder}.");
        }

        Dictionary<InputItem, long> starts = CountSamples(plan, items);
        foreach (InputItem item in items)
            CheckPlaces(item, PathsOf(item), null);
        foreach (string folder in new[] { arrays, heatmaps }.OfType<string>().Distinct())
            ResultFolder.Claim(folder, OriginOf(plan, request));
        IReadOnlyList<InputItem> mine = options.Shard is { } shard ? InputList.Shard(items, shard.Index, shard.Count) : items;
        var run = new ManyRun(context, plan, printer, PathsOf);
        ManyOutcome outcome = await run.RunAsync(mine, starts, options.Threads, cancellation);
        if (!options.IsJson)
            await context.Out.WriteLineAsync($"{outcome.Explained} explained, {outcome.Skipped} there already, {outcome.Failed} failed");
        return outcome.ExitCode;

        ResultPaths PathsOf(InputItem item) => new(
            arrays is null ? null : Path.Combine(arrays, item.Name + ".npy"),
            heatmaps is null ? null : Path.Combine(heatmaps, item.Name + ".png"));
    }

    /// <summary>No result may take the place of a file that is read, or of another result.</summary>
    private void CheckPlaces(InputItem item, ResultPaths paths, string? report)
    {
        var places = new Dictionary<string, string>();
        foreach ((string name, string? path) in (ReadOnlySpan<(string, string?)>)[("the input", item.Path), ("the model", options.Model), ("the file of rules", options.Choice.RulesFile), ("the file of classes", options.Classes)])
        {
            if (path is not null)
                places.TryAdd(Path.GetFullPath(path), name);
        }

        foreach ((string name, string? path) in (ReadOnlySpan<(string, string?)>)[("the relevances", paths.Array), ("the heat map", paths.Heatmap), ("the report", report)])
        {
            if (path is null)
                continue;
            string place = Path.GetFullPath(path);
            if (place.StartsWith("/dev/", StringComparison.Ordinal))
                throw ToolException.Usage($"{path}: is a device, which a file that is moved to its place when it is whole would replace; give the name of a file.");
            if (!places.TryAdd(place, name))
                throw ToolException.Usage($"{path}: is {places[place]}; give {name} another name.");
        }
    }

    /// <summary>Where each input's samples start among all, which matters only to a list of targets.</summary>
    private static Dictionary<InputItem, long> CountSamples(ExplainPlan plan, IReadOnlyList<InputItem> items)
    {
        var starts = new Dictionary<InputItem, long>();
        if (plan.Target.SampleCount is not { } targets)
            return starts;
        long count = 0;
        foreach (InputItem item in items)
        {
            starts.Add(item, count);
            using InputFile file = plan.Open(item.Path);
            count += file.Samples;
        }

        return count == targets ? starts : throw ToolException.Usage($"--target names {targets} outputs, one for each sample; the inputs hold {count}.");
    }

    /// <summary>The bounds of a box of pictures are known: black and white.</summary>
    private ModelChoice Bounded(IReadOnlyList<InputItem> items)
    {
        if (!options.Choice.LacksBounds || items.Any(static item => InputFile.IsArray(item.Path)))
            return options.Choice;
        (float[] low, float[] high) = options.Pictures.Bounds(Math.Max(options.Pictures.Mean.Length, options.Pictures.Std.Length));
        return options.Choice with { Low = low, High = high };
    }

    private (string Name, string Value)[] OriginOf(ExplainPlan plan, NetworkRequest request) =>
    [
        ("model", plan.Loaded.Model.Hash),
        ("rules", Fingerprint.OfRequest("", (request with { Ledger = false }).Words())),
        ("target", options.Target),
        ("layer", options.Layer ?? "input"),
        ("preparation of pictures", FormattableString.Invariant($"scale {options.Pictures.Scale:R} mean {string.Join(',', options.Pictures.Mean)} std {string.Join(',', options.Pictures.Std)} size {options.Pictures.Size.ShorterSide} {options.Pictures.Size.Fits}")),
        ("color map", options.Colormap.Name),
    ];

    // A folder, or the name of one, takes the file under the input's name.
    private static string? InFolder(string? path, string name) =>
        path is not null && (Directory.Exists(path) || path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar)) ? Path.Combine(path, name) : path;
}
