using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using LrpGen.Imaging;
using LrpGen.Tool.Compiling;
using LrpGen.Tool.Explaining;

namespace LrpGen.Tool.Reporting;

/// <summary>
/// Writes a page that holds everything it shows: input, heat maps for the top classes, scores, ledger, rules. The page is a template
/// whose script draws what a JSON document in it says; it asks for nothing from a network and forbids itself to.
/// </summary>
internal static class HtmlReport
{
    private const string Placeholder = "{{data}}";

    /// <summary>Explains an input once more, class by class, and writes the page.</summary>
    /// <exception cref="ToolException">It cannot be written.</exception>
    public static void Write(string path, ExplainPlan plan, InputItem item, ClassNames? classes, ExplainOptions options)
    {
        using InputFile file = plan.Open(item.Path);
        var samples = new ReportSamples(plan, classes);
        string json = ToJson(writer =>
        {
            writer.WriteStartObject();
            WriteFacts(writer, plan, item, options);
            WriteShape(writer, plan.Loaded.Model.Input);
            writer.WriteNumber("percentile", ExplainPlan.PercentileFor(plan.Loaded.Model.Input));
            WriteColors(writer, plan.Colormap);
            WriteLayers(writer, plan.Loaded);
            samples.Write(writer, file, item.Name);
            writer.WriteEndObject();
        });
        string template = Template();
        int at = template.IndexOf(Placeholder, StringComparison.Ordinal);
        AtomicFile.WriteText(path, string.Concat(template.AsSpan(0, at), json, template.AsSpan(at + Placeholder.Length)));
    }

    /// <summary>Values as base64 of little-endian float32.</summary>
    internal static string Base64(ReadOnlySpan<float> values)
    {
        var bytes = new byte[4 * values.Length];
        for (int k = 0; k < values.Length; k++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * k), values[k]);
        return Convert.ToBase64String(bytes);
    }

    // The writer escapes what HTML would take for its own.
    private static string ToJson(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
            write(writer);
        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static string Template()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void WriteFacts(Utf8JsonWriter writer, ExplainPlan plan, InputItem item, ExplainOptions options)
    {
        string version = typeof(HtmlReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        writer.WriteString("lead", $"{Path.GetFileName(options.Model)}, explained by Layer-wise Relevance Propagation");
        writer.WriteStartArray("facts");
        Fact("input", item.Path);
        Fact("model", options.Model);
        Fact("SHA-256", plan.Loaded.Model.Hash);
        Fact("target", options.Target);
        foreach (string name in options.Choice.Composites.Select(static setting => setting.Composite.ToString()))
            Fact("composite", name);
        if (options.Choice.RulesFile is { } rules)
            Fact("rules", rules);
        Fact("stabilizer", options.Choice.Stabilizer.ToString("R", CultureInfo.InvariantCulture));
        Fact("max pooling", options.Choice.Pooling.ToString().ToLowerInvariant());
        if (!InputFile.IsArray(item.Path))
            Fact("picture", FormattableString.Invariant($"(pixel x {options.Pictures.Scale:R} - {Words(options.Pictures.Mean)}) / {Words(options.Pictures.Std)}"));
        foreach (string note in plan.Loaded.Model.Notes)
            Fact("note", note);
        Fact("made by", $"lrpgen {version}");
        writer.WriteEndArray();

        void Fact(string name, string value)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(name);
            writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
    }

    private static string Words(float[] values) => values.Length == 1
        ? values[0].ToString("R", CultureInfo.InvariantCulture)
        : $"[{string.Join(", ", values.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)))}]";

    private static void WriteShape(Utf8JsonWriter writer, Shape shape)
    {
        if (shape.Rank < 2)
            return;
        writer.WriteStartObject("plane");
        writer.WriteNumber("height", shape[shape.Rank - 2]);
        writer.WriteNumber("width", shape[shape.Rank - 1]);
        writer.WriteEndObject();
    }

    private static void WriteColors(Utf8JsonWriter writer, Colormap map)
    {
        var colors = new StringBuilder();
        for (int k = 0; k < 256; k++)
        {
            Color color = map.At(k / 255.0);
            colors.Append(CultureInfo.InvariantCulture, $"{color.R:x2}{color.G:x2}{color.B:x2}");
        }

        writer.WriteStartObject("colormap");
        writer.WriteBoolean("diverging", map.IsDiverging);
        writer.WriteString("colors", colors.ToString());
        writer.WriteEndObject();
    }

    private static void WriteLayers(Utf8JsonWriter writer, LoadedNetwork loaded)
    {
        writer.WriteStartArray("layers");
        foreach (ModelLayer layer in loaded.Model.Layers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", layer.Name);
            writer.WriteString("step", layer.Step);
            writer.WriteString("text", layer.Text);
            writer.WriteString("output", $"[{string.Join(", ", layer.OutputShape)}]");
            writer.WriteString("parameters", layer.Parameters.ToString("N0", CultureInfo.InvariantCulture));
            writer.WriteString("rule", layer.Rule.Length == 0 ? "pass" : layer.Rule);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
