namespace LrpGen.Reference;

/// <summary>
/// The plain engine for graphs of convolutions, poolings, sums and all else: every layer is its list of connections, in float64, and one
/// implementation of the rules works on all. Values are computed as declared; folded batch norms matter to the way back alone.
/// </summary>
public sealed class GraphEngine
{
    private readonly GraphNetwork _network;
    private readonly Folding _folding;
    private readonly IReadOnlyList<Size> _sizes;
    private readonly Wiring[] _wirings;
    private readonly double[][] _values;

    /// <summary>Runs a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Its tensors by name.</param>
    /// <param name="input">One sample.</param>
    /// <param name="stored">What becomes of each computed value when it is stored; nothing unless told.</param>
    public GraphEngine(GraphNetwork network, IReadOnlyDictionary<string, double[]> weights, double[] input, Func<double, double>? stored = null)
    {
        _network = network;
        _folding = new Folding(network);
        _sizes = network.Sizes();
        _wirings = new Wiring[network.Nodes.Count];
        _values = new double[network.Nodes.Count + 1][];
        _values[0] = input;
        for (int k = 0; k < _wirings.Length; k++)
        {
            GraphNode node = network.Nodes[k];
            _wirings[k] = node.Operation.Wire([.. node.Inputs.Select(value => _sizes[value])], name => weights[$"{node.Weights}.{name}"]);
            double[] computed = node.Operation.Apply(InputOf(k), _wirings[k]);
            _values[k + 1] = stored is null || !node.Operation.Rounds ? computed : [.. computed.Select(stored)];
        }

        Weights = weights;
    }

    private IReadOnlyDictionary<string, double[]> Weights { get; }

    public double[] Logits => _values[_network.Logits];

    /// <summary>Explains one output.</summary>
    public GraphResult Explain(int target)
    {
        var start = new double[Logits.Length];
        start[target] = Logits[target];
        return Explain(start);
    }

    /// <summary>Takes any relevance of the outputs back.</summary>
    public GraphResult Explain(double[] start)
    {
        var relevance = new double[]?[_values.Length];
        var books = new NodeBooks?[_network.Nodes.Count];
        relevance[_network.Logits] = start;
        for (int k = _network.Logits - 1; k >= 0; k--)
        {
            if (relevance[k + 1] is not { } received)
                continue;
            (double[] back, ReferenceLedger ledger) = Back(k, received);
            books[k] = new NodeBooks(Send(k, back, relevance), ledger.AbsorbedByBias, ledger.TakenByStabilizer, ledger.Dropped);
        }

        return new GraphResult(_values, Logits, relevance, books);
    }

    /// <summary>The derivative of one logit with respect to each input, for networks whose layers have one.</summary>
    public double[] Gradient(int target)
    {
        var gradients = new double[]?[_values.Length];
        gradients[_network.Logits] = new double[Logits.Length];
        gradients[_network.Logits]![target] = 1;
        for (int k = _network.Logits - 1; k >= 0; k--)
        {
            if (gradients[k + 1] is { } received)
                Send(k, Derivative(k, received), gradients);
        }

        return gradients[0]!;
    }

    private double[] InputOf(int node) => [.. _network.Nodes[node].Inputs.SelectMany(value => _values[value])];

    private (double[] Back, ReferenceLedger Ledger) Back(int k, double[] relevance)
    {
        GraphNode node = _network.Nodes[k];
        double[] x = InputOf(k);
        if (_folding.Into(k) is not null || node.Rule?.Name == "pass" || (node.Operation is Pooling pooling && pooling.IsIdentity(_sizes[node.Input])))
            return (relevance, default);
        switch (node.Operation.Way)
        {
            case WayBack.Rule:
                return Rules.Back(RuleOf(node), InputOfFolded(k), Folded(k), ExplainedOutput(k), relevance);
            case WayBack.Pass:
                return (relevance, default);
            case WayBack.Route:
                double dropped = relevance.Where((_, j) => _wirings[k].Taps[j].Length == 0).Sum();
                return (_wirings[k].Transposed(relevance, x.Length), new ReferenceLedger(0, 0, 0, 0, dropped));
            default:
                return (Choice(k, x).Transposed(relevance, x.Length), default);
        }
    }

    /// <summary>A node's rule with the network's stabilizer where it has none of its own.</summary>
    private ReferenceRule RuleOf(GraphNode node)
    {
        ReferenceRule rule = node.Rule ?? new ReferenceRule("norm") { Stabilizer = _network.Stabilizer };
        return node.Operation.IsLinear && node.Rule is null ? throw new InvalidOperationException($"A layer of '{node.Step}' has no rule.") : rule;
    }

    /// <summary>Which of the inputs in each window take its relevance.</summary>
    private Wiring Choice(int k, double[] x) => new([.. _wirings[k].Taps.Select((taps, j) =>
    {
        int[] winners = [.. taps.Select(static tap => tap.Input).Where(i => x[i] == _values[k + 1][j])];
        return _network.Nodes[k].Operation.Way == WayBack.Winner
            ? [new Tap(winners[0], 1)]
            : winners.Select(i => new Tap(i, 1.0 / winners.Length)).ToArray();
    })]);

    /// <summary>The connections with the batch norms that the layer has taken in.</summary>
    private Wiring Folded(int k)
    {
        Wiring wiring = _wirings[k];
        foreach (int norm in _folding.BeforeOf(k))
            wiring = wiring.After(Map(norm), _sizes[_network.Nodes[k].Input].Count);
        foreach (int norm in _folding.BehindOf(k))
            wiring = wiring.Then(Map(norm));
        return wiring;
    }

    private ChannelMap Map(int norm) =>
        ((BatchNorm)_network.Nodes[norm].Operation).Map(name => Weights[$"{_network.Nodes[norm].Weights}.{name}"]);

    /// <summary>What the layer takes once batch norms before it are part of it.</summary>
    private double[] InputOfFolded(int k)
    {
        int[] before = [.. _folding.BeforeOf(k)];
        return before.Length == 0 ? InputOf(k) : InputOf(before[^1]);
    }

    /// <summary>What the layer gives, with the batch norms behind it; for a maximum explained as an average, that average.</summary>
    private double[] ExplainedOutput(int k)
    {
        if (_network.Nodes[k].Operation is Pooling { Kind: PoolingKind.Max })
            return _wirings[k].Apply(InputOf(k));
        int[] behind = [.. _folding.BehindOf(k)];
        return _values[(behind.Length == 0 ? k : behind[^1]) + 1];
    }

    private double[] Derivative(int k, double[] gradient)
    {
        double[] x = InputOf(k);
        return _network.Nodes[k].Operation switch
        {
            Activation { Name: "relu" } => [.. gradient.Select((g, i) => x[i] > 0 ? g : 0)],
            Activation { Name: "leakyrelu" } leaky => [.. gradient.Select((g, i) => x[i] > 0 ? g : leaky.Parameter * g)],
            Activation { Name: "dropout" } => gradient,
            Activation other => throw new NotSupportedException($"No derivative of {other.Name} here."),
            Pooling { Kind: PoolingKind.Max } => Choice(k, x).Transposed(gradient, x.Length),
            _ => _wirings[k].Transposed(gradient, x.Length),
        };
    }

    /// <summary>Adds what a node gives back to what its inputs have; the sum for each input.</summary>
    private double[] Send(int k, double[] back, double[]?[] to)
    {
        int[] inputs = _network.Nodes[k].Inputs;
        var sent = new double[inputs.Length];
        int at = 0;
        for (int n = 0; n < inputs.Length; n++)
        {
            double[] total = to[inputs[n]] ??= new double[_sizes[inputs[n]].Count];
            for (int i = 0; i < total.Length; i++, at++)
            {
                total[i] += back[at];
                sent[n] += back[at];
            }
        }

        return sent;
    }
}
