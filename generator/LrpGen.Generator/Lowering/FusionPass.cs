using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Which layers do the work of a neighbor while their results are in the cache: rectify their output, add another summand to it, and
/// divide the relevance that they send by the denominator of the layer that takes it.
/// </summary>
/// <param name="IsPrecise">Whether convolutions are summed in float64.</param>
/// <param name="Rectifiers">For each rectifier the layer whose output it may overwrite, or null.</param>
/// <param name="Dividers">For each node the one that divides the relevance of its output, or null.</param>
internal sealed record Fusions(bool IsPrecise, IReadOnlyList<int?> Rectifiers, IReadOnlyList<Divider?> Dividers)
{
    /// <summary>The sums and rectified copies that layers write beside their outputs.</summary>
    public Companions Companions { get; init; } = Companions.None;

    /// <summary>For each layer whether it reads plainly what another lays out in blocks, and for that one whether it can wait until the way back asks.</summary>
    public IReadOnlyList<bool> Plain { get; init; } = [];

    /// <summary>For each layer whether a z-box on it would send relevance plainly, past the blocks between, from outputs that are mostly zero.</summary>
    public IReadOnlyList<bool> PlainBoxes { get; init; } = [];

    /// <summary>Whether a layer's kernel can go on with its output; exact sums cannot, and what follows them is a pass of its own.</summary>
    public bool HasTail(Node node) => node.Layer switch
    {
        AddLayer => true,
        ConvLayer conv => !IsPrecise && conv.Windows?.Mean is null,
        BatchNormLayer => !IsPrecise,
        _ => false,
    };

    /// <summary>Whether a layer does nothing on the way forward but what the layer before it does in its place.</summary>
    public bool IsAlias(Graph graph, Node node) =>
        node.Layer.IsIdentity || (Rectifiers[node.Index] is { } overwritten && HasTail(graph.Nodes[overwritten]));

    /// <summary>Where a layer's kernel rectifies its output: the most that it leaves.</summary>
    public float? RectifiesTo(Graph graph, Node node) => HasTail(node)
        ? graph.Nodes.Items.FirstOrDefault(other => Rectifiers[other.Index] == node.Index)?.Layer.Ceiling
        : null;

    /// <summary>When the quotients of a layer are written.</summary>
    public int QuotientTime(Node node, Schedule schedule) => schedule.Explain(Dividers[node.Index]?.Node ?? node.Index);
}

/// <summary>A layer that divides relevance for the layer below.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Input">Which of its inputs the relevance is of.</param>
internal readonly record struct Divider(int Node, int Input);

/// <summary>Finds what can be fused.</summary>
internal sealed class FusionPass
{
    private readonly NetworkSpec _spec;
    private readonly LaidOutGraph _laid;
    private readonly IReadOnlyList<Facts> _facts;
    private readonly KeptValues _kept;

    private FusionPass(NetworkSpec spec, LaidOutGraph laid, IReadOnlyList<Facts> facts, KeptValues kept) =>
        (_spec, _laid, _facts, _kept) = (spec, laid, facts, kept);

    public static Fusions Run(NetworkSpec spec, LaidOutGraph laid, IReadOnlyList<Facts> facts, KeptValues kept, bool isPrecise)
    {
        var pass = new FusionPass(spec, laid, facts, kept);
        var fusions = new Fusions(
            isPrecise,
            laid.Graph.Nodes.Items.Select(pass.RectifierOf).ToList(),
            laid.Graph.Nodes.Items.Select(pass.DividerOf).ToList());
        IReadOnlyList<bool> plain = PlainInputs.Find(laid, isPrecise);
        return fusions with { Companions = CompanionPass.Run(laid, fusions), Plain = plain, PlainBoxes = PlainInputs.FindBoxes(laid, plain) };
    }

    /// <summary>
    /// The layer whose output a rectifier may overwrite: where that is not positive no relevance comes and no denominator is asked for,
    /// and elsewhere both are the same, or the rectifier has a ceiling and no denominator is the output.
    /// </summary>
    private int? RectifierOf(Node node)
    {
        if (node.Layer.Ceiling is not { } ceiling)
            return null;
        int value = node.Input;
        while (_laid.Graph.ProducerOf(value) is { } producer && _laid.Graph.ConsumersOf(value).Count() == 1 && !_kept.IsActivation(value))
        {
            if (producer.Layer is ConvLayer or BatchNormLayer or AddLayer)
            {
                bool fits = _facts[producer.Index].RelevantOnlyWherePositive
                    && _laid.Rules[producer.Index].Rule is not (EpsilonRmsRule or null)
                    && (float.IsPositiveInfinity(ceiling) || !DividesByOutput(producer));
                return fits ? producer.Index : null;
            }

            if (!producer.Layer.IsIdentity)
                return null;
            value = producer.Input;
        }

        return null;
    }

    /// <summary>Whether a denominator of a layer may be made of its output.</summary>
    private bool DividesByOutput(Node node) => node.Layer is AddLayer
        || _laid.Rules[node.Index].Rule is ZBoxRule
        || Branches(node).Items.Any(static branch => branch.Condition == BranchCondition.OutputNegative || branch.IsWhole);

    /// <summary>The layer that alone sends relevance to a layer's output, if it can divide it by that layer's denominator on the way.</summary>
    private Divider? DividerOf(Node node)
    {
        if (_spec.HasLedger || !IsDivided(node))
            return null;
        int value = node.Output;
        while (!_kept.IsRelevance(value) && value != _laid.Logits && _laid.Graph.ConsumersOf(value).ToList() is [var consumer]
            && consumer.Inputs.Items.Count(input => input == value) == 1)
        {
            if (_laid.Passes(consumer))
            {
                value = consumer.Output;
                continue;
            }

            bool fits = _laid.CountOf(value) == _laid.CountOf(node.Output) && _laid.Layouts[value] == _laid.Layouts[node.Output];
            return fits && Divides(consumer) && _laid.IsExplained(consumer) ? new Divider(consumer.Index, consumer.Inputs.Items.IndexOf(value)) : null;
        }

        return null;
    }

    /// <summary>Whether a layer's way back starts with one quotient, or with one for each sign of the output.</summary>
    private bool IsDivided(Node node) => node.Layer is ConvLayer or BatchNormLayer or PoolLayer or AddLayer
        && Branches(node) is var branches
        && (branches is [{ Condition: not BranchCondition.OutputNegative }] || branches.QuotientsBySign());

    /// <summary>Whether a layer's kernel can divide what it sends.</summary>
    private bool Divides(Node node) => node.Layer switch
    {
        PoolLayer or AddLayer => true,
        ConvLayer or BatchNormLayer => Branches(node) is { Count: > 0 } branches
            && branches[0].Terms.Items.FirstOrDefault().Weight.Form != WeightForm.Connection
            && (branches.ReturnBySign() || branches.Items.SelectMany(static branch => branch.Terms.Items).Select(static term => term.Input).Distinct().Count() == 1),
        _ => false,
    };

    private EquatableArray<Branch> Branches(Node node) => _laid.Rules[node.Index].Rule is { } rule
        ? TermSimplifier.Run(rule.Resolve(_spec.Stabilizer), _facts[node.Index])
        : EquatableArray<Branch>.Empty;
}
