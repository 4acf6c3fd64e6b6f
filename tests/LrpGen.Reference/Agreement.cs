namespace LrpGen.Reference;

/// <summary>How results are compared.</summary>
public static class Agreement
{
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
}
