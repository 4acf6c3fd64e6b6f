using System.Globalization;

namespace LrpGen.Samples.ImageNet;

/// <summary>The names of ImageNet's classes, from a file with one in each line; without a file, their numbers.</summary>
internal sealed class ClassNames
{
    private readonly string[] _names;
    private readonly string? _path;

    private ClassNames(string[] names, string? path)
    {
        _names = names;
        _path = path;
    }

    public string this[int target] => _names[target];

    /// <summary>Reads the names.</summary>
    /// <param name="path">The file, or null for none.</param>
    /// <exception cref="MistakeException">It cannot be read or has not as many lines; the message is one line.</exception>
    public static ClassNames Read(string? path)
    {
        if (path is null)
            return new ClassNames([.. Enumerable.Range(0, Model.Classes).Select(static target => $"class {target}")], null);
        string[] names;
        try
        {
            names = [.. File.ReadAllLines(path).Select(static line => line.Trim())];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new MistakeException($"{path}: cannot be read: {error.Message}");
        }

        return names.Length == Model.Classes
            ? new ClassNames(names, path)
            : throw new MistakeException($"{path}: should have {Model.Classes} lines, a name for each class; found {names.Length}.");
    }

    /// <summary>The class of a name or number.</summary>
    /// <exception cref="MistakeException">There is none; the message is one line.</exception>
    public int Find(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < Model.Classes)
            return number;
        int found = Array.FindIndex(_names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return found >= 0 ? found : throw new MistakeException(
            $"--class takes a number from 0 to {Model.Classes - 1} or a name of {_path ?? "a file that --names tells"}; found '{text}'.");
    }
}

/// <summary>What a user can put right; the message is one line.</summary>
internal sealed class MistakeException(string message) : Exception(message);
