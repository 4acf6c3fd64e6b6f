using System.CommandLine;
using System.CommandLine.Parsing;
using LrpGen.Imaging;
using LrpGen.Tool.Explaining;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>lrpgen explain: the options; <see cref="Explanation"/> does what they say.</summary>
internal static class ExplainCommand
{
    // What the runtime allows for one sample.
    private const int MostThreads = 256;

    public static Command Create(ToolContext context)
    {
        var model = new Argument<string>("MODEL.onnx") { Description = "The model." };
        var inputs = new Argument<string[]>("INPUT") { Description = "Pictures (PNG, JPEG), .npy files of one sample or a batch, folders of them, or lists of files (.txt, a path a line; - is standard input).", Arity = ArgumentArity.OneOrMore };
        var target = new Option<string>("--target") { Description = "What to explain: an output's INDEX or class NAME; top, the one with the largest logit; all-of:3,7, several together; @0,3,9, one for each sample.", HelpName = "TARGET", DefaultValueFactory = static _ => "top" };
        var models = new ModelOptions();
        Option<float[]?> mean = Parsing.Numbers("--mean", "Pictures: what is subtracted from pixels after --scale, one value or one per channel; 0 unless told.");
        Option<float[]?> std = Parsing.Numbers("--std", "Pictures: what pixels are divided by then, one value or one per channel; 1 unless told.");
        Option<float?> scale = Parsing.Number("--scale", "V", "Pictures: what pixels, 0 to 255, are multiplied by first; 1/255 unless told.", static value => value != 0, "a number other than 0");
        var size = new Option<PictureSize?>("--size")
        {
            Description = "Pictures: the length to which the shorter side is brought before the middle is cut out; fit for the whole picture in the input's size. Unless told the least length that covers the input.",
            HelpName = "N|fit",
            CustomParser = static result => Parsing.Convert(result, PictureSize.Parse),
        };
        var classes = new Option<string?>("--classes") { Description = "The names of the outputs: a file with a name a line, or JSON; or mnist, fashion-mnist, cifar-10.", HelpName = "FILE" };
        var output = new Option<string?>("--output", "-o") { Description = "Takes the relevances as .npy, float32, in the input's shape. A folder for several inputs.", HelpName = "R.npy" };
        var heatmap = new Option<string?>("--heatmap") { Description = "Takes the heat map as PNG; several samples get numbers. A folder for several inputs.", HelpName = "H.png" };
        Option<Colormap?> colormap = Parsing.Colormap();
        var layer = new Option<string?>("--layer") { Description = "Write the relevance at the output of this layer rather than at the input.", HelpName = "NAME" };
        var ledger = new Option<bool>("--ledger") { Description = "Print where the relevance went, layer by layer." };
        var report = new Option<string?>("--report") { Description = "Takes a page with input, heat maps, scores, ledger and rules, for a single input.", HelpName = "R.html" };
        Option<int?> threads = Parsing.Count("--threads", "How many threads work, on a single sample or on as many samples at a time; as many as there are cores unless told.", MostThreads);
        var shard = new Option<Shard?>("--shard")
        {
            Description = "Of many inputs take only every Nth, from the Ith on; I counts from 0 to N-1.",
            HelpName = "I/N",
            CustomParser = static result => Parsing.Convert<Shard?>(result, static text => Shard.Parse(text)),
        };
        Option<bool> json = JsonOutput.Option();
        inputs.Validators.Add(Parsing.RefuseOptions);
        heatmap.Validators.Add(static result => CheckEnding(result, ".png", "heat maps are written as PNG"));

        var command = new Command("explain", "Runs a model on inputs and explains which input values spoke for an output, and which against it.") { model, inputs, target };
        models.AddTo(command);
        foreach (Option option in (Option[])[mean, std, scale, size, classes, output, heatmap, colormap, layer, ledger, report, threads, shard, json])
            command.Add(option);
        command.SetAction((parse, cancellation) => new Explanation(context, new ExplainOptions
        {
            Model = parse.GetValue(model)!,
            Inputs = parse.GetValue(inputs)!,
            Target = parse.GetValue(target)!,
            Choice = models.Read(parse),
            Pictures = new PictureSettings(parse.GetValue(scale) ?? 1f / 255, parse.Given(mean) ?? [0], NonZero(parse.Given(std) ?? [1]), parse.GetValue(size) ?? PictureSize.Covering),
            Classes = parse.GetValue(classes),
            Output = parse.GetValue(output),
            Heatmap = parse.GetValue(heatmap),
            Colormap = parse.GetValue(colormap) ?? Colormap.Default,
            Layer = parse.GetValue(layer),
            Ledger = parse.GetValue(ledger),
            Report = parse.GetValue(report),
            Threads = parse.GetValue(threads) ?? Math.Min(Environment.ProcessorCount, MostThreads),
            Shard = parse.GetValue(shard),
            IsJson = parse.GetValue(json),
        }).RunAsync(cancellation));
        return command;
    }

    private static float[] NonZero(float[] std) => std.Contains(0) ? throw ToolException.Usage("--std divides, so none of its values may be 0.") : std;

    private static void CheckEnding(OptionResult result, string ending, string why)
    {
        // Without an ending it is a folder, for several inputs.
        if (result.Tokens is [var token] && Path.GetExtension(token.Value) is { Length: > 0 } found && !found.Equals(ending, StringComparison.OrdinalIgnoreCase))
            result.AddError($"{token.Value} should end with {ending}: {why}");
    }
}
