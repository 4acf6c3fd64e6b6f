using BenchmarkDotNet.Attributes;
using LrpGen.Benchmarks.Comparing;

namespace LrpGen.Benchmarks;

/// <summary>The perceptron: forward, and forward with its explanation, beside ONNX Runtime's forward.</summary>
[MemoryDiagnoser]
public class MnistBenchmarks
{
    private Race _forward = null!;
    private Race _explain = null!;

    /// <summary>Loads both sides.</summary>
    [GlobalSetup]
    public void Load()
    {
        _forward = Contests.All.Single(static contest => contest.Name == "mnist-mlp").Prepare(threads: 1);
        _explain = Contests.All.Single(static contest => contest.Name == "mnist-mlp+thesis").Prepare(threads: 1);
    }

    /// <summary>Frees both sides.</summary>
    [GlobalCleanup]
    public void Free()
    {
        _forward.Dispose();
        _explain.Dispose();
    }

    /// <summary>The peer's forward pass.</summary>
    [Benchmark(Baseline = true)]
    public void OnnxRuntimeForward() => _forward.RunPeer();

    /// <summary>Ours.</summary>
    [Benchmark]
    public void Forward() => _forward.RunOurs();

    /// <summary>Ours, and the thesis's explanation of the top class.</summary>
    [Benchmark]
    public void ForwardAndExplain() => _explain.RunOurs();
}
