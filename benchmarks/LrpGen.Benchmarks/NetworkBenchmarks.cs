using BenchmarkDotNet.Attributes;
using LrpGen.Benchmarks.Comparing;

namespace LrpGen.Benchmarks;

/// <summary>Lines of the comparison's table, with the bytes that a call allocates.</summary>
[MemoryDiagnoser]
public abstract class NetworkBenchmarks
{
    private Race _race = null!;

    /// <summary>Which line.</summary>
    public abstract string Name { get; set; }

    /// <summary>The threads that each side may use.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Loads both sides.</summary>
    [GlobalSetup]
    public void Load() => _race = Contests.All.Single(contest => contest.Name == Name).Prepare(Threads);

    /// <summary>Frees both sides.</summary>
    [GlobalCleanup]
    public void Free() => _race.Dispose();

    /// <summary>The peer's forward pass.</summary>
    [Benchmark(Baseline = true)]
    public void OnnxRuntime() => _race.RunPeer();

    /// <summary>What ours does.</summary>
    [Benchmark]
    public void LrpGen() => _race.RunOurs();
}

/// <summary>Forward passes.</summary>
public class ForwardBenchmarks : NetworkBenchmarks
{
    /// <summary>The lines without an explanation.</summary>
    public static IEnumerable<string> Names => Contests.All.Where(static contest => contest.Rules is null).Select(static contest => contest.Name);

    /// <inheritdoc/>
    [ParamsSource(nameof(Names))]
    public override string Name { get; set; } = "";
}

/// <summary>Forward passes with explanations, against the peer's forward pass.</summary>
public class ExplanationBenchmarks : NetworkBenchmarks
{
    /// <summary>The lines with an explanation.</summary>
    public static IEnumerable<string> Names => Contests.All.Where(static contest => contest.Rules is not null).Select(static contest => contest.Name);

    /// <inheritdoc/>
    [ParamsSource(nameof(Names))]
    public override string Name { get; set; } = "";
}
