using System.CommandLine;
using System.Globalization;
using LrpGen.Import;
using LrpGen.Tool.Compiling;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>lrpgen inspect: what is in a model or in a file of weights.</summary>
internal static class InspectCommand
{
    public static Command Create(ToolContext context)
    {
        var file = new Argument<string>("FILE") { Description = "An ONNX model or a safetensors file." };
        var models = new ModelOptions();
        Option<bool> json = JsonOutput.Option();
        var command = new Command("inspect", "Shows a model's layers, shapes, rules and costs, or a weight file's tensors. Rules unless told: epsilon-plus.") { file };
        models.AddTo(command);
        command.Add(json);
        file.Validators.Add(Parsing.RefuseOptions);
        command.SetAction((parse, cancellation) =>
        {
            string path = parse.GetValue(file)!;
            return path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)
                ? Task.FromResult(WeightFileView.Show(context, path, parse.GetValue(json)))
                : ShowModelAsync(context, path, models.Read(parse).WithPreset(Composite.EpsilonPlus), parse.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task<int> ShowModelAsync(ToolContext context, string path, ModelChoice choice, bool isJson, CancellationToken cancellation)
    {
        try
        {
            using LoadedNetwork loaded = await new NetworkCache(context).GetAsync(new NetworkRequest(path, choice), cancellation);
            if (isJson)
                PrintJson(context, loaded);
            else
                Print(context, loaded);
            return ExitCodes.Good;
        }
        catch (ImportException error)
        {
            // Here all that is not supported is of interest, not the first alone.
            foreach (string problem in error.Problems)
                await context.Error.WriteLineAsync($"lrpgen: {problem}");
            return ExitCodes.Failed;
        }
    }

    private static void Print(ToolContext context, LoadedNetwork loaded)
    {
        NetworkInfo info = loaded.Network.Info;
        context.Out.WriteLine($"{info.InputShape} to {info.OutputShape}, SHA-256 {loaded.Model.Hash}");
        context.Out.WriteLine();
        var layers = new Table("layer", "step", "declared as", "input", "output", ">parameters", "rule");
        foreach (ModelLayer layer in loaded.Model.Layers)
            layers.Add(layer.Name, layer.Step, layer.Text, $"{new Shape(layer.InputShape)}", $"{new Shape(layer.OutputShape)}", Number(layer.Parameters), layer.Rule);
        layers.Write(context);
        context.Out.WriteLine();
        var steps = new Table("step", ">multiply-adds", ">bytes", ">forward", "by", ">backward", "by", "notes");
        foreach (LayerInfo step in info.Layers)
            steps.Add(step.Name, Number(step.MultiplyAdds), Number(step.WeightBytes), Number(1 + step.ExtraForwardPasses), step.ForwardKernel, Number(step.BackwardPasses), step.BackwardKernel, step.Notes);
        steps.Write(context);
        context.Out.WriteLine();
        context.Out.WriteLine($"parameters {Number(info.Parameters)}, weights in memory {Number(info.WeightBytes)} bytes, workspace {Number(info.WorkspaceBytes)} bytes");
        foreach (string note in loaded.Model.Notes)
            context.Out.WriteLine($"note: {note}");
    }

    private static void PrintJson(ToolContext context, LoadedNetwork loaded) => JsonOutput.Write(context, writer =>
    {
        NetworkInfo info = loaded.Network.Info;
        writer.WriteStartObject();
        writer.WriteString("sha256", loaded.Model.Hash);
        ModelJson.Write(writer, "input", loaded.Model.InputShape);
        ModelJson.Write(writer, "output", loaded.Model.OutputShape);
        writer.WriteNumber("parameters", info.Parameters);
        writer.WriteNumber("weightBytes", info.WeightBytes);
        writer.WriteNumber("workspaceBytes", info.WorkspaceBytes);
        writer.WriteStartArray("layers");
        foreach (ModelLayer layer in loaded.Model.Layers)
            ModelJson.Write(writer, layer);
        writer.WriteEndArray();
        writer.WriteStartArray("steps");
        foreach (LayerInfo step in info.Layers)
            ModelJson.Write(writer, step);
        writer.WriteEndArray();
        ModelJson.Write(writer, "notes", loaded.Model.Notes);
        writer.WriteEndObject();
    });

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
