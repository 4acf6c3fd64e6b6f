namespace LrpGen.Samples.Mnist;

/// <summary>What the written sheets are called.</summary>
internal static class SheetNames
{
    /// <summary>The sheet with all pictures.</summary>
    public const string Overview = "overview";

    /// <summary>A name for each picture: its file's, with a number where another sheet has that already.</summary>
    public static string[] Of(IReadOnlyList<string> paths)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Overview };
        var names = new string[paths.Count];
        for (int k = 0; k < names.Length; k++)
        {
            string file = Path.GetFileNameWithoutExtension(paths[k]);
            string name = file;
            for (int number = 2; !taken.Add(name); number++)
                name = $"{file}-{number}";
            names[k] = name;
        }

        return names;
    }
}
