namespace LrpGen.Tool;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file beside its place and moves it there.</summary>
    /// <exception cref="ToolException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            if (Directory.Exists(path))
                throw new IOException("a folder has that name.");
            using (FileStream file = File.Create(partial))
                write(file);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"{path}: cannot be written: {error.Message}", inner: error);
        }
        finally
        {
            Remove(partial);
        }
    }

    /// <summary>Writes a text file.</summary>
    /// <exception cref="ToolException">It cannot be written.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void Remove(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Why the file could not be written has been told.
        }
    }
}
