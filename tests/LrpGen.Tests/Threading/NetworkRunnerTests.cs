using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LrpGen.Tests.Threading;

/// <summary>A stream of inputs gives what the inputs give one by one, in order, within its bounds, and leaves nothing behind.</summary>
public sealed class NetworkRunnerTests : IDisposable
{
    private readonly CountingNetwork _network = new(SmallNetwork.Generated());

    public void Dispose()
    {
        Assert.Equal(_network.Forked, _network.DisposedForks);
        _network.Dispose();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(4, 2)]
    [InlineData(4, 9)]
    public async Task Results_are_those_of_one_by_one_in_order(int parallelism, int inFlight)
    {
        NetworkInput[] inputs = Inputs(50);
        var runner = new NetworkRunner(_network) { Parallelism = parallelism, InFlight = inFlight };
        List<NetworkExplanation> results = await runner.ExplainAsync(inputs, cancellation: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(inputs.Select(static input => input.Id), results.Select(static result => result.Id));
        Assert.InRange(_network.Forked, 1, parallelism);
        using var alone = SmallNetwork.Generated();
        foreach ((NetworkInput input, NetworkExplanation result) in inputs.Zip(results))
        {
            Assert.Equal(alone.Forward(input.Values.Span), result.Output.Span);
            Assert.Equal(input.Target ?? alone.TopClass, result.Target);
            Assert.Equal(alone.Explain(result.Target), result.Relevance.Span);
        }
    }

    [Fact]
    public async Task An_asynchronous_stream_gives_its_results_while_the_next_input_is_awaited()
    {
        var next = new TaskCompletionSource();
        await using IAsyncEnumerator<NetworkExplanation> results = new NetworkRunner(_network)
            .ExplainAsync(Slowly(), cancellation: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await results.MoveNextAsync());
        Assert.Equal("0", results.Current.Id);
        next.SetResult();
        Assert.True(await results.MoveNextAsync());
        Assert.False(await results.MoveNextAsync());

        async IAsyncEnumerable<NetworkInput> Slowly()
        {
            yield return Inputs(2)[0];
            await next.Task;
            yield return Inputs(2)[1];
        }
    }

    [Fact]
    public async Task No_more_is_read_than_may_be_in_flight()
    {
        const int InFlight = 5;
        int read = 0;
        int taken = 0;
        int most = 0;
        var runner = new NetworkRunner(_network) { Parallelism = 2, InFlight = InFlight };
        await foreach (NetworkExplanation _ in runner.ExplainAsync(Counted(), cancellation: TestContext.Current.CancellationToken))
        {
            // Reading runs ahead of the first result taken as far as it may, and could then run further if nothing held it.
            do
                await Task.Delay(2, TestContext.Current.CancellationToken);
            while (Volatile.Read(ref read) < InFlight);
            Interlocked.Increment(ref taken);
        }

        Assert.Equal(InFlight, most);

        IEnumerable<NetworkInput> Counted()
        {
            foreach (NetworkInput input in Inputs(40))
            {
                most = Math.Max(most, ++read - Volatile.Read(ref taken));
                yield return input;
            }
        }
    }

    [Fact]
    public async Task Several_forks_work_at_a_time()
    {
        using var together = new Barrier(3);
        _network.BeforeForward = () => Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30)));
        await foreach (NetworkExplanation _ in new NetworkRunner(_network) { Parallelism = 3 }.ExplainAsync(Inputs(6), cancellation: TestContext.Current.CancellationToken))
        {
        }

        Assert.Equal(3, _network.Forked);
    }

    [Fact]
    public async Task Progress_counts_the_results()
    {
        var told = new Collected();
        await foreach (NetworkExplanation result in new NetworkRunner(_network).ExplainAsync(Inputs(7), told, TestContext.Current.CancellationToken))
            Assert.Equal(long.Parse(result.Id, System.Globalization.CultureInfo.InvariantCulture) + 1, told.Values[^1]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], told.Values);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task A_wrong_input_is_named_after_the_results_before_it(int target)
    {
        NetworkInput[] inputs = Inputs(20);
        inputs[7] = inputs[7] with { Id = "seven.png", Target = target };
        var results = new List<string>();
        NetworkInputException error = await Assert.ThrowsAsync<NetworkInputException>(async () =>
        {
            await foreach (NetworkExplanation result in new NetworkRunner(_network) { Parallelism = 3 }.ExplainAsync(inputs, cancellation: TestContext.Current.CancellationToken))
                results.Add(result.Id);
        });
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], results);
        Assert.Equal("seven.png", error.Id);
        Assert.StartsWith("The input 'seven.png' could not be explained: SmallNetwork has the outputs 0 to 2.", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
    }

    [Fact]
    public async Task An_error_of_the_stream_itself_comes_after_the_results_before_it()
    {
        var results = new List<string>();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (NetworkExplanation result in new NetworkRunner(_network).ExplainAsync(Broken(), cancellation: TestContext.Current.CancellationToken))
                results.Add(result.Id);
        });
        Assert.Equal("The disk is gone.", error.Message);
        Assert.Equal(["0", "1"], results);

        static IEnumerable<NetworkInput> Broken()
        {
            foreach (NetworkInput input in Inputs(2))
                yield return input;
            throw new InvalidOperationException("The disk is gone.");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_ends_an_endless_stream(bool byEnumerator)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        IAsyncEnumerable<NetworkExplanation> stream = new NetworkRunner(_network).ExplainAsync(Endless(source.Token), cancellation: byEnumerator ? TestContext.Current.CancellationToken : source.Token);
        int taken = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (NetworkExplanation _ in stream.WithCancellation(byEnumerator ? source.Token : TestContext.Current.CancellationToken))
            {
                if (++taken == 10)
                    await source.CancelAsync();
            }
        });
        Assert.Equal(10, taken);
    }

    [Fact]
    public async Task A_loop_that_ends_early_ends_the_work()
    {
        await foreach (NetworkExplanation result in new NetworkRunner(_network).ExplainAsync(Endless(TestContext.Current.CancellationToken), cancellation: TestContext.Current.CancellationToken))
        {
            if (result.Id == "5")
                break;
        }

        // That all forks are gone is asserted at the end of every test.
        Assert.InRange(_network.Forked, 1, Environment.ProcessorCount);
    }

    [Fact]
    public async Task No_input_is_no_result() =>
        Assert.Empty(await new NetworkRunner(_network).ExplainAsync([], cancellation: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

    [Fact]
    public void Bounds_are_at_least_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(NetworkRunner.Parallelism), () => new NetworkRunner(_network) { Parallelism = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(nameof(NetworkRunner.InFlight), () => new NetworkRunner(_network) { InFlight = 0 });
        Assert.Equal(6, new NetworkRunner(_network) { Parallelism = 3 }.InFlight);
    }

    private static NetworkInput[] Inputs(int count)
    {
        float[] values = SmallNetwork.Inputs(count);
        return [.. Enumerable.Range(0, count).Select(k => new NetworkInput(k.ToString(System.Globalization.CultureInfo.InvariantCulture), values.AsMemory(4 * k, 4), k % 4 == 3 ? null : k % 4))];
    }

    private static async IAsyncEnumerable<NetworkInput> Endless([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int k = 0; !cancellation.IsCancellationRequested; k++)
        {
            await Task.Yield();
            yield return Inputs(1)[0] with { Id = k.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }
    }

    private sealed class Collected : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}

/// <summary>Counts the forks of a network.</summary>
internal sealed class CountingNetwork(INetwork network, CountingNetwork? parent = null) : INetwork
{
    private readonly ConcurrentDictionary<INetwork, bool> _gone = new();
    private int _forked;

    public int Forked => _forked;

    public int DisposedForks => _gone.Count;

    public Action? BeforeForward { get; set; }

    public NetworkInfo Info => network.Info;

    public int Threads => network.Threads;

    public IReadOnlyList<Layer> Layers => network.Layers;

    public ReadOnlySpan<float> Logits => network.Logits;

    public int TopClass => network.TopClass;

    public RelevanceLedger Ledger => network.Ledger;

    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> input)
    {
        parent?.BeforeForward?.Invoke();
        return network.Forward(input);
    }

    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> input) => network.Predict(input);

    public ReadOnlySpan<float> Explain(int target) => network.Explain(target);

    public ReadOnlySpan<float> Explain(string className) => network.Explain(className);

    public ReadOnlySpan<float> Explain(ReadOnlySpan<float> outputRelevance) => network.Explain(outputRelevance);

    public void Explain(ReadOnlySpan<int> targets, Span<float> relevances) => network.Explain(targets, relevances);

    public ReadOnlySpan<float> ExplainTop() => network.ExplainTop();

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public void ExplainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, Span<float> relevances) => network.ExplainBatch(inputs, targets, relevances);

    public INetwork Fork(int threads = 1)
    {
        _forked++;
        return new CountingNetwork(network.Fork(threads), this);
    }

    public void Dispose()
    {
        network.Dispose();
        parent?._gone.TryAdd(this, true);
    }
}
