using System.Text.Json;
using LrpGen.Import;

namespace LrpGen.Tool.Explaining;

/// <summary>The names of a model's outputs.</summary>
internal sealed class ClassNames
{
    private const int MostShown = 8;

    private ClassNames(string source, IReadOnlyList<string> names)
    {
        Source = source;
        Names = names;
    }

    /// <summary>The names that come with the tool.</summary>
    public static IReadOnlyList<(string Name, string[] Classes)> Known { get; } =
    [
        ("mnist", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
        ("fashion-mnist", ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"]),
        ("cifar-10", ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]),
    ];

    /// <summary>Where they come from.</summary>
    public string Source { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads a file of names, a line for each or a JSON list or object of indices; or gives a list that comes with the tool.</summary>
    /// <exception cref="ToolException">It cannot be read or holds no names.</exception>
    public static ClassNames Load(string source)
    {
        foreach ((string name, string[] classes) in Known)
        {
            if (string.Equals(name, source, StringComparison.OrdinalIgnoreCase) && !File.Exists(source))
                return new ClassNames(name, classes);
        }

        string text = Read(source).TrimStart('\ufeff');
        string[] names = text.TrimStart() is ['[' or '{', ..] ? ReadJson(source, text) : ReadLines(text);
        return names.Length > 0 ? new ClassNames(source, names) : throw new ToolException($"{source}: should have a class name a line; it is empty.");
    }

    /// <summary>There must be as many names as outputs.</summary>
    public void CheckCount(int outputs)
    {
        if (Names.Count != outputs)
            throw new ToolException($"{Source}: should have one name for each of the model's {outputs} outputs; found {Names.Count}.");
    }

    /// <summary>The index of a name: letter by letter, or else whatever its case, or one of several words for it with commas between.</summary>
    /// <exception cref="ToolException">No class, or several, have that name.</exception>
    public int IndexOf(string name)
    {
        foreach (Func<string, bool> isMeant in (Func<string, bool>[])[known => known == name, known => Same(known, name), known => known.Split(',').Any(word => Same(word.Trim(), name))])
        {
            int[] found = [.. Enumerable.Range(0, Names.Count).Where(k => isMeant(Names[k]))];
            if (found.Length == 1)
                return found[0];
            if (found.Length > 1)
                throw new ToolException($"--target '{name}' is the name of several outputs, {string.Join(", ", found.Take(MostShown))}; give an index.");
        }

        string[] near = [.. Names.Where(known => known.Contains(name, StringComparison.OrdinalIgnoreCase)).Take(MostShown)];
        throw new ToolException($"--target '{name}' is no class of {Source}; {(near.Length > 0 ? $"there are {string.Join(", ", near)}" : $"'lrpgen classes {Source}' lists them")}.");
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            string lists = string.Join(", ", Known.Select(static list => list.Name));
            throw new ToolException($"{path}: there is no such file (looked from {Environment.CurrentDirectory}), and no list of that name; there are {lists}.", inner: error);
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw ToolException.Unreadable(path, error);
        }
    }

    private static string[] ReadLines(string text)
    {
        string[] lines = [.. text.Split('\n').Select(static line => line.Trim())];
        int last = Array.FindLastIndex(lines, static line => line.Length > 0);
        return lines[..(last + 1)];
    }

    /// <summary>A list of names; or an object from index to name, or to a list whose last entry is the name.</summary>
    private static string[] ReadJson(string path, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("classes", out JsonElement classes))
                root = classes;
            if (root.ValueKind == JsonValueKind.Array)
                return [.. root.EnumerateArray().Select(NameOf)];
            var names = new SortedDictionary<int, string>();
            foreach (JsonProperty entry in root.EnumerateObject())
                names.Add(int.Parse(entry.Name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture), NameOf(entry.Value));
            if (names.Keys.Select(static (index, k) => index == k).All(static isInOrder => isInOrder))
                return [.. names.Values];
            throw new FormatException("indices are missing");
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ToolException($"{path}: should be a JSON list of names, or an object from each index to its name: {error.Message}", inner: error);
        }
    }

    private static string NameOf(JsonElement element) =>
        (element.ValueKind == JsonValueKind.Array ? element[element.GetArrayLength() - 1] : element).GetString() ?? throw new FormatException("a name is null");
}
