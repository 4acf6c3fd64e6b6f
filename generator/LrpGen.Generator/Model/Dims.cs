using System;
using System.Globalization;
using System.Linq;

namespace LrpGen.Generator.Model;

/// <summary>The sizes of a value without the batch dimension: [features] or [channels, height, width].</summary>
internal readonly record struct Dims(EquatableArray<int> Sizes)
{
    public Dims(params int[] sizes)
        : this(sizes.ToEquatable())
    {
    }

    private const int MostPadded = int.MaxValue & ~15;

    public int Rank => Sizes.Count;

    /// <summary>The number of values; <see cref="int.MaxValue"/> where it does not fit.</summary>
    public int Count
    {
        get
        {
            long count = Sizes.Aggregate(1L, static (product, size) => Math.Min(product * size, int.MaxValue));
            return (int)count;
        }
    }

    /// <summary>The channels of a picture or sequence.</summary>
    public int Channels => Sizes[0];

    /// <summary>The rows of a picture; 1 for a sequence.</summary>
    public int Height => Rank == 3 ? Sizes[1] : 1;

    /// <summary>The columns of a picture, or the length of a sequence.</summary>
    public int Width => Rank >= 2 ? Sizes[Rank - 1] : 1;

    /// <summary>The places of a picture or sequence.</summary>
    public int Pixels => Height * Width;

    /// <summary>The floats of the value in a layout; <see cref="MostPadded"/> where they are more, which no workspace holds.</summary>
    public int CountIn(Layout layout) => layout == Layout.Blocked ? (int)Math.Min((long)Pad(Channels) * Pixels, MostPadded) : Count;

    /// <summary>The length of a buffer that holds the value: the count rounded up to a whole vector of 16 floats.</summary>
    public int Padded => Pad(Count);

    public static int Pad(int count) => checked((count + 15) & ~15);

    public override string ToString() =>
        "[" + string.Join(", ", Sizes.Select(static size => size.ToString(CultureInfo.InvariantCulture))) + "]";
}

/// <summary>How a value lies in memory.</summary>
internal enum Layout
{
    /// <summary>Row-major: channels, rows, columns.</summary>
    Plain,

    /// <summary>Blocks of 16 channels: block, row, column, channel within the block.</summary>
    Blocked,
}
