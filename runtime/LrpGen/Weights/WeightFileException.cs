namespace LrpGen;

/// <summary>
/// A weight file cannot be read, breaks the safetensors format, or does not hold what a network needs. The message is one
/// line that names the file, the tensor where there is one, what was expected and what was found.
/// </summary>
public sealed class WeightFileException : Exception
{
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

    internal static WeightFileException About(string file, string message, Exception? cause = null) => new($"{file}: {OneLine.Of(message)}.", cause!);
}
