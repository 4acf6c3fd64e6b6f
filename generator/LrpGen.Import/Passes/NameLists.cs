using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>Names of layers in messages.</summary>
internal static class NameLists
{
    private const int Most = 8;

    /// <summary>The names that are nearest to a given one.</summary>
    public static string Nearest(string name, IReadOnlyList<NetworkLayer> layers)
    {
        List<string> known = [.. layers.Where(static layer => layer.Role != LayerRole.Pass).Select(static layer => layer.Name)];
        IEnumerable<string> near = known.Count <= Most ? known : known.OrderBy(other => Distance(name, other)).Take(Most);
        return string.Join(", ", near.Select(static other => $"'{other}'")) + (known.Count > Most ? $" and {known.Count - Most} more" : "");
    }

    /// <summary>How many letters must be changed, added or removed (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[b.Length];
    }
}
