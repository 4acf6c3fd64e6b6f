namespace LrpGen;

/// <summary>
/// A loaded network that can be run and explained: what pictures, tools and evaluations take. One object is for one
/// thread at a time; <see cref="Fork"/> gives another on the same weights.
/// </summary>
public interface INetwork : IDisposable
{
    /// <summary>What the network is made of: layers, shapes, rules, parameters, cost, memory.</summary>
    NetworkInfo Info { get; }

    /// <summary>How many threads work on one sample together: as many as were asked for at <c>Load</c> or <c>Fork</c>; 1 for networks too small to gain by more.</summary>
    int Threads { get; }

    /// <summary>The steps of the network, in the order declared.</summary>
    IReadOnlyList<Layer> Layers { get; }

    /// <summary>Runs the network.</summary>
    /// <param name="input">One sample, <see cref="NetworkInfo.InputShape"/> values in row-major order.</param>
    /// <returns>
    /// The outputs, <see cref="NetworkInfo.OutputShape"/> values. The span is the network's own memory: it holds these values
    /// until the next call of <c>Forward</c> or <c>Predict</c>. It stays valid, if stale, after <c>Dispose</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The input has another length, or a value outside the declared input range.</exception>
    ReadOnlySpan<float> Forward(ReadOnlySpan<float> input);

    /// <summary>
    /// Runs the network where no explanation is wanted: the outputs of <see cref="Forward"/>, bit for bit, in less time for all but small
    /// networks, since nothing else is kept. What an earlier call left to explain is gone afterwards.
    /// </summary>
    /// <param name="input">One sample, <see cref="NetworkInfo.InputShape"/> values in row-major order.</param>
    /// <returns>
    /// The outputs, <see cref="NetworkInfo.OutputShape"/> values. The span is the network's own memory: it holds these values
    /// until the next call of <c>Predict</c> or <c>Forward</c>. It stays valid, if stale, after <c>Dispose</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The input has another length, or a value outside the declared input range.</exception>
    ReadOnlySpan<float> Predict(ReadOnlySpan<float> input);

    /// <summary>
    /// The logits of the last <see cref="Forward"/> or <see cref="Predict"/>: the outputs before a final softmax or sigmoid, and the outputs themselves
    /// where there is none.
    /// </summary>
    ReadOnlySpan<float> Logits { get; }

    /// <summary>
    /// The index of the largest logit of the last <see cref="Forward"/> or <see cref="Predict"/>, the first of equal ones. NaN is never the largest;
    /// 0 where all are NaN.
    /// </summary>
    int TopClass { get; }

    /// <summary>Explains one output of the last <see cref="Forward"/>: how much each input value spoke for it (positive) or against it (negative).</summary>
    /// <param name="target">The index of the output, from 0.</param>
    /// <returns>
    /// The relevance of each input value, in the input's shape. Without biases and stabilizers it sums to the output's logit. The
    /// span holds these values until the next call of <c>Explain</c>, <c>Forward</c> or <c>Predict</c>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">No such output.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Forward"/> has not been called, or <see cref="Predict"/> since.</exception>
    ReadOnlySpan<float> Explain(int target);

    /// <summary>Explains the output of a class by its name.</summary>
    /// <param name="className">One of <see cref="NetworkInfo.Classes"/>, letter by letter.</param>
    /// <returns>As <see cref="Explain(int)"/>.</returns>
    /// <exception cref="ArgumentException">No class has that name.</exception>
    ReadOnlySpan<float> Explain(string className);

    /// <summary>Explains any mixture of outputs: a contrast of two classes, several at once, one value per output.</summary>
    /// <param name="outputRelevance">The relevance of each output, <see cref="NetworkInfo.OutputShape"/> values.</param>
    /// <returns>As <see cref="Explain(int)"/>.</returns>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    ReadOnlySpan<float> Explain(ReadOnlySpan<float> outputRelevance);

    /// <summary>Explains several outputs after one forward pass.</summary>
    /// <param name="targets">The indices of the outputs.</param>
    /// <param name="relevances">Takes the relevances, one input shape after the other: <c>targets.Length</c> times the input's count.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    void Explain(ReadOnlySpan<int> targets, Span<float> relevances);

    /// <summary>Explains the output with the largest logit, <see cref="TopClass"/>.</summary>
    /// <returns>As <see cref="Explain(int)"/>.</returns>
    ReadOnlySpan<float> ExplainTop();

    /// <summary>Runs the network on several samples, one after the other. What belongs to the last call is then of the last sample.</summary>
    /// <param name="inputs">The samples, one behind the other: a multiple of the input's count.</param>
    /// <param name="outputs">Takes their outputs, one behind the other: as many times the output's count.</param>
    /// <exception cref="ArgumentException">A span has another length, or an input a value outside the declared range; nothing is written then.</exception>
    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Runs the network on several samples and explains one output of each. What belongs to the last call is then of the last sample.</summary>
    /// <param name="inputs">The samples, one behind the other: a multiple of the input's count.</param>
    /// <param name="targets">The index of an output for each sample, or one for all.</param>
    /// <param name="relevances">Takes the relevances, one behind the other: as long as the inputs, and allowed to be the same memory.</param>
    /// <exception cref="ArgumentException">A span has another length, or an input a value outside the declared range; nothing is written then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such output; nothing is written then.</exception>
    void ExplainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, Span<float> relevances);

    /// <summary>Where the relevance of the last <c>Explain</c> went, layer by layer.</summary>
    /// <exception cref="InvalidOperationException">The network was declared without <c>Ledger = true</c>, or nothing was explained yet.</exception>
    RelevanceLedger Ledger { get; }

    /// <summary>Another object on the same weights with a workspace of its own, for another thread.</summary>
    /// <param name="threads">How many threads work on one sample; one unless told, since who forks has work for other threads. 0 for one on each core.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or more than 256.</exception>
    INetwork Fork(int threads = 1);
}

/// <summary>What every generated network has beside <see cref="INetwork"/>, for generic code that loads one itself.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface INetwork<TSelf> : INetwork
    where TSelf : INetwork<TSelf>
{
    /// <summary>The shape of one input sample.</summary>
    static abstract Shape InputShape { get; }

    /// <summary>The shape of the output of one sample.</summary>
    static abstract Shape OutputShape { get; }

    /// <summary>Loads the weights from a safetensors file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="threads">
    /// How many threads work on one sample together; 0 for one on each core. Results do not depend on it, not in a bit.
    /// </param>
    /// <returns>A network ready to run; dispose it to free its weights.</returns>
    /// <exception cref="WeightFileException">The file cannot be read, is not safetensors, or does not hold what the network needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of threads, or more than 256.</exception>
    static abstract TSelf Load(string path, int threads = 0);

    /// <summary>Loads the weights from an open weight file, which may be disposed afterwards.</summary>
    /// <param name="weights">The file.</param>
    /// <param name="threads">How many threads work on one sample together; 0 for one on each core.</param>
    /// <returns>A network ready to run; dispose it to free its weights.</returns>
    /// <exception cref="WeightFileException">The file does not hold what the network needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of threads, or more than 256.</exception>
    static abstract TSelf Load(WeightFile weights, int threads = 0);

    /// <inheritdoc cref="INetwork.Fork(int)"/>
    new TSelf Fork(int threads = 1);
}
