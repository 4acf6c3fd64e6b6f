namespace LrpGen.Reference;

/// <summary>The layers that have no weights.</summary>
internal static class Activations
{
    public static double[] Apply(string name, double parameter, double[] x) => name switch
    {
        "flatten" or "dropout" => x,
        "relu" => [.. x.Select(static v => Math.Max(v, 0))],
        "relu6" => [.. x.Select(static v => Math.Clamp(v, 0, 6))],
        "leakyrelu" => [.. x.Select(v => v > 0 ? v : parameter * v)],
        "elu" => [.. x.Select(v => v > 0 ? v : parameter * ExpMinusOne(v))],
        "gelu" => [.. x.Select(static v => 0.5 * v * (1 + Erf(v / Math.Sqrt(2))))],
        "gelutanh" => [.. x.Select(static v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))))],
        "hardswish" => [.. x.Select(static v => v * Math.Clamp(v + 3, 0, 6) / 6)],
        "silu" => [.. x.Select(static v => v / (1 + Math.Exp(-v)))],
        "tanh" => [.. x.Select(Math.Tanh)],
        "sigmoid" => [.. x.Select(static v => 1 / (1 + Math.Exp(-v)))],
        "softmax" => Softmax(x),
        _ => throw new NotSupportedException($"The reference engine has no layer '{name}'."),
    };

    private static double[] Softmax(double[] x)
    {
        double largest = x.Max();
        double[] e = [.. x.Select(v => Math.Exp(v - largest))];
        double sum = e.Sum();
        return [.. e.Select(v => v / sum)];
    }

    // exp(v) - 1 loses its digits where v is small; its series does not.
    private static double ExpMinusOne(double v) => Math.Abs(v) > 1e-3 ? Math.Exp(v) - 1 : v * (1 + (v / 2 * (1 + (v / 3 * (1 + (v / 4))))));

    // erf by its Taylor series where that converges quickly, else by the continued fraction of erfc.
    private static double Erf(double v)
    {
        double magnitude = Math.Abs(v);
        if (magnitude > 6)
            return Math.Sign(v);
        if (magnitude < 2.5)
        {
            double term = v;
            double sum = v;
            for (int n = 1; n < 200 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            {
                term *= -v * v / n;
                sum += term / ((2 * n) + 1);
            }

            return 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = 0;
        for (int n = 60; n > 0; n--)
            fraction = n / 2.0 / (magnitude + fraction);
        return Math.Sign(v) * (1 - (Math.Exp(-magnitude * magnitude) / Math.Sqrt(Math.PI) / (magnitude + fraction)));
    }
}
