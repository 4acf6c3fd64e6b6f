using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>A graph whose values lie in memory as their layers take them, with what was known of its values and layers.</summary>
internal sealed record LaidOutGraph(
    Graph Graph, EquatableArray<Dims> Shapes, IReadOnlyList<Layout> Layouts, EquatableArray<ValueRange> Ranges, EquatableArray<NodeRule> Rules, int Logits)
{
    private readonly Lazy<bool[]> _isExplained = new(() => Explained(Graph, Logits));

    public int CountOf(int value) => Shapes[value].CountIn(Layouts[value]);

    /// <summary>Whether relevance comes to a layer: the logits can be reached from it.</summary>
    public bool IsExplained(Node node) => _isExplained.Value[node.Index];

    /// <summary>Whether a layer hands relevance on as it is.</summary>
    public bool Passes(Node node) => node.Layer switch
    {
        { Linear: not LinearKind.None } => Rules[node.Index].Rule is PassRule,
        { IsIdentity: true } or ActivationLayer => true,
        _ => false,
    };

    private static bool[] Explained(Graph graph, int logits)
    {
        var explained = new bool[graph.Nodes.Count];
        var needed = new bool[graph.ValueCount];
        needed[logits] = true;
        for (int k = explained.Length - 1; k >= 0; k--)
        {
            Node node = graph.Nodes[k];
            explained[k] = needed[node.Output];
            if (!explained[k])
                continue;
            foreach (int input in node.Inputs)
                needed[input] = true;
        }

        return explained;
    }
}

/// <summary>Decides how each value lies in memory and puts conversions where layers differ. The input, the logits and the output are plain.</summary>
internal static class LayoutPass
{
    public static LaidOutGraph Run(Graph graph, EquatableArray<Dims> shapes, EquatableArray<ValueRange> ranges, EquatableArray<NodeRule> rules, int logits)
    {
        var work = new Work(shapes, ranges);
        int newLogits = 0;
        foreach (Node node in graph.Nodes)
        {
            work.Add(node, rules[node.Index]);
            if (node.Output == logits || node.Output == graph.Result)
                work.MakePlain(node);
            if (node.Output == logits)
                newLogits = work.ValueOf(logits);
        }

        return work.Finish(newLogits);
    }

    private sealed class Work
    {
        private readonly EquatableArray<Dims> _oldShapes;
        private readonly EquatableArray<ValueRange> _oldRanges;
        private readonly List<Node> _nodes = [];
        private readonly List<Dims> _shapes = [];
        private readonly List<Layout> _layouts = [];
        private readonly List<ValueRange> _ranges = [];
        private readonly List<NodeRule> _rules = [];
        private readonly Dictionary<int, int> _values = new() { [0] = 0 };
        private readonly Dictionary<(int Value, Layout Layout), int> _converted = [];

        public Work(EquatableArray<Dims> shapes, EquatableArray<ValueRange> ranges)
        {
            _oldShapes = shapes;
            _oldRanges = ranges;
            _shapes.Add(shapes[0]);
            _layouts.Add(Layout.Plain);
            _ranges.Add(ranges[0]);
        }

        public int ValueOf(int old) => _values[old];

        public void Add(Node node, NodeRule rule)
        {
            Dims input = _oldShapes[node.Input];
            Layout layout = node.Layer.InputLayout(input)
                ?? (node.Inputs.Items.Any(value => _layouts[_values[value]] == Layout.Blocked) ? Layout.Blocked : Layout.Plain);
            EquatableArray<int> inputs = node.Inputs.Items.Select(value => In(layout, _values[value], node.Step)).ToEquatable();
            Layout output = node.Layer.InputLayout(input) is null ? layout : node.Layer.OutputLayout(input);
            _values[node.Output] = Append(node.Step, node.Layer, inputs, _oldShapes[node.Output], output, _oldRanges[node.Output], rule);
        }

        public void MakePlain(Node node) => _values[node.Output] = In(Layout.Plain, _values[node.Output], node.Step);

        public LaidOutGraph Finish(int logits) => new(
            new Graph(_nodes.ToEquatable()), _shapes.ToEquatable(), _layouts, _ranges.ToEquatable(), _rules.ToEquatable(), logits);

        /// <summary>A value in a layout, converted once for all that need it.</summary>
        private int In(Layout layout, int value, int step)
        {
            if (_layouts[value] == layout || _shapes[value].Rank == 1)
                return value;
            if (!_converted.TryGetValue((value, layout), out int converted))
            {
                LayerSpec conversion = layout == Layout.Blocked ? new PackLayer(_shapes[value]) : new UnpackLayer(_shapes[value]);
                converted = Append(step, conversion, EquatableArray.Of(value), _shapes[value], layout, _ranges[value], default);
                _converted.Add((value, layout), converted);
            }

            return converted;
        }

        private int Append(int step, LayerSpec layer, EquatableArray<int> inputs, Dims shape, Layout layout, ValueRange range, NodeRule rule)
        {
            var node = new Node(_nodes.Count, step, layer, inputs);
            _nodes.Add(node);
            _shapes.Add(shape);
            _layouts.Add(layout);
            _ranges.Add(range);
            _rules.Add(rule);
            return node.Output;
        }
    }
}
