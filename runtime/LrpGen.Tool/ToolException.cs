namespace LrpGen.Tool;

/// <summary>Something that the user can put right. The message is one line: what is wrong, where, and what to do.</summary>
internal sealed class ToolException(string message, int exitCode = ExitCodes.Failed, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>A command line that asks for something that does not go together.</summary>
    public static ToolException Usage(string message) => new(message, ExitCodes.Usage);

    /// <summary>A file that cannot be read.</summary>
    public static ToolException Unreadable(string path, Exception error) => new($"{path}: {Import.Unreadable.Why(path, error)}", inner: error);
}

/// <summary>What the process ends with; documented in docs/tool.md.</summary>
internal static class ExitCodes
{
    public const int Good = 0;

    /// <summary>A model, an input or a file is not right, or cannot be read or written.</summary>
    public const int Failed = 1;

    /// <summary>The command line is not right.</summary>
    public const int Usage = 2;

    /// <summary>Of several inputs some failed; the results of the others are there.</summary>
    public const int SomeFailed = 3;

    /// <summary>A mistake in the tool itself.</summary>
    public const int Internal = 70;

    /// <summary>Ctrl-C, or the signal with which a scheduler ends a job: 128 and the signal's number, as shells have it.</summary>
    public const int Interrupted = 130;
}
