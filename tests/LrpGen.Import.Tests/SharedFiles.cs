namespace LrpGen.Import.Tests;

/// <summary>Files of the checkout, and those that may lie beside it: the reference cases and real models.</summary>
internal static class SharedFiles
{
    /// <summary>Where the solution is.</summary>
    public static string Root => Above(static directory => File.Exists(Path.Combine(directory, "LrpGen.sln"))) ?? throw new InvalidOperationException("No directory above the tests holds LrpGen.sln.");

    /// <summary>A folder beside the checkout, or null where it is not there.</summary>
    public static string? Folder(string name) =>
        Above(directory => Directory.Exists(Path.Combine(directory, "shared", name))) is { } found ? Path.Combine(found, "shared", name) : null;

    private static string? Above(Func<string, bool> holds)
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (holds(directory.FullName))
                return directory.FullName;
        }

        return null;
    }
}
