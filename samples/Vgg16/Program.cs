using System.CommandLine;
using System.Diagnostics;
using LrpGen;
using LrpGen.Imaging;
using LrpGen.Samples.Vgg16;

var weights = new Option<string>("--weights", "-w") { Description = "torchvision's VGG-16 as a safetensors file.", DefaultValueFactory = _ => "vgg16.safetensors" };
var rules = new Option<string>("--rules", "-r") { Description = "thesis, thesis-frugal (the same in less memory), epsilon-gamma-box or epsilon-plus-flat.", DefaultValueFactory = _ => "thesis" };
var classes = new Option<string?>("--classes") { Description = "A text file with the 1000 class names, one in a line." };
var output = new Option<string>("--output", "-o") { Description = "The picture to write.", DefaultValueFactory = _ => "vgg16.png" };
var info = new Option<bool>("--info") { Description = "Print the network's layers, rules and cost." };
var picture = new Argument<string>("picture") { Description = "A photograph." };
rules.AcceptOnlyFromAmong("thesis", "thesis-frugal", "epsilon-gamma-box", "epsilon-plus-flat");

var file = new Argument<string>("file") { Description = "The file to write, 553 MB." };
var generate = new Command("generate", "Writes generated weights, for trying the network without trained ones.") { file };
generate.SetAction(parsed => Try(() =>
{
    using FileStream stream = File.Create(parsed.GetValue(file)!);
    GeneratedWeights.Write(stream);
}));

var explain = new Command("explain", "Explains a photograph for its three best classes, on one forward pass.") { picture, weights, rules, classes, output, info };
explain.SetAction(parsed => Try(() =>
{
    string[]? names = parsed.GetValue(classes) is { } path ? File.ReadAllLines(path) : null;
    var watch = Stopwatch.StartNew();
    using INetwork network = Load(parsed.GetValue(rules)!, parsed.GetValue(weights)!);
    Console.WriteLine($"loaded in {watch.ElapsedMilliseconds} ms");
    if (parsed.GetValue(info))
        Console.WriteLine(network.Info);
    Explain(network, parsed.GetValue(picture)!, names, parsed.GetValue(output)!);
    Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / (1024 * 1024)} MB");
}));

var command = new RootCommand("VGG-16, explained by Layer-wise Relevance Propagation under the thesis's rules.") { explain, generate };
ParseResult parse = command.Parse(args);
if (parse.Errors.Count == 0)
    return parse.Invoke();
Console.Error.WriteLine(parse.Errors[0].Message);
return 1;

static INetwork Load(string rules, string weights) => rules switch
{
    "thesis-frugal" => FrugalThesisRules.Load(weights),
    "epsilon-gamma-box" => EpsilonGammaBox.Load(weights),
    "epsilon-plus-flat" => EpsilonPlusFlat.Load(weights),
    _ => ThesisRules.Load(weights),
};

// The three best classes of one picture, each with its heat map.
static void Explain(INetwork network, string path, string[]? names, string output)
{
    var options = new ImageOptions { ResizeShorterSide = 256, CenterCrop = true, Mean = Pixels.Mean, Std = Pixels.Deviation };
    float[] input = ImageReader.Load(path, network.Info.InputShape, options);
    var watch = Stopwatch.StartNew();
    float[] logits = network.Forward(input).ToArray();
    Console.WriteLine($"forward in {watch.ElapsedMilliseconds} ms");

    var cells = new List<SheetCell> { new(Picture.FromTensor(ImageReader.Load(path, network.Info.InputShape, new ImageOptions { ResizeShorterSide = 256, CenterCrop = true }), network.Info.InputShape, 0, 1), "input") };
    foreach (int target in Enumerable.Range(0, logits.Length).OrderByDescending(k => logits[k]).Take(3))
    {
        watch.Restart();
        ReadOnlySpan<float> relevance = network.Explain(target);
        Console.WriteLine($"explained in {watch.ElapsedMilliseconds} ms");
        string name = names is null ? $"class {target}" : names[target];
        Picture heat = Heatmap.Render(relevance, network.Info.InputShape, new HeatmapOptions { Percentile = 99.5 });
        cells.Add(new SheetCell(heat, name, FormattableString.Invariant($"score {logits[target]:F2}")));
    }

    new ContactSheet(Path.GetFileNameWithoutExtension(path)).AddRow(cells).Render().Save(output);
    Console.WriteLine($"wrote {output}");
}

// One clear line and exit code 1 for whatever the user can mend.
static int Try(Action action)
{
    try
    {
        action();
        return 0;
    }
    catch (Exception error) when (error is WeightFileException or ImageException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}
