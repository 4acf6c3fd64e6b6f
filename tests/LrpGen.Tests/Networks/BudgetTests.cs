using System.Reflection;
using LrpGen.Memory;

namespace LrpGen.Tests.Networks;

/// <summary>Networks in little memory: the same results, and as many bytes as the plan says.</summary>
public sealed class BudgetTests
{
    // What an object takes beside its buffers: an input of the test's, itself, its layers.
    private const long Objects = (16 * 48 * 48 * sizeof(float)) + 20_000;

    [Fact]
    public void Results_are_those_of_the_network_without_a_budget()
    {
        Check<SharedWork, FrugalWork>(false);
        Check<SharedStrictWork, FrugalStrictWork>(true);
    }

    [Fact]
    public void The_plan_says_what_is_allocated()
    {
        Measure<SharedWork>();
        Measure<FrugalWork>();
        Measure<FrugalStrictWork>();
    }

    [Fact]
    public void Info_prints_the_plan()
    {
        NetworkInfo info = FrugalWork.Description;
        string[] lines = info.ToString().Split('\n');
        Assert.Contains("layout", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^  Averaged .* \[40, 24, 24\] +blocks +11,560 +46,464 +gamma\(0.25\) +1 \+ 1 Winograd 6x6 +1 Winograd 6x6 .*packed when used$", lines[3]);
        Assert.Matches(@"^  Strided .* 1 direct +1 direct", lines[10]);
        Assert.Matches(@"^  Scores .* plain .* 1 dense +1 dense", lines[14]);
        Assert.EndsWith($"; together {info.MemoryBytes:N0} bytes of 26,000,000", lines[15], StringComparison.Ordinal);
        Assert.Equal(("direct, float64", "direct"), (SharedStrictWork.Description.Layers[1].ForwardKernel, SharedStrictWork.Description.Layers[1].BackwardKernel));
        Assert.All(SharedStrictWork.Description.Layers, static layer => Assert.DoesNotContain("Winograd", layer.ForwardKernel + layer.BackwardKernel, StringComparison.Ordinal));
    }

    private static void Check<TNetwork, TFrugal>(bool hasLedger)
        where TNetwork : INetwork<TNetwork>
        where TFrugal : INetwork<TFrugal>
    {
        using TNetwork net = ThreadTests.Load<TNetwork>(1);
        using TFrugal frugal = ThreadTests.Load<TFrugal>(1);
        Assert.InRange(frugal.Info.MemoryBytes, 1, Math.Min(frugal.Info.MemoryBudget, net.Info.MemoryBytes - 1));
        Assert.Contains(frugal.Info.Layers, static layer => layer.Notes.Contains("packed when used", StringComparison.Ordinal));
        float[] input = ThreadTests.Input(net);
        Assert.Equal(net.Forward(input).ToArray(), frugal.Forward(input).ToArray());
        Bits.AssertEqual(net.Predict(input), frugal.Predict(input));
        Bits.AssertEqual(net.Forward(input), frugal.Forward(input));
        foreach (int target in (int[])[0, 4, 0])
        {
            Assert.Equal(net.Explain(target).ToArray(), frugal.Explain(target).ToArray());
            if (hasLedger)
                Assert.Equal(net.Ledger.ToString(), frugal.Ledger.ToString());
        }
    }

    private static void Measure<TNetwork>()
        where TNetwork : INetwork<TNetwork>
    {
        using TNetwork net = ThreadTests.Load<TNetwork>(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using INetwork fork = net.Fork(1);
        float[] input = ThreadTests.Input(net);
        fork.Predict(input);
        fork.Forward(input);
        fork.Explain(0);
        long managed = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(managed, net.Info.WorkspaceBytes + net.Info.ScratchBytes, net.Info.WorkspaceBytes + net.Info.ScratchBytes + Objects);

        var native = (NetworkWeights)typeof(LrpNetwork).GetField("_weights", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(net)!;
        Assert.Equal(net.Info.WeightBytes, native.Bytes);
        Assert.Equal(net.Info.WeightBytes, net.Info.Layers.Sum(static layer => layer.WeightBytes));
    }
}
