namespace LrpGen.Imaging;

/// <summary>A picture cannot be read or does not fit. The message is one line that names the file, what was expected and what was found.</summary>
public sealed class ImageException : Exception
{
    /// <summary>An exception without a message.</summary>
    public ImageException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public ImageException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public ImageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
