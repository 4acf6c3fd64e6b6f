namespace LrpGen.Reference;

/// <summary>One operation of a graph. Value 0 is the network's input, value k + 1 what node k gives.</summary>
/// <param name="Step">The name of the step that it belongs to; nodes of one step stand together.</param>
/// <param name="Operation">What it computes.</param>
/// <param name="Inputs">The values that it takes.</param>
/// <param name="Rule">Its rule; null for the norm rule of sums and averages, and for batch norms that another layer takes in.</param>
public sealed record GraphNode(string Step, Operation Operation, int[] Inputs, ReferenceRule? Rule = null)
{
    /// <summary>The part of its tensors' names before the dot.</summary>
    public string Weights { get; init; } = Step;

    public int Input => Inputs[0];
}

/// <summary>A network as a graph; the last node is the output. A final softmax or sigmoid is left out of the explanation.</summary>
public sealed record GraphNetwork(Size Input, IReadOnlyList<GraphNode> Nodes)
{
    /// <summary>The stabilizer of rules that have none of their own.</summary>
    public double Stabilizer { get; init; } = 1e-6;

    /// <summary>The value that is explained.</summary>
    public int Logits => Nodes[^1].Operation is Activation { Name: "softmax" or "sigmoid" } ? Nodes[^1].Input : Nodes.Count;

    /// <summary>The shape of each value.</summary>
    public IReadOnlyList<Size> Sizes()
    {
        var sizes = new List<Size> { Input };
        foreach (GraphNode node in Nodes)
            sizes.Add(node.Operation.Output([.. node.Inputs.Select(value => sizes[value])]));
        return sizes;
    }

    /// <summary>The names and shapes of all tensors.</summary>
    public IEnumerable<(string Name, int[] Shape)> Tensors()
    {
        IReadOnlyList<Size> sizes = Sizes();
        return Nodes.SelectMany(node => node.Operation.Weights(sizes[node.Input]).Select(tensor => ($"{node.Weights}.{tensor.Name}", tensor.Shape))).DistinctBy(static tensor => tensor.Item1);
    }
}

/// <summary>Everything that a run of the graph engine computed.</summary>
/// <param name="Values">Each value, as the network itself computes it.</param>
/// <param name="Logits">The explained value.</param>
/// <param name="Relevance">The relevance of each value; null where none comes.</param>
/// <param name="Books">Where each node's relevance went; null where none comes.</param>
public sealed record GraphResult(IReadOnlyList<double[]> Values, double[] Logits, IReadOnlyList<double[]?> Relevance, IReadOnlyList<NodeBooks?> Books)
{
    public double[] Output => Values[^1];

    public double[] InputRelevance => Relevance[0]!;
}

/// <summary>What a node sent to each of its inputs, in sum, and what it did not pass on.</summary>
public sealed record NodeBooks(double[] Sent, double AbsorbedByBias, double TakenByStabilizer, double Dropped);
