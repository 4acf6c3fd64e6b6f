using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>The words of generated loops: a vector of the machine's own width, read from and written to spans.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Simd
{
    /// <summary>How many values one vector holds; 16 is a multiple of it.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<float>.Count;
    }

    /// <summary>The values <c>source[k]</c> to <c>source[k + Width - 1]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span ends before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> source, int k) => new(source.Slice(k, Vector<float>.Count));

    /// <summary>Writes <c>target[k]</c> to <c>target[k + Width - 1]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span ends before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> value, Span<float> target, int k) => value.CopyTo(target.Slice(k, Vector<float>.Count));

    /// <summary><c>z + s(z) e</c> with <c>s(z) = +1</c> where <c>z &gt;= 0</c> (negative zero too) and -1 elsewhere: a denominator kept away from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Stabilize(Vector<float> z, float e) =>
        z + Vector.ConditionalSelect(Vector.LessThan(z, Vector<float>.Zero), new Vector<float>(-e), new Vector<float>(e));

    /// <summary><c>r / d</c>, and zero where <c>d</c> is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> SafeQuotient(Vector<float> r, Vector<float> d) =>
        Vector.ConditionalSelect(Vector.Equals(d, Vector<float>.Zero), Vector<float>.Zero, r / d);

    /// <summary><c>max(z, 0)</c>; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Positive(Vector<float> z) => Vector.MaxNative(Vector<float>.Zero, z);

    /// <summary><c>min(z, 0)</c>; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Negative(Vector<float> z) => Vector.MinNative(Vector<float>.Zero, z);

    /// <summary><paramref name="value"/> where <c>z &gt; 0</c>, zero elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> WherePositive(Vector<float> z, Vector<float> value) =>
        Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<float>.Zero), value, Vector<float>.Zero);

    /// <summary><paramref name="value"/> where <c>z &lt; 0</c>, zero elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> WhereNegative(Vector<float> z, Vector<float> value) =>
        Vector.ConditionalSelect(Vector.LessThan(z, Vector<float>.Zero), value, Vector<float>.Zero);
}
