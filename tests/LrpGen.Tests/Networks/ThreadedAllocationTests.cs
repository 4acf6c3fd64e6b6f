namespace LrpGen.Tests.Networks;

/// <summary>Tests that count what the whole process allocates, and so run alone.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>What threads allocate that share the passes of one network.</summary>
[Collection(nameof(Alone))]
public class ThreadedAllocationTests
{
    // The test runner itself allocates now and then.
    private const int Windows = 20;

    [Theory]
    [MemberData(nameof(Architecture.Names), MemberType = typeof(Architecture))]
    public void Shared_passes_allocate_nothing_on_any_thread(string name)
    {
        using INetwork alone = Architecture.All[name].LoadGenerated();
        using INetwork network = alone.Fork(threads: 2);
        Assert.Equal(2, network.Threads);
        var input = new float[network.Info.InputShape.Count];
        Array.Fill(input, 0.5f);
        float[] expected = network.Forward(input).ToArray();
        network.Explain(1);
        Bits.AssertEqual(expected, network.Predict(input));
        long least = long.MaxValue;
        for (int k = 0; k < Windows && least > 0; k++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            network.Predict(input);
            network.Forward(input);
            network.Explain(k);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }
}
