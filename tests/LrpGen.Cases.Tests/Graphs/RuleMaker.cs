using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Gives every layer of a graph a random rule that it can have.</summary>
internal static class RuleMaker
{
    /// <summary>The names of rules that every linear layer can have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["zero", "epsilon", "epsilon-rms", "gamma", "alphabeta", "zplus", "wsquare", "flat", "generic"];

    public static GraphNetwork Assign(Random random, GraphNetwork network, IReadOnlySet<string> kept, (double Low, double High)? range)
    {
        GraphNode[] nodes = [.. network.Nodes];
        for (int k = 0; k < nodes.Length; k++)
        {
            if (nodes[k].Operation is BatchNorm && !IsTakenIn(random, network with { Nodes = nodes }, kept, k))
                nodes[k] = nodes[k] with { Rule = Linear(random, network, null, range, default) };
        }

        var folding = new Folding(network with { Nodes = nodes });
        IReadOnlyList<Size> sizes = network.Sizes();
        for (int k = 0; k < nodes.Length; k++)
        {
            GraphNode node = nodes[k];
            bool isAlone = !nodes.Any(other => other.Step == node.Step && other.Operation.IsLinear);
            if (node.Operation is Dense or Convolution)
                nodes[k] = node with { Rule = Linear(random, network, InputOf(network, folding, nodes, k), range, sizes[node.Input]) };
            else if (StepMaker.IsAverage(node.Operation) && isAlone && random.Next(2) == 0)
                nodes[k] = node with { Rule = Average(random, network) };
        }

        return network with { Nodes = nodes };
    }

    /// <summary>A rule by its name, with some of the settings that it can have.</summary>
    public static ReferenceRule Named(string name, Random random, double stabilizer)
    {
        bool hasOwn = random.Next(4) == 0;
        return new ReferenceRule(name)
        {
            Epsilon = random.Next(4) == 0 ? 0 : (float)(random.Next(2) == 0 ? 1e-6 : 0.05),
            Factor = (float)(random.Next(2) == 0 ? 0.25 : 0.03),
            Gamma = (float)(random.Next(4) == 0 ? 0 : random.NextDouble()),
            Alpha = random.Next(2) == 0 ? 2 : 1.5,
            Rho = GraphDeclaration.Rho,
            Stabilizer = hasOwn ? 1e-4f : stabilizer,
            IgnoreBias = random.Next(4) == 0,
        } is var rule && name == "alphabeta" ? rule with { Beta = rule.Alpha - 1 } : rule;
    }

    private static bool IsTakenIn(Random random, GraphNetwork network, IReadOnlySet<string> kept, int k)
    {
        var folding = new Folding(network);
        if (folding.Before(k) is not null)
            return true;
        bool hasTaker = network.Nodes.Any(node => node.Step == network.Nodes[k].Step && node.Operation is Dense or Convolution);
        return folding.Into(k) is { } taker && !IsShown(network, kept, k, taker) && (hasTaker || random.Next(3) > 0);
    }

    /// <summary>Whether a kept step ends between a batch norm and the layer that would take it in, and so shows its output.</summary>
    private static bool IsShown(GraphNetwork network, IReadOnlySet<string> kept, int norm, int taker)
    {
        for (int k = norm; k != taker; k = network.Nodes.ToList().FindIndex(node => node.Inputs.Contains(k + 1)))
        {
            if (kept.Contains(network.Nodes[k].Step) && network.Nodes[k + 1].Step != network.Nodes[k].Step)
                return true;
        }

        return false;
    }

    /// <summary>The input's shape where a layer takes the network's input, perhaps in another shape, framed, cut or enlarged; else null.</summary>
    private static Size? InputOf(GraphNetwork network, Folding folding, GraphNode[] nodes, int k)
    {
        int value = nodes[k].Input;
        while (value > 0 && (nodes[value - 1].Operation is Flatten or Reshape or Frame or Upsample or Activation { Name: "dropout" } || folding.Into(value - 1) is not null))
            value = nodes[value - 1].Input;
        return value == 0 ? network.Input : null;
    }

    private static ReferenceRule Linear(Random random, GraphNetwork network, Size? input, (double Low, double High)? range, Size own)
    {
        if (input is not { } size || random.Next(3) > 0)
            return Named(Names[random.Next(Names.Count)], random, network.Stabilizer);

        // Bounds of channels need channels that no reshape has joined.
        int bounds = random.Next(2) == 0 || own.Channels % size.Channels != 0 ? 1 : size.Channels;
        double lowest = range is (0, _) && random.Next(2) == 0 ? 0 : -1;
        return Named("zbox", random, network.Stabilizer) with
        {
            Low = [.. Enumerable.Range(0, bounds).Select(k => lowest * (1 + (0.25 * k)))],
            High = [.. Enumerable.Range(0, bounds).Select(static k => 1 + (0.5 * k))],
        };
    }

    private static ReferenceRule Average(Random random, GraphNetwork network)
    {
        string[] names = ["norm", "zero", "epsilon", "epsilon-rms"];
        return Named(names[random.Next(names.Length)], random, network.Stabilizer);
    }
}
