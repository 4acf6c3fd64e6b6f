using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Where the relevance of each value stands and how it gets there. A layer that passes relevance on unchanged shares one buffer
/// between its two sides, unless its input has other consumers: then what each of them sends is added up.
/// </summary>
internal sealed class RelevancePlan
{
    private readonly LaidOutGraph _laid;
    private readonly Schedule _schedule;
    private readonly Func<Node, bool> _isPassedOver;
    private readonly int[] _group;
    private readonly Slot?[] _slots;
    private readonly EquatableArray<BackEdge>[] _edges;

    private RelevancePlan(LaidOutGraph laid, Schedule schedule, Func<Node, bool> isPassedOver)
    {
        _isPassedOver = isPassedOver;
        _laid = laid;
        _schedule = schedule;
        _group = Enumerable.Range(0, laid.Graph.ValueCount).ToArray();
        _slots = new Slot?[laid.Graph.ValueCount];
        _edges = new EquatableArray<BackEdge>[laid.Graph.Nodes.Count];
    }

    /// <summary>Plans the buffers.</summary>
    /// <param name="laid">The graph.</param>
    /// <param name="isKept">Whether the relevance of a value stays readable.</param>
    /// <param name="memory">Where buffers are placed.</param>
    /// <param name="schedule">When layers run.</param>
    /// <param name="quotientOf">Where a layer's quotients stand, if they are written in place of the relevance of its output.</param>
    /// <param name="isPassedOver">Whether a conversion's consumer sends relevance as it is before the conversion.</param>
    public static RelevancePlan Make(
        LaidOutGraph laid, Func<int, bool> isKept, MemoryPlanner memory, Schedule schedule, Func<Node, Slot?> quotientOf, Func<Node, bool> isPassedOver)
    {
        var plan = new RelevancePlan(laid, schedule, isPassedOver);
        plan.Group();
        plan.Place(isKept, memory, quotientOf);
        foreach (Node node in laid.Graph.Nodes)
            plan._edges[node.Index] = laid.IsExplained(node) ? plan.EdgesOf(node, memory) : EquatableArray<BackEdge>.Empty;
        return plan;
    }

    /// <summary>Where the relevance of a value stands; null where none comes.</summary>
    public Slot? this[int value] => _slots[value];

    public EquatableArray<BackEdge> this[Node node] => _edges[node.Index];

    private int Senders(int value) => _laid.Graph.Nodes.Items.Where(node => _laid.IsExplained(node)).Sum(node => node.Inputs.Items.Count(input => input == value));

    private bool IsInPlace(Node node) => (_laid.Passes(node) || _isPassedOver(node)) && Senders(node.Input) == 1 && node.Input != _laid.Logits;

    /// <summary>The floats of a value's relevance; before a conversion that is passed over, as many as there.</summary>
    private int CountOf(int value) => _laid.Graph.ProducerOf(value) is { } producer && _isPassedOver(producer) ? _laid.CountOf(producer.Input) : _laid.CountOf(value);

    private void Group()
    {
        foreach (Node node in _laid.Graph.Nodes.Items.Reverse())
        {
            if (_laid.IsExplained(node) && IsInPlace(node))
                _group[node.Input] = _group[node.Output];
        }
    }

    private void Place(Func<int, bool> isKept, MemoryPlanner memory, Func<Node, Slot?> quotientOf)
    {
        bool[] hasRelevance = new bool[_group.Length];
        hasRelevance[_laid.Logits] = true;
        foreach (Node node in _laid.Graph.Nodes.Items.Where(node => _laid.IsExplained(node)))
        {
            foreach (int input in node.Inputs)
                hasRelevance[input] = true;
        }

        foreach (IGrouping<int, int> values in Enumerable.Range(0, _group.Length).Where(value => hasRelevance[value]).GroupBy(value => _group[value]))
        {
            // Values that share relevance come from a layer and the layers that pass it on; the first of them is that layer's output.
            if (_laid.Graph.ProducerOf(values.Min()) is { } divided && quotientOf(divided) is { } quotient)
            {
                foreach (int value in values)
                    _slots[value] = new Slot(quotient.Start, CountOf(value));
                continue;
            }

            int from = int.MaxValue;
            int to = 0;
            foreach (int value in values)
            {
                if (value == _laid.Logits)
                    from = Math.Min(from, _schedule.ExplanationStart);
                foreach (Node sender in _laid.Graph.ConsumersOf(value).Where(node => _laid.IsExplained(node) && !IsInPlace(node)))
                {
                    from = Math.Min(from, _schedule.Explain(sender));
                    to = Math.Max(to, _schedule.Explain(sender));
                }

                if (value == 0 || isKept(value))
                    to = MemoryPlanner.Forever;
                else if (_laid.Graph.ProducerOf(value) is { } producer)
                    to = Math.Max(to, _schedule.Explain(producer));
            }

            Slot buffer = memory.Place(values.Max(CountOf), from, to);
            foreach (int value in values)
                _slots[value] = new Slot(buffer.Start, CountOf(value));
        }
    }

    private EquatableArray<BackEdge> EdgesOf(Node node, MemoryPlanner memory)
    {
        var edges = new List<BackEdge>();
        for (int k = 0; k < node.Inputs.Count; k++)
        {
            int input = node.Inputs[k];
            bool leavesStep = !node.Layer.IsConversion && StepOf(input) != node.Step;
            Slot total = _slots[input]!.Value;
            if (IsInPlace(node))
            {
                edges.Add(new BackEdge(total, total, EdgeKind.InPlace, leavesStep));
                continue;
            }

            // The last consumer of a value runs first on the way back, and what it sends stands there before the others add to it.
            bool isFirst = k == node.Inputs.Items.IndexOf(input)
                && !_laid.Graph.ConsumersOf(input).Any(other => other.Index > node.Index && _laid.IsExplained(other));
            if (_laid.Passes(node))
                edges.Add(new BackEdge(_slots[node.Output]!.Value, total, isFirst ? EdgeKind.Copy : EdgeKind.Add, leavesStep));
            else if (isFirst)
                edges.Add(new BackEdge(total, total, EdgeKind.InPlace, leavesStep));
            else
                edges.Add(new BackEdge(memory.Place(total.Count, _schedule.Explain(node), _schedule.Explain(node)), total, EdgeKind.Add, leavesStep));
        }

        return edges.ToEquatable();
    }

    /// <summary>
    /// The step that gives a value, or null for the input. A conversion may serve several steps, so what goes through it goes to the step
    /// whose value it converts.
    /// </summary>
    private int? StepOf(int value)
    {
        while (_laid.Graph.ProducerOf(value) is { Layer.IsConversion: true } conversion)
            value = conversion.Input;
        return _laid.Graph.ProducerOf(value)?.Step;
    }
}
