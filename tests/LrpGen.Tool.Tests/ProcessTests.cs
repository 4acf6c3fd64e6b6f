using System.Diagnostics;
using System.Globalization;

namespace LrpGen.Tool.Tests;

/// <summary>The tool as a process of its own: pipes, exit codes, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_pipe_gets_plain_results_and_no_progress()
    {
        ToolRun run = await RunAsync(null, "explain", _work.Mnist, _work.Digit("2-taken-for-7"), "--target", "2", "--rules", _work.MnistRules, "--output", _work.In("R.npy"));
        run.AssertGood();
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("8.1", run.Output);
        Assert.Equal(128 + (4 * 784), new FileInfo(_work.In("R.npy")).Length);
        (await RunAsync(null, "explain", _work.In("none.onnx"), _work.In("none.npy"), "--composite", "epsilon-plus")).AssertFailed(1, "there is no such file");
    }

    [Theory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task An_interrupted_run_ends_soon_and_leaves_nothing_half_written(string signal, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no command that sends an interruption.");
        Assert.SkipWhen(IsIgnored(number), $"SIG{signal} is ignored here, as in the background of a script, and so by the processes started from here.");
        const int Samples = 20_000;
        string input = _work.In("batch.npy"), heatmaps = _work.In("maps");
        using (NpyWriter writer = NpyWriter.Create(input, Samples, 1, 28, 28))
        {
            for (int k = 0; k < Samples; k++)
                writer.Write(new float[784]);
            writer.Complete();
        }

        // On a thread of its own: the others may be busy with tests for as long as the run takes.
        ToolRun run = await RunAsync(
            process => Task.Factory.StartNew(
                () =>
                {
                    while (!File.Exists(Path.Combine(heatmaps, "H-00000.png")) && !process.HasExited)
                        Thread.Sleep(20);
                    using Process kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
                    kill.WaitForExit();
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default),
            "explain", _work.Mnist, input, "--composite", "epsilon-plus", "--output", _work.In("R.npy"), "--heatmap", Path.Combine(heatmaps, "H.png"));
        run.AssertFailed(130, "interrupted");
        Assert.False(File.Exists(_work.In("R.npy")));
        Assert.InRange(Directory.GetFiles(heatmaps).Length, 1, Samples - 1);
        Assert.Empty(Directory.GetFiles(_work.Folder, "*.partial", SearchOption.AllDirectories));
    }

    /// <summary>Whether this process was started with the signal ignored, which others inherit. Only Linux says so.</summary>
    private static bool IsIgnored(int signal)
    {
        const string Status = "/proc/self/status", Field = "SigIgn:";
        string? ignored = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        return ignored is not null && ((ulong.Parse(ignored[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1)) & 1) != 0;
    }

    private async Task<ToolRun> RunAsync(Func<Process, Task>? meanwhile, params string[] arguments)
    {
        // The host that runs the tests, so that no other version is taken from the path.
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "LrpGen.Tool.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LRPGEN_CACHE"] = _work.Cache;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (meanwhile is not null)
            await meanwhile(process).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new ToolRun(process.ExitCode, await output, await errors);
    }
}
