using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Folds batch norms along the data flow into the linear layer whose output they take, or, where there is none, into one that takes
/// theirs. What was folded becomes an identity; the rest stay layers of their own. Poolings that change nothing become identities too.
/// </summary>
internal static class FoldPass
{
    public static Graph Run(NetworkSpec spec, Graph graph, EquatableArray<Dims> shapes)
    {
        // Identities first: a batch norm is folded through them, whichever way they lie.
        Node[] nodes = graph.Nodes.Items.Select(node => node.Layer is PoolLayer pool && pool.IsIdentityFor(shapes[node.Input])
            ? node with { Layer = new SameLayer(pool.Name, pool.Anchor) }
            : node).ToArray();
        foreach (Node node in graph.Nodes)
        {
            if (node.Layer is BatchNormLayer norm)
                Fold(spec, graph, shapes, nodes, node, norm);
        }

        return new Graph(nodes.ToEquatable());
    }

    private static void Fold(NetworkSpec spec, Graph graph, EquatableArray<Dims> shapes, Node[] nodes, Node node, BatchNormLayer norm)
    {
        string step = spec.Steps[node.Step].WeightName;
        Dims input = shapes[node.Input];
        if (Before(spec, graph, nodes, node) is { } linear)
        {
            nodes[linear.Index] = linear with { Layer = ((IFoldable)linear.Layer).WithFold(norm.Fold(input, step, isBefore: false)) };
            nodes[node.Index] = node with { Layer = new FoldedNormLayer(spec.Steps[linear.Step].Name, norm.Anchor) };
        }
        else if (!HasRule(spec, node) && Behind(spec, graph, nodes, node) is { } next)
        {
            nodes[next.Index] = next with { Layer = ((IFoldable)next.Layer).WithFold(norm.Fold(input, step, isBefore: true)) };
            nodes[node.Index] = node with { Layer = new FoldedNormLayer(spec.Steps[next.Step].Name, norm.Anchor) };
        }
    }

    /// <summary>The linear layer whose output a batch norm takes, with nothing else taking it: no output of the network either.</summary>
    private static Node? Before(NetworkSpec spec, Graph graph, Node[] nodes, Node node)
    {
        int value = node.Input;
        while (value != 0 && graph.ConsumersOf(value).Count() == 1 && StepThatEndsIn(spec, graph, value) is not { IsOutput: true })
        {
            Node producer = nodes[value - 1];
            if (producer.Layer is IFoldable)
                return producer;
            if (!producer.Layer.IsIdentity || producer.Layer is FlattenLayer or ReshapeLayer)
                return null;
            value = producer.Input;
        }

        return null;
    }

    /// <summary>The linear layer that alone takes a batch norm's output, where no kept step shows that on the way.</summary>
    private static Node? Behind(NetworkSpec spec, Graph graph, Node[] nodes, Node node)
    {
        int value = node.Output;
        while (graph.ConsumersOf(value).Count() == 1 && StepThatEndsIn(spec, graph, value) is not { Keep: true })
        {
            Node consumer = nodes[graph.ConsumersOf(value).Single().Index];
            if (consumer.Layer is IFoldable { CanFoldBefore: true })
                return consumer;
            if (!consumer.Layer.IsIdentity || consumer.Layer is ReshapeLayer)
                return null;
            value = consumer.Output;
        }

        return null;
    }

    /// <summary>The step whose output a value is, if any.</summary>
    private static StepSpec? StepThatEndsIn(NetworkSpec spec, Graph graph, int value)
    {
        int step = graph.Nodes[value - 1].Step;
        return graph.Nodes.Items.Last(node => node.Step == step).Output == value ? spec.Steps[step] : null;
    }

    /// <summary>Whether a batch norm has a rule of its own.</summary>
    private static bool HasRule(NetworkSpec spec, Node node) =>
        spec.Steps[node.Step].Rules.Count > 0 && spec.Steps[node.Step].Layers.Items.All(static layer => layer is not IFoldable);
}
