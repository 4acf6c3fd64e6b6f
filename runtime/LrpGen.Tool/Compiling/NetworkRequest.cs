using System.Globalization;
using System.Text;
using LrpGen.Import;
using LrpGen.Tool.Commands;

namespace LrpGen.Tool.Compiling;

/// <summary>Which network is wanted: a model under rules, with or without books.</summary>
/// <param name="ModelPath">The ONNX file.</param>
/// <param name="Choice">The rules, and sizes that the model leaves open.</param>
/// <param name="Ledger">Whether to keep the books.</param>
/// <param name="Layer">The layer whose relevance is wanted, or null.</param>
internal sealed record NetworkRequest(string ModelPath, ModelChoice Choice, bool Ledger = false, string? Layer = null)
{
    /// <summary>What the importer takes.</summary>
    public ImportOptions ToImportOptions() => Choice.ToImportOptions() with
    {
        Namespace = "LrpGen.Compiled",
        Ledger = Ledger,
        Keep = Layer is null ? new HashSet<string>() : new HashSet<string> { Layer },
    };

    /// <summary>Everything in the request but the model, in words that differ where the compiled network may.</summary>
    /// <exception cref="ToolException">The file of rules cannot be read.</exception>
    public string Words()
    {
        var words = new StringBuilder();
        foreach (CompositeSetting setting in Choice.Composites)
            words.Append(CultureInfo.InvariantCulture, $"composite {setting.Composite} {setting.From}..{setting.To}\n");
        words.Append(CultureInfo.InvariantCulture, $"low {Text(Choice.Low)} high {Text(Choice.High)} stabilizer {Choice.Stabilizer:R} pooling {Choice.Pooling}\n");
        words.Append(CultureInfo.InvariantCulture, $"ledger {Ledger} layer {Layer} shape {string.Join(',', Choice.InputShape ?? [])}\n");
        if (Choice.RulesFile is { } file)
            words.Append("rules ").Append(ReadRules(file));
        return words.ToString();
    }

    private static string Text(float[]? values) => values is null ? "none" : string.Join(',', values.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static string ReadRules(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw ToolException.Unreadable(file, error);
        }
    }
}
