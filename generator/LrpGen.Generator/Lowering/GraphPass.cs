using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Resolves the names that steps take into a graph of layers.</summary>
internal static class GraphPass
{
    public static Graph? Run(NetworkSpec spec, DiagnosticBag diagnostics)
    {
        var nodes = new List<Node>();
        var outputs = new Dictionary<string, int>();
        int current = 0;
        for (int s = 0; s < spec.Steps.Count; s++)
        {
            StepSpec step = spec.Steps[s];
            if (step.From is { } from)
            {
                if (outputs.TryGetValue(from, out int value))
                    current = value;
                else
                    ReportBadName(spec, step, from, diagnostics);
            }

            foreach (LayerSpec layer in step.Layers)
            {
                nodes.Add(new Node(nodes.Count, s, layer, EquatableArray.Of(current)));
                current = nodes.Count;
            }

            outputs[step.Name] = current;
        }

        CheckWeightNames(spec, diagnostics);
        var graph = new Graph(nodes.ToEquatable());
        if (!diagnostics.HasErrors)
            CheckUse(spec, graph, outputs, diagnostics);
        return diagnostics.HasErrors ? null : graph;
    }

    /// <summary>The steps' names as a message lists them.</summary>
    public static string Names(NetworkSpec spec) => string.Join(", ", spec.Steps.Items.Select(static step => step.Name));

    private static void ReportBadName(NetworkSpec spec, StepSpec step, string name, DiagnosticBag diagnostics)
    {
        if (spec.Steps.Items.Any(other => other.Name == name))
            diagnostics.Report(Descriptors.LaterReference, step.Anchors.From, step.Name, name);
        else
            diagnostics.Report(Descriptors.UnknownName, step.Anchors.From, spec.Class.Name, name, Names(spec));
    }

    private static void CheckWeightNames(NetworkSpec spec, DiagnosticBag diagnostics)
    {
        var readers = new Dictionary<string, StepSpec>();
        foreach (StepSpec step in spec.Steps)
        {
            ImmutableArray<LayerSpec> linear = step.Layers.Items.Where(static layer => layer.Linear != LinearKind.None).ToImmutableArray();
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

    private static void CheckUse(NetworkSpec spec, Graph graph, Dictionary<string, int> outputs, DiagnosticBag diagnostics)
    {
        foreach (StepSpec step in spec.Steps)
        {
            int value = outputs[step.Name];
            if (value != graph.Result && !graph.ConsumersOf(value).Any())
                diagnostics.Report(Descriptors.UnusedValue, step.Anchors.Name, step.Name);
        }
    }
}
