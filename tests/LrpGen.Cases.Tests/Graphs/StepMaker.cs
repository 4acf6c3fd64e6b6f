using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Puts operations into steps: in any order in which each comes after what it takes, several of a chain in one step.</summary>
internal static class StepMaker
{
    public static List<GraphNode> Make(Random random, List<(Operation Operation, int[] Inputs)> operations)
    {
        List<(Operation Operation, int[] Inputs)> ordered = random.Next(3) == 0 ? Shuffled(random, operations) : operations;
        var nodes = new List<GraphNode>();
        int step = -1;
        foreach ((Operation operation, int[] inputs) in ordered)
        {
            List<GraphNode> own = [.. nodes.Where(node => node.Step == Name(step))];
            bool joins = own.Count > 0
                && random.Next(3) > 0
                && inputs[0] == nodes.Count
                && ordered.Sum(other => other.Inputs.Count(value => value == nodes.Count)) == 1
                && Fits(own, operation);
            if (!joins)
                step++;
            nodes.Add(new GraphNode(Name(step), operation, inputs));
        }

        // A batch norm beside a linear layer needs a name of its own for its tensors.
        return [.. nodes.Select(node => node.Operation is BatchNorm && nodes.Any(other => other.Step == node.Step && other.Operation is Dense or Convolution)
            ? node with { Weights = node.Step + ".norm" }
            : node)];
    }

    private static string Name(int step) => "S" + step;

    /// <summary>
    /// Whether an operation may stand in a step: an attribute stands once, and a step has one rule. A batch norm stands right behind a
    /// linear layer or right before one that takes it in.
    /// </summary>
    private static bool Fits(List<GraphNode> own, Operation operation)
    {
        if (own.Any(node => Attribute(node.Operation) == Attribute(operation)))
            return false;
        bool hasLinear = own.Any(static node => node.Operation is Dense or Convolution);
        bool hasNorm = own.Any(static node => node.Operation is BatchNorm);
        bool hasAverage = own.Any(static node => IsAverage(node.Operation));
        return operation switch
        {
            Dense => !hasLinear && (!hasNorm || own[^1].Operation is BatchNorm),
            Convolution convolution => !hasLinear && (!hasNorm || (own[^1].Operation is BatchNorm && convolution is { IsPadded: false, Groups: 1, IsTransposed: false })),
            BatchNorm => own[^1].Operation is Dense or Convolution || (!hasLinear && !hasAverage),
            _ => !IsAverage(operation) || !hasAverage || hasLinear,
        };
    }

    public static bool IsAverage(Operation operation) => operation is Sum or Pooling { Way: WayBack.Rule };

    private static string Attribute(Operation operation) => operation switch
    {
        Activation activation => activation.Name.Replace("gelutanh", "gelu", StringComparison.Ordinal),
        Convolution { IsTransposed: true } => "transposed",
        Pooling { Cut: not null } pooling => $"{pooling.Kind} {(pooling.Cut == (1, 1) ? "global" : "adaptive")}",
        Pooling pooling => pooling.Kind.ToString(),
        Frame frame => frame.IsCrop ? "crop" : "pad",
        _ => operation.GetType().Name,
    };

    private static List<(Operation Operation, int[] Inputs)> Shuffled(Random random, List<(Operation Operation, int[] Inputs)> operations)
    {
        var newValue = new Dictionary<int, int> { [0] = 0 };
        var result = new List<(Operation Operation, int[] Inputs)>();
        while (result.Count < operations.Count)
        {
            int[] ready = [.. Enumerable.Range(0, operations.Count).Where(k => !newValue.ContainsKey(k + 1) && operations[k].Inputs.All(newValue.ContainsKey))];
            int chosen = ready[random.Next(ready.Length)];
            result.Add((operations[chosen].Operation, [.. operations[chosen].Inputs.Select(value => newValue[value])]));
            newValue[chosen + 1] = result.Count;
        }

        return result;
    }
}
