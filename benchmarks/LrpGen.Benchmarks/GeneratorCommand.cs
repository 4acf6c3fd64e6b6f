using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LrpGen.Benchmarks;

/// <summary>
/// Prints the compiler's own time on whole networks: the first run, which makes the compilation and, on the first network, is what a build
/// pays with a compiler that has just started; another cold run; and a warm one after an edit elsewhere.
/// </summary>
internal static class GeneratorCommand
{
    private const int Runs = 15;

    public static Command Create()
    {
        var command = new Command("generator", "Times the source generator on each network: NAME first_ms cold_ms warm_ms code_kb.");
        command.SetAction(static _ =>
        {
            foreach (string name in GeneratorBenchmarks.Networks)
                Print(name);
        });
        return command;
    }

    private static void Print(string name)
    {
        var benchmark = new GeneratorBenchmarks { Network = name };
        double first = Time(benchmark.SetUp);
        GeneratorDriverRunResult result = benchmark.Cold().GetRunResult();
        int characters = result.GeneratedTrees.Sum(static tree => tree.Length);
        double cold = Median(() => benchmark.Cold());
        double warm = Median(() => benchmark.Warm());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {first,8:F1} {cold,8:F1} {warm,8:F2} {characters / 1024.0,8:F0}"));
    }

    private static double Median(Action run)
    {
        double[] times = [.. Enumerable.Range(0, Runs).Select(_ => Time(run)).Order()];
        return times[Runs / 2];
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
