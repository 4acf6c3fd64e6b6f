using System.CommandLine;
using LrpGen;
using LrpGen.Imaging;
using LrpGen.Samples.Tabular;
using Spectre.Console;

const string All = "all";
const string MissedTumor = "33";
string data = Path.Combine(AppContext.BaseDirectory, "data");

var rows = new Argument<string[]>("rows")
{
    Description = $"Row numbers from 1, or '{All}'; row {MissedTumor} unless told, a malignant tumor that the network misses.",
    Arity = ArgumentArity.ZeroOrMore,
};
var target = new Option<string?>("--class", "-c") { Description = "The class to explain, malignant or benign; the predicted one unless told." };
var table = new Option<string>("--table", "-t")
{
    Description = "A comma-separated table with the features' names above; the bundled test rows unless told.",
    DefaultValueFactory = _ => Path.Combine(data, "breast-cancer-test.csv"),
};
var output = new Option<string>("--output", "-o") { Description = "The folder for the pictures.", DefaultValueFactory = _ => "explanations" };
var weights = new Option<string>("--weights", "-w")
{
    Description = "The weight file.",
    DefaultValueFactory = _ => Path.Combine(data, "breast-cancer-mlp.safetensors"),
};
var ledger = new Option<bool>("--ledger") { Description = "Print where the relevance went, layer by layer." };
rows.Validators.Add(result =>
{
    if (result.Tokens.FirstOrDefault(static token => token.Value != All && !int.TryParse(token.Value, out _)) is not { } token)
        return;
    result.AddError(token.Value.StartsWith('-')
        ? $"There is no option '{token.Value}'; --help lists them."
        : $"A row is a number or '{All}'; found '{token.Value}'.");
});
target.Validators.Add(result =>
{
    if (result.Tokens is [var token] && token.Value is not ("malignant" or "benign"))
        result.AddError($"--class takes malignant or benign; found '{token.Value}'.");
});

var command = new RootCommand("Explains which measurements make a perceptron take a tumor for malignant or benign, by Layer-wise Relevance Propagation.")
{
    rows, target, table, output, weights, ledger,
};
command.SetAction(parsed =>
{
    try
    {
        using var network = TumorNetwork.Load(parsed.GetValue(weights)!);
        var scaling = Scaling.Load(Path.Combine(data, "breast-cancer-mlp.json"));
        IReadOnlyList<string> classes = network.Info.Classes;
        FeatureRow[] known = FeatureTable.Load(parsed.GetValue(table)!, scaling.Features, classes.Count);
        string? className = parsed.GetValue(target);
        int? asked = className is null ? null : classes.Index().Single(pair => pair.Item == className).Index;
        Explanation[] explanations =
        [
            .. Choose(known, parsed.GetValue(rows) is { Length: > 0 } given ? given : [MissedTumor])
                .Select(row => Explanation.Of(network, row, scaling, asked)),
        ];
        Report(explanations, classes, parsed.GetValue(output)!, parsed.GetValue(ledger));
        return 0;
    }
    catch (Exception error) when (error is WeightFileException or ImageException or InvalidDataException)
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

static IEnumerable<FeatureRow> Choose(FeatureRow[] known, string[] asked) => asked.Contains(All)
    ? known
    : asked.Select(number => int.Parse(number) is var row && row >= 1 && row <= known.Length
        ? known[row - 1]
        : throw new InvalidDataException($"There is no row {number}; the table has {known.Length}, from 1."));

// Prints and draws the explanations: one in full, several with a line each.
static void Report(Explanation[] explanations, IReadOnlyList<string> classes, string folder, bool showLedger)
{
    foreach (Explanation explanation in explanations)
        Charts.Row(explanation, classes).Save(Path.Combine(folder, $"row-{explanation.Row.Number}.png"));
    if (explanations is [var single])
        Texts.PrintReasons(single, classes);
    else
        Texts.PrintRows(explanations, classes);
    if (showLedger)
    {
        foreach (Explanation explanation in explanations)
            Console.WriteLine($"row {explanation.Row.Number}, explained for {classes[explanation.Explained]}\n{explanation.Ledger}");
    }

    Console.WriteLine($"As bars: {Path.Combine(folder, "row-NUMBER.png")}");
    if (explanations.Length < 2)
        return;
    string overview = Path.Combine(folder, "overview.png");
    Charts.Overview(explanations).Save(overview);
    Console.WriteLine($"How much each feature matters over these rows: {overview}");
}
