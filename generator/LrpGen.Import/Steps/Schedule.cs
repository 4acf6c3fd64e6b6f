using LrpGen.Import.Network;

namespace LrpGen.Import.Steps;

/// <summary>
/// An order of the layers in which each branch stands together: the shorter branch of a sum first, so that the sum follows the longer one,
/// and those of a concatenation in their order.
/// </summary>
internal static class Schedule
{
    /// <summary>Orders the layers that lead to given values.</summary>
    /// <param name="outputs">The values; the last one comes last.</param>
    public static List<NetworkLayer> Order(IEnumerable<Value> outputs)
    {
        List<Value> targets = [.. outputs];
        Dictionary<Value, int> depths = Depths(targets);
        var order = new List<NetworkLayer>();
        var done = new HashSet<NetworkLayer>();
        foreach (Value target in targets)
            Walk(target, done, order, layer => layer is AddLayer ? layer.Inputs.OrderBy(input => depths.GetValueOrDefault(input)) : layer.Inputs);
        return order;
    }

    /// <summary>How many layers lie between the input and each value at most.</summary>
    private static Dictionary<Value, int> Depths(IEnumerable<Value> outputs)
    {
        var order = new List<NetworkLayer>();
        var done = new HashSet<NetworkLayer>();
        foreach (Value output in outputs)
            Walk(output, done, order, static layer => layer.Inputs);
        var depths = new Dictionary<Value, int>();
        foreach (NetworkLayer layer in order)
            depths[layer.Output] = layer.Inputs.Max(input => depths.GetValueOrDefault(input)) + 1;
        return depths;
    }

    private static void Walk(Value target, HashSet<NetworkLayer> done, List<NetworkLayer> order, Func<NetworkLayer, IEnumerable<Value>> inputs)
    {
        var stack = new Stack<(NetworkLayer Layer, Queue<Value> Open)>();
        Visit(target);
        while (stack.TryPeek(out (NetworkLayer Layer, Queue<Value> Open) at))
        {
            if (at.Open.TryDequeue(out Value? input))
            {
                Visit(input);
                continue;
            }

            stack.Pop();
            if (done.Add(at.Layer))
                order.Add(at.Layer);
        }

        void Visit(Value value)
        {
            if (value.Producer is { } layer && !done.Contains(layer))
                stack.Push((layer, new Queue<Value>(inputs(layer))));
        }
    }
}
