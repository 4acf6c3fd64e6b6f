namespace LrpGen.Import;

/// <summary>Why a file cannot be read, in the words that LrpGen's own readers have for it.</summary>
internal static class Unreadable
{
    /// <summary>Whether an error is about the file rather than about the program.</summary>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>What goes behind the file's name and a colon.</summary>
    public static string Why(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"there is no such file (looked from {Environment.CurrentDirectory}).",
        _ when Directory.Exists(path) => "is a folder; give the path of a file.",
        _ => $"cannot be read: {error.Message}",
    };
}
