using LrpGen.Import.Graph;

namespace LrpGen.Import.Conversion;

/// <summary>What lies between an activation and one that it depends on alone.</summary>
internal static class Region
{
    /// <summary>
    /// The activations that a given one depends on alone, the farthest first. What nodes outside take ends the way, so that the model's own
    /// values stay.
    /// </summary>
    public static IEnumerable<Activation> Roots(NetworkBuilder builder, Activation activation)
    {
        var roots = new List<Activation>();
        for (Activation at = activation; at.Value is null;)
        {
            at = at.Relation!.Of;
            roots.Add(at);
            if (builder.ConsumersOf(at) != Uses(activation, at))
                break;
        }

        roots.Reverse();
        return roots;
    }

    /// <summary>The nodes between an activation and its root.</summary>
    public static IEnumerable<OnnxNode> Nodes(Activation activation, Activation root) => Inner(activation, root).Select(static inner => inner.Relation!.Node);

    /// <summary>How often the nodes between an activation and its root take the root.</summary>
    private static int Uses(Activation activation, Activation root) => Inner(activation, root).Sum(inner => inner.Relation!.Operands.Count(operand => operand == root));

    private static HashSet<Activation> Inner(Activation activation, Activation root)
    {
        var found = new HashSet<Activation>();
        var open = new Stack<Activation>([activation]);
        while (open.TryPop(out Activation? at))
        {
            if (at == root || at.Relation is null || !found.Add(at))
                continue;
            foreach (Activation operand in at.Relation.Operands)
                open.Push(operand);
        }

        return found;
    }
}
