namespace LrpGen.Benchmarks.Kernels;

/// <summary><c>||found - expected|| / ||expected||</c> in the Euclidean norm.</summary>
internal sealed class RelativeError
{
    private double _difference;
    private double _norm;

    public double Value => _difference == 0 ? 0 : Math.Sqrt(_difference / _norm);

    public void Add(double found, double expected)
    {
        double difference = found - expected;
        _difference += difference * difference;
        _norm += expected * expected;
    }

    /// <summary>Over all values of a buffer.</summary>
    public static double Of(ReadOnlySpan<float> found, Func<int, double> expected)
    {
        var error = new RelativeError();
        for (int k = 0; k < found.Length; k++)
            error.Add(found[k], expected(k));
        return error.Value;
    }
}
