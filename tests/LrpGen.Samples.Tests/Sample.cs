using System.Diagnostics;

namespace LrpGen.Samples.Tests;

/// <summary>What a run of the sample ended with.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Errors);

/// <summary>Runs the sample as a user does, in a folder of its own that is deleted at the end.</summary>
internal sealed class Sample : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lrpgen-").FullName;

    public string In(string name) => Path.Combine(Folder, name);

    public SampleRun Run(params string[] arguments)
    {
        // The host that runs the tests, so that no other version is taken from the path.
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "Mnist.dll"), .. arguments])
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
