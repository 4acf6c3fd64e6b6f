using System.Reflection;
using CsCheck;
using LrpGen.Reference;
using LrpGen.Tests;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Random graphs against the engine, compiled many at a time: as many as LRPGEN_FUZZ says, or a few.</summary>
public sealed class RandomGraphTests
{
    private const int Together = 32;

    private const int Batches = 1;

    // Found at random: a sigmoid left halves behind the last channel, which a mean square took in; sums of values that nearly cancel;
    // two branches that share one denominator; parts of a concatenation behind others that end within a block.
    private static readonly RandomGraph[] OnceWrong = [new(14, 1655593763), new(6, 423), new(2, 82442875), new(12, 25), new(13, 2), new(9, 2)];

    [Fact]
    public void Any_graph_agrees_with_the_engine() => RandomGraph.Any.Array[Together].Check(Batches, CheckAll);

    [Fact]
    public void Any_graph_whose_layers_are_fused_agrees_with_the_engine() => RandomGraph.Any.Array[Together].Check(
        Batches,
        static graphs => Check(graphs, static (graph, name) => graph.DeclareFused(name), Disagreements));

    [Fact]
    public void Graphs_that_once_disagreed_agree() => CheckAll(OnceWrong);

    [Fact]
    public void Without_biases_the_relevance_of_LRP_0_sums_to_the_logit() => RandomGraph.Any.Array[Together].Check(
        Batches,
        static graphs => Check(graphs, static (graph, name) => graph.DeclareRectified(name, hasBias: false), static (graph, declaration, network, weights) =>
        {
            network.Forward(RandomWeights.ToFloat(graph.Input(declaration, 0)));
            float logit = network.Logits[0];
            float[] relevance = network.Explain(0).ToArray();
            double sum = relevance.Sum(static r => (double)r);
            double scale = relevance.Sum(static r => Math.Abs((double)r)) + Math.Abs(logit);
            return Math.Abs(sum - logit) <= 1e-4 * scale ? [] : [$"{sum} in sum for a logit of {logit}"];
        }));

    [Fact]
    public void LRP_0_is_input_times_gradient_on_networks_of_rectifiers() => RandomGraph.Any.Array[Together].Check(
        Batches,
        static graphs => Check(graphs, static (graph, name) => graph.DeclareRectified(name, hasBias: true), static (graph, declaration, network, weights) =>
        {
            double[] input = graph.Input(declaration, 0);
            network.Forward(RandomWeights.ToFloat(input));
            double[] gradient = new GraphEngine(declaration.Network, weights, input).Gradient(0);
            double error = Agreement.RelativeError(network.Explain(0), [.. gradient.Zip(input, static (g, x) => g * x)]);
            return error <= 1e-3 ? [] : [$"{error:E1} from input times gradient"];
        }));

    private static void CheckAll(RandomGraph[] graphs) => Check(graphs, static (graph, name) => graph.Declare(name), Disagreements);

    private static IEnumerable<string> Disagreements(RandomGraph graph, GraphDeclaration declaration, INetwork network, Dictionary<string, double[]> weights)
    {
        var random = new Random(unchecked((int)graph.Seed));
        int target = random.Next(network.Info.OutputShape.Count);
        return GraphCheck.Disagreements(declaration, network, weights, graph.Input(declaration, 0), logits => OneHot(logits, target), random)
            .Concat(GraphCheck.Disagreements(declaration, network, weights, graph.Input(declaration, 1), static logits => [.. logits.Select(static (_, k) => 1.0 - (0.75 * k))], random));
    }

    private static double[] OneHot(double[] logits, int target)
    {
        var start = new double[logits.Length];
        start[target] = logits[target];
        return start;
    }

    /// <summary>Compiles the declarations of all graphs together and checks each.</summary>
    private static void Check(
        RandomGraph[] graphs,
        Func<RandomGraph, string, GraphDeclaration> declare,
        Func<RandomGraph, GraphDeclaration, INetwork, Dictionary<string, double[]>, IEnumerable<string>> check)
    {
        GraphDeclaration[] declarations = [.. graphs.Select((graph, k) => declare(graph, "Net" + k))];
        Assembly assembly = InProcess.Compile("using LrpGen;\n\n" + string.Join("\n", declarations.Select(static declaration => declaration.Write())));
        var failures = new List<string>();
        foreach ((RandomGraph graph, GraphDeclaration declaration) in graphs.Zip(declarations))
        {
            Dictionary<string, double[]> weights = graph.Weights(declaration.Network);
            using INetwork network = InProcess.Load(
                assembly, declaration.Name, declaration.Network.Tensors().Select(tensor => (tensor.Name, tensor.Shape, RandomWeights.ToFloat(weights[tensor.Name]))));
            string[] disagreements = [.. check(graph, declaration, network, weights)];
            if (disagreements.Length > 0)
                failures.Add($"{graph}: {string.Join("\n", disagreements)}\n{declaration.Write()}\n{network.Info}");
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
