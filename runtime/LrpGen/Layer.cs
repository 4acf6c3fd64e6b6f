namespace LrpGen;

/// <summary>
/// One step of a loaded network, as the declared property gives it: what it is, and, where it is kept
/// (<see cref="KeepAttribute"/>), its activation and relevance.
/// </summary>
public sealed class Layer
{
    private readonly LrpNetwork _network;
    private readonly int _index;

    internal Layer(LrpNetwork network, int index)
    {
        _network = network;
        _index = index;
    }

    /// <summary>What the compiler knows of the step: shapes, rule, parameters, cost.</summary>
    public LayerInfo Info => _network.Info.Layers[_index];

    /// <summary>The property's name.</summary>
    public string Name => Info.Name;

    /// <summary>The shape of the step's output.</summary>
    public Shape Shape => Info.OutputShape;

    /// <summary>The rule that explains the step, for example <c>gamma(0.25)</c>.</summary>
    public string Rule => Info.Rule;

    /// <summary>The step's output in the last <c>Forward</c>, in the order of <see cref="Shape"/>.</summary>
    /// <exception cref="InvalidOperationException">The step is not kept, or there was no <c>Forward</c> yet.</exception>
    public ReadOnlySpan<float> Activation => _network.ActivationOf(_index);

    /// <summary>The relevance of the step's output in the last <c>Explain</c>, in the order of <see cref="Shape"/>.</summary>
    /// <exception cref="InvalidOperationException">The step is not kept, or nothing was explained yet.</exception>
    public ReadOnlySpan<float> Relevance => _network.RelevanceOf(_index);

    /// <summary>Where the relevance that reached this step went in the last <c>Explain</c>.</summary>
    /// <exception cref="InvalidOperationException">The network keeps no ledger, or nothing was explained yet.</exception>
    public LedgerEntry Ledger => _network.Ledger[_index];

    /// <summary>For example <c>Hidden1: Flatten, Linear(300), ReLU [300], z-box(0, 1)</c>.</summary>
    public override string ToString() => $"{Name}: {Info.Kind} {Shape}, {Rule}";
}
