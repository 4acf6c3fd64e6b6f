using System.CommandLine;
using LrpGen.Import;
using LrpGen.Tool.Explaining;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>lrpgen import: a model as a declaration in C# and a file of weights.</summary>
internal static class ImportCommand
{
    public static Command Create(ToolContext context)
    {
        var model = new Argument<string>("MODEL.onnx") { Description = "The model." };
        var folder = new Option<string>("--output", "-o") { Description = "The folder for the declaration and the weights; this one unless told.", HelpName = "DIR", DefaultValueFactory = static _ => "." };
        var name = new Option<string?>("--namespace") { Description = "The namespace of the class." , HelpName = "N" };
        var type = new Option<string?>("--class") { Description = "The name of the class; made of the file's name unless told.", HelpName = "C" };
        var classes = new Option<string?>("--classes") { Description = "The names of the outputs, declared with the class: a file with a name a line, or JSON.", HelpName = "FILE" };
        var ledger = new Option<bool>("--ledger") { Description = "Declare the network so that it keeps the books of every explanation." };
        var models = new ModelOptions();
        Option<bool> json = JsonOutput.Option();
        var command = new Command("import", "Writes a model as an attributed C# class and a safetensors file. Rules unless told: epsilon-plus.") { model, folder, name, type };
        models.AddTo(command);
        foreach (Option option in (Option[])[classes, ledger, json])
            command.Add(option);
        model.Validators.Add(Parsing.RefuseOptions);
        command.SetAction(async (parse, cancellation) =>
        {
            ImportOptions options = models.Read(parse).WithPreset(Composite.EpsilonPlus).ToImportOptions() with
            {
                Namespace = parse.GetValue(name),
                ClassName = parse.GetValue(type),
                Ledger = parse.GetValue(ledger),
                Classes = parse.GetValue(classes) is { } source ? ClassNames.Load(source).Names : [],
            };
            await RunAsync(context, parse.GetValue(model)!, parse.GetValue(folder)!, options, parse.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task RunAsync(ToolContext context, string model, string folder, ImportOptions options, bool isJson, CancellationToken cancellation)
    {
        ImportedNetwork network = await ProgressBar.RunAsync(context, "Importing the model", progress => OnnxImporter.Import(model, options, progress, cancellation));
        string declaration = Path.Combine(folder, network.ClassName + ".cs");
        string weights = Path.Combine(folder, Path.GetFileNameWithoutExtension(model) + ".safetensors");
        AtomicFile.WriteText(declaration, network.Declaration);
        await ProgressBar.RunAsync(context, "Writing the weights", progress =>
        {
            network.WriteWeights(weights, progress, cancellation);
            return true;
        });

        if (isJson)
        {
            PrintJson(context, network, declaration, weights);
            return;
        }

        context.Out.WriteLine($"{declaration}: the class {network.ClassName}, {new Shape([.. network.InputShape])} to {new Shape([.. network.OutputShape])}, {network.Layers.Count} layers");
        context.Out.WriteLine($"{weights}: its weights");
        foreach (string note in network.Notes)
            context.Out.WriteLine($"note: {note}");
        context.Out.WriteLine($"Next: dotnet add package LrpGen; using var net = {network.ClassName}.Load(\"{Path.GetFileName(weights)}\");");
    }

    private static void PrintJson(ToolContext context, ImportedNetwork network, string declaration, string weights) => JsonOutput.Write(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("declaration", declaration);
        writer.WriteString("weights", weights);
        writer.WriteString("namespace", network.Namespace);
        writer.WriteString("class", network.ClassName);
        writer.WriteString("sha256", network.Hash);
        ModelJson.Write(writer, "input", network.InputShape);
        ModelJson.Write(writer, "output", network.OutputShape);
        ModelJson.Write(writer, "notes", network.Notes);
        writer.WriteEndObject();
    });
}
