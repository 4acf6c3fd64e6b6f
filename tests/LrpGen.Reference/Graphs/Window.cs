namespace LrpGen.Reference;

/// <summary>How a kernel or window slides along one direction.</summary>
/// <param name="Kernel">Its places.</param>
/// <param name="Stride">The distance of two neighboring positions.</param>
/// <param name="Before">Padding before the picture.</param>
/// <param name="Behind">Padding behind it.</param>
/// <param name="Dilation">The distance of two neighboring places.</param>
public readonly record struct Axis(int Kernel, int Stride = 1, int Before = 0, int Behind = 0, int Dilation = 1)
{
    public int Span => ((Kernel - 1) * Dilation) + 1;

    /// <summary>The positions along a picture of a size; below 1 where the kernel does not fit.</summary>
    public int Positions(int size, bool ceil = false)
    {
        int room = size + Before + Behind - Span;
        if (room < 0)
            return 0;
        int positions = ((ceil ? room + Stride - 1 : room) / Stride) + 1;

        // The last one starts inside the picture or the padding before it.
        return ceil && (positions - 1) * Stride >= size + Before ? positions - 1 : positions;
    }

    /// <summary>The place of the picture, perhaps outside, that one place of the kernel sees.</summary>
    public int At(int position, int place) => (position * Stride) - Before + (place * Dilation);

    /// <summary>The places inside a picture of a size that the kernel sees at a position.</summary>
    public IEnumerable<int> Inside(int position, int size)
    {
        for (int place = 0; place < Kernel; place++)
        {
            if (At(position, place) is var at && at >= 0 && at < size)
                yield return at;
        }
    }

    /// <summary>With the padding that makes <c>ceil(size / stride)</c> positions, the odd one behind.</summary>
    public Axis Same(int size)
    {
        int padding = Math.Max(0, ((((size + Stride - 1) / Stride) - 1) * Stride) + Span - size);
        return this with { Before = padding / 2, Behind = padding - (padding / 2) };
    }
}
