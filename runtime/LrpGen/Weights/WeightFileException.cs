namespace LrpGen;

/// <summary>
/// A weight file cannot be read, breaks the safetensors format, or does not hold what a network needs. The message is one
/// line that names the file, the tensor where there is one, what was expected and what was found.
/// </summary>
public sealed class WeightFileException : Exception
{
    private const int LongestMessage = 600;

    /// <summary>An exception without a message.</summary>
    public WeightFileException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public WeightFileException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public WeightFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    // Names come from the file: they may be long and may hold line breaks, and a message is one line.
    internal static WeightFileException About(string file, string message, Exception? cause = null)
    {
        string text = message.Length <= LongestMessage ? message : message[..LongestMessage] + "...";
        string line = string.Concat(text.Select(static character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));
        return new WeightFileException($"{file}: {line}.", cause!);
    }
}
