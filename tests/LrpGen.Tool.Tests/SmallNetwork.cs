namespace LrpGen.Tool.Tests;

/// <summary>The small perceptron of <see cref="Workspace.Small"/> in float64, explained by epsilon: what the tool must agree with.</summary>
internal sealed class SmallNetwork
{
    private const double Epsilon = 1e-6;

    private readonly float[] _weights1;
    private readonly float[] _bias1;
    private readonly float[] _weights2;
    private readonly float[] _bias2;

    /// <summary>The weights of the file, read by the tool's own import and LrpGen's reader.</summary>
    public SmallNetwork(string weights)
    {
        using WeightFile file = WeightFile.Open(weights);
        _weights1 = Read(file, "fc1.weight", 5, 4);
        _bias1 = Read(file, "fc1.bias", 5);
        _weights2 = Read(file, "fc2.weight", 3, 5);
        _bias2 = Read(file, "fc2.bias", 3);
    }

    public double[] Scores(float[] input) => Dense(_weights2, _bias2, Hidden(input));

    /// <summary>The relevance of each input for one output.</summary>
    public double[] Explain(float[] input, int target)
    {
        double[] hidden = Hidden(input);
        var start = new double[3];
        start[target] = Scores(input)[target];
        return Share(_weights1, _bias1, [.. input.Select(static value => (double)value)], Share(_weights2, _bias2, hidden, start));
    }

    public int Top(float[] input)
    {
        double[] scores = Scores(input);
        return Array.IndexOf(scores, scores.Max());
    }

    private double[] Hidden(float[] input) => [.. Dense(_weights1, _bias1, [.. input.Select(static value => (double)value)]).Select(static z => Math.Max(z, 0))];

    private static double[] Dense(float[] weights, float[] bias, double[] input) =>
        [.. bias.Select((b, j) => b + input.Select((x, i) => x * weights[(j * input.Length) + i]).Sum())];

    private static double[] Share(float[] weights, float[] bias, double[] input, double[] relevance)
    {
        double[] z = Dense(weights, bias, input);
        return [.. input.Select((x, i) => x * relevance.Select((r, j) => weights[(j * input.Length) + i] * r / (z[j] + (z[j] >= 0 ? Epsilon : -Epsilon))).Sum())];
    }

    private static float[] Read(WeightFile file, string name, params int[] shape)
    {
        var values = new float[shape.Aggregate(1, static (product, size) => product * size)];
        file.ReadInto(name, shape, values);
        return values;
    }
}
