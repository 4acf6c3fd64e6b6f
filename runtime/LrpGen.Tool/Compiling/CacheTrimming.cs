namespace LrpGen.Tool.Compiling;

/// <summary>Keeps the cache from growing without end: what was not used for long goes first.</summary>
internal static class CacheTrimming
{
    private const long MostBytes = 4L << 30;
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private static readonly TimeSpan Unused = TimeSpan.FromDays(90);

    /// <summary>Notes that an entry is in use.</summary>
    public static void Touch(string folder, string weights)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
            File.SetLastWriteTimeUtc(weights, DateTime.UtcNow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that may only be read serves as well.
        }
    }

    /// <summary>Removes what processes that died left behind, and the longest unused until the rest is small enough.</summary>
    public static void Trim(string networks, string weights, IReadOnlyCollection<string> keep)
    {
        try
        {
            foreach (DirectoryInfo entry in new DirectoryInfo(networks).EnumerateDirectories())
            {
                TimeSpan patience = entry.Name.EndsWith(".partial", StringComparison.Ordinal) ? Abandoned : Unused;
                if (DateTime.UtcNow - entry.LastWriteTimeUtc > patience)
                    entry.Delete(recursive: true);
            }

            FileInfo[] files = [.. new DirectoryInfo(weights).EnumerateFiles().OrderByDescending(static file => file.LastWriteTimeUtc)];
            long total = 0;
            foreach (FileInfo file in files)
            {
                total += file.Length;
                if (total > MostBytes && !keep.Contains(file.FullName))
                    file.Delete();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process is tidying up, or may do so another time.
        }
    }
}
