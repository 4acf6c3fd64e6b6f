using System.Diagnostics;
using System.Text;

namespace LrpGen.Package.Tests;

/// <summary>Runs programs and waits for them.</summary>
internal static class Commands
{
    /// <summary>Where the solution is: the tests run from below it.</summary>
    public static string Root { get; } = Above(static directory => File.Exists(Path.Combine(directory, "LrpGen.sln")))
        ?? throw new InvalidOperationException("These tests pack the solution that they are part of, but no directory above them holds LrpGen.sln.");

    /// <summary>The material that may lie beside the checkout, or null where it is not there.</summary>
    public static string? Shared { get; } = Above(static directory => Directory.Exists(Path.Combine(directory, "shared", "models"))) is { } found ? Path.Combine(found, "shared") : null;

    /// <summary>Runs a program; a failure ends the test with all that it printed.</summary>
    public static string Run(string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string>? environment = null)
    {
        (int code, string output) = TryRun(program, arguments, directory, environment);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs a program and gives its exit code and everything that it printed.</summary>
    public static (int ExitCode, string Output) TryRun(
        string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test runner's own build has set must not leak into another.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.Append(line).Append('\n');
        }
    }

    private static string? Above(Func<string, bool> holds)
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (holds(directory.FullName))
                return directory.FullName;
        }

        return null;
    }
}
