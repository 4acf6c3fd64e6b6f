using System.Globalization;
using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>Numbers worked out by zennit 0.5.1 and by hand, and what other systems got wrong.</summary>
internal static class Worked
{
    // The numbers are given to six digits.
    private const double Digits = 1.5e-6;

    // Rules in the order of the networks' outputs.
    private static readonly string[] Rules = ["epsilon", "LRP-0", "epsilon .25", "gamma", "z+", "alpha2beta1", "w-square", "flat", "z-box"];

    private static readonly (string Name, Func<WeightFile, INetwork> Load, int[] Shape)[] Networks =
    [
        ("dense", static file => WorkedDense.Load(file), [1, 2]),
        ("convolution", static file => WorkedPicture.Load(file), [1, 2, 1, 1]),
        ("fast convolution", static file => WorkedFastPicture.Load(file), [1, 2, 1, 1]),
    ];

    // w = [1, -2], b = 0.5, R = 1; a pair for each rule.
    private static readonly (float[] Input, double[] Expected)[] Table =
    [
        ([1, 0.25f], [0.999999, -0.5, 0.999999, -0.5, 0.8, -0.4, 0.90909, -0.363636, 0.666666, 0, 1.333332, -0.999998, 0.190476, 0.761905, 0.5, 0.5, 0.363636, 0.636364]),
        ([1, -1], [0.285714, 0.571428, 0.285714, 0.571428, 0.266667, 0.533333, 0.285714, 0.571428, 0.285714, 0.571428, 0.571428, 1.142857, 0.190476, 0.761905, 0.5, 0.5, 0.25, 0.75]),
        ([1, 2], [-0.4, 1.599999, -0.4, 1.599999, -0.363636, 1.454545, -0.285714, 1.428571, 0.666666, 0, 1.333332, -1, 0.190476, 0.761905, 0.5, 0.5, 1, 0]),
    ];

    /// <summary>What was compared, with how far it is off and whether that is too far.</summary>
    public static IEnumerable<(string Name, double Error, bool Agrees)> Compare()
    {
        foreach ((string name, Func<WeightFile, INetwork> load, int[] shape) in Networks)
        {
            foreach ((float[] input, double[] expected) in Table)
            {
                for (int rule = 0; rule < Rules.Length; rule++)
                    yield return Unit(name, load, shape, [1, -2], 0.5f, input, rule, 1, expected.AsSpan(2 * rule, 2).ToArray());
            }

            // z is exactly zero, and the sign of zero is plus.
            yield return Unit(name, load, shape, [1, -1], 0, [1, 1], 0, 1, [1e6, -1e6]);
            yield return Unit(name, load, shape, [1, -1], 0, [1, 1], 3, 1, [0, 0]);
            yield return Unit(name, load, shape, [1, -1], 0, [1, 1], 4, 1, [0.999999, 0]);
            yield return Unit(name, load, shape, [1, -1], 0, [1, 1], 5, 1, [1.999998, -0.999999]);
            yield return Unit(name, load, shape, [1, -1], 0, [-0f, -0f], 0, 1, [0, 0]);

            // The bias belongs to the denominator of its own sign (iNNvestigate #273), here not to that of what is positive.
            yield return Unit(name, load, shape, [1, -1], -1, [1, 1], 4, -1, [-0.999999, 0]);

            // A stabilizer without the sign of z would divide by zero (LXT).
            yield return Unit(name, load, shape, [-1e-6f, 0], 0, [1, 1], 0, 1, [0.5, 0]);
        }

        yield return Explain("the first of equal maxima", static file => WorkedLargest.Load(file), [], [1, 1, 1, 1], [1], [1, 0, 0, 0]);

        // x = 3, w = 2, b = 0: 6 + 12 + 3 = 21, each with its share, and nothing twice (zennit #236); weights that serve two layers know both inputs.
        yield return Explain("a sum of a value and its doubles", static file => WorkedSum.Load(file), [("unit.weight", [1, 1], [2]), ("unit.bias", [1], [0])], [3], [21], [20.999997]);
    }

    private static (string Name, double Error, bool Agrees) Unit(
        string network, Func<WeightFile, INetwork> load, int[] shape, float[] weights, float bias, float[] input, int rule, float relevance, double[] expected)
    {
        var start = new float[Rules.Length];
        start[rule] = relevance;
        return Explain(
            string.Create(CultureInfo.InvariantCulture, $"{network}, {Rules[rule]} at {input[0]}, {input[1]}"), load, [("unit.weight", shape, weights), ("unit.bias", [1], [bias])], input, start, expected);
    }

    private static (string Name, double Error, bool Agrees) Explain(
        string name, Func<WeightFile, INetwork> load, (string Name, int[] Shape, float[] Values)[] tensors, float[] input, float[] start, double[] expected)
    {
        using WeightFile file = WeightFile.Read(TensorWriter.Write(tensors), "worked");
        using INetwork network = load(file);
        network.Forward(input);
        ReadOnlySpan<float> relevance = network.Explain(start);
        double error = 0;
        for (int k = 0; k < expected.Length; k++)
            error = double.IsNaN(relevance[k]) ? double.NaN : Math.Max(error, Math.Abs(relevance[k] - expected[k]) / Math.Max(1, Math.Abs(expected[k])));
        return (name, error, relevance.Length == expected.Length && error <= Digits);
    }
}
