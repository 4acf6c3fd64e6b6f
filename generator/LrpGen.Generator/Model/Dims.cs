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

    /// <summary>The length of a buffer that holds the value: the count rounded up to a whole vector of 16 floats.</summary>
    public int Padded => Pad(Count);

    public static int Pad(int count) => checked((count + 15) & ~15);

    public override string ToString() =>
        "[" + string.Join(", ", Sizes.Select(static size => size.ToString(CultureInfo.InvariantCulture))) + "]";
}
