using System.Runtime.CompilerServices;

namespace LrpGen;

/// <summary>
/// Explains streams of inputs on all cores. Each core works on a fork of its own, on the same weights; results come in the order of
/// the inputs, and no more inputs are read ahead than may be <see cref="InFlight"/>, however long the stream.
/// </summary>
/// <param name="network">The network, which stays the caller's; it is forked for each stream and may be in use meanwhile.</param>
/// <example>
/// <code>
/// var runner = new NetworkRunner(net);
/// await foreach (NetworkExplanation explanation in runner.ExplainAsync(pictures))
///     Heatmap.Save(explanation.Relevance.Span, net.Info.InputShape, explanation.Id + ".png");
/// </code>
/// </example>
public sealed class NetworkRunner(INetwork network)
{
    private readonly INetwork _network = network ?? throw new ArgumentNullException(nameof(network));
    private readonly int? _inFlight;

    /// <summary>How many inputs are worked on at a time, each on a fork with a workspace of its own; the number of cores unless told.</summary>
    public int Parallelism
    {
        get;
        init => field = AtLeastOne(value, nameof(Parallelism));
    } = Environment.ProcessorCount;

    /// <summary>
    /// How many inputs may be read before the first of their results is taken, which bounds the memory; twice
    /// <see cref="Parallelism"/> unless told.
    /// </summary>
    public int InFlight
    {
        get => _inFlight ?? 2 * Parallelism;
        init => _inFlight = AtLeastOne(value, nameof(InFlight));
    }

    /// <summary>Explains each input of a stream.</summary>
    /// <param name="inputs">The inputs. They are read on another thread.</param>
    /// <param name="progress">Is told after each result how many there are so far.</param>
    /// <param name="cancellation">Ends everything early.</param>
    /// <returns>One result for each input, in their order. Ending the loop early ends the work.</returns>
    /// <exception cref="NetworkInputException">An input could not be explained; the results of those before it have been given.</exception>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public IAsyncEnumerable<NetworkExplanation> ExplainAsync(
        IEnumerable<NetworkInput> inputs, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(inputs.ToAsyncEnumerable(), progress, cancellation);
    }

    /// <inheritdoc cref="ExplainAsync(IEnumerable{NetworkInput}, IProgress{long}?, CancellationToken)"/>
    public IAsyncEnumerable<NetworkExplanation> ExplainAsync(
        IAsyncEnumerable<NetworkInput> inputs, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(inputs, progress, cancellation);
    }

    private async IAsyncEnumerable<NetworkExplanation> Run(
        IAsyncEnumerable<NetworkInput> inputs, IProgress<long>? progress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stream = new RunningStream(_network, Parallelism, InFlight, cancellation);
        Task reading = Task.Run(() => stream.ReadAsync(inputs), CancellationToken.None);
        try
        {
            long count = 0;
            await foreach (Task<NetworkExplanation> result in stream.Results.ConfigureAwait(false))
            {
                NetworkExplanation explanation = await result.ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(++count);
                yield return explanation;
                stream.Taken();
            }

            cancellation.ThrowIfCancellationRequested();
        }
        finally
        {
            stream.Stop();
            await reading.ConfigureAwait(false);
        }
    }

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
