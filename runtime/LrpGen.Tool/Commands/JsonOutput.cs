using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>Results for machines: one JSON document a line.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<bool> Option() => new("--json") { Description = "Print results as JSON, one document a line." };

    public static void Write(ToolContext context, Action<Utf8JsonWriter> write) => context.Out.WriteLine(ToText(write));

    /// <summary>The text of a document.</summary>
    public static string ToText(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
            write(writer);
        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>A number; JSON has none for what is not finite, so that becomes a text.</summary>
    public static void WriteNumber(this Utf8JsonWriter writer, string name, double value, bool asFloat)
    {
        if (!double.IsFinite(value))
            writer.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        else if (asFloat)
            writer.WriteNumber(name, (float)value);
        else
            writer.WriteNumber(name, value);
    }
}
