using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>What layers write beside their outputs, in place of layers behind them whose inputs must stay.</summary>
/// <param name="Sums">For each sum the layer of its last summand, if that writes it; or null.</param>
/// <param name="Copies">For each rectifier that overwrites nothing the layer that writes its output; or null.</param>
internal sealed record Companions(IReadOnlyList<int?> Sums, IReadOnlyList<int?> Copies)
{
    public static Companions None { get; } = new([], []);

    /// <summary>The layer that writes a layer's output.</summary>
    public int WriterOf(Node node) => Copies[node.Index] ?? Sums[node.Index] ?? node.Index;

    /// <summary>The sum that a layer writes; or null.</summary>
    public Node? SumBy(Graph graph, Node writer) => graph.Nodes.Items.FirstOrDefault(sum => Sums[sum.Index] == writer.Index);

    /// <summary>The rectifier whose output a layer writes beside its own; or null.</summary>
    public Node? CopyBy(Graph graph, Node writer) => graph.Nodes.Items.FirstOrDefault(copy => Copies[copy.Index] == writer.Index);
}

/// <summary>
/// Finds sums and rectifiers that the kernel before them can write while its results are in the cache. A kernel adds another value to its
/// output if that is there before it runs, and rectifies its output, or that sum, into another buffer; one sum and one copy each.
/// </summary>
internal sealed class CompanionPass
{
    private readonly LaidOutGraph _laid;
    private readonly Fusions _fusions;
    private readonly int?[] _sums;
    private readonly int?[] _copies;

    private CompanionPass(LaidOutGraph laid, Fusions fusions)
    {
        _laid = laid;
        _fusions = fusions;
        _sums = new int?[laid.Graph.Nodes.Count];
        _copies = new int?[laid.Graph.Nodes.Count];
    }

    public static Companions Run(LaidOutGraph laid, Fusions fusions)
    {
        var pass = new CompanionPass(laid, fusions);
        foreach (Node node in laid.Graph.Nodes)
            pass._sums[node.Index] = pass.AdderOf(node);
        foreach (Node node in laid.Graph.Nodes)
            pass._copies[node.Index] = pass.CopierOf(node);
        return new Companions(pass._sums, pass._copies);
    }

    /// <summary>The layer of the last summand.</summary>
    private int? AdderOf(Node node)
    {
        if (node.Layer is not AddLayer || node.Inputs.Count != 2 || IsJoined(node.Output))
            return null;
        int first = TimeOf(node.Inputs[0]);
        int second = TimeOf(node.Inputs[1]);
        if (first == second)
            return null;
        Node? maker = MakerOf(node.Inputs[first > second ? 0 : 1]);
        return maker is { Layer: ConvLayer or BatchNormLayer } && _fusions.HasTail(maker) && !_sums.Contains(maker.Index) && LieAlike(maker, node)
            ? maker.Index
            : null;
    }

    /// <summary>The layer whose output or sum a rectifier takes.</summary>
    private int? CopierOf(Node node)
    {
        if (node.Layer.Ceiling is null || _fusions.Rectifiers[node.Index] is not null || IsJoined(node.Output))
            return null;
        if (MakerOf(node.Input) is not { } maker || !_fusions.HasTail(maker) || !LieAlike(maker, node) || _sums.Contains(maker.Index))
            return null;
        int writer = _sums[maker.Index] ?? maker.Index;
        return _copies.Contains(writer) ? null : writer;
    }

    /// <summary>The layer that makes a value, layers left out that do nothing but what it does for them.</summary>
    private Node? MakerOf(int value)
    {
        while (_laid.Graph.ProducerOf(value) is { } producer)
        {
            if (!_fusions.IsAlias(_laid.Graph, producer))
                return producer;
            value = producer.Input;
        }

        return null;
    }

    /// <summary>The layer with which a value is there; before all for the network's input.</summary>
    private int TimeOf(int value) => MakerOf(value) is { } maker ? _sums[maker.Index] ?? maker.Index : -1;

    private bool LieAlike(Node maker, Node node) =>
        _laid.CountOf(maker.Output) == _laid.CountOf(node.Output) && _laid.Layouts[maker.Output] == _laid.Layouts[node.Output];

    /// <summary>Whether a value is made within a concatenation, which has its place from the first of its parts on.</summary>
    private bool IsJoined(int value) => _laid.Graph.ConsumersOf(value).Any(consumer =>
        consumer.Layer is ConcatLayer || ((consumer.Layer.IsIdentity || _fusions.Rectifiers[consumer.Index] is not null) && IsJoined(consumer.Output)));
}
