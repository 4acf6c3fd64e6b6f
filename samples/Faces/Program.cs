using System.CommandLine;
using LrpGen;
using LrpGen.Imaging;
using LrpGen.Samples.Faces;
using Spectre.Console;

string data = Path.Combine(AppContext.BaseDirectory, "data");
string portrait = Path.Combine(data, "astronaut.png");
Box portraitFace = new(165, 60, 285, 180);

var picture = new Argument<string?>("picture") { Description = "A picture with a face; the bundled portrait unless told.", Arity = ArgumentArity.ZeroOrOne };
var box = new Option<string?>("--box", "-b")
{
    Description = "Where the face is, best a square from the brow to the chin; the whole picture unless told.",
    HelpName = "left,top,right,bottom",
};
var count = new Option<int>("--count", "-n") { Description = "How many expressions to explain, 1 to 7, the likeliest first.", DefaultValueFactory = _ => 3 };
var output = new Option<string>("--output", "-o") { Description = "The folder for the picture.", DefaultValueFactory = _ => "explanations" };
var weights = new Option<string>("--weights", "-w")
{
    Description = "The weight file.",
    DefaultValueFactory = _ => Path.Combine(data, "face-expression.safetensors"),
};
var ledger = new Option<bool>("--ledger") { Description = "Print where the relevance went, layer by layer." };
var info = new Option<bool>("--info") { Description = "Print the network's layers, rules and cost." };
picture.Validators.Add(result =>
{
    if (result.Tokens is [var token] && token.Value.StartsWith('-') && !File.Exists(token.Value))
        result.AddError($"There is no option '{token.Value}'; --help lists them.");
});
box.Validators.Add(result =>
{
    if (result.Tokens is [var token] && Box.Parse(token.Value) is null)
        result.AddError($"--box takes left,top,right,bottom in pixels; found '{token.Value}'.");
});
count.Validators.Add(result =>
{
    if (result.Tokens is [var token] && !(int.TryParse(token.Value, out int value) && value is >= 1 and <= 7))
        result.AddError($"--count takes a number from 1 to 7; found '{token.Value}'.");
});

var command = new RootCommand("Explains by which features of a face a network tells its expression, by Layer-wise Relevance Propagation.")
{
    picture, box, count, output, weights, ledger, info,
};
command.SetAction(parsed =>
{
    try
    {
        using var network = FaceExpression.Load(parsed.GetValue(weights)!);
        if (parsed.GetValue(info))
            Console.WriteLine(network.Info);
        string path = parsed.GetValue(picture) ?? portrait;
        Picture whole = Picture.Load(path);
        Box face = parsed.GetValue(box) is { } told ? Box.Parse(told)!
            : path == portrait ? portraitFace
            : new Box(0, 0, whole.Width, whole.Height);
        string name = Path.GetFileNameWithoutExtension(path);
        var explanation = Explanation.Of(network, face.Cut(whole, path), name, parsed.GetValue(count));
        Report(explanation, Path.Combine(parsed.GetValue(output)!, name + ".png"), parsed.GetValue(ledger));
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

static void Report(Explanation explanation, string path, bool showLedger)
{
    explanation.Sheet.Save(path);
    Table table = new Table().AddColumns("expression", "probability", "score", "sum of relevance");
    foreach (int column in new[] { 1, 2, 3 })
        table.Columns[column].RightAligned();
    foreach (Expression expression in explanation.Expressions)
    {
        table.AddRow(
            expression.Name,
            FormattableString.Invariant($"{expression.Probability:P2}"),
            FormattableString.Invariant($"{expression.Score:F3}"),
            FormattableString.Invariant($"{expression.RelevanceSum:F3}"));
    }

    AnsiConsole.Write(table);
    if (showLedger)
        Console.WriteLine(explanation.Ledger);
    Console.WriteLine($"Heat maps over the face: {path}");
}
