using LrpGen.Import.Constants;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion;

/// <summary>Recognizes the activations that the language has by what they make of numbers.</summary>
internal static class KnownActivations
{
    private const double Tolerance = 2e-6;

    // Between and around the knees of all of them, and far out.
    private static readonly double[] Points = [.. Enumerable.Range(-160, 321).Select(static k => (k * 0.0625) + 0.003), -100, -40, -6, -3, -0.5, 0, 3, 6, 40, 100];

    private static readonly (string Name, Func<double, double> Function)[] Known =
    [
        ("", static x => x),
        ("ReLU", static x => Math.Max(x, 0)),
        ("ReLU6", static x => Math.Clamp(x, 0, 6)),
        ("HardSwish", static x => x * Math.Clamp(x + 3, 0, 6) / 6),
        ("SiLU", static x => x * ScalarOperators.Sigmoid(x)),
        ("GELU", SpecialFunctions.Gelu),
        ("Tanh", Math.Tanh),
        ("Sigmoid", ScalarOperators.Sigmoid),
    ];

    /// <summary>What there is, for messages.</summary>
    public static string Names => "ReLU, ReLU6, LeakyReLU, ELU, GELU, SiLU, HardSwish, Tanh and Sigmoid";

    /// <summary>The attribute of a function, without a name where the function changes nothing; null for an unknown one.</summary>
    public static AttributeText? Recognize(Func<double, double> function)
    {
        double[] values = [.. Points.Select(function)];
        foreach ((string name, Func<double, double> known) in Known)
        {
            if (IsClose(values, known))
                return AttributeText.Of(name);
        }

        if (IsClose(values, SpecialFunctions.GeluByTanh))
            return AttributeText.Of("GELU").Named("Tanh", "true");
        float slope = (float)-function(-1);
        if (IsClose(values, x => x < 0 ? slope * x : x))
            return slope == 0.01f ? AttributeText.Of("LeakyReLU") : AttributeText.Of("LeakyReLU").With(AttributeText.Text(slope));
        float alpha = (float)(function(-1) / (Math.Exp(-1) - 1));
        if (alpha >= 0 && IsClose(values, x => x < 0 ? alpha * (Math.Exp(x) - 1) : x))
            return alpha == 1 ? AttributeText.Of("ELU") : AttributeText.Of("ELU").With(AttributeText.Text(alpha));
        return null;
    }

    /// <summary>The factor and summand of a function that scales and shifts; null for another.</summary>
    public static (double Scale, double Shift)? Affine(Func<double, double> function)
    {
        double shift = function(0);
        double scale = function(1) - shift;
        return double.IsFinite(scale) && double.IsFinite(shift) && IsClose([.. Points.Select(function)], x => (scale * x) + shift) ? (scale, shift) : null;
    }

    private static bool IsClose(double[] values, Func<double, double> known)
    {
        for (int k = 0; k < values.Length; k++)
        {
            double expected = known(Points[k]);
            if (!(Math.Abs(values[k] - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))))
                return false;
        }

        return true;
    }
}
