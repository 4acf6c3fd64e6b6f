namespace LrpGen.Reference;

/// <summary>How results are compared.</summary>
public static class Agreement
{
    // How much more than by one rounding of each weight: a sum of up to 33 terms rounds 33 times, forward and back.
    private const double Amplification = 66;

    /// <summary>The largest error that counts as agreement.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>
    /// The relative error of values. Rules that divide by a sum near zero enlarge whatever rounding comes before, so an error counts less
    /// where the reference itself, with its weights and values rounded once more, strays as far.
    /// </summary>
    public static double WeighedError(ReadOnlySpan<float> actual, double[] expected, IEnumerable<double[]> strayed)
    {
        double sensitivity = strayed.Max(other => RelativeError(RandomWeights.ToFloat(other), expected));
        return Weighed(RelativeError(actual, expected), sensitivity);
    }

    /// <summary>
    /// The same of books. Their parts are sums of terms of either sign, so they are compared on the scale of what came in and went on,
    /// <paramref name="relevance"/>, without its signs.
    /// </summary>
    public static double WeighedError(ReferenceLedger actual, ReferenceLedger expected, IEnumerable<ReferenceLedger> strayed, IEnumerable<double> relevance)
    {
        double scale = relevance.Sum(Math.Abs) + Math.Abs(expected.AbsorbedByBias) + Math.Abs(expected.TakenByStabilizer);
        double distance = Distance(actual, expected);
        return scale == 0 ? distance : Weighed(distance / scale, strayed.Max(other => Distance(other, expected)) / scale);
    }

    /// <summary>A value moved by up to half of a float's last place.</summary>
    public static double Rounded(double value, Random random) => value * (1 + (((2 * random.NextDouble()) - 1) * Math.Pow(2, -24)));

    /// <summary>Moves values as storing them as floats may: equal ones alike, so that maxima that were equal stay so.</summary>
    public static Func<double, double> Storing(int seed) => value =>
    {
        ulong bits = (BitConverter.DoubleToUInt64Bits(value) ^ (uint)seed) * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 29)) * 0xBF58476D1CE4E5B9;
        return value * (1 + (((2 * ((bits >> 11) * Math.Pow(2, -53))) - 1) * Math.Pow(2, -24)));
    };

    /// <summary><c>||a - b|| / ||b||</c>; where b is all zero, the norm of a.</summary>
    public static double RelativeError(ReadOnlySpan<float> actual, double[] expected)
    {
        if (actual.Length != expected.Length)
            throw new ArgumentException($"Compared {actual.Length} values with {expected.Length}.");
        double difference = 0;
        double norm = 0;
        for (int k = 0; k < expected.Length; k++)
        {
            difference += (actual[k] - expected[k]) * (actual[k] - expected[k]);
            norm += expected[k] * expected[k];
        }

        return norm == 0 ? Math.Sqrt(difference) : Math.Sqrt(difference / norm);
    }

    private static double Weighed(double error, double sensitivity) => error / Math.Max(1, Amplification * sensitivity / Tolerance);

    private static double Distance(ReferenceLedger a, ReferenceLedger b) =>
        Math.Abs(a.Received - b.Received)
        + Math.Abs(a.PassedOn - b.PassedOn)
        + Math.Abs(a.AbsorbedByBias - b.AbsorbedByBias)
        + Math.Abs(a.TakenByStabilizer - b.TakenByStabilizer)
        + Math.Abs(a.Dropped - b.Dropped);
}
