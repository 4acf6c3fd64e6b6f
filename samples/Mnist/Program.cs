using System.CommandLine;
using LrpGen;
using LrpGen.Imaging;
using LrpGen.Samples.Mnist;
using Spectre.Console;

string data = Path.Combine(AppContext.BaseDirectory, "data");

var pictures = new Argument<string[]>("pictures")
{
    Description = "28 x 28 pictures, white on black; the bundled digits unless told.",
    Arity = ArgumentArity.ZeroOrMore,
};
var target = new Option<int?>("--class", "-c") { Description = "The class to explain, 0 to 9; the predicted one unless told." };
var rules = new Option<string>("--rules", "-r")
{
    Description = RuleSets.Help,
    HelpName = string.Join('|', RuleSets.Names),
    DefaultValueFactory = _ => RuleSets.Names[0],
};
var output = new Option<string>("--output", "-o") { Description = "The folder for the pictures.", DefaultValueFactory = _ => "explanations" };
var weights = new Option<string>("--weights", "-w") { Description = "The weight file.", DefaultValueFactory = _ => Path.Combine(data, "mnist-mlp.safetensors") };
var invert = new Option<bool>("--invert") { Description = "The pictures are black on white." };
var ledger = new Option<bool>("--ledger") { Description = "Print where the relevance went, layer by layer." };
var info = new Option<bool>("--info") { Description = "Print the network's layers, rules and cost." };
rules.CompletionSources.Add(RuleSets.Names);
rules.Validators.Add(result =>
{
    if (result.Tokens is [var token] && !RuleSets.Names.Contains(token.Value))
        result.AddError($"--rules takes one of {string.Join(", ", RuleSets.Names)}; found '{token.Value}'.");
});
pictures.Validators.Add(result =>
{
    if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-') && !File.Exists(token.Value)) is { } token)
        result.AddError($"There is no option '{token.Value}'; --help lists them.");
});
target.Validators.Add(result =>
{
    if (result.Tokens is [var token] && !(int.TryParse(token.Value, out int value) && value is >= 0 and <= 9))
        result.AddError($"--class takes a class from 0 to 9; found '{token.Value}'.");
});

var command = new RootCommand("Explains what a perceptron sees in handwritten digits, by Layer-wise Relevance Propagation.")
{
    pictures, target, rules, output, weights, invert, ledger, info,
};
command.SetAction(parsed =>
{
    try
    {
        using INetwork network = RuleSets.Load(parsed.GetValue(rules)!, parsed.GetValue(weights)!);
        if (parsed.GetValue(info))
            Console.WriteLine(network.Info);
        string[] given = parsed.GetValue(pictures) ?? [];
        string[] paths = given.Length > 0 ? given : [.. Directory.GetFiles(Path.Combine(data, "digits"), "*.png").Order(StringComparer.Ordinal)];
        var options = new ImageOptions { Invert = parsed.GetValue(invert) };
        Report(network, paths, parsed.GetValue(target), parsed.GetValue(output)!, options, parsed.GetValue(ledger));
        return 0;
    }
    catch (Exception error) when (error is WeightFileException or ImageException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
});
ParseResult parse = command.Parse(args);
if (parse.Errors.Count == 0)
    return parse.Invoke();
Console.Error.WriteLine(parse.Errors[0].Message);
return 1;

// Explains every picture, writes its sheet, and prints a line for each.
static void Report(INetwork network, string[] paths, int? asked, string folder, ImageOptions options, bool showLedger)
{
    var table = new Table().AddColumns("picture", "taken for", "explained", "score", "sum of relevance");
    foreach (int column in new[] { 1, 2, 3, 4 })
        table.Columns[column].RightAligned();
    var overview = new List<SheetCell>();
    foreach ((string path, string name) in paths.Zip(SheetNames.Of(paths)))
    {
        float[] pixels = ImageReader.Load(path, network.Info.InputShape, options);
        Explanation explanation = Explanation.Of(network, pixels, name, asked);
        explanation.Sheet.Save(Path.Combine(folder, explanation.Name + ".png"));
        overview.Add(new SheetCell(explanation.Heatmap, explanation.Name, $"for a {explanation.Explained}"));
        table.AddRow(
            Markup.Escape(explanation.Name),
            explanation.Predicted.ToString(),
            explanation.Explained.ToString(),
            FormattableString.Invariant($"{explanation.Score:F3}"),
            FormattableString.Invariant($"{explanation.RelevanceSum:F3}"));
        if (showLedger)
            Console.WriteLine($"{explanation.Name}, explained for a {explanation.Explained}\n{explanation.Ledger}");
    }

    AnsiConsole.Write(table);
    Console.WriteLine($"Scores, input and heat maps of each: {Path.Combine(folder, "NAME.png")}");
    if (paths.Length < 2)
        return;
    var all = new ContactSheet("What speaks for each class (red) and against it (blue)");
    foreach (SheetCell[] row in overview.Chunk(6))
        all.AddRow(row);
    string overviewPath = Path.Combine(folder, SheetNames.Overview + ".png");
    all.Render().Save(overviewPath);
    Console.WriteLine($"All on one sheet: {overviewPath}");
}
