using System.Reflection;
using System.Runtime.InteropServices;
using CsCheck;
using LrpGen.Reference;
using LrpGen.Tests;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Random graphs large enough for a prediction of its own: its outputs are those of the forward pass bit for bit, whatever either leaves behind.</summary>
public sealed class PredictionTests
{
    private const int Together = 8;

    // Found at random: zeros behind the last channel that a prediction overwrote, and an explanation read; a summand that a rectifier without work of
    // its own hands on behind the sum which had taken its place.
    private static readonly WideGraph[] OnceWrong = [new(9, 79662727), new(15, 31018)];

    [Fact]
    public void Any_graph_predicts_what_its_forward_pass_gives() => WideGraph.Any.Array[Together].Check(1, static random =>
    {
        WideGraph[] graphs = [.. OnceWrong, .. random];
        GraphDeclaration[] declarations = [.. graphs.Select(static (graph, k) => graph.Declare("Net" + k))];
        Assembly assembly = InProcess.Compile("using LrpGen;\n\n" + string.Join("\n", declarations.Select(static declaration => declaration.Write())));
        var failures = new List<string>();
        int planned = 0;
        foreach ((WideGraph graph, GraphDeclaration declaration) in graphs.Zip(declarations))
        {
            var values = new RandomGraph(0, graph.Seed);
            Dictionary<string, double[]> weights = values.Weights(declaration.Network);
            using INetwork network = InProcess.Load(
                assembly, declaration.Name, declaration.Network.Tensors().Select(tensor => (tensor.Name, tensor.Shape, RandomWeights.ToFloat(weights[tensor.Name]))));
            planned += IsPlanned(network) ? 1 : 0;
            string[] found = [.. Differences(network, RandomWeights.ToFloat(values.Input(declaration, 0)), RandomWeights.ToFloat(values.Input(declaration, 1)))];
            if (found.Length > 0)
                failures.Add($"{graph}: {string.Join("\n", found)}\n{declaration.Write()}");
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.InRange(planned, graphs.Length * 3 / 4, graphs.Length);
    });

    private static bool IsPlanned(INetwork network) =>
        network.GetType().GetMethod("RunPrediction", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static IEnumerable<string> Differences(INetwork network, float[] input, float[] other)
    {
        var found = new List<string>();
        float[] bad = [.. input.Select(static _ => float.NaN)];
        float[] output = network.Forward(input).ToArray(), logits = network.Logits.ToArray(), relevance = network.ExplainTop().ToArray();
        float[] otherOutput = network.Forward(other).ToArray();
        network.ExplainTop();

        // Behind an explanation, behind a prediction that left nothing but NaN, behind another's; then all the way back.
        Compare("after an explanation", output, network.Predict(input));
        Compare("logits", logits, network.Logits);
        network.Predict(bad);
        Compare("after NaN", output, network.Predict(input));
        Compare("of another input", otherOutput, network.Predict(other));
        Compare("after another", output, network.Predict(input));
        network.Predict(bad);
        Compare("Forward after NaN", output, network.Forward(input));
        Compare("Explain after NaN", relevance, network.ExplainTop());
        using INetwork two = network.Fork(2);
        two.Predict(bad);
        Compare("on two threads", output, two.Predict(input));
        Compare("logits on two threads", logits, two.Logits);
        return found;

        void Compare(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
        {
            if (!MemoryMarshal.Cast<float, uint>(expected).SequenceEqual(MemoryMarshal.Cast<float, uint>(actual)))
                found.Add($"{what}: {string.Join(' ', actual[..Math.Min(4, actual.Length)].ToArray())} for {string.Join(' ', expected[..Math.Min(4, expected.Length)].ToArray())}");
        }
    }
}
