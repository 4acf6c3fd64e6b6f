using System.Threading.Channels;

namespace LrpGen;

/// <summary>One stream of inputs on its way: the forks, what is in flight, and the results in order.</summary>
internal sealed class RunningStream : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _room;
    private readonly Channel<INetwork> _idle = Channel.CreateUnbounded<INetwork>();
    private readonly Channel<Task<NetworkExplanation>> _results = Channel.CreateUnbounded<Task<NetworkExplanation>>();
    private readonly List<INetwork> _forks = [];
    private readonly INetwork _network;
    private readonly int _parallelism;

    public RunningStream(INetwork network, int parallelism, int inFlight, CancellationToken cancellation)
    {
        _network = network;
        _parallelism = parallelism;
        _room = new SemaphoreSlim(inFlight);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>The results, in the order of the inputs, finished or not.</summary>
    public IAsyncEnumerable<Task<NetworkExplanation>> Results => _results.Reader.ReadAllAsync(CancellationToken.None);

    /// <summary>Makes room for another input.</summary>
    public void Taken() => _room.Release();

    /// <summary>Reads no further; what is being worked on is finished.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Reads all inputs and hands them to idle forks. Ends when all work has ended and the forks are gone; throws nothing.</summary>
    public async Task ReadAsync(IAsyncEnumerable<NetworkInput> inputs)
    {
        var running = new List<Task>();
        Exception? error = null;
        try
        {
            await using IAsyncEnumerator<NetworkInput> reader = inputs.GetAsyncEnumerator(_stop.Token);
            await _room.WaitAsync(_stop.Token).ConfigureAwait(false);
            while (await reader.MoveNextAsync().ConfigureAwait(false))
            {
                NetworkInput input = reader.Current;
                INetwork fork = await IdleFork().ConfigureAwait(false);
                Task<NetworkExplanation> work = Task.Run(() => Work(fork, input), CancellationToken.None);
                running.RemoveAll(static task => task.IsCompletedSuccessfully);
                running.Add(work);
                _results.Writer.TryWrite(work);
                await _room.WaitAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The one who takes the results knows.
        }
        catch (Exception other)
        {
            error = other;
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _results.Writer.Complete(error);
        foreach (INetwork fork in _forks)
            fork.Dispose();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _room.Dispose();
    }

    private async ValueTask<INetwork> IdleFork()
    {
        if (_idle.Reader.TryRead(out INetwork? idle))
            return idle;
        if (_forks.Count == _parallelism)
            return await _idle.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
        INetwork fork = _network.Fork();
        _forks.Add(fork);
        return fork;
    }

    private NetworkExplanation Work(INetwork fork, NetworkInput input)
    {
        try
        {
            float[] output = fork.Forward(input.Values.Span).ToArray();
            int target = input.Target ?? fork.TopClass;
            return new NetworkExplanation(input.Id, target, output, fork.Explain(target).ToArray());
        }
        catch (Exception error)
        {
            throw new NetworkInputException(input.Id, error);
        }
        finally
        {
            _idle.Writer.TryWrite(fork);
        }
    }
}
