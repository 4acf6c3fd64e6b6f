namespace LrpGen;

/// <summary>
/// An npy file cannot be read or written, breaks the format, or holds what is not read. The message is one line that names the file,
/// what was expected and what was found.
/// </summary>
public sealed class NpyException : Exception
{
    /// <summary>An exception without a message.</summary>
    public NpyException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public NpyException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public NpyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static NpyException About(string file, string message, Exception? cause = null) => new($"{file}: {OneLine.Of(message)}.", cause!);
}
