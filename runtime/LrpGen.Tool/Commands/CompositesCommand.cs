using System.CommandLine;
using System.Text.Json;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>lrpgen composites: the known assignments of rules.</summary>
internal static class CompositesCommand
{
    public static Command Create(ToolContext context)
    {
        Option<bool> json = JsonOutput.Option();
        var command = new Command("composites", "Lists the known assignments of rules to layers.") { json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(json))
                JsonOutput.Write(context, Write);
            else
                WriteTable(context);
        });
        return command;
    }

    private static void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach ((string name, _, string first, string convolutions, string dense) in CompositeNames.All)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("first", first);
            writer.WriteString("convolutions", convolutions);
            writer.WriteString("dense", dense);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTable(ToolContext context)
    {
        var table = new Table("composite", "first linear layer", "convolutions", "dense layers");
        foreach ((string name, _, string first, string convolutions, string dense) in CompositeNames.All)
            table.Add(name, first, convolutions, dense);
        table.Write(context);
        context.Out.WriteLine("Everywhere: activations pass; sums and average poolings norm; max poolings winner (--pooling).");
    }
}
