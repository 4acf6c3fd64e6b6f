namespace LrpGen.Reference;

/// <summary>The shape of one value, [features], [channels, length] or [channels, height, width], seen as a picture.</summary>
public readonly record struct Size(int Rank, int Channels, int Height = 1, int Width = 1)
{
    public int Pixels => Height * Width;

    public int Count => Channels * Pixels;

    public static Size Of(params int[] sizes) => sizes.Length switch
    {
        1 => new Size(1, sizes[0]),
        2 => new Size(2, sizes[0], 1, sizes[1]),
        _ => new Size(3, sizes[0], sizes[1], sizes[2]),
    };

    /// <summary>A shape of the same rank with other pixels.</summary>
    public Size With(int channels, int height, int width) => new(Rank, channels, Rank == 3 ? height : 1, width);

    public int[] ToArray() => Rank switch
    {
        1 => [Channels],
        2 => [Channels, Width],
        _ => [Channels, Height, Width],
    };

    public override string ToString() => string.Join(", ", ToArray());
}
