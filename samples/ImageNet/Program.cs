using System.CommandLine;
using LrpGen;
using LrpGen.Imaging;
using LrpGen.Samples.ImageNet;
using Spectre.Console;

string data = Path.Combine(AppContext.BaseDirectory, "data");

var photos = new Argument<string[]>("photographs")
{
    Description = "Photographs, PNG or JPEG; the bundled ones unless told.",
    Arity = ArgumentArity.ZeroOrMore,
};
var weights = new Option<string?>("--weights", "-w") { Description = "The weights of SqueezeNet 1.0 or ResNet-18, a safetensors file." };
var names = new Option<string?>("--names", "-n") { Description = "A text file with the names of the 1000 classes, one in each line." };
var targets = new Option<string[]>("--class", "-c") { Description = "A class to explain, by its number or name; may be given several times. The likeliest unless told." };
var count = new Option<int>("--count") { Description = "How many of the likeliest classes to explain, 1 to 10.", DefaultValueFactory = _ => 3 };
var output = new Option<string>("--output", "-o") { Description = "The folder for the pictures.", DefaultValueFactory = _ => "explanations" };
var info = new Option<bool>("--info") { Description = "Print the networks' layers, rules and cost." };
photos.Validators.Add(result =>
{
    if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-') && !File.Exists(token.Value)) is { } token)
        result.AddError($"There is no option '{token.Value}'; --help lists them.");
});
count.Validators.Add(result =>
{
    if (result.Tokens is [var token] && !(int.TryParse(token.Value, out int value) && value is >= 1 and <= 10))
        result.AddError($"--count takes a number from 1 to 10; found '{token.Value}'.");
});

var command = new RootCommand("Explains what networks trained on ImageNet see in photographs, by Layer-wise Relevance Propagation under several rules.")
{
    photos, weights, names, targets, count, output, info,
};
command.SetAction(parsed =>
{
    try
    {
        string path = parsed.GetValue(weights) ?? throw new MistakeException(
            "The weights are not bundled: --weights FILE takes a safetensors file of SqueezeNet 1.0 or ResNet-18; samples/ImageNet/README.md tells where to get one.");
        ClassNames classes = ClassNames.Read(parsed.GetValue(names));
        int[] asked = [.. (parsed.GetValue(targets) ?? []).Select(classes.Find).Distinct()];
        using WeightFile file = WeightFile.Open(path);
        string[] given = parsed.GetValue(photos) ?? [];
        string[] paths = given.Length > 0 ? given : [.. Directory.GetFiles(Path.Combine(data, "photos")).Order(StringComparer.Ordinal)];
        int best = parsed.GetValue(count);
        Explanation[] explanations = Explanation.Of(
            Model.Of(file),
            file,
            paths,
            ranked => asked.Length == 0 ? ranked[..best] : [.. asked.Select(target => ranked.Single(scored => scored.Target == target))],
            parsed.GetValue(info) ? Console.Out : TextWriter.Null);
        Report(explanations, paths, classes, parsed.GetValue(output)!);
        return 0;
    }
    catch (Exception error) when (error is WeightFileException or ImageException or MistakeException)
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

// Writes a sheet for each photograph, and prints a line for each of its classes.
static void Report(Explanation[] explanations, string[] paths, ClassNames classes, string folder)
{
    Table table = new Table().AddColumns("photograph", "class", "probability", "score");
    table.Columns[2].RightAligned();
    table.Columns[3].RightAligned();
    var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
    foreach ((Explanation explanation, string path) in explanations.Zip(paths))
    {
        string name = Path.GetFileNameWithoutExtension(path);
        while (!taken.Add(name))
            name += "-2";
        explanation.Sheet(name, classes).Save(Path.Combine(folder, name + ".png"));
        foreach (Scored scored in explanation.Explained)
        {
            table.AddRow(
                Markup.Escape(name),
                Markup.Escape(classes[scored.Target]),
                FormattableString.Invariant($"{scored.Probability:P1}"),
                FormattableString.Invariant($"{scored.Score:F3}"));
        }
    }

    AnsiConsole.Write(table);
    Console.WriteLine($"What spoke for each class, under several rules: {Path.Combine(folder, "NAME.png")}");
}
