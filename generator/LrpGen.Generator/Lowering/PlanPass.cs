using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Gives every value its place in memory and puts together what the emitter prints.</summary>
internal static class PlanPass
{
    public static LoweredNetwork? Run(
        NetworkSpec spec,
        Graph graph,
        EquatableArray<Dims> shapes,
        EquatableArray<NodeRule> rules,
        IReadOnlyList<Facts> facts,
        int logits,
        DiagnosticBag diagnostics)
    {
        var memory = new MemoryPlanner();
        var weights = new WeightPlanner();
        var schedule = new Schedule(graph.Nodes.Count);

        Slot[] activations = PlaceActivations(graph, shapes, memory, schedule);
        var dense = new DensePlan?[graph.Nodes.Count];
        var densePass = new DensePass(memory, weights, schedule);
        var simplified = new EquatableArray<Branch>[graph.Nodes.Count];
        foreach (Node node in graph.Nodes)
        {
            if (rules[node.Index].Rule is not { } rule)
                continue;
            simplified[node.Index] = TermSimplifier.Run(rule.Resolve(spec.Stabilizer), facts[node.Index]);
            if (node.Layer is LinearLayer linear)
            {
                dense[node.Index] = densePass.Run(
                    node, linear, rule, simplified[node.Index], facts[node.Index], spec, shapes[node.Input].Count, spec.Steps[node.Step].WeightName);
            }
        }

        Slot?[] relevances = PlaceRelevances(spec, graph, shapes, rules, logits, memory, schedule);
        if (memory.Floats > ShapePass.MostFloats)
        {
            diagnostics.Report(Descriptors.TooLarge, spec.Anchors.Class, "the workspace", spec.Class.Name, memory.Floats);
            return null;
        }

        var nodes = graph.Nodes.Items
            .Select(node => new LoweredNode(
                node.Layer,
                activations[node.Input],
                activations[node.Output],
                relevances[node.Input],
                relevances[node.Output],
                dense[node.Index]))
            .ToList();
        return new LoweredNetwork(
            spec.Class,
            spec.InputShape,
            shapes[graph.Result],
            spec.InputRange,
            spec.HasLedger,
            spec.Classes,
            Steps(spec, graph, shapes, rules, facts, logits, nodes, relevances).ToEquatable(),
            activations[0],
            activations[graph.Result],
            activations[logits],
            relevances[logits]!.Value,
            relevances[0]!.Value,
            (int)memory.Floats,
            weights.Floats);
    }

    private static Slot[] PlaceActivations(Graph graph, EquatableArray<Dims> shapes, MemoryPlanner memory, Schedule schedule)
    {
        // Every activation stays: several explanations may follow one forward pass, and each multiplies by them.
        var activations = new Slot[graph.ValueCount];
        activations[0] = memory.Place(shapes[0].Count, 0, MemoryPlanner.Forever);
        foreach (Node node in graph.Nodes)
        {
            activations[node.Output] = node.Layer.IsIdentity
                ? activations[node.Input]
                : memory.Place(shapes[node.Output].Count, schedule.Forward(node), MemoryPlanner.Forever);
        }

        return activations;
    }

    /// <summary>
    /// The relevance of each value. A layer that passes relevance on unchanged shares one buffer between its two sides, so
    /// buffers belong to runs of such layers: from the layer that writes the run's relevance to the one that reads it.
    /// </summary>
    private static Slot?[] PlaceRelevances(
        NetworkSpec spec, Graph graph, EquatableArray<Dims> shapes, EquatableArray<NodeRule> rules, int logits, MemoryPlanner memory, Schedule schedule)
    {
        var relevances = new Slot?[graph.ValueCount];
        int value = logits;
        int written = schedule.ExplanationStart;
        while (true)
        {
            int top = value;
            bool isKept = false;
            Node? reader = null;
            while (true)
            {
                isKept |= value == 0 || IsKept(spec, graph, value, logits);
                reader = graph.ProducerOf(value);
                if (reader is null || !Passes(rules, reader))
                    break;
                value = reader.Input;
            }

            int lastRead = isKept ? MemoryPlanner.Forever : schedule.Explain(reader!);
            Slot buffer = memory.Place(shapes[top].Count, written, lastRead);
            for (int v = top; ; v = graph.ProducerOf(v)!.Input)
            {
                relevances[v] = buffer;
                if (v == value)
                    break;
            }

            if (reader is null)
                return relevances;
            written = schedule.Explain(reader);
            value = reader.Input;
        }
    }

    private static bool Passes(EquatableArray<NodeRule> rules, Node node) =>
        node.Layer.Linear == LinearKind.None || rules[node.Index].Rule is PassRule;

    /// <summary>Whether a value is the output of a step that is kept; behind the logits stands the same relevance as at them.</summary>
    private static bool IsKept(NetworkSpec spec, Graph graph, int value, int logits)
    {
        for (int s = 0; s < spec.Steps.Count; s++)
        {
            if (spec.Steps[s].Keep && ExplainedOutput(graph, s, logits) == value)
                return true;
        }

        return false;
    }

    private static int ExplainedOutput(Graph graph, int step, int logits)
    {
        int output = graph.Nodes.Items.Last(node => node.Step == step).Output;
        return output == graph.Result ? logits : output;
    }

    private static IEnumerable<LoweredStep> Steps(
        NetworkSpec spec,
        Graph graph,
        EquatableArray<Dims> shapes,
        EquatableArray<NodeRule> rules,
        IReadOnlyList<Facts> facts,
        int logits,
        List<LoweredNode> nodes,
        Slot?[] relevances)
    {
        for (int s = 0; s < spec.Steps.Count; s++)
        {
            StepSpec step = spec.Steps[s];
            List<Node> own = graph.Nodes.Items.Where(node => node.Step == s).ToList();
            Node? linear = own.FirstOrDefault(static node => node.Layer.Linear != LinearKind.None);
            RuleSpec? rule = linear is null ? null : rules[linear.Index].Rule;
            DensePlan? plan = linear is null ? null : nodes[linear.Index].Dense;
            Node last = own[own.Count - 1];
            yield return new LoweredStep(
                s,
                step.Name,
                step.Identifier,
                step.Modifiers,
                string.Join(", ", step.Layers.Items.Select(static layer => layer.Wording)),
                shapes[own[0].Input],
                shapes[last.Output],
                rule?.FullWording ?? "pass",
                rule?.Formula,
                own.Sum(node => node.Layer.Parameters(shapes[node.Input])),
                own.Sum(node => node.Layer.MultiplyAdds(shapes[node.Input])),
                plan is not null && plan.Branches.Items.Any(static branch => branch.Preparation is { Part: not ContributionPart.None }) ? 1 : 0,
                plan is null or { Backward: DenseBackward.Pass or DenseBackward.Flat } ? 0 : 1,
                linear is null ? "" : Notes(facts[linear.Index], plan),
                step.Keep ? nodes[last.Index].Output : null,
                step.Keep ? relevances[ExplainedOutput(graph, s, logits)] : null,
                own.Select(node => nodes[node.Index]).ToEquatable());
        }
    }

    private static string Notes(Facts facts, DensePlan? plan)
    {
        var notes = new List<string>();
        if (facts.InputNeverNegative)
            notes.Add("inputs >= 0");
        if (facts.InputNeverPositive)
            notes.Add("inputs <= 0");
        if (facts.RelevantOnlyWherePositive)
            notes.Add("relevance only where z > 0");
        if (plan?.Box is not null)
            notes.Add("bounds' share made at load");
        return string.Join("; ", notes);
    }
}
