using System.Globalization;
using System.Text.Json;

namespace LrpGen.Samples.Tabular;

/// <summary>What the network was trained on: the features' names, their averages and their standard deviations.</summary>
internal sealed record Scaling(string[] Features, float[] Mean, float[] Std)
{
    public static Scaling Load(string path) => JsonSerializer.Deserialize<Scaling>(File.ReadAllText(path), JsonSerializerOptions.Web)!;

    /// <summary>The values in standard deviations from their averages, as the network takes them.</summary>
    public float[] Standardize(float[] values) => [.. values.Select((value, k) => (value - Mean[k]) / Std[k])];
}

/// <summary>One row of a table.</summary>
/// <param name="Number">Its number; the first below the header is 1.</param>
/// <param name="Values">The features' values as measured.</param>
/// <param name="Truth">The class it really has, or null where the table does not say.</param>
internal sealed record FeatureRow(int Number, float[] Values, int? Truth);

/// <summary>A table of features: comma-separated, with a header that names them, in any order, and a column "class" if wished.</summary>
internal static class FeatureTable
{
    private const string ClassColumn = "class";

    /// <exception cref="InvalidDataException">The file cannot be read or is no such table; the message is one line.</exception>
    public static FeatureRow[] Load(string path, string[] features, int classes)
    {
        string[] lines = ReadLines(path);
        string[] header = Cells(lines.Length > 0 ? lines[0] : "");
        int[] columns = [.. features.Select(feature => Array.IndexOf(header, feature))];
        int missing = Array.IndexOf(columns, -1);
        if (missing >= 0)
            throw new InvalidDataException($"{path}: has no column '{features[missing]}'; the header names all {features.Length} features.");
        int classColumn = Array.IndexOf(header, ClassColumn);

        var rows = new List<FeatureRow>();
        for (int line = 1; line < lines.Length; line++)
        {
            if (lines[line].Length == 0)
                continue;
            string[] cells = Cells(lines[line]);
            string place = $"{path}: line {line + 1}";
            if (cells.Length != header.Length)
                throw new InvalidDataException($"{place} should have {header.Length} cells, as the header has; found {cells.Length}.");
            float[] values = [.. columns.Select(column => Number(cells[column], $"{place}, {header[column]}"))];
            rows.Add(new FeatureRow(rows.Count + 1, values, classColumn < 0 ? null : Class(cells[classColumn], classes, place)));
        }

        return [.. rows];
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private static string[] Cells(string line) => line.Split(',', StringSplitOptions.TrimEntries);

    private static float Number(string cell, string place) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new InvalidDataException($"{place}: should be a number; found '{cell}'.");

    private static int Class(string cell, int classes, string place) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value < classes
            ? value
            : throw new InvalidDataException($"{place}: the class is a number from 0 to {classes - 1}; found '{cell}'.");
}
