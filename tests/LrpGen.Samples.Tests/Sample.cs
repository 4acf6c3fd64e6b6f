using System.Diagnostics;

namespace LrpGen.Samples.Tests;

/// <summary>What a run of the sample ended with.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Whatever a user gets wrong gives one line that says so, and exit code 1.</summary>
    public void AssertFailed(string expected)
    {
        Assert.Equal((1, ""), (ExitCode, Output));
        string line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, line);
    }
}

/// <summary>Runs a sample as a user does, in a folder of its own that is deleted at the end.</summary>
internal sealed class Sample(string program = "Mnist") : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lrpgen-").FullName;

    public string In(string name) => Path.Combine(Folder, name);

    public SampleRun Run(params string[] arguments)
    {
        // The host that runs the tests, so that no other version is taken from the path.
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new SampleRun(process.ExitCode, output, errors.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
