using System.Diagnostics;

namespace LrpGen.Benchmarks.Processes;

/// <summary>Other programs: found on the path, run to their end, timed.</summary>
internal static class Programs
{
    /// <summary>The file of a program on the path, or null.</summary>
    public static string? Find(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(directory => endings.Select(ending => Path.Combine(directory, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, what it printed, and what it printed as errors.</returns>
    public static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its last line.</exception>
    public static string MustRun(string program, IEnumerable<string> arguments)
    {
        (int code, string output, string error) = Run(program, arguments);
        if (code == 0)
            return output;
        string last = $"{output}\n{error}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("nothing");
        throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {code}, saying: {last}");
    }

    /// <summary>How long a program takes from its start to its end, in milliseconds: the median of several runs, of which the first does not count.</summary>
    public static double Time(string program, string[] arguments, int runs)
    {
        MustRun(program, arguments);
        var times = new double[runs];
        for (int k = 0; k < runs; k++)
        {
            long start = Stopwatch.GetTimestamp();
            MustRun(program, arguments);
            times[k] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[runs / 2];
    }

    /// <summary>The most memory that a program had, in bytes, when it printed its first line; it must then wait until its input ends.</summary>
    public static long PeakMemory(string program, string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        bool hasPrinted = process.StandardOutput.ReadLine() is not null;
        long peak = hasPrinted ? process.PeakWorkingSet64 : 0;
        process.StandardInput.Close();
        process.WaitForExit();
        return hasPrinted ? peak : throw new InvalidOperationException($"{Path.GetFileName(program)} printed nothing but {error.Result.Trim()}");
    }

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
