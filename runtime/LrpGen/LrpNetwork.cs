using System.ComponentModel;
using LrpGen.Kernels;
using LrpGen.Memory;
using LrpGen.Threading;

namespace LrpGen;

/// <summary>
/// The base of every generated network: checks what callers hand in, keeps track of what has been computed, and calls the
/// generated passes. Not thread-safe: one object serves one thread at a time (another thread gets an exception, not a wrong
/// result); <c>Fork</c> gives another object on the same weights.
/// </summary>
/// <remarks>
/// Not-a-number and infinite inputs run through like any other value: outputs and relevances that depend on them are not
/// finite, and nothing hangs. Where the class declares an <see cref="InputRangeAttribute"/>, infinities are outside it.
/// </remarks>
public abstract partial class LrpNetwork : INetwork
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Disposed = 2;
    private const int DisposedWhileRunning = 3;

    private readonly NetworkWeights _weights;
    private readonly Workspace _workspace;
    private readonly Crew _crew;
    private readonly Action<Worker> _forward;
    private readonly Action<Worker> _predict;
    private readonly Action<Worker> _prepare;
    private readonly Action<Worker> _explain;
    private readonly Layer[] _layers;
    private readonly RelevanceLedger? _ledger;
    private int _state;
    private Outputs _outputs;
    private bool _isPrepared;
    private bool _hasExplanation;

    /// <summary>For generated code: a network with a workspace of its own.</summary>
    /// <param name="info">What it is made of.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="threads">How many threads work on one sample; 0 for one on each core.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected LrpNetwork(NetworkInfo info, NetworkWeights weights, int threads)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(weights);
        int workers = ThreadCount.Of(threads);
        Info = info;
        _weights = weights;
        _workspace = new Workspace(info.WorkspaceFloats);
        _crew = new Crew(info.SharesWork ? workers : 1, info.ScratchFloats, info.SharedFloats);
        _forward = RunForward;
        _predict = RunPrediction;
        _prepare = PrepareExplanation;
        _explain = RunExplanation;
        _layers = new Layer[info.Layers.Count];
        for (int k = 0; k < _layers.Length; k++)
            _layers[k] = new Layer(this, k);
        _ledger = info.HasLedger ? new RelevanceLedger(info.Layers) : null;
    }

    /// <inheritdoc/>
    public NetworkInfo Info { get; }

    /// <inheritdoc/>
    public int Threads => _crew.Threads;

    /// <inheritdoc/>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits
    {
        get
        {
            RequireOutputs();
            return Buffer(Info.Logits.Start, Info.Logits.Length);
        }
    }

    /// <inheritdoc/>
    public int TopClass
    {
        get
        {
            ReadOnlySpan<float> logits = Logits;
            int top = 0;
            for (int k = 1; k < logits.Length; k++)
            {
                if (logits[k] > logits[top] || (float.IsNaN(logits[top]) && !float.IsNaN(logits[k])))
                    top = k;
            }

            return top;
        }
    }

    /// <inheritdoc/>
    public RelevanceLedger Ledger
    {
        get
        {
            if (_ledger is null)
                throw new InvalidOperationException($"{Info.Name} keeps no ledger; declare it with [Network(..., Ledger = true)].");
            RequireExplanation();
            return _ledger;
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> input) => RunOne(input, _forward, Outputs.OfForward);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> input) => RunOne(input, _predict, Outputs.OfPredict);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Explain(int target)
    {
        Enter();
        try
        {
            RequireForward();
            CheckTarget(target);
            return ExplainTarget(target);
        }
        finally
        {
            Exit();
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Explain(string className)
    {
        ArgumentNullException.ThrowIfNull(className);
        for (int k = 0; k < Info.Classes.Count; k++)
        {
            if (Info.Classes[k] == className)
                return Explain(k);
        }

        throw new ArgumentException(
            Info.Classes.Count == 0
                ? $"{Info.Name} has no class names; declare them with [Classes(...)] or ask for a class by its index."
                : $"{Info.Name} has no class '{className}'; it has {string.Join(", ", Info.Classes.Take(12))}{(Info.Classes.Count > 12 ? ", ..." : "")}.",
            nameof(className));
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Explain(ReadOnlySpan<float> outputRelevance)
    {
        Enter();
        try
        {
            RequireForward();
            BufferRange start = Info.OutputRelevance;
            if (outputRelevance.Length != start.Length)
            {
                throw new ArgumentException(
                    $"{Info.Name}.Explain takes one relevance per output, {start.Length}; found {outputRelevance.Length}.", nameof(outputRelevance));
            }

            Prepare();

            // The caller's span may be the network's own memory, so nothing is cleared before it is copied.
            outputRelevance.CopyTo(Buffer(start.Start, start.Length));
            Buffer(start.Start, start.PaddedLength)[start.Length..].Clear();
            return ExplainOutput();
        }
        finally
        {
            Exit();
        }
    }

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<int> targets, Span<float> relevances)
    {
        Enter();
        try
        {
            RequireForward();
            int count = Info.InputShape.Count;
            if (relevances.Length != (long)targets.Length * count)
            {
                throw new ArgumentException(
                    $"{Info.Name}.Explain for {targets.Length} targets writes {(long)targets.Length * count} relevances; found room for {relevances.Length}.",
                    nameof(relevances));
            }

            foreach (int target in targets)
                CheckTarget(target);
            for (int k = 0; k < targets.Length; k++)
                ExplainTarget(targets[k]).CopyTo(relevances.Slice(k * count, count));
        }
        finally
        {
            Exit();
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> ExplainTop() => Explain(TopClass);

    INetwork INetwork.Fork(int threads) => ForkNetwork(threads);

    /// <summary>
    /// Frees the weights, unless a fork still uses them. Spans handed out before stay valid, if stale. A call that is running
    /// on another thread ends first.
    /// </summary>
    public void Dispose()
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            if (state is Disposed or DisposedWhileRunning)
                return;
            int next = state == Idle ? Disposed : DisposedWhileRunning;
            if (Interlocked.CompareExchange(ref _state, next, state) != state)
                continue;
            if (next == Disposed)
                Free();
            GC.SuppressFinalize(this);
            return;
        }
    }

    /// <summary>For generated code: computes every activation that <c>Explain</c> needs.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void RunForward(Worker worker);

    /// <summary>For generated code: computes the outputs, and keeps nothing else; where that is not planned by itself, <see cref="RunForward"/> does it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void RunPrediction(Worker worker) => RunForward(worker);

    /// <summary>For generated code: computes the denominators that no forward pass left behind, once for each input.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void PrepareExplanation(Worker worker);

    /// <summary>For generated code: takes the relevance of the outputs to the inputs.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void RunExplanation(Worker worker);

    /// <summary>For generated code: another network on the same weights.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract INetwork ForkNetwork(int threads);

    /// <summary>For generated code: a part of the workspace.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<float> Buffer(int start, int length) => _workspace.Slice(start, length);

    /// <summary>For generated code: a part of the weights.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ReadOnlySpan<float> Parameters(long start, int length) => _weights.Slice(start, length);

    /// <summary>For generated code: the weights of a dense layer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected DenseWeights DenseWeights(long start, int length) => _weights.Dense(start, length);

    /// <summary>For generated code: the step at an index.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Layer LayerAt(int index) => _layers[index];

    /// <summary>For generated code: the books.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RelevanceLedger Books => _ledger!;

    /// <summary>For generated code: the weights, with one owner more.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected NetworkWeights ShareWeights()
    {
        ObjectDisposedException.ThrowIf(IsDisposed || !_weights.TryShare(), this);
        return _weights;
    }

    internal ReadOnlySpan<float> ActivationOf(int step)
    {
        RequireForward();
        return Kept(step, Info.Layers[step].Activation, Info.Layers[step].BlockedActivation, "activation");
    }

    internal ReadOnlySpan<float> RelevanceOf(int step)
    {
        RequireExplanation();
        return Kept(step, Info.Layers[step].Relevance, Info.Layers[step].BlockedRelevance, "relevance");
    }

    private bool IsDisposed => Volatile.Read(ref _state) is Disposed or DisposedWhileRunning;

    private Span<float> Kept(int step, BufferRange? range, BufferRange? blocked, string what)
    {
        if (range is not { } kept)
        {
            string name = Info.Layers[step].Name;
            throw new InvalidOperationException($"The {what} of {Info.Name}.{name} is not kept; put [Keep] on {name}.");
        }

        Span<float> values = Buffer(kept.Start, kept.Length);
        if (blocked is { } image)
        {
            int channels = Info.Layers[step].OutputShape[0];
            Blocks.Unpack(Buffer(image.Start, image.Length), channels, kept.Length / channels, values, Worker.Alone);
        }

        return values;
    }

    private ReadOnlySpan<float> ExplainTarget(int target)
    {
        Prepare();
        BufferRange start = Info.OutputRelevance;
        Span<float> relevance = Buffer(start.Start, start.PaddedLength);
        relevance.Clear();
        relevance[target] = Buffer(Info.Logits.Start, Info.Logits.Length)[target];
        return ExplainOutput();
    }

    /// <summary>Comes before the relevance of the outputs is written, whose place the preparation may use.</summary>
    private void Prepare()
    {
        if (_isPrepared)
            return;
        _crew.Run(_prepare);
        _isPrepared = true;
    }

    private Span<float> ExplainOutput()
    {
        _hasExplanation = false;
        _crew.Run(_explain);
        _hasExplanation = true;
        return Buffer(Info.InputRelevance.Start, Info.InputRelevance.Length);
    }

    private ReadOnlySpan<float> RunOne(ReadOnlySpan<float> input, Action<Worker> pass, Outputs outputs)
    {
        Enter();
        try
        {
            if (input.Length != Info.Input.Length)
            {
                throw new ArgumentException(
                    $"{Info.Name} takes an input of {Info.InputShape}, {Info.Input.Length} values; found {input.Length}.", nameof(input));
            }

            CheckRange(input, nameof(input));
            return Run(input, pass, outputs);
        }
        finally
        {
            Exit();
        }
    }

    private ReadOnlySpan<float> ForwardSample(ReadOnlySpan<float> input) => Run(input, _forward, Outputs.OfForward);

    private ReadOnlySpan<float> PredictSample(ReadOnlySpan<float> input) => Run(input, _predict, Outputs.OfPredict);

    private ReadOnlySpan<float> Run(ReadOnlySpan<float> input, Action<Worker> pass, Outputs outputs)
    {
        _outputs = Outputs.None;
        _isPrepared = _hasExplanation = false;
        input.CopyTo(Buffer(Info.Input.Start, Info.Input.Length));
        _crew.Run(pass);
        _outputs = outputs;
        return Buffer(Info.Output.Start, Info.Output.Length);
    }

    private void CheckRange(ReadOnlySpan<float> input, string parameter)
    {
        if (Info.InputLow == float.NegativeInfinity && Info.InputHigh == float.PositiveInfinity)
            return;
        int outside = Elementwise.IndexOutside(input, Info.InputLow, Info.InputHigh);
        if (outside >= 0)
        {
            string sample = input.Length == Info.Input.Length ? "" : FormattableString.Invariant($" of sample {outside / Info.Input.Length}");
            throw new ArgumentException(
                FormattableString.Invariant($"{Info.Name} declares inputs in [{Info.InputLow}, {Info.InputHigh}]; found {input[outside]} at index {outside % Info.Input.Length}{sample}. Scale the input, or widen the class's [InputRange]."),
                parameter);
        }
    }

    private void CheckTarget(int target)
    {
        if ((uint)target >= (uint)Info.Logits.Length)
            throw new ArgumentOutOfRangeException(nameof(target), target, $"{Info.Name} has the outputs 0 to {Info.Logits.Length - 1}.");
    }

    private void RequireForward()
    {
        RequireOutputs();
        if (_outputs != Outputs.OfForward)
            throw new InvalidOperationException($"{Info.Name}.Predict keeps nothing but outputs; call {Info.Name}.Forward to explain or to read layers.");
    }

    private void RequireOutputs()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_outputs == Outputs.None)
            throw new InvalidOperationException($"Call {Info.Name}.Forward first.");
    }

    private void RequireExplanation()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (!_hasExplanation)
            throw new InvalidOperationException($"Call {Info.Name}.Explain first.");
    }

    private void Enter()
    {
        int state = Interlocked.CompareExchange(ref _state, Running, Idle);
        if (state == Idle)
            return;
        ObjectDisposedException.ThrowIf(state != Running, this);
        throw new InvalidOperationException($"This {Info.Name} is in use on another thread; give each thread its own with Fork().");
    }

    private void Exit()
    {
        // A Dispose that came meanwhile left the freeing to this call.
        if (Interlocked.CompareExchange(ref _state, Idle, Running) == DisposedWhileRunning)
        {
            Volatile.Write(ref _state, Disposed);
            Free();
        }
    }

    private void Free()
    {
        _crew.Dispose();
        _weights.Release();
    }

    /// <summary>What the outputs in the workspace are of.</summary>
    private enum Outputs
    {
        None,
        OfPredict,
        OfForward,
    }
}
