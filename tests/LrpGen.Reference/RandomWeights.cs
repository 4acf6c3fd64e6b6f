namespace LrpGen.Reference;

/// <summary>Generated weights for networks of the tests, the same for the same seed.</summary>
public static class RandomWeights
{
    /// <summary>Weights for every linear layer; those that <paramref name="hasBias"/> names get a bias.</summary>
    public static Dictionary<string, LinearWeights> For(ReferenceNetwork network, Random random, Func<string, bool> hasBias)
    {
        var weights = new Dictionary<string, LinearWeights>();
        int inputs = network.Inputs;
        foreach (ReferenceLayer layer in network.Layers.Where(static layer => layer.Op == "linear"))
        {
            // Through float, so that both sides work with the same numbers.
            double bound = Math.Sqrt(6.0 / inputs);
            weights[layer.Name] = new LinearWeights(
                Values(inputs * layer.Out, bound, random), hasBias(layer.Name) ? Values(layer.Out, 0.3, random) : null);
            inputs = layer.Out;
        }

        return weights;
    }

    /// <summary>The weights as a safetensors file, with a prefix before each layer's name.</summary>
    public static byte[] ToFile(ReferenceNetwork network, IReadOnlyDictionary<string, LinearWeights> weights, string prefix = "")
    {
        var tensors = new List<(string, int[], float[])>();
        foreach (ReferenceLayer layer in network.Layers.Where(static layer => layer.Op == "linear"))
        {
            (double[] weight, double[]? bias) = weights[layer.Name];
            tensors.Add(($"{prefix}{layer.Name}.weight", [layer.Out, weight.Length / layer.Out], ToFloat(weight)));
            if (bias is not null)
                tensors.Add(($"{prefix}{layer.Name}.bias", [layer.Out], ToFloat(bias)));
        }

        return TensorWriter.Write(tensors);
    }

    /// <summary>Weights of a graph as trained ones are: of both signs, some exactly zero, variances above it.</summary>
    public static Dictionary<string, double[]> For(GraphNetwork network, Random random) => network.Tensors().ToDictionary(static tensor => tensor.Name, tensor =>
    {
        int count = tensor.Shape.Aggregate(1, static (product, size) => product * size);
        double bound = Math.Sqrt(6.0 / Math.Max(1, count / tensor.Shape[0]));
        return (double[])(tensor switch
        {
            { Name: var name } when name.EndsWith("running_var", StringComparison.Ordinal) => [.. Values(count, 0.75, random).Select(static value => (double)(float)(value + 1))],
            { Shape.Length: 1, Name: var name } when name.EndsWith("weight", StringComparison.Ordinal) => [.. Values(count, 1.5, random)],
            { Shape.Length: 1 } => Values(count, 0.3, random),
            _ => [.. Values(count, bound, random).Select(value => random.Next(10) == 0 ? 0 : value)],
        });
    });

    /// <summary>Values in [-bound, bound].</summary>
    public static double[] Values(int count, double bound, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)(float)(((2 * random.NextDouble()) - 1) * bound))];

    public static float[] ToFloat(double[] values) => [.. values.Select(static value => (float)value)];
}
