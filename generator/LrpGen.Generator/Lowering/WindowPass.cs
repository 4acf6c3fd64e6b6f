using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Finds largest-value poolings over windows of 2x2 that the convolution before them can make, tile after tile. Where winners take the
/// relevance, neither the whole output nor its denominators and relevance are ever written; where the mean does, relevance is not. What
/// was a pooling is then an identity, and so is a rectifier before a mean; one before winners follows them.
/// </summary>
internal sealed class WindowPass
{
    private readonly LaidOutGraph _laid;
    private readonly Explained? _explained;
    private readonly List<Node> _nodes;
    private readonly List<Dims> _shapes;
    private readonly List<NodeRule> _rules;

    private WindowPass(LaidOutGraph laid, Explained? explained)
    {
        (_laid, _explained) = (laid, explained);
        _nodes = laid.Graph.Nodes.Items.ToList();
        _shapes = laid.Shapes.Items.ToList();
        _rules = laid.Rules.Items.ToList();
    }

    /// <summary>The graph with such poolings made by their convolutions.</summary>
    public static LaidOutGraph Run(NetworkSpec spec, LaidOutGraph laid, IReadOnlyList<Facts> facts, bool isPrecise) =>
        // Books are kept for every layer.
        spec.HasLedger ? laid : Run(laid, new Explained(spec, facts), isPrecise);

    /// <summary>The graph for a forward pass that no explanation follows: whatever the rules are, the largest values are all that is asked for.</summary>
    public static LaidOutGraph RunForPrediction(LaidOutGraph laid, bool isPrecise) => Run(laid, null, isPrecise);

    private static LaidOutGraph Run(LaidOutGraph laid, Explained? explained, bool isPrecise)
    {
        // Exact sums are made pixel by pixel.
        if (isPrecise)
            return laid;
        var pass = new WindowPass(laid, explained);
        foreach (Node node in laid.Graph.Nodes)
        {
            if (node.Layer is PoolLayer { Kind: PoolKind.Max } pool && pool.IsCutInFours(laid.Shapes[node.Input]))
                pass.Join(node, pool);
        }

        return laid with { Graph = new Graph(pass._nodes.ToEquatable()), Shapes = pass._shapes.ToEquatable(), Rules = pass._rules.ToEquatable() };
    }

    private void Join(Node pooling, PoolLayer pool)
    {
        var between = new List<Node>();
        Node? maker = MakerOf(pooling, between);
        if (maker?.Layer is not ConvLayer conv || WindowsOf(pooling, pool, maker, conv, between) is not { } windows)
            return;
        _nodes[maker.Index] = maker with { Layer = conv with { Windows = windows } };
        _nodes[pooling.Index] = pooling with { Layer = new SameLayer(pool.Name, pool.Anchor) };
        _rules[pooling.Index] = default;
        foreach (Node node in between.Where(node => windows.IsRectified && node.Layer.IsRectifier))
            _nodes[node.Index] = node with { Layer = new SameLayer(node.Layer.Name, node.Layer.Anchor) };
        foreach (Node node in between.Append(maker))
            _shapes[node.Output] = _laid.Shapes[pooling.Output];
    }

    /// <summary>The layer of the same step whose output a pooling takes, with nothing between but rectifiers and layers that change nothing.</summary>
    private Node? MakerOf(Node pooling, List<Node> between)
    {
        int value = pooling.Input;
        while (value != _laid.Logits && _laid.Graph.ConsumersOf(value).Count() == 1 && _laid.Graph.ProducerOf(value) is { } producer && producer.Step == pooling.Step)
        {
            if (!producer.Layer.IsIdentity && producer.Layer.Ceiling is not float.PositiveInfinity)
                return producer;
            if (_laid.Shapes[producer.Input] != _laid.Shapes[value])
                return null;
            between.Add(producer);
            value = producer.Input;
        }

        return null;
    }

    /// <summary>How the convolution makes the pooling; null where it cannot.</summary>
    private ConvWindows? WindowsOf(Node pooling, PoolLayer pool, Node maker, ConvLayer conv, List<Node> between)
    {
        if (conv.IsTransposed || !conv.Geometry(_laid.Shapes[maker.Input]).HasWindows)
            return null;
        if (_explained is not { Spec: { } spec, Facts: { } allFacts })
            return new ConvWindows(null, false);
        if (!_laid.IsExplained(pooling) || _laid.Rules[maker.Index].Rule is not { } rule)
            return null;

        // The largest value may come before the rectifier if it does not matter which of values below zero that is.
        bool isRectified = between.Any(static node => node.Layer.IsRectifier);
        Facts facts = allFacts[maker.Index];
        if (isRectified && !facts.RelevantOnlyWherePositive)
            return null;
        if (TermSimplifier.Run(rule.Resolve(spec.Stabilizer), facts).Items is not [{ Terms.Items: [{ Input: InputPart.X, Weight.Form: WeightForm.BySign or WeightForm.Rho }] } branch]
            || branch.ConditionFor(facts.RelevantOnlyWherePositive) != BranchCondition.Always
            || branch.Stabilizer.IsRms)
            return null;
        switch (pool.Relevance)
        {
            case MaxRelevance.Winner:
                return branch.IsOutput(conv.AddsBias) || !branch.IsWhole ? new ConvWindows(null, false) : null;
            case MaxRelevance.Average when !branch.IsWhole && _laid.Rules[pooling.Index].Rule is { } mean:
                StabilizerSpec stabilizer = mean.Resolve(spec.Stabilizer)[0].Stabilizer;
                return stabilizer.IsRms ? null : new ConvWindows(stabilizer, isRectified);
            default:
                return null;
        }
    }

    /// <summary>What a pass that explanations follow has to heed.</summary>
    private sealed record Explained(NetworkSpec Spec, IReadOnlyList<Facts> Facts);
}
