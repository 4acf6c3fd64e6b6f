using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Resolves the names that steps take into a graph of layers.</summary>
internal static class GraphPass
{
    public static Graph? Run(NetworkSpec spec, DiagnosticBag diagnostics)
    {
        var nodes = new List<Node>();
        var outputs = new Dictionary<string, int> { [KnownNames.Input] = 0 };
        int current = 0;
        for (int s = 0; s < spec.Steps.Count; s++)
        {
            StepSpec step = spec.Steps[s];
            if (step.From is { } from)
            {
                if (outputs.TryGetValue(from, out int value))
                    current = value;
                else
                    ReportBadName(spec, step, from, step.Anchors.From, diagnostics);
            }

            for (int k = 0; k < step.Layers.Count; k++)
            {
                LayerSpec layer = Decided(step.Layers[k], spec);
                EquatableArray<int> inputs = layer is JoinLayer join ? Joined(spec, step, join, k == 0, current, outputs, diagnostics) : EquatableArray.Of(current);
                nodes.Add(new Node(nodes.Count, s, layer, inputs));
                current = nodes.Count;
            }

            outputs[step.Name] = current;
            foreach (UseSpec use in spec.Uses.Items.Where(use => use.Last == s))
                outputs[use.Name] = current;
        }

        CheckWeightNames(spec, diagnostics);
        var graph = new Graph(nodes.ToEquatable());
        if (!diagnostics.HasErrors)
            CheckUse(spec, graph, outputs, diagnostics);
        return diagnostics.HasErrors ? null : graph;
    }

    /// <summary>The declared steps as a message lists them.</summary>
    public static string Names(NetworkSpec spec) => "it has " + string.Join(
        ", ",
        Enumerable.Range(0, spec.Steps.Count).Select(s => spec.Uses.Items.LastOrDefault(use => use.Contains(s))?.Name ?? spec.Steps[s].Name).Distinct());

    /// <summary>A layer with what the network decides for it.</summary>
    private static LayerSpec Decided(LayerSpec layer, NetworkSpec spec) =>
        layer is PoolLayer { Kind: PoolKind.Max, Relevance: null } pool ? pool with { Relevance = spec.MaxRelevance } : layer;

    /// <summary>The values that a joining layer takes: those it names, and the one before it unless the layer opens a step and names several.</summary>
    private static EquatableArray<int> Joined(
        NetworkSpec spec, StepSpec step, JoinLayer join, bool isFirst, int current, Dictionary<string, int> outputs, DiagnosticBag diagnostics)
    {
        var inputs = new List<int>();
        if (!isFirst || step.From is not null || join.Names.Count == 1)
            inputs.Add(current);
        for (int k = 0; k < join.Names.Count; k++)
        {
            if (outputs.TryGetValue(join.Names[k], out int value))
                inputs.Add(value);
            else
                ReportBadName(spec, step, join.Names[k], join.NameAnchors[k], diagnostics);
        }

        return inputs.Count == 0 ? EquatableArray.Of(current) : inputs.ToEquatable();
    }

    private static void ReportBadName(NetworkSpec spec, StepSpec step, string name, int anchor, DiagnosticBag diagnostics)
    {
        if (spec.Steps.Items.Any(other => other.Name == name) || spec.Uses.Items.Any(use => use.Name == name))
            diagnostics.Report(Descriptors.LaterReference, anchor, step.Name, name, name == step.Name ? "" : $"declare '{name}' above '{step.Name}' or ");
        else
            diagnostics.Report(Descriptors.UnknownName, anchor, spec.Class.Name, name, Names(spec));
    }

    private static void CheckWeightNames(NetworkSpec spec, DiagnosticBag diagnostics)
    {
        var readers = new Dictionary<string, StepSpec>();
        foreach (StepSpec step in spec.Steps)
        {
            ImmutableArray<LayerSpec> linear = step.Layers.Items.Where(static layer => layer.Linear is LinearKind.Dense or LinearKind.Convolution).ToImmutableArray();
            CheckNorms(step, linear.Length > 0, diagnostics);
            if (linear.Length > 1)
            {
                diagnostics.Report(
                    Descriptors.DuplicateName,
                    linear[1].Anchor,
                    $"'{step.Name}' has two linear layers, [{linear[0].Wording}] and [{linear[1].Wording}], with one name, one rule and one set of weights; make a step for each");
            }

            if (linear.Length == 0)
                continue;
            if (!readers.TryGetValue(step.WeightName, out StepSpec? first))
            {
                readers.Add(step.WeightName, step);
            }
            else if (!step.SharesWeights && !first.SharesWeights)
            {
                diagnostics.Report(
                    Descriptors.DuplicateName,
                    step.Anchors.Weights,
                    $"'{step.Name}' reads the weights '{step.WeightName}' that '{first.Name}' reads already; correct the name, or write [Weights(\"{step.WeightName}\", Shared = true)] if both are meant to");
            }
        }
    }

    /// <summary>A batch norm beside a linear layer cannot have its tensors' names.</summary>
    private static void CheckNorms(StepSpec step, bool hasLinear, DiagnosticBag diagnostics)
    {
        List<BatchNormLayer> unnamed = step.Layers.Items.OfType<BatchNormLayer>().Where(norm => norm.WeightName is null || (hasLinear && norm.WeightName == step.WeightName)).ToList();
        if (unnamed.Count > (hasLinear ? 0 : 1))
            diagnostics.Report(Descriptors.NormWithoutName, unnamed[unnamed.Count - 1].Anchor, step.Name);
    }

    private static void CheckUse(NetworkSpec spec, Graph graph, Dictionary<string, int> outputs, DiagnosticBag diagnostics)
    {
        foreach (StepSpec step in spec.Steps)
        {
            int value = outputs[step.Name];
            if (value != graph.Result && !step.IsOutput && !graph.ConsumersOf(value).Any())
                diagnostics.Report(Descriptors.UnusedValue, step.Anchors.Name, step.Name);
        }
    }
}
