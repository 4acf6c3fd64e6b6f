namespace LrpGen.Tool.Explaining;

/// <summary>How the array of a file holds samples.</summary>
/// <param name="Samples">Their number.</param>
/// <param name="IsBatch">Whether the first size is their number.</param>
/// <param name="IsChannelsLast">Whether each lies as [height, width, channels], which the network takes as [channels, height, width].</param>
internal readonly record struct SampleLayout(long Samples, bool IsBatch, bool IsChannelsLast)
{
    /// <summary>
    /// Finds samples in an array: one of the input's shape, or a batch with their number before it. Sizes of 1 may be left out or added,
    /// nothing else: the same number of values in another shape may lie in another order.
    /// </summary>
    /// <param name="sizes">The sizes of the array.</param>
    /// <param name="input">The shape that the network takes.</param>
    /// <param name="isModelChannelsLast">Whether the model itself takes the channels last.</param>
    public static SampleLayout? Find(ReadOnlySpan<long> sizes, Shape input, bool isModelChannelsLast)
    {
        foreach (bool isChannelsLast in isModelChannelsLast ? (bool[])[true, false] : [false])
        {
            long[] sample = SizesOf(input, isChannelsLast);
            if (sizes.SequenceEqual(sample))
                return new SampleLayout(1, false, isChannelsLast);
            if (sizes.Length > 0 && sizes[1..].SequenceEqual(sample))
                return new SampleLayout(sizes[0], true, isChannelsLast);
            if (Same(sizes, sample))
                return new SampleLayout(1, false, isChannelsLast);
            if (sizes.Length > 0 && Same(sizes[1..], sample))
                return new SampleLayout(sizes[0], true, isChannelsLast);
        }

        return null;
    }

    /// <summary>The sizes of a sample, with the channels, its first size, put last or not.</summary>
    public static long[] SizesOf(Shape shape, bool isChannelsLast)
    {
        long[] sizes = [.. shape.Sizes.ToArray().Select(static size => (long)size)];
        return isChannelsLast ? [.. sizes[1..], sizes[0]] : sizes;
    }

    /// <summary>Brings [height, width, channels] to [channels, height, width].</summary>
    public static void ToChannelsFirst(ReadOnlySpan<float> sample, Shape shape, Span<float> destination)
    {
        int channels = shape[0];
        int plane = sample.Length / channels;
        for (int k = 0; k < sample.Length; k++)
            destination[(k % channels * plane) + (k / channels)] = sample[k];
    }

    /// <summary>Brings [channels, height, width] back to [height, width, channels].</summary>
    public static void ToChannelsLast(ReadOnlySpan<float> sample, Shape shape, Span<float> destination)
    {
        int channels = shape[0];
        int plane = sample.Length / channels;
        for (int k = 0; k < sample.Length; k++)
            destination[k] = sample[(k % channels * plane) + (k / channels)];
    }

    private static bool Same(ReadOnlySpan<long> sizes, ReadOnlySpan<long> sample) => Large(sizes).SequenceEqual(Large(sample));

    private static long[] Large(ReadOnlySpan<long> sizes) => [.. sizes.ToArray().Where(static size => size != 1)];
}
