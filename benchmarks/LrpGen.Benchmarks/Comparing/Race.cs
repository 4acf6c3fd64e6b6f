namespace LrpGen.Benchmarks.Comparing;

/// <summary>Both sides of a contest, loaded, and known to give the same outputs.</summary>
internal sealed class Race : IDisposable
{
    // Of the largest output: what float32 leaves of two ways to add up a deep network.
    private const double Tolerance = 1e-4;

    private readonly INetwork _network;
    private readonly OnnxPeer _peer;
    private readonly float[][] _inputs;
    private readonly bool _explains;
    private int _ours;
    private int _theirs;

    public Race(string name, int threads, INetwork network, OnnxPeer peer, float[][] inputs, bool explains)
    {
        (Name, Threads, _network, _peer, _inputs, _explains) = (name, threads, network, peer, inputs, explains);
        try
        {
            CheckAgreement();
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <summary>What its line is called.</summary>
    public string Name { get; }

    /// <summary>The threads that each side may use.</summary>
    public int Threads { get; }

    /// <summary>The threads that ours does use: one where a network is too small to gain by more.</summary>
    public int OurThreads => _network.Threads;

    /// <summary>One call of ours: the outputs alone, as the peer gives them, or the forward pass that an explanation needs and that.</summary>
    public void RunOurs()
    {
        RunNetwork(_inputs[_ours++ % _inputs.Length]);
        if (_explains)
            _network.ExplainTop();
    }

    /// <summary>One call of the peer: always the forward pass.</summary>
    public void RunPeer()
    {
        _inputs[_theirs++ % _inputs.Length].CopyTo(_peer.Input.AsSpan());
        _peer.Run();
    }

    public void Dispose()
    {
        _network.Dispose();
        _peer.Dispose();
    }

    private void RunNetwork(float[] input)
    {
        if (_explains)
            _network.Forward(input);
        else
            _network.Predict(input);
    }

    /// <summary>A race between two that do not compute the same would mean nothing.</summary>
    private void CheckAgreement()
    {
        foreach (float[] input in _inputs)
        {
            input.CopyTo(_peer.Input.AsSpan());
            _peer.Run();
            RunNetwork(input);
            ReadOnlySpan<float> logits = _network.Logits;
            if (logits.Length != _peer.Output.Length)
                throw new InvalidOperationException($"{Name}: ours has {logits.Length} outputs, the peer {_peer.Output.Length}.");
            double scale = _peer.Output.Max(Math.Abs);
            for (int k = 0; k < logits.Length; k++)
            {
                if (!(Math.Abs(logits[k] - _peer.Output[k]) <= Tolerance * scale))
                    throw new InvalidOperationException($"{Name}: output {k} is {logits[k]}, the peer says {_peer.Output[k]}.");
            }
        }
    }
}
