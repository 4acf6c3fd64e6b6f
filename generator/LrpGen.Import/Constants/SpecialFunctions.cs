namespace LrpGen.Import.Constants;

/// <summary>Functions that the .NET library does not have.</summary>
internal static class SpecialFunctions
{
    private const double SeriesEnd = 3;
    private const int FractionDepth = 60;

    /// <summary>The error function, to about 1e-14: its Taylor series near zero, the continued fraction of its complement elsewhere (Abramowitz and Stegun 7.1.5, 7.1.14).</summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (double.IsNaN(x))
            return x;
        if (size > 6)
            return Math.Sign(x);
        if (size < SeriesEnd)
        {
            double term = x;
            double sum = x;
            for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = size;
        for (int k = FractionDepth; k >= 1; k--)
            fraction = size + (k / 2.0 / fraction);
        return Math.Sign(x) * (1 - (Math.Exp(-x * x) / (fraction * Math.Sqrt(Math.PI))));
    }

    /// <summary>x times the normal distribution function at x.</summary>
    public static double Gelu(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>Its approximation by tanh.</summary>
    public static double GeluByTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));
}
