using LrpGen.Reference;

namespace LrpGen.Tests.Networks;

/// <summary>Several threads for one sample: the same bits, no allocation, clear refusals.</summary>
public class ThreadTests
{
    private static readonly int[] Counts = [2, 3];

    [Fact]
    public void Results_are_the_same_bit_for_bit_for_any_number_of_threads()
    {
        CheckAll<SharedWork>();
        CheckAll<SharedStrictWork>();
        CheckAll<FrugalWork>();
        CheckAll<FrugalStrictWork>();
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        using SharedWork net = Load<SharedWork>(2);
        Samples.CheckAllocatesNothing(net, Input(net));
    }

    [Fact]
    public void Threads_are_asked_for_at_load_and_at_a_fork()
    {
        using SharedWork net = Load<SharedWork>(3);
        using SharedWork fork = net.Fork();
        using INetwork other = ((INetwork)net).Fork(2);
        using SharedWork all = Load<SharedWork>(0);
        Assert.Equal((3, 1, 2, Environment.ProcessorCount), (net.Threads, fork.Threads, other.Threads, all.Threads));

        // Too little to share.
        using MnistThesis small = MnistThesis.Load(WeightFile.Read(Samples.MnistFile, "mnist"), 4);
        Assert.Equal(1, small.Threads);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(257)]
    public void Other_numbers_of_threads_are_refused(int threads)
    {
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => Load<SharedWork>(threads));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => Samples.Colors().Fork(threads));
    }

    [Fact]
    public void Networks_with_threads_of_their_own_may_run_side_by_side()
    {
        using SharedWork net = Load<SharedWork>(1);
        float[] input = Input(net), expected = Run(net);
        Task<float[]>[] others = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using SharedWork fork = net.Fork(2);
            return Run(fork);
        }))];
        Assert.All(others, task => Assert.Equal(expected, task.GetAwaiter().GetResult()));

        float[] Run(SharedWork network)
        {
            network.Forward(input);
            return network.Explain(2).ToArray();
        }
    }

    private static void CheckAll<TNetwork>()
        where TNetwork : INetwork<TNetwork>
    {
        using TNetwork alone = Load<TNetwork>(1);
        float[] input = Input(alone);
        float[] output = alone.Forward(input).ToArray(), one = alone.Explain(0).ToArray(), other = alone.Explain(4).ToArray();
        Assert.Contains(one, static value => value != 0);
        Assert.All(one.Concat(other).Concat(output), static value => Assert.True(float.IsFinite(value)));
        foreach (int count in Counts)
        {
            using TNetwork net = Load<TNetwork>(count);
            Assert.Equal(count, net.Threads);
            for (int repeat = 0; repeat < 2; repeat++)
            {
                Bits.AssertEqual(output, net.Predict(input));
                Assert.Equal(output, net.Forward(input).ToArray());
                Assert.Equal(one, net.Explain(0).ToArray());
                Assert.Equal(other, net.Explain(4).ToArray());
                if (net.Info.HasLedger)
                    Assert.Equal(alone.Ledger.ToString(), net.Ledger.ToString());
            }
        }
    }

    internal static float[] Input(INetwork network)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, network.Info.InputShape.Count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    /// <summary>The network on random weights, whose names and shapes follow from its layers.</summary>
    internal static TNetwork Load<TNetwork>(int threads)
        where TNetwork : INetwork<TNetwork>
    {
        using WeightFile file = WeightFile.Read(File<TNetwork>(), typeof(TNetwork).Name);
        return TNetwork.Load(file, threads);
    }

    internal static byte[] File<TNetwork>() =>
        TensorWriter.Write(typeof(TNetwork).Name.Contains("Strict", StringComparison.Ordinal) ? StrictTensors() : Tensors());

    private static IEnumerable<(string Name, int[] Shape, float[] Values)> Tensors()
    {
        var random = new Random(4);
        return
        [
            .. Layer(random, "Winograd", 32, 16, 3, 3), .. Layer(random, "Averaged", 40, 32, 3, 3), .. Layer(random, "Depthwise", 40, 1, 3, 3),
            .. Layer(random, "Pointwise", 72, 40, 1, 1), .. Layer(random, "Grouped", 72, 36, 5, 5), .. Layer(random, "Normed", 72, 72, 3, 3),
            .. Layer(random, "Strided", 48, 144, 3, 3), Tensor(random, "Transposed.weight", 0.2f, 0, 48, 32, 2, 2), Tensor(random, "Transposed.bias", 0.1f, 0, 32),
            .. Layer(random, "Hidden", 1100, 32 * 11 * 11), .. Layer(random, "Squashed", 300, 1100), .. Layer(random, "Scores", 7, 300),
            Tensor(random, "norm.weight", 0.2f, 0.8f, 72), Tensor(random, "norm.bias", 0.1f, 0, 72),
            Tensor(random, "norm.running_mean", 0.1f, 0, 72), Tensor(random, "norm.running_var", 0.2f, 1, 72),
        ];
    }

    private static IEnumerable<(string Name, int[] Shape, float[] Values)> StrictTensors()
    {
        var random = new Random(6);
        return [.. Layer(random, "First", 20, 12, 3, 3), .. Layer(random, "Second", 160, 20, 3, 3), .. Layer(random, "Third", 160, 160, 3, 3), .. Layer(random, "Hidden", 200, 4000), .. Layer(random, "Scores", 5, 200)];
    }

    private static IEnumerable<(string Name, int[] Shape, float[] Values)> Layer(Random random, string name, params int[] shape) =>
    [
        Tensor(random, name + ".weight", MathF.Sqrt(6f / shape[1..].Aggregate(1, static (a, b) => a * b)), 0, shape),
        Tensor(random, name + ".bias", 0.1f, 0, shape[0]),
    ];

    private static (string Name, int[] Shape, float[] Values) Tensor(Random random, string name, float bound, float center, params int[] shape) =>
        (name, shape, [.. Enumerable.Range(0, shape.Aggregate(1, static (a, b) => a * b)).Select(_ => center + (bound * ((2 * random.NextSingle()) - 1)))]);
}
