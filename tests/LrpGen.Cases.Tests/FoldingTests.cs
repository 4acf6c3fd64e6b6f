using System.Reflection;
using LrpGen.Cases.Tests.Graphs;
using LrpGen.Reference;
using LrpGen.Tests;

namespace LrpGen.Cases.Tests;

/// <summary>Batch norms that linear layers take in: by the flow of data, so that no order of declaration changes what comes out.</summary>
public sealed class FoldingTests
{
    // Each takes the values named. Norms behind a convolution, grouped and transposed, before one, before a sum, behind each other.
    private static readonly (string Name, Operation Operation, string[] Inputs)[] Steps =
    [
        ("Stem", new Convolution(6, new Axis(3, 1, 1, 1), new Axis(3, 1, 1, 1), HasBias: false), ["input"]),
        ("StemNorm", new BatchNorm(1e-3f), ["Stem"]),
        ("StemTwice", new BatchNorm(1e-5f), ["StemNorm"]),
        ("Active", new Activation("relu"), ["StemTwice"]),
        ("Depth", new Convolution(6, new Axis(3, 1, 1, 1), new Axis(3, 1, 1, 1), Groups: 6), ["Active"]),
        ("DepthNorm", new BatchNorm(1e-5f), ["Depth"]),
        ("Up", new Convolution(6, new Axis(3, 1, 1, 1), new Axis(3, 1, 1, 1), Groups: 2, IsTransposed: true), ["Active"]),
        ("UpNorm", new BatchNorm(1e-5f), ["Up"]),
        ("Before", new BatchNorm(1e-5f), ["Active"]),
        ("Taker", new Convolution(6, new Axis(1), new Axis(1)), ["Before"]),
        ("TakerNorm", new BatchNorm(1e-5f), ["Taker"]),
        ("Sum", new Sum(), ["DepthNorm", "UpNorm", "TakerNorm"]),
        ("SumNorm", new BatchNorm(1e-5f), ["Sum"]),
        ("Flat", new Flatten(), ["SumNorm"]),
        ("Scores", new Dense(5), ["Flat"]),
        ("ScoresNorm", new BatchNorm(1e-5f), ["Scores"]),
    ];

    [Theory]
    [InlineData(false, 1e-6)]
    [InlineData(true, 1e-5)]
    public void A_fold_changes_no_output_by_more_than_rounding_in_any_order_of_declaration(bool isFast, double tolerance)
    {
        GraphDeclaration[] declarations = [.. Orders().Select((order, k) => new GraphDeclaration("Net" + k, InOrder(order)) { IsFast = isFast })];
        Assert.Equal(declarations.Length, declarations.Select(static declaration => string.Join(' ', declaration.Steps)).Distinct().Count());
        Assembly assembly = InProcess.Compile("using LrpGen;\n\n" + string.Join("\n", declarations.Select(static declaration => declaration.Write())));
        var graph = new RandomGraph(0, 7);
        Dictionary<string, double[]> weights = graph.Weights(declarations[0].Network);
        double[] input = graph.Input(declarations[0], 0);
        var engine = new GraphEngine(declarations[0].Network, weights, input);
        GraphResult expected = engine.Explain(2);
        foreach (GraphDeclaration declaration in declarations)
        {
            using INetwork network = InProcess.Load(
                assembly, declaration.Name, declaration.Network.Tensors().Select(tensor => (tensor.Name, tensor.Shape, RandomWeights.ToFloat(weights[tensor.Name]))));
            Assert.DoesNotContain(network.Info.Layers, static layer => layer.Name.EndsWith("Norm", StringComparison.Ordinal) && layer.BackwardPasses > 0);
            AssertClose(network.Forward(RandomWeights.ToFloat(input)), expected.Output, declaration);
            AssertClose(network.Explain(2), expected.InputRelevance, declaration);
        }

        void AssertClose(ReadOnlySpan<float> actual, double[] reference, GraphDeclaration declaration)
        {
            double error = Agreement.RelativeError(actual, reference);
            Assert.True(error <= tolerance, $"{error:E1} from the engine\n{declaration.Write()}");
        }
    }

    /// <summary>The steps in a given order, each with epsilon where it needs a rule.</summary>
    private static GraphNetwork InOrder(int[] order)
    {
        var values = new Dictionary<string, int> { ["input"] = 0 };
        foreach (int k in order)
            values.Add(Steps[k].Name, values.Count);
        var epsilon = new ReferenceRule("epsilon") { Epsilon = 0.05f, Stabilizer = 1e-6f };
        return new GraphNetwork(
            Size.Of(3, 6, 5),
            [.. order.Select(k => new GraphNode(Steps[k].Name, Steps[k].Operation, [.. Steps[k].Inputs.Select(name => values[name])], Steps[k].Operation is Dense or Convolution ? epsilon : null))]);
    }

    /// <summary>Orders in which every step comes after those that it takes: some, spread evenly over all, or all where LRPGEN_FUZZ asks for as many.</summary>
    private static IEnumerable<int[]> Orders()
    {
        var all = new List<int[]>();
        Extend([]);
        int count = Math.Min(Fuzzing.Cases(8), all.Count);
        return Enumerable.Range(0, count).Select(k => all[(int)((long)k * all.Count / count)]);

        void Extend(int[] order)
        {
            if (order.Length == Steps.Length)
                all.Add(order);
            foreach (int next in Enumerable.Range(0, Steps.Length).Except(order))
            {
                if (Steps[next].Inputs.All(name => name == "input" || order.Any(k => Steps[k].Name == name)))
                    Extend([.. order, next]);
            }
        }
    }
}
