using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;

namespace LrpGen.Generator.Model;

/// <summary>One layer as a node: value 0 is the network's input, value k + 1 what node k gives.</summary>
internal sealed record Node(int Index, int Step, LayerSpec Layer, EquatableArray<int> Inputs)
{
    public int Input => Inputs[0];

    public int Output => Index + 1;
}

/// <summary>The network as nodes in the order of computation.</summary>
internal sealed record Graph(EquatableArray<Node> Nodes)
{
    public int ValueCount => Nodes.Count + 1;

    /// <summary>The network's output.</summary>
    public int Result => Nodes.Count;

    public IEnumerable<Node> ConsumersOf(int value) => Nodes.Items.Where(node => node.Inputs.Items.Contains(value));

    /// <summary>The node that gives a value, or null for the network's input.</summary>
    public Node? ProducerOf(int value) => value == 0 ? null : Nodes[value - 1];
}
