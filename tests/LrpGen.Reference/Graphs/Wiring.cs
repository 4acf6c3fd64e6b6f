namespace LrpGen.Reference;

/// <summary>One connection of an output: the input that it sees, and by which weight.</summary>
public readonly record struct Tap(int Input, double Weight);

/// <summary>
/// A linear layer as what it is, whatever it is called: the connections of each output, and its bias. What is not connected (another
/// group, padding) has no tap; a zero weight has one.
/// </summary>
/// <param name="Taps">The connections of each output.</param>
/// <param name="Bias">One for each output, or null.</param>
public sealed record Wiring(Tap[][] Taps, double[]? Bias = null)
{
    /// <summary>A dense layer with weights [outputs, inputs].</summary>
    public static Wiring Dense(double[] weights, double[]? bias, int outputs)
    {
        int inputs = weights.Length / outputs;
        return new Wiring([.. Enumerable.Range(0, outputs).Select(j => Enumerable.Range(0, inputs).Select(i => new Tap(i, weights[(j * inputs) + i])).ToArray())], bias);
    }

    /// <summary>The sums of the weighted inputs, and the bias.</summary>
    public double[] Apply(double[] x) => [.. Taps.Select((taps, j) => taps.Sum(tap => x[tap.Input] * tap.Weight) + (Bias?[j] ?? 0))];

    /// <summary>The transposed map, without the bias.</summary>
    public double[] Transposed(double[] values, int inputs)
    {
        var result = new double[inputs];
        for (int j = 0; j < Taps.Length; j++)
        {
            foreach (Tap tap in Taps[j])
                result[tap.Input] += tap.Weight * values[j];
        }

        return result;
    }

    /// <summary>This layer with a factor and a shift of each channel behind it.</summary>
    public Wiring Then(ChannelMap map) => new(
        [.. Taps.Select((taps, j) => taps.Select(tap => tap with { Weight = tap.Weight * map.Factor(j, Taps.Length) }).ToArray())],
        [.. Enumerable.Range(0, Taps.Length).Select(j => ((Bias?[j] ?? 0) * map.Factor(j, Taps.Length)) + map.Shift(j, Taps.Length))]);

    /// <summary>This layer with a factor and a shift of each channel before it. Right only where every output sees all of its inputs: without padding.</summary>
    public Wiring After(ChannelMap map, int inputs) => new(
        [.. Taps.Select(taps => taps.Select(tap => tap with { Weight = tap.Weight * map.Factor(tap.Input, inputs) }).ToArray())],
        [.. Taps.Select((taps, j) => (Bias?[j] ?? 0) + taps.Sum(tap => tap.Weight * map.Shift(tap.Input, inputs)))]);
}

/// <summary>A factor and a shift for each channel, as a batch norm is after training.</summary>
public sealed record ChannelMap(double[] Factors, double[] Shifts)
{
    /// <summary>The factor of one of <paramref name="count"/> values; those of one channel lie together.</summary>
    public double Factor(int index, int count) => Factors[index / (count / Factors.Length)];

    public double Shift(int index, int count) => Shifts[index / (count / Shifts.Length)];
}
