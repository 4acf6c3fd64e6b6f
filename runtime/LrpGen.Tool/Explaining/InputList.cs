using System.IO.Enumeration;
using LrpGen.Import;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Explaining;

/// <summary>An input and what its results are called.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">Its name without its ending; for a file of a folder with the path from there.</param>
internal sealed record InputItem(string Path, string Name);

/// <summary>Finds the files that the command line means: files, folders, and lists of files.</summary>
internal static class InputList
{
    /// <summary>Whether the command line means one file, whose result has one name, rather than many.</summary>
    public static bool IsSingle(IReadOnlyList<string> inputs) => inputs is [string input] && !IsList(input) && !Directory.Exists(input);

    /// <summary>The files, in an order that does not depend on the machine.</summary>
    /// <exception cref="ToolException">A folder or list cannot be read, or two results would have one name.</exception>
    public static IReadOnlyList<InputItem> Find(IReadOnlyList<string> inputs, ToolContext context)
    {
        var items = new List<InputItem>();
        foreach (string input in inputs)
        {
            if (IsList(input))
                items.AddRange(ReadList(input, context).Select(ItemOf));
            else if (Directory.Exists(input))
                items.AddRange(FilesOf(input));
            else
                items.Add(ItemOf(input));
        }

        if (items.Count == 0)
            throw new ToolException($"{string.Join(", ", inputs)}: there is no input; files that end with {string.Join(", ", InputFile.Endings)} are.");
        CheckNames(items);
        return items;
    }

    /// <summary>The part of the inputs that falls to one of several processes.</summary>
    public static IReadOnlyList<InputItem> Shard(IReadOnlyList<InputItem> items, int shard, int shards) => [.. items.Where((_, k) => k % shards == shard)];

    private static bool IsList(string input) => input == "-" || input.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    private static InputItem ItemOf(string path) => new(path, Path.GetFileNameWithoutExtension(path));

    private static IEnumerable<string> ReadList(string list, ToolContext context)
    {
        try
        {
            string text = list == "-" ? context.In.ReadToEnd() : File.ReadAllText(list);
            return [.. text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw ToolException.Unreadable(list, error);
        }
    }

    private static IEnumerable<InputItem> FilesOf(string folder)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false };

            // Results may lie below the inputs; they are not to be explained in their turn by the next run.
            var files = new FileSystemEnumerable<string>(folder, static (ref entry) => entry.ToSpecifiedFullPath(), options)
            {
                ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
                ShouldRecursePredicate = static (ref entry) => !ResultFolder.Is(entry.ToFullPath()),
            };
            return [.. files
                .Where(static path => InputFile.Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal)
                .Select(path => new InputItem(path, Path.ChangeExtension(Path.GetRelativePath(folder, path), null)))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{folder}: cannot be read: {error.Message}", inner: error);
        }
    }

    private static void CheckNames(List<InputItem> items)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (InputItem item in items)
        {
            if (names.TryAdd(item.Name, item.Path))
                continue;
            throw new ToolException(names[item.Name] == item.Path
                ? $"{item.Path}: is given twice; give it once."
                : $"{names[item.Name]} and {item.Path} would have results of the same name, {item.Name}; give a folder that holds both in folders of their own, or rename one.");
        }
    }
}
