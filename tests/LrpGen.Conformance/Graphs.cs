using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>Runs networks of pictures with generated weights beside the graph engine.</summary>
internal static class Graphs
{
    private const int Trials = 4;

    /// <summary>The largest relative error over output, input relevance and what is kept; infinite where a prediction is another output.</summary>
    /// <param name="load">Loads the network.</param>
    /// <param name="declaration">The same for the engine.</param>
    /// <param name="seed">Where the weights and the input start.</param>
    public static double Compare(Func<WeightFile, INetwork> load, GraphDeclaration declaration, int seed)
    {
        var random = new Random(seed);
        GraphNetwork graph = declaration.Network;
        Dictionary<string, double[]> weights = RandomWeights.For(graph, random);
        double[] input = RandomWeights.Values(graph.Input.Count, 1, random);
        GraphResult expected = new GraphEngine(graph, weights, input).Explain(seed % 4);
        GraphResult[] strayed = [.. Enumerable.Range(0, Trials).Select(trial => new GraphEngine(graph, Moved(weights), input, Agreement.Storing(trial)).Explain(seed % 4))];

        using WeightFile file = WeightFile.Read(TensorWriter.Write(graph.Tensors().Select(tensor => (tensor.Name, tensor.Shape, RandomWeights.ToFloat(weights[tensor.Name])))), "generated");
        using INetwork network = load(file);
        double worst = Predictions.Error(network, RandomWeights.ToFloat(input));
        worst = Math.Max(worst, Error(network.Forward(RandomWeights.ToFloat(input)), static result => result.Output));
        worst = Math.Max(worst, Error(network.Explain(seed % 4), static result => result.InputRelevance));
        foreach (Layer layer in network.Layers.Where(layer => declaration.Kept.Contains(layer.Name)))
        {
            int value = declaration.OutputOf(layer.Name);
            worst = Math.Max(worst, Error(layer.Activation, result => result.Values[value]));
            worst = Math.Max(worst, Error(layer.Relevance, result => result.Relevance[value]!));
        }

        return worst;

        double Error(ReadOnlySpan<float> actual, Func<GraphResult, double[]> part) => Agreement.WeighedError(actual, part(expected), strayed.Select(part));

        Dictionary<string, double[]> Moved(Dictionary<string, double[]> from) =>
            from.ToDictionary(static pair => pair.Key, pair => pair.Value.Select(value => Agreement.Rounded(value, random)).ToArray());
    }
}
