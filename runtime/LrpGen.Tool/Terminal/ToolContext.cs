namespace LrpGen.Tool.Terminal;

/// <summary>What a command knows of where it runs, so that tests run commands in their own process.</summary>
/// <param name="Out">Takes results.</param>
/// <param name="Error">Takes errors, notes and progress.</param>
/// <param name="CacheFolder">Where compiled networks are kept.</param>
internal sealed record ToolContext(TextWriter Out, TextWriter Error, string CacheFolder)
{
    /// <summary>Whether a person reads the results.</summary>
    public bool IsOutTerminal { get; init; }

    /// <summary>Whether a person sees progress.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>What names on standard input are read from.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    public static ToolContext OfProcess() => new(Console.Out, Console.Error, FindCacheFolder())
    {
        IsOutTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        In = Console.In,
    };

    /// <summary>The folder that LRPGEN_CACHE names, or the user's cache folder by the system's habit.</summary>
    private static string FindCacheFolder()
    {
        if (Environment.GetEnvironmentVariable("LRPGEN_CACHE") is { Length: > 0 } folder)
            return Path.GetFullPath(folder);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "lrpgen", "cache");
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Caches", "lrpgen");
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(string.IsNullOrEmpty(cache) ? Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), ".cache") : cache, "lrpgen");
    }
}
