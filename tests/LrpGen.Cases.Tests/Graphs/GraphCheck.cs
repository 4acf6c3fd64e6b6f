using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Runs a declared graph beside the engine and says where they disagree.</summary>
internal static class GraphCheck
{
    private const int Trials = 4;

    /// <summary>What of a network disagrees; nothing where all is well.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="network">The network, compiled and loaded.</param>
    /// <param name="weights">Its tensors.</param>
    /// <param name="input">One sample.</param>
    /// <param name="start">The relevance of the outputs, from the logits.</param>
    /// <param name="random">Where rounding comes from.</param>
    public static IEnumerable<string> Disagreements(
        GraphDeclaration declaration, INetwork network, Dictionary<string, double[]> weights, double[] input, Func<double[], double[]> start, Random random)
    {
        var engine = new GraphEngine(declaration.Network, weights, input);
        GraphResult expected = engine.Explain(start(engine.Logits));
        GraphResult[] strayed = [.. Enumerable.Range(0, Trials).Select(trial =>
        {
            var moved = weights.ToDictionary(static pair => pair.Key, pair => pair.Value.Select(value => Agreement.Rounded(value, random)).ToArray());
            var other = new GraphEngine(declaration.Network, moved, input, Agreement.Storing(trial));
            return other.Explain(start(other.Logits));
        })];

        var found = new List<string>();
        float[] output = network.Forward(RandomWeights.ToFloat(input)).ToArray();
        Weigh("output", output, static result => result.Output);
        Weigh("logits", network.Logits.ToArray(), static result => result.Logits);
        float[] relevance = network.Explain(RandomWeights.ToFloat(start(engine.Logits))).ToArray();
        Weigh("input relevance", relevance, static result => result.InputRelevance);
        if (!output.Concat(relevance).All(float.IsFinite))
            found.Add("something is not finite");
        foreach (Layer layer in network.Layers)
        {
            int value = declaration.OutputOf(layer.Name);
            int explained = value == declaration.Network.Nodes.Count ? declaration.Network.Logits : value;
            if (declaration.Kept.Contains(layer.Name))
            {
                if (!IsTakingNormsIn(declaration.Network, value - 1))
                    Weigh($"activation of {layer.Name}", layer.Activation.ToArray(), result => result.Values[value]);
                Weigh($"relevance of {layer.Name}", layer.Relevance.ToArray(), result => result.Relevance[explained]!);
            }

            if (declaration.HasBooks)
                CheckBooks(declaration, layer, expected, strayed, found);
        }

        return found;

        void Weigh(string what, float[] actual, Func<GraphResult, double[]> part)
        {
            double error = Agreement.WeighedError(actual, part(expected), strayed.Select(part));
            if (!(error <= Agreement.Tolerance))
                found.Add($"{what}: {error:E1}");
        }
    }

    /// <summary>A step's books as the engine has them: the sums over its nodes of what they kept, and what went to other steps.</summary>
    public static ReferenceLedger Books(GraphDeclaration declaration, string step, GraphResult result)
    {
        GraphNetwork network = declaration.Network;
        int[] own = [.. Enumerable.Range(0, network.Logits).Where(k => network.Nodes[k].Step == step && result.Books[k] is not null)];
        int last = own.Length == 0 ? network.Logits : own[^1] + 1;
        double received = result.Relevance[last]!.Sum();

        // The explanation starts before a step of the final softmax alone.
        double passedOn = own.Length == 0 ? received : own.Sum(k => network.Nodes[k].Inputs.Select((value, n) => value > own[0] ? 0 : result.Books[k]!.Sent[n]).Sum());
        return new ReferenceLedger(
            received,
            passedOn,
            own.Sum(k => result.Books[k]!.AbsorbedByBias),
            own.Sum(k => result.Books[k]!.TakenByStabilizer),
            own.Sum(k => result.Books[k]!.Dropped));
    }

    private static void CheckBooks(GraphDeclaration declaration, Layer layer, GraphResult expected, GraphResult[] strayed, List<string> found)
    {
        LedgerEntry entry = layer.Ledger;
        var actual = new ReferenceLedger(entry.Received, entry.PassedOn, entry.AbsorbedByBias, entry.TakenByStabilizer, entry.Dropped);
        ReferenceLedger books = Books(declaration, layer.Name, expected);
        IEnumerable<double> sides = Sides(declaration, layer.Name, expected);
        double error = Agreement.WeighedError(actual, books, strayed.Select(result => Books(declaration, layer.Name, result)), sides);
        if (!(error <= Agreement.Tolerance))
            found.Add($"books of {layer.Name}: {error:E1}; {actual} for {books}");

        double scale = sides.Sum(Math.Abs) + Math.Abs(entry.AbsorbedByBias) + Math.Abs(entry.TakenByStabilizer);
        double weighed = Agreement.WeighedError(actual, actual with { PassedOn = entry.PassedOn + entry.Rounding }, strayed.Select(result => Books(declaration, layer.Name, result)), sides);
        if (!(Math.Abs(entry.Rounding) <= Agreement.Tolerance * scale) && !(weighed <= Agreement.Tolerance))
            found.Add($"books of {layer.Name} do not add up: {entry}");
    }

    /// <summary>All relevance at a step's output and inputs.</summary>
    private static IEnumerable<double> Sides(GraphDeclaration declaration, string step, GraphResult result) => Enumerable.Range(0, declaration.Network.Nodes.Count)
        .Where(k => declaration.Network.Nodes[k].Step == step)
        .SelectMany(k => declaration.Network.Nodes[k].Inputs.Append(k + 1))
        .Distinct()
        .SelectMany(value => result.Relevance[value] ?? []);

    /// <summary>A layer that takes in the batch norm behind it gives what that would.</summary>
    private static bool IsTakingNormsIn(GraphNetwork network, int node)
    {
        var folding = new Folding(network);
        int[] users = [.. Enumerable.Range(0, network.Nodes.Count).Where(k => network.Nodes[k].Inputs.Contains(node + 1))];
        return folding.BehindOf(node).Any() || users is [var only] && folding.Into(only) is { } taker && taker <= node;
    }
}
