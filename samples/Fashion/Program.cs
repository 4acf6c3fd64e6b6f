using System.CommandLine;
using System.Reflection;
using LrpGen;
using LrpGen.Imaging;
using LrpGen.Samples.Fashion;
using Spectre.Console;

string data = Path.Combine(AppContext.BaseDirectory, "data");
string[] classes = typeof(FashionVgg).GetCustomAttribute<ClassesAttribute>()!.Names;

var pictures = new Argument<string[]>("pictures")
{
    Description = "28 x 28 pictures of garments, bright on black; the bundled drawings unless told.",
    Arity = ArgumentArity.ZeroOrMore,
};
var target = new Option<string?>("--class", "-c") { Description = $"The class to explain: {string.Join(", ", classes)}; the predicted one unless told." };
var output = new Option<string>("--output", "-o") { Description = "The folder for the pictures.", DefaultValueFactory = _ => "explanations" };
var models = new Option<string>("--models", "-m")
{
    Description = "The folder with fashion-vgg.safetensors and fashion-resnet.safetensors.",
    DefaultValueFactory = _ => data,
};
var invert = new Option<bool>("--invert") { Description = "The pictures are dark on white." };
var info = new Option<bool>("--info") { Description = "Print the networks' layers, rules and cost." };
pictures.Validators.Add(result =>
{
    if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-') && !File.Exists(token.Value)) is { } token)
        result.AddError($"There is no option '{token.Value}'; --help lists them.");
});
target.Validators.Add(result =>
{
    if (result.Tokens is [var token] && ClassOf(token.Value) < 0)
        result.AddError($"--class takes one of {string.Join(", ", classes)}; found '{token.Value}'.");
});

var command = new RootCommand("Explains by what two convolutional networks tell garments, by Layer-wise Relevance Propagation.")
{
    pictures, target, output, models, invert, info,
};
command.SetAction(parsed =>
{
    try
    {
        string folder = parsed.GetValue(models)!;
        using var vgg = FashionVgg.Load(Path.Combine(folder, "fashion-vgg.safetensors"));
        using var resNet = FashionResNet.Load(Path.Combine(folder, "fashion-resnet.safetensors"));
        INetwork[] networks = [vgg, resNet];
        if (parsed.GetValue(info))
            Console.WriteLine(string.Join<NetworkInfo>('\n', networks.Select(static network => network.Info)));
        string[] given = parsed.GetValue(pictures) ?? [];
        string[] paths = given.Length > 0 ? given : [.. Directory.GetFiles(Path.Combine(data, "garments"), "*.png").Order(StringComparer.Ordinal)];
        int? asked = parsed.GetValue(target) is { } name ? ClassOf(name) : null;
        Report(networks, paths, asked, parsed.GetValue(output)!, new ImageOptions { Invert = parsed.GetValue(invert) });
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

int ClassOf(string name) => Array.FindIndex(classes, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));

// Explains every picture with every network, writes its sheet, and prints a line for each.
static void Report(INetwork[] networks, string[] paths, int? asked, string folder, ImageOptions options)
{
    const string Overview = "overview";
    Table table = new Table().AddColumns("picture", "network", "taken for", "explained", "score", "relevance");
    table.Columns[4].RightAligned();
    table.Columns[5].RightAligned();
    var garments = new List<Garment>();
    var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Overview };
    foreach (string path in paths)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        while (!taken.Add(name))
            name += "-2";
        var garment = Garment.Of(networks, ImageReader.Load(path, networks[0].Info.InputShape, options), name, asked);
        garments.Add(garment);
        Sheets.Of(garment).Save(Path.Combine(folder, name + ".png"));
        foreach (Explanation explanation in garment.Explanations)
        {
            table.AddRow(
                Markup.Escape(name),
                explanation.Network,
                explanation.Predicted,
                explanation.Explained,
                FormattableString.Invariant($"{explanation.Score:F3}"),
                FormattableString.Invariant($"{explanation.RelevanceSum:F3}"));
        }
    }

    AnsiConsole.Write(table);
    Console.WriteLine($"Scores, input and heat maps of each: {Path.Combine(folder, "NAME.png")}");
    if (garments.Count < 2)
        return;
    string overview = Path.Combine(folder, Overview + ".png");
    Sheets.Overview(garments).Save(overview);
    Console.WriteLine($"All on one sheet: {overview}");
}
