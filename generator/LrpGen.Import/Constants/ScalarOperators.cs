using LrpGen.Import.Graph;

namespace LrpGen.Import.Constants;

/// <summary>What an operator makes of single values, one of each input.</summary>
/// <param name="values">One value of each input.</param>
internal delegate double ScalarFunction(ReadOnlySpan<double> values);

/// <summary>
/// Operators that treat each element by itself, as functions of real numbers. Constants are computed by them, and activations that are
/// written out in parts are recognized by what they make of numbers.
/// </summary>
internal static class ScalarOperators
{
    private const int Any = int.MaxValue;

    private static readonly Dictionary<string, (int Fewest, int Most, Func<OnnxNode, ScalarFunction> Create)> Operators = new(StringComparer.Ordinal)
    {
        ["Add"] = (2, 2, static _ => static x => x[0] + x[1]),
        ["Sub"] = (2, 2, static _ => static x => x[0] - x[1]),
        ["Mul"] = (2, 2, static _ => static x => x[0] * x[1]),
        ["Div"] = (2, 2, static _ => static x => x[0] / x[1]),
        ["Pow"] = (2, 2, static _ => static x => Math.Pow(x[0], x[1])),
        ["Mod"] = (2, 2, static node => node.Flag("fmod") ? static x => Math.IEEERemainder(x[0], x[1]) : static x => x[0] - (Math.Floor(x[0] / x[1]) * x[1])),
        ["Sum"] = (1, Any, static _ => static x => Fold(x, static (a, b) => a + b)),
        ["Min"] = (1, Any, static _ => static x => Fold(x, Math.Min)),
        ["Max"] = (1, Any, static _ => static x => Fold(x, Math.Max)),
        ["Neg"] = (1, 1, static _ => static x => -x[0]),
        ["Abs"] = (1, 1, static _ => static x => Math.Abs(x[0])),
        ["Sign"] = (1, 1, static _ => static x => Math.Sign(x[0])),
        ["Floor"] = (1, 1, static _ => static x => Math.Floor(x[0])),
        ["Ceil"] = (1, 1, static _ => static x => Math.Ceiling(x[0])),
        ["Round"] = (1, 1, static _ => static x => Math.Round(x[0], MidpointRounding.ToEven)),
        ["Sqrt"] = (1, 1, static _ => static x => Math.Sqrt(x[0])),
        ["Reciprocal"] = (1, 1, static _ => static x => 1 / x[0]),
        ["Exp"] = (1, 1, static _ => static x => Math.Exp(x[0])),
        ["Log"] = (1, 1, static _ => static x => Math.Log(x[0])),
        ["Erf"] = (1, 1, static _ => static x => SpecialFunctions.Erf(x[0])),
        ["Relu"] = (1, 1, static _ => static x => Math.Max(x[0], 0)),
        ["LeakyRelu"] = (1, 1, static node => Slope(node.Float("alpha", 0.01f))),
        ["PRelu"] = (2, 2, static _ => static x => x[0] < 0 ? x[0] * x[1] : x[0]),
        ["ThresholdedRelu"] = (1, 1, static node => Threshold(node.Float("alpha", 1))),
        ["Elu"] = (1, 1, static node => Exponential(node.Float("alpha", 1), 1, 1)),
        ["Selu"] = (1, 1, static node => Exponential(node.Float("alpha", 1.67326319217681884765625f), node.Float("gamma", 1.05070102214813232421875f), 1)),
        ["Celu"] = (1, 1, static node => node.Float("alpha", 1) is var alpha ? Exponential(alpha, 1, 1 / alpha) : null!),
        ["Sigmoid"] = (1, 1, static _ => static x => Sigmoid(x[0])),
        ["HardSigmoid"] = (1, 1, static node => HardSigmoid(node.Float("alpha", 0.2f), node.Float("beta", 0.5f))),
        ["HardSwish"] = (1, 1, static _ => static x => x[0] * Math.Clamp((x[0] / 6) + 0.5, 0, 1)),
        ["Tanh"] = (1, 1, static _ => static x => Math.Tanh(x[0])),
        ["Softplus"] = (1, 1, static _ => static x => Softplus(x[0])),
        ["Softsign"] = (1, 1, static _ => static x => x[0] / (1 + Math.Abs(x[0]))),
        ["Mish"] = (1, 1, static _ => static x => x[0] * Math.Tanh(Softplus(x[0]))),
        ["Gelu"] = (1, 1, static node => node.Text("approximate", "none") == "tanh" ? static x => SpecialFunctions.GeluByTanh(x[0]) : static x => SpecialFunctions.Gelu(x[0])),
        ["Clip"] = (1, 3, Clip),
    };

    /// <summary>What a node makes of single values; null where it is no such operator.</summary>
    public static ScalarFunction? Find(OnnxNode node)
    {
        if (node.Domain is not ("" or "com.microsoft") || !Operators.TryGetValue(node.Op, out (int Fewest, int Most, Func<OnnxNode, ScalarFunction> Create) known))
            return null;
        int inputs = node.Inputs.Count(static input => input.Length > 0);
        return inputs >= known.Fewest && inputs <= known.Most && node.Has(0) ? known.Create(node) : throw node.Fail($"has {inputs} inputs");
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));

    private static ScalarFunction Slope(double slope) => x => x[0] < 0 ? slope * x[0] : x[0];

    private static ScalarFunction Threshold(double threshold) => x => x[0] > threshold ? x[0] : 0;

    private static ScalarFunction Exponential(double alpha, double gamma, double rate) => x => gamma * (x[0] > 0 ? x[0] : alpha * (Math.Exp(rate * x[0]) - 1));

    private static ScalarFunction HardSigmoid(double alpha, double beta) => x => Math.Clamp((alpha * x[0]) + beta, 0, 1);

    /// <summary>Bounds are attributes in older operators and inputs in newer ones; either may be missing.</summary>
    private static ScalarFunction Clip(OnnxNode node)
    {
        double low = node.Float("min", float.NegativeInfinity);
        double high = node.Float("max", float.PositiveInfinity);
        bool hasLow = node.Has(1);
        bool hasHigh = node.Has(2);
        return x => Math.Min(Math.Max(x[0], hasLow ? x[1] : low), hasHigh ? x[^1] : high);
    }

    private static double Fold(ReadOnlySpan<double> values, Func<double, double, double> combine)
    {
        double result = values[0];
        foreach (double value in values[1..])
            result = combine(result, value);
        return result;
    }
}
