using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Finds the rule of every linear layer: the step's own, else that of the use of its block, else a range's, else a composite's. Says where there is none, where
/// there are two on one level, and where one decides nothing or cannot be.
/// </summary>
internal static class RulePass
{
    /// <summary>The rule of every node; null for layers that are not linear.</summary>
    public static EquatableArray<NodeRule> Run(NetworkSpec spec, Graph graph, EquatableArray<Dims> shapes, DiagnosticBag diagnostics)
    {
        CheckOwnRules(spec, diagnostics);
        var uses = new UseRules(spec);
        var rangeUse = new int[spec.RangeRules.Count];
        var compositeUse = new int[spec.Composites.Count];
        (int First, int Last)?[] ranges = spec.RangeRules.Items.Select(rule => Resolve(spec, rule.From, rule.To, rule.Anchors, diagnostics)).ToArray();
        (int First, int Last)?[] compositeRanges = spec.Composites.Items.Select(composite => Resolve(spec, composite.From, composite.To, composite.Anchors, diagnostics)).ToArray();

        // Whether a layer lacks a rule is not known while a range is wrong.
        bool areRangesGood = ranges.Concat(compositeRanges).All(static range => range is not null);
        HashSet<int> beforeLinear = ValuesBeforeLinear(graph);
        var rules = new List<NodeRule>();
        foreach (Node node in graph.Nodes)
        {
            RuleSpec? rule = null;
            if (node.Layer.Linear != LinearKind.None)
            {
                rule = OwnRule(spec, node)
                    ?? uses.For(node)
                    ?? FromRanges(spec, node, ranges, rangeUse, diagnostics)
                    ?? FromComposites(spec, beforeLinear, node, compositeRanges, compositeUse, diagnostics);
                if (rule is NormRule)
                    diagnostics.Report(Descriptors.RuleNotLegal, rule.Settings.Anchor, rule.Wording, $"[{node.Layer.Wording}]", spec.Steps[node.Step].Name, "another rule, for example [Epsilon(1e-6f)]");
                else if (rule is null && areRangesGood)
                    diagnostics.Report(Descriptors.NoRule, node.Layer.Anchor, spec.Steps[node.Step].Name, node.Layer.Wording);
                else if (rule is not null)
                    CheckLegal(spec, graph, shapes, node, rule, diagnostics);
            }

            else if (node.Layer.IsNormed)
            {
                rule = NormRuleOf(spec, node, diagnostics);
            }

            rules.Add(new NodeRule(rule));
        }

        uses.Check(graph, diagnostics);
        CheckUse(spec, graph, ranges, rangeUse, compositeRanges, compositeUse, diagnostics);
        return rules.ToEquatable();
    }

    /// <summary>The rule of a sum or an average: its step's, where the step has no linear layer, else the norm rule.</summary>
    private static RuleSpec NormRuleOf(NetworkSpec spec, Node node, DiagnosticBag diagnostics)
    {
        bool hasLinear = spec.Steps[node.Step].Layers.Items.Any(static layer => layer.Linear != LinearKind.None);
        RuleSpec? own = hasLinear ? null : OwnRule(spec, node);
        if (own is not null and not (NormRule or ZeroRule or EpsilonRule or EpsilonRmsRule))
            diagnostics.Report(Descriptors.RuleNotLegal, own.Settings.Anchor, own.Wording, $"[{node.Layer.Wording}]", spec.Steps[node.Step].Name, "[Norm], [Epsilon] or [EpsilonRms]");
        return own ?? new NormRule(default);
    }

    /// <summary>Whether a value is the network's input, but for layers that only reshape it or move its pixels, so that a box bounds it too.</summary>
    private static bool IsNetworkInput(Graph graph, int value, ZBoxRule box)
    {
        bool holdsZero = box.Low.Items.All(static bound => bound <= 0) && box.High.Items.All(static bound => bound >= 0);
        while (graph.ProducerOf(value) is { } producer && (producer.Layer.IsIdentity || (producer.Layer is PixelLayer pixels && (holdsZero || !pixels.AddsZeros))))
            value = producer.Input;
        return value == 0;
    }

    private static void CheckOwnRules(NetworkSpec spec, DiagnosticBag diagnostics)
    {
        foreach (StepSpec step in spec.Steps)
        {
            if (step.Rules.Count > 1)
                diagnostics.Report(Descriptors.TwoRules, step.Rules[1].Settings.Anchor, step.Name, step.Rules[0].Wording, step.Rules[1].Wording, "beside it");
            bool sharesOut = step.Layers.Items.Any(layer => layer.Linear != LinearKind.None || layer.IsNormed || layer is PoolLayer { Kind: PoolKind.Max, Relevance: null } && spec.MaxRelevance == MaxRelevance.Average);
            if (!sharesOut && step.Rules.Items.FirstOrDefault(static rule => rule is not PassRule) is { } stray)
                diagnostics.Report(Descriptors.RuleWithoutLinear, stray.Settings.Anchor, step.Name, stray.Wording);
        }
    }

    private static RuleSpec? OwnRule(NetworkSpec spec, Node node) => spec.Steps[node.Step].Rules.Items.FirstOrDefault();

    private static RuleSpec? FromRanges(NetworkSpec spec, Node node, (int First, int Last)?[] ranges, int[] use, DiagnosticBag diagnostics)
    {
        RuleSpec? found = null;
        for (int k = 0; k < ranges.Length; k++)
        {
            if (ranges[k] is not { } range || node.Step < range.First || node.Step > range.Last)
                continue;
            use[k]++;
            RangeRule rule = spec.RangeRules[k];
            if (found is not null)
                diagnostics.Report(Descriptors.TwoRules, rule.Anchors.Attribute, spec.Steps[node.Step].Name, found.Wording, rule.Rule.Wording, "from two ranges that overlap");
            found ??= rule.Rule;
        }

        return found;
    }

    private static RuleSpec? FromComposites(
        NetworkSpec spec, HashSet<int> beforeLinear, Node node, (int First, int Last)?[] ranges, int[] use, DiagnosticBag diagnostics)
    {
        RuleSpec? found = null;
        for (int k = 0; k < ranges.Length; k++)
        {
            CompositeSpec composite = spec.Composites[k];
            if (ranges[k] is not { } range
                || node.Step < range.First
                || node.Step > range.Last
                || composite.RuleFor(node.Layer.Linear, node.Inputs.Items.Any(beforeLinear.Contains)) is not { } rule)
            {
                continue;
            }

            use[k]++;
            if (found is not null)
                diagnostics.Report(Descriptors.TwoRules, composite.Anchors.Attribute, spec.Steps[node.Step].Name, found.Wording, rule.Wording, "from two composites");
            if (rule is ZBoxRule { Low.Count: 0 } or ZBoxRule { High.Count: 0 })
                diagnostics.Report(Descriptors.BoundsMissing, composite.Anchors.Attribute, composite.Kind, spec.Steps[node.Step].Name);
            found ??= rule;
        }

        return found;
    }

    /// <summary>The values to which a way leads from the input through no linear layer; one that takes them is a first one.</summary>
    internal static HashSet<int> ValuesBeforeLinear(Graph graph)
    {
        var values = new HashSet<int> { 0 };
        foreach (Node node in graph.Nodes)
        {
            if (node.Layer.Linear is LinearKind.None or LinearKind.Affine && node.Inputs.Items.Any(values.Contains))
                values.Add(node.Output);
        }

        return values;
    }

    private static void CheckLegal(NetworkSpec spec, Graph graph, EquatableArray<Dims> shapes, Node node, RuleSpec rule, DiagnosticBag diagnostics)
    {
        string step = spec.Steps[node.Step].Name;
        int anchor = rule.Settings.Anchor;
        if (rule is PassRule && !shapes[node.Input].Equals(shapes[node.Output]))
            diagnostics.Report(Descriptors.PassNotPossible, anchor, step, shapes[node.Output], shapes[node.Input]);
        if (rule is not ZBoxRule box || spec.Composites.Items.Any(composite => IsMissingBounds(composite, box)))
            return;

        if (!IsNetworkInput(graph, node.Input, box))
        {
            Node producer = graph.ProducerOf(node.Input)!;
            diagnostics.Report(Descriptors.ZBoxNotOnInput, anchor, box.Wording, step, $"[{producer.Layer.Wording}] of '{spec.Steps[producer.Step].Name}'");
            return;
        }

        int channels = spec.InputShape.Sizes[0];
        if (box.Low.Count != box.High.Count || (box.Low.Count != 1 && box.Low.Count != channels))
        {
            string unit = spec.InputShape.Rank == 1 ? "feature" : "channel";
            diagnostics.Report(Descriptors.BoundsLength, anchor, box.Wording, box.Low.Count, box.High.Count, unit, spec.InputShape, channels);
            return;
        }

        if (box.Low.Count > 1 && node.Layer.Linear != LinearKind.Dense && shapes[node.Input].Channels % channels != 0)
        {
            diagnostics.Report(Descriptors.RuleNotLegal, anchor, box.Wording, $"[{node.Layer.Wording}]", step, "one bound for all channels, because a reshape before it joins channels of the input");
            return;
        }

        float low = box.Low.Items.Max();
        float high = box.High.Items.Min();
        ValueRange range = spec.InputRange;
        if (!range.IsUnknown && (range.Low < low || range.High > high))
            diagnostics.Report(Descriptors.RangeExceedsBox, spec.Anchors.InputRange, range.Low, range.High, low, high, $"'{step}'");
    }

    /// <summary>Whether a box is a composite's without bounds, which has been said already.</summary>
    private static bool IsMissingBounds(CompositeSpec composite, ZBoxRule box) =>
        composite.Settings == box.Settings && (box.Low.Count == 0 || box.High.Count == 0);

    private static (int First, int Last)? Resolve(NetworkSpec spec, string? from, string? to, RangeAnchors anchors, DiagnosticBag diagnostics)
    {
        int? first = from is null ? 0 : Find(spec, from, static use => use.First, anchors.From, "a range of rules starts at a step, and at the first where From is left out", diagnostics);
        int? last = to is null ? spec.Steps.Count - 1 : Find(spec, to, static use => use.Last, anchors.To, "a range of rules ends at a step, and at the last where To is left out", diagnostics);
        if (first is not { } low || last is not { } high)
            return null;
        if (low <= high)
            return (low, high);
        diagnostics.Report(Descriptors.RangeBackwards, anchors.From, spec.Steps[low].Name, spec.Steps[high].Name);
        return null;
    }

    private static int? Find(NetworkSpec spec, string name, Func<UseSpec, int> end, int anchor, string inputRemedy, DiagnosticBag diagnostics)
    {
        if (spec.Uses.Items.FirstOrDefault(use => use.Name == name) is { } found)
            return end(found);
        for (int s = 0; s < spec.Steps.Count; s++)
        {
            if (spec.Steps[s].Name == name)
                return s;
        }

        diagnostics.Report(Descriptors.UnknownName, anchor, spec.Class.Name, name, name == KnownNames.Input ? inputRemedy : GraphPass.Names(spec));
        return null;
    }

    private static void CheckUse(
        NetworkSpec spec,
        Graph graph,
        (int First, int Last)?[] ranges,
        int[] rangeUse,
        (int First, int Last)?[] compositeRanges,
        int[] compositeUse,
        DiagnosticBag diagnostics)
    {
        for (int k = 0; k < ranges.Length; k++)
        {
            if (ranges[k] is not { } range || rangeUse[k] > 0)
                continue;
            RangeRule rule = spec.RangeRules[k];
            diagnostics.Report(
                Descriptors.RangeMatchesNothing,
                rule.Anchors.Attribute,
                rule.Rule.Wording,
                spec.Steps[range.First].Name,
                spec.Steps[range.Last].Name,
                Why(graph, range, "each linear layer there has a rule of its own"));
        }

        for (int k = 0; k < compositeRanges.Length; k++)
        {
            if (compositeRanges[k] is { } range && compositeUse[k] == 0)
            {
                diagnostics.Report(
                    Descriptors.CompositeMatchesNothing,
                    spec.Composites[k].Anchors.Attribute,
                    spec.Composites[k].Kind,
                    Why(graph, range, "each linear layer it covers has a nearer rule"));
            }
        }
    }

    private static string Why(Graph graph, (int First, int Last) range, string otherwise) =>
        graph.Nodes.Items.Any(node => node.Layer.Linear != LinearKind.None && node.Step >= range.First && node.Step <= range.Last)
            ? otherwise
            : "there is no linear layer in it";
}

/// <summary>The rule of a node, or none.</summary>
internal readonly record struct NodeRule(RuleSpec? Rule);
