using System.Diagnostics;
using System.Reflection;
using LrpGen.Benchmarks.Networks;

namespace LrpGen.Tests.Networks;

/// <summary>Residual, depthwise-separable and squeeze-and-expand networks: whole, in the sizes in which they are used.</summary>
public class ArchitectureTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => Architecture.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_loads_runs_and_explains_and_allocates_nothing(string name)
    {
        Architecture architecture = Architecture.All[name];
        Assert.Equal(architecture.Parameters, architecture.Tensors().Parameters);
        using INetwork network = architecture.LoadGenerated();
        AssertLayers(network, architecture.Convolutions);

        float[] input = Input(network);
        var clock = Stopwatch.StartNew();
        float[] scores = network.Forward(input).ToArray();
        TimeSpan forward = clock.Elapsed;
        float[] relevance = network.ExplainTop().ToArray();
        output.WriteLine($"{name}: forward {forward.TotalMilliseconds:F0} ms, explanation {(clock.Elapsed - forward).TotalMilliseconds:F0} ms, {network.Info.WorkspaceBytes + network.Info.WeightBytes:N0} bytes");
        Assert.All(scores, static value => Assert.True(float.IsFinite(value)));
        Assert.InRange(scores.Distinct().Count(), scores.Length / 2, scores.Length);
        Assert.All(relevance, static value => Assert.True(float.IsFinite(value)));
        Assert.Contains(relevance, static value => value != 0);
        if (network.Info.HasLedger)
            AssertBooks(network);

        AssertPredictions(network, input, scores, relevance);
        Assert.Equal(0, Allocations.Least(() =>
        {
            network.Predict(input);
            network.Forward(input);
            network.Explain(1);
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fork_takes_the_workspace_that_the_plan_says_and_no_more(string name)
    {
        using INetwork network = Architecture.All[name].LoadGenerated();
        network.Fork().Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        using INetwork fork = network.Fork();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // A fork works on one thread, which takes what kernels need for themselves once.
        long planned = network.Info.WorkspaceBytes + (sizeof(float) * (long)network.Info.SharedFloats);
        const int Objects = 20_000;
        Assert.InRange(allocated, planned, planned + Objects);
    }

    /// <summary>The outputs again, in memory that an explanation has left, and no trace of them in the next explanation.</summary>
    private static void AssertPredictions(INetwork network, float[] input, float[] scores, float[] relevance)
    {
        Assert.Contains(network.GetType().GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly), static method => method.Name == "RunPrediction");
        Bits.AssertEqual(scores, network.Predict(input));
        network.Predict(new float[input.Length]);
        Bits.AssertEqual(scores, network.Predict(input));
        Bits.AssertEqual(scores, network.Forward(input));
        Bits.AssertEqual(relevance, network.ExplainTop());
    }

    private static float[] Input(INetwork network)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, network.Info.InputShape.Count).Select(_ => (4 * random.NextSingle()) - 2)];
    }

    private static void AssertLayers(INetwork network, int count)
    {
        LayerInfo[] convolutions = [.. network.Info.Layers.Where(static layer => layer.Kind.Contains("Conv2d", StringComparison.Ordinal))];
        Assert.Equal(count, convolutions.Length);
        Assert.DoesNotContain(network.Info.Layers, static layer => layer.Kind.Contains("BatchNorm", StringComparison.Ordinal) && layer.Notes.Contains("affine", StringComparison.Ordinal));
        (string first, string others) = network.Info.Name == nameof(MobileNet) ? ("z+", "z+") : ("z-box", "gamma(0.25)");
        Assert.StartsWith(first, convolutions[0].Rule, StringComparison.Ordinal);
        Assert.All(convolutions[1..^1], layer => Assert.Equal(others, layer.Rule));
    }

    /// <summary>The books tell whether each step's relevance went where its values came from.</summary>
    private static void AssertBooks(INetwork network)
    {
        foreach (Layer layer in network.Layers)
        {
            LedgerEntry books = layer.Ledger;
            double spent = books.PassedOn + books.AbsorbedByBias + books.TakenByStabilizer + books.Dropped;
            double scale = Math.Abs(books.Received) + Math.Abs(books.PassedOn) + Math.Abs(books.AbsorbedByBias);
            Assert.True(Math.Abs(books.Received - spent) <= 1e-3 * scale, $"{layer.Name}: {books}");
        }
    }
}
