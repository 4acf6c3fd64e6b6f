namespace LrpGen.Import.Tests;

/// <summary>Files that may lie beside the checkout: the reference cases and real models.</summary>
internal static class SharedFiles
{
    /// <summary>The folder, or null where it is not there.</summary>
    public static string? Folder(string name)
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string candidate = Path.Combine(directory.FullName, "shared", name);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
