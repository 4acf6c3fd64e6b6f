using System.Text.Json;
using LrpGen.Tool.Commands;

namespace LrpGen.Tool.Explaining;

/// <summary>
/// A folder of results remembers what they are results of, so that a run that goes on where another stopped never mixes relevances of
/// different models, rules or targets.
/// </summary>
internal static class ResultFolder
{
    private const string Note = "lrpgen.json";

    /// <summary>Whether a folder holds results.</summary>
    public static bool Is(string folder) => File.Exists(Path.Combine(folder, Note));

    /// <summary>Writes the note, or compares it with the one that is there.</summary>
    /// <exception cref="ToolException">The folder holds results of something else, or cannot be written.</exception>
    public static void Claim(string folder, IReadOnlyList<(string Name, string Value)> origin)
    {
        string path = Path.Combine(folder, Note);
        string text = JsonOutput.ToText(writer =>
        {
            writer.WriteStartObject();
            foreach ((string name, string value) in origin)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        });
        if (!Is(folder))
        {
            AtomicFile.WriteText(path, text + "\n");
            return;
        }

        if (Difference(path, origin) is { } difference)
            throw new ToolException($"{folder}: holds results of another run ({difference}); give another folder, or remove this one.");
    }

    private static string? Difference(string path, IReadOnlyList<(string Name, string Value)> origin)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach ((string name, string value) in origin)
            {
                string? found = document.RootElement.GetProperty(name).GetString();
                if (found != value)
                    return $"{name}: {found}, now {value}";
            }

            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{Note} in it cannot be read";
        }
    }
}
