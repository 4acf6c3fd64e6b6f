using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace LrpGen.Tests.Networks;

/// <summary>The JIT optimizes all that networks are made of. It says so itself: above some size of a method it silently does not.</summary>
public sealed partial class JitTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _summary = Path.GetTempFileName();

    public void Dispose() => File.Delete(_summary);

    [Fact]
    public void No_method_of_a_network_and_no_kernel_is_left_unoptimized()
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string test = $"{typeof(ArchitectureTests).FullName}.{nameof(ArchitectureTests.It_loads_runs_and_explains_and_allocates_nothing)}";
        var start = new ProcessStartInfo(host, [typeof(JitTests).Assembly.Location, "-method", test])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // Without tiers every method is compiled once, as well as the JIT ever will.
            Environment = { ["DOTNET_TieredCompilation"] = "0", ["DOTNET_JitStdOutFile"] = _summary, ["DOTNET_JitDisasmSummary"] = "1" },
        };
        using Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // Not the exit code: the JIT closes its summary while other threads may still be writing to it, and now and then dies of that.
        Assert.Contains($"Total: {Architecture.All.Count}, Errors: 0, Failed: 0", said);

        Dictionary<string, string> tiers = [];
        foreach (Match line in File.ReadLines(_summary).Select(static line => Compiled().Match(line)).Where(static line => line.Success))
            tiers[line.Groups["method"].Value] = line.Groups["tier"].Value;
        string[] ours = [.. tiers.Keys.Where(static method => method.StartsWith("LrpGen.", StringComparison.Ordinal) && !method.StartsWith("LrpGen.Reference.", StringComparison.Ordinal))];
        Assert.All(ours, method => Assert.True(tiers[method].StartsWith("FullOpts", StringComparison.Ordinal), $"{method} is compiled as {tiers[method]}"));

        // Every emitted pass ran, or the summary would be silent about it.
        string[] kernels = [.. ours.Where(static method => method.StartsWith("LrpGen.Kernels.", StringComparison.Ordinal))];
        string[] passes = [.. Architecture.All.Values.SelectMany(static architecture => PassesOf(architecture.Network))];
        Assert.Empty(passes.Except(ours));
        Assert.Contains(passes, static pass => pass.Contains(":Predict", StringComparison.Ordinal));
        Assert.InRange(passes.Length, 300, 2000);
        Assert.InRange(kernels.Length, 50, 2000);
        output.WriteLine($"{passes.Length} passes of {Architecture.All.Count} networks and {kernels.Length} methods of kernels are optimized.");
    }

    private static IEnumerable<string> PassesOf(Type network) => network
        .GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(static method => method.IsPrivate && Pass().IsMatch(method.Name))
        .Select(method => $"{network.FullName}:{method.Name}");

    [GeneratedRegex(@"^ *\d+: JIT compiled (?<method>[^(]+)\(.*\[(?<tier>[^,\]]+)")]
    private static partial Regex Compiled();

    [GeneratedRegex("^(Read|Forward|Predict|Prepare|Explain)")]
    private static partial Regex Pass();
}
