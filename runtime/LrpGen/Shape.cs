using System.Globalization;

namespace LrpGen;

/// <summary>
/// The sizes of a tensor without the batch dimension: <c>[features]</c> or <c>[channels, height, width]</c>, row-major, the last
/// dimension fastest. Immutable; two shapes are equal when all their sizes are.
/// </summary>
public readonly struct Shape : IEquatable<Shape>
{
    private readonly int[]? _sizes;

    /// <summary>A shape with the given sizes.</summary>
    /// <param name="sizes">The sizes, outermost first; none negative, and their product at most <see cref="int.MaxValue"/>.</param>
    /// <exception cref="ArgumentException">A size is negative or the product too large.</exception>
    public Shape(params ReadOnlySpan<int> sizes)
    {
        long count = 1;
        foreach (int size in sizes)
        {
            if (size < 0)
                throw new ArgumentException($"A shape's sizes must not be negative; found {size}.", nameof(sizes));
            count *= size;
            if (count > int.MaxValue)
                throw new ArgumentException("A shape must not hold more than 2,147,483,647 values.", nameof(sizes));
        }

        _sizes = sizes.ToArray();
        Count = (int)count;
    }

    /// <summary>The sizes, outermost first.</summary>
    public ReadOnlySpan<int> Sizes => _sizes;

    /// <summary>The number of dimensions.</summary>
    public int Rank => _sizes?.Length ?? 0;

    /// <summary>The number of values: the product of all sizes.</summary>
    public int Count { get; }

    /// <summary>The size of one dimension.</summary>
    /// <param name="dimension">From 0, the outermost, to <see cref="Rank"/> - 1.</param>
    public int this[int dimension] => Sizes[dimension];

    /// <inheritdoc/>
    public bool Equals(Shape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int size in Sizes)
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>For example <c>[1, 28, 28]</c>.</summary>
    public override string ToString() => _sizes is null
        ? "[]"
        : "[" + string.Join(", ", _sizes.Select(static size => size.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>Whether two shapes have the same sizes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);
}
