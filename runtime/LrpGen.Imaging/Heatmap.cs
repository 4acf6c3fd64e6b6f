namespace LrpGen.Imaging;

/// <summary>Which relevances the two ends of a color map stand for.</summary>
public enum Normalization
{
    /// <summary>From minus the largest magnitude to plus the same, so that zero is the middle of the map.</summary>
    Symmetric,

    /// <summary>From zero to the largest relevance; negative relevance looks like zero.</summary>
    Positive,
}

/// <summary>How relevance becomes colors.</summary>
public sealed record HeatmapOptions
{
    /// <summary>The color map; blue, white, red unless told.</summary>
    public Colormap Colormap { get; init; } = Colormap.Default;

    /// <summary>What the map's ends stand for.</summary>
    public Normalization Normalization { get; init; }

    /// <summary>
    /// The percentile of the magnitudes at which colors saturate, above 0 and at most 100: 99 keeps single outliers from making all the
    /// rest pale.
    /// </summary>
    public double Percentile { get; init; } = 100;

    /// <summary>The relevance at which colors saturate, for several maps on one scale; found from the values where it is null.</summary>
    public float? Limit { get; init; }

    /// <summary>How many pixels a value takes in each direction.</summary>
    public int Zoom { get; init; } = 1;

    /// <summary>The color of values that are no number.</summary>
    public Color NotANumber { get; init; } = new(128, 128, 128);
}

/// <summary>Paints relevance: what spoke for the explained output, and what against it.</summary>
/// <remarks>
/// Relevance of several channels is summed for each pixel. Infinite relevance takes the ends of the map and does not count for the
/// scale; where all relevance is zero, everything has the color of zero.
/// </remarks>
public static class Heatmap
{
    /// <summary>Paints relevance and writes it as PNG.</summary>
    /// <param name="relevance">The values, as <c>Explain</c> gives them.</param>
    /// <param name="shape">[channels, height, width] or [height, width].</param>
    /// <param name="path">The file to write.</param>
    /// <param name="options">How relevance becomes colors.</param>
    /// <exception cref="ImageException">The file cannot be written.</exception>
    public static void Save(ReadOnlySpan<float> relevance, Shape shape, string path, HeatmapOptions? options = null) =>
        Render(relevance, shape, options).Save(path);

    /// <summary>Paints relevance.</summary>
    /// <param name="relevance">The values, as <c>Explain</c> gives them.</param>
    /// <param name="shape">[channels, height, width] or [height, width].</param>
    /// <param name="options">How relevance becomes colors.</param>
    /// <exception cref="ArgumentException">The shape is no picture's or the values are not as many.</exception>
    public static Picture Render(ReadOnlySpan<float> relevance, Shape shape, HeatmapOptions? options = null)
    {
        options ??= new HeatmapOptions();
        (_, int height, int width) = Planes.Of(shape, relevance.Length);
        float[] values = Planes.SumChannels(relevance, shape);
        float limit = options.Limit ?? Limit(values, options);
        var picture = new Picture(width, height);
        for (int k = 0; k < values.Length; k++)
            picture[k % width, k / width] = ColorOf(values[k], limit, options);
        return options.Zoom == 1 ? picture : picture.Enlarge(options.Zoom);
    }

    /// <summary>The relevance at which colors saturate for these values: the percentile of their magnitudes, or of the positive ones.</summary>
    /// <param name="values">One value per pixel.</param>
    /// <param name="options">The normalization and the percentile.</param>
    public static float Limit(ReadOnlySpan<float> values, HeatmapOptions? options = null)
    {
        options ??= new HeatmapOptions();
        if (!(options.Percentile is > 0 and <= 100))
            throw new ArgumentException($"A percentile is above 0 and at most 100; found {options.Percentile}.", nameof(options));
        var magnitudes = new List<float>(values.Length);
        foreach (float value in values)
        {
            if (float.IsFinite(value))
                magnitudes.Add(options.Normalization == Normalization.Positive ? Math.Max(value, 0) : Math.Abs(value));
        }

        if (magnitudes.Count == 0)
            return 0;
        magnitudes.Sort();

        // Between two values the percentile lies as far as its place does.
        double place = options.Percentile / 100 * (magnitudes.Count - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, magnitudes.Count - 1);
        return (float)(magnitudes[below] + ((magnitudes[above] - magnitudes[below]) * (place - below)));
    }

    internal static Color ColorOf(float value, float limit, HeatmapOptions options)
    {
        if (float.IsNaN(value))
            return options.NotANumber;
        double share = float.IsInfinity(value) ? value : limit > 0 ? (double)value / limit : 0;
        return options.Colormap.At(options.Normalization == Normalization.Symmetric ? 0.5 + (0.5 * Math.Clamp(share, -1, 1)) : Math.Clamp(share, 0, 1));
    }
}

/// <summary>Paints relevance over the input that it explains.</summary>
public static class Overlay
{
    /// <summary>
    /// The input in grey, and over it each pixel's color from the map, the more opaque the larger its relevance.
    /// </summary>
    /// <param name="input">The input, [channels, height, width].</param>
    /// <param name="relevance">Its relevance.</param>
    /// <param name="shape">The shape of both.</param>
    /// <param name="options">How relevance becomes colors.</param>
    /// <param name="strength">The opacity of the largest relevance, 0 to 1.</param>
    public static Picture Render(ReadOnlySpan<float> input, ReadOnlySpan<float> relevance, Shape shape, HeatmapOptions? options = null, double strength = 0.9)
    {
        options ??= new HeatmapOptions();
        (_, int height, int width) = Planes.Of(shape, input.Length);
        float[] grey = Planes.SumChannels(input, shape);
        float[] values = Planes.SumChannels(relevance, shape);
        float limit = options.Limit ?? Heatmap.Limit(values, options);
        Picture picture = Picture.FromTensor(grey, new Shape(1, height, width));
        for (int k = 0; k < values.Length; k++)
        {
            double magnitude = options.Normalization == Normalization.Positive ? Math.Max(values[k], 0) : Math.Abs((double)values[k]);
            double share = limit > 0 && !double.IsNaN(magnitude) ? Math.Min(1, magnitude / limit) : 0;
            Color under = picture[k % width, k / width];
            picture[k % width, k / width] = under.Mix(Heatmap.ColorOf(values[k], limit, options), strength * Math.Sqrt(share));
        }

        return options.Zoom == 1 ? picture : picture.Enlarge(options.Zoom);
    }
}
