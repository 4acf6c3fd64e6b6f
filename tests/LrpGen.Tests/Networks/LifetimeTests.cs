using LrpGen.Memory;
using LrpGen.Tests.Weights;

namespace LrpGen.Tests.Networks;

/// <summary>Dispose, Fork, and more than one thread.</summary>
public class LifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_disposed_network_refuses_everything_and_its_spans_stay_readable()
    {
        Colors net = Samples.Colors();
        ReadOnlySpan<float> outputs = net.Forward(Samples.Input(net)), relevance = net.Explain(0);
        float[] outputsBefore = outputs.ToArray(), relevanceBefore = relevance.ToArray();
        net.Dispose();
        net.Dispose();
        Action[] actions =
        [
            () => net.Forward(new float[6]), () => net.Forward(new float[5]), () => net.Predict(new float[6]), () => net.Predict(new float[5]), () => net.Explain(0), () => net.Explain("red"), () => net.ExplainTop(), () => net.Explain([1f, 0, 0]),
            () => net.Explain([0], new float[6]), () => net.Fork(), () => ((INetwork)net).Fork(), () => _ = net.Logits, () => _ = net.TopClass, () => _ = net.Ledger,
            () => _ = net.Hidden.Activation, () => _ = net.Hidden.Relevance, () => _ = net.Hidden.Ledger,
        ];
        Assert.All(actions, action => Assert.Equal(typeof(Colors).FullName, Assert.Throws<ObjectDisposedException>(action).ObjectName));
        Assert.Equal("Colors", net.Info.Name);
        Assert.Equal(outputsBefore, outputs.ToArray());
        Assert.Equal(relevanceBefore, relevance.ToArray());
    }

    [Fact]
    public void A_fork_outlives_its_parent_and_shares_nothing_but_weights()
    {
        Colors parent = Samples.Colors();
        float[] one = Samples.Input(parent, 1), two = Samples.Input(parent, 2);
        float[] expected = parent.Forward(one).ToArray(), relevance = parent.Explain(2).ToArray();
        Colors fork = parent.Fork();
        Assert.Throws<InvalidOperationException>(() => fork.Explain(2));
        fork.Forward(two);
        fork.Explain(0);
        Assert.Equal(relevance, parent.Explain(2).ToArray());

        parent.Dispose();
        using INetwork grandchild = ((INetwork)fork).Fork();
        fork.Dispose();
        Assert.Equal(expected, grandchild.Forward(one).ToArray());
        Assert.Equal(relevance, grandchild.Explain(2).ToArray());
    }

    [Fact]
    public void Weights_are_freed_with_their_last_owner()
    {
        using WeightFile file = WeightFile.Read(new FileBuilder().Floats("a", [2], 1, 2).ToBytes(), "file");
        NetworkWeights weights = NetworkWeights.Load(file, 2, threads: 1, static load => load.File.ReadInto("a", [2], load.Slice(0, 2)));
        Assert.True(weights.TryShare());
        weights.Release();
        Assert.False(weights.IsClosed);
        Assert.Equal([1, 2], weights.Slice(0, 2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = weights.Slice(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = weights.Slice(-1, 1));
        weights.Release();
        Assert.True(weights.IsClosed);
        Assert.False(weights.TryShare());
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public async Task Forks_on_several_threads_give_the_same_bits(string name)
    {
        const int Inputs = 20;
        using INetwork net = Samples.Network(name);
        float[][] expected = RunAll(net);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OnThread(() =>
        {
            using INetwork fork = net.Fork();
            Assert.Equal(expected, RunAll(fork));
        })));

        static float[][] RunAll(INetwork net) =>
        [
            .. Enumerable.Range(0, Inputs).SelectMany(seed => new[] { net.Forward(Samples.Input(net, seed)).ToArray(), net.Explain(seed % 3).ToArray() }),
        ];
    }

    [Fact]
    public async Task One_network_on_two_threads_gives_right_results_or_refuses()
    {
        using MnistThesis net = Samples.Mnist();
        int[] targets = [3, 7];
        float[] input = Samples.Input(net), expected = new float[2 * 784];
        net.Forward(input);
        net.Explain(targets, expected);
        DateTime end = DateTime.UtcNow + Patience;
        int refused = 0, explained = 0;

        // Until both have been seen; a machine with one core may take a while to get in between.
        void Hammer()
        {
            float[] found = new float[expected.Length];
            while (DateTime.UtcNow < end && (Volatile.Read(ref refused) < 20 || Volatile.Read(ref explained) < 20))
            {
                try
                {
                    net.Forward(input);
                    net.Explain(targets, found);
                    Assert.Equal(expected, found);
                    Interlocked.Increment(ref explained);
                }
                catch (InvalidOperationException error)
                {
                    Assert.Equal("This MnistThesis is in use on another thread; give each thread its own with Fork().", error.Message);
                    Interlocked.Increment(ref refused);
                }
            }
        }

        await Task.WhenAll(OnThread(Hammer), OnThread(Hammer));
        Assert.InRange(refused, 20, int.MaxValue);
        Assert.InRange(explained, 20, int.MaxValue);
    }

    [Fact]
    public async Task Dispose_while_another_thread_runs_ends_with_the_documented_exception()
    {
        using MnistThesis parent = Samples.Mnist();
        float[] input = Samples.Input(parent), expected = parent.Forward(input).ToArray();
        for (int round = 0; round < 20; round++)
        {
            MnistThesis fork = parent.Fork();
            using var isRunning = new ManualResetEventSlim();
            Task running = OnThread(() =>
            {
                while (true)
                {
                    fork.Forward(input);
                    fork.Explain(1);
                    isRunning.Set();
                }
            });
            isRunning.Wait(Patience, TestContext.Current.CancellationToken);
            fork.Dispose();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        }

        Assert.Equal(expected, parent.Forward(input).ToArray());
    }

    private static Task OnThread(Action action) => Task.Factory.StartNew(
        action, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
