namespace LrpGen.Imaging;

/// <summary>Values in the form of a picture: [channels, height, width], or [height, width] for one channel.</summary>
internal static class Planes
{
    public static (int Channels, int Height, int Width) Of(Shape shape, int count)
    {
        if (shape.Count != count)
            throw new ArgumentException($"The shape {shape} has {shape.Count} values; found {count}.", nameof(shape));
        return shape.Rank switch
        {
            3 => (shape[0], shape[1], shape[2]),
            2 => (1, shape[0], shape[1]),
            _ => throw new ArgumentException($"A picture has the shape [channels, height, width] or [height, width]; found {shape}.", nameof(shape)),
        };
    }

    /// <summary>The sum over channels: one value a pixel.</summary>
    public static float[] SumChannels(ReadOnlySpan<float> values, Shape shape)
    {
        (int channels, int height, int width) = Of(shape, values.Length);
        var sum = new float[height * width];
        for (int c = 0; c < channels; c++)
        {
            for (int k = 0; k < sum.Length; k++)
                sum[k] += values[(c * sum.Length) + k];
        }

        return sum;
    }

    /// <summary>The least and the largest finite value; 0 and 0 where there is none.</summary>
    public static (float Low, float High) FiniteRange(ReadOnlySpan<float> values)
    {
        float low = float.PositiveInfinity;
        float high = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return low <= high ? (low, high) : (0, 0);
    }
}
