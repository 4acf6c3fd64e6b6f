using BenchmarkDotNet.Attributes;

namespace LrpGen.Benchmarks;

/// <summary>The perceptron: forward, and forward with its explanation, beside ONNX Runtime's forward.</summary>
[MemoryDiagnoser]
public class MnistBenchmarks
{
    private readonly List<IDisposable> _owned = [];
    private Contest _forward = null!;
    private Contest _explain = null!;

    /// <summary>Loads both sides.</summary>
    [GlobalSetup]
    public void Load()
    {
        _forward = Contests.Create("mnist-mlp", _owned);
        _explain = Contests.Create("mnist-mlp-explain", _owned);
    }

    /// <summary>Frees both sides.</summary>
    [GlobalCleanup]
    public void Free()
    {
        foreach (IDisposable item in _owned)
            item.Dispose();
    }

    /// <summary>The peer's forward pass.</summary>
    [Benchmark(Baseline = true)]
    public void OnnxRuntimeForward() => _forward.Peer();

    /// <summary>Ours.</summary>
    [Benchmark]
    public void Forward() => _forward.Ours();

    /// <summary>Ours, and the thesis's explanation of the top class.</summary>
    [Benchmark]
    public void ForwardAndExplain() => _explain.Ours();
}
