using System.Globalization;
using System.Reflection;
using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Many networks that are compiled together, with float32 sums and, if nothing else is said, without books, so that layers do much in each other's place.</summary>
internal static class Table
{
    /// <param name="networks">The networks.</param>
    /// <param name="hasBooks">Whether they keep books.</param>
    /// <param name="keepsAll">Whether they keep every step.</param>
    /// <param name="note">What the compiler must have noted of a layer of each, if anything.</param>
    public static void Check(IEnumerable<GraphNetwork> networks, bool hasBooks = false, bool keepsAll = false, string note = "")
    {
        GraphDeclaration[] declarations =
        [
            .. networks.Select(static (network, k) => new GraphDeclaration("Net" + k, network) { IsFast = true })
                .Select(declaration => declaration with { HasBooks = hasBooks, Kept = keepsAll ? declaration.Steps.ToHashSet() : declaration.Kept }),
        ];
        Assembly assembly = InProcess.Compile("using LrpGen;\n\n" + string.Join("\n", declarations.Select(static declaration => declaration.Write())));
        var failures = new List<string>();
        foreach (GraphDeclaration declaration in declarations)
        {
            var graph = new RandomGraph(0, uint.Parse(declaration.Name[3..], CultureInfo.InvariantCulture));
            Dictionary<string, double[]> weights = graph.Weights(declaration.Network);
            using INetwork network = InProcess.Load(
                assembly, declaration.Name, declaration.Network.Tensors().Select(tensor => (tensor.Name, tensor.Shape, RandomWeights.ToFloat(weights[tensor.Name]))));

            if (!network.Info.Layers.Any(layer => layer.Notes.Contains(note, StringComparison.Ordinal)))
                failures.Add($"No layer is {note}:\n{declaration.Write()}");

            // Buffers hold what another sample left there.
            network.Forward(RandomWeights.ToFloat(graph.Input(declaration, 1)));
            network.Explain(0);
            string[] found = [.. GraphCheck.Disagreements(declaration, network, weights, graph.Input(declaration, 0), static logits => [.. logits.Select(static (_, k) => 1.0 - (0.75 * k))], new Random(1))];
            if (found.Length > 0)
                failures.Add($"{string.Join("\n", found)}\n{declaration.Write()}");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {declarations.Length}:\n" + string.Join("\n", failures));
    }
}
