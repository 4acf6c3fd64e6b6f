using System.CommandLine;
using System.Text.Json;
using LrpGen.Imaging;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>lrpgen colormaps: the color maps of heat maps.</summary>
internal static class ColormapsCommand
{
    public static Command Create(ToolContext context)
    {
        Option<bool> json = JsonOutput.Option();
        var command = new Command("colormaps", "Lists the color maps of heat maps.") { json };
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
        foreach (Colormap map in Colormap.All)
        {
            writer.WriteStartObject();
            writer.WriteString("name", map.Name);
            writer.WriteBoolean("diverging", map.IsDiverging);
            writer.WriteString("description", map.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTable(ToolContext context)
    {
        var table = new Table("color map", "zero is", "colors from low to high");
        foreach (Colormap map in Colormap.All)
            table.Add(map.Name, map.IsDiverging ? "in the middle" : "at the low end", map.Description);
        table.Write(context);
    }
}
