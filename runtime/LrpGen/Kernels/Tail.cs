using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

/// <summary>
/// What is done with the results of a kernel while they are still in the cache, for generated code: rectifying activations,
/// multiplying relevance by the input, dividing it by the denominator of the layer below. Its buffers lie like the results.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Tail
{
    private readonly ReadOnlySpan<float> _factor;
    private readonly ReadOnlySpan<float> _wherePositive;
    private readonly ReadOnlySpan<float> _denominator;
    private readonly ReadOnlySpan<float> _offset;
    private readonly ReadOnlySpan<float> _positive;
    private readonly float _epsilon;
    private readonly float _coefficient;
    private readonly bool _rectifies;

    private Tail(
        ReadOnlySpan<float> factor, ReadOnlySpan<float> wherePositive, ReadOnlySpan<float> denominator, ReadOnlySpan<float> offset, ReadOnlySpan<float> positive,
        float epsilon, float coefficient, bool rectifies)
    {
        _factor = factor;
        _wherePositive = wherePositive;
        _denominator = denominator;
        _offset = offset;
        _positive = positive;
        _epsilon = epsilon;
        _coefficient = coefficient;
        _rectifies = rectifies;
    }

    /// <summary>Results stay as they are.</summary>
    public static Tail None => default;

    /// <summary><c>max(v, 0)</c></summary>
    public static Tail Rectify => new([], [], [], [], [], 0, 0, rectifies: true);

    /// <summary><c>x v</c></summary>
    public static Tail Times(ReadOnlySpan<float> x) => new(x, [], [], [], [], 0, 0, rectifies: false);

    /// <summary><c>x v</c>, and <c>x u</c> where <c>x &gt; 0</c>.</summary>
    public static Tail TimesBySign(ReadOnlySpan<float> x, ReadOnlySpan<float> u) => new(x, u, [], [], [], 0, 0, rectifies: false);

    /// <summary>Then <c>coefficient v / (d + s(d) epsilon)</c>, and zero where that divides by zero.</summary>
    public Tail Over(ReadOnlySpan<float> d, float epsilon, float coefficient) =>
        new(_factor, _wherePositive, d, [], _positive, epsilon, coefficient, _rectifies);

    /// <summary>Then <c>coefficient v / (d + s(d) epsilon)</c> with <c>d = z - offset</c>, and zero where that divides by zero.</summary>
    public Tail Over(ReadOnlySpan<float> z, ReadOnlySpan<float> offset, float epsilon, float coefficient) =>
        new(_factor, _wherePositive, z, offset, _positive, epsilon, coefficient, _rectifies);

    /// <summary>Then zero, except where <c>z &gt; 0</c>.</summary>
    public Tail WherePositive(ReadOnlySpan<float> z) => new(_factor, _wherePositive, _denominator, _offset, z, _epsilon, _coefficient, _rectifies);

    internal bool IsNone => !_rectifies && _factor.IsEmpty && _denominator.IsEmpty;

    /// <summary>What a value takes beside its sum, in multiply-adds.</summary>
    internal int Work => IsNone ? 0 : 8;

    /// <summary>Checks that the buffers are as long as the results.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    internal void Check(int results)
    {
        Require.EmptyOrLength(_factor.Length, results);
        Require.EmptyOrLength(_wherePositive.Length, results);
        Require.EmptyOrLength(_denominator.Length, results);
        Require.EmptyOrLength(_offset.Length, results);
        Require.EmptyOrLength(_positive.Length, results);
    }

    /// <summary>Works on blocks of 16 results, one behind the other.</summary>
    internal void Apply(Span<float> results, int first, int blocks)
    {
        if (IsNone)
            return;
        ref float start = ref MemoryMarshal.GetReference(results);
        if (Vector512.IsHardwareAccelerated)
            Apply<Vector512<float>, Lanes512>(ref start, (nuint)first, ConvImage.Lanes, blocks);
        else if (Vector256.IsHardwareAccelerated)
            Apply<Vector256<float>, Lanes256>(ref start, (nuint)first, ConvImage.Lanes, blocks);
        else
            Apply<Vector128<float>, Lanes128>(ref start, (nuint)first, ConvImage.Lanes, blocks);
    }

    /// <summary>Works on blocks of 16 results.</summary>
    /// <param name="results">All results.</param>
    /// <param name="first">The first block's first value.</param>
    /// <param name="step">From one block to the next.</param>
    /// <param name="blocks">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Apply<TVector, TLanes>(ref float results, nuint first, nuint step, int blocks)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        nuint at = first;
        if (_rectifies)
        {
            for (int k = 0; k < blocks; k++, at += step)
            {
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                    TLanes.Store(TLanes.Max(TLanes.Zero, TLanes.Load(in results, at + lane)), ref results, at + lane);
            }

            return;
        }

        for (int k = 0; k < blocks; k++, at += step)
        {
            for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                TLanes.Store(Of<TVector, TLanes>(TLanes.Load(in results, at + lane), at + lane), ref results, at + lane);
        }
    }

    /// <summary>What becomes of one vector of results.</summary>
    /// <param name="value">The results.</param>
    /// <param name="at">Where the first of them lies.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector Of<TVector, TLanes>(TVector value, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (_rectifies)
            return TLanes.Max(TLanes.Zero, value);
        if (!_factor.IsEmpty)
        {
            TVector factor = TLanes.Load(in MemoryMarshal.GetReference(_factor), at);
            if (!_wherePositive.IsEmpty)
                value = TLanes.Select(TLanes.GreaterThan(factor, TLanes.Zero), TLanes.Load(in MemoryMarshal.GetReference(_wherePositive), at), value);
            value = TLanes.Multiply(factor, value);
        }

        return _denominator.IsEmpty ? value : Quotient<TVector, TLanes>(value, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Quotient<TVector, TLanes>(TVector value, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector d = TLanes.Load(in MemoryMarshal.GetReference(_denominator), at);
        if (!_offset.IsEmpty)
            d = TLanes.Subtract(d, TLanes.Load(in MemoryMarshal.GetReference(_offset), at));
        TVector quotient = SafeQuotient<TVector, TLanes>(value, d, _epsilon, _coefficient);
        return _positive.IsEmpty
            ? quotient
            : TLanes.Select(TLanes.GreaterThan(TLanes.Load(in MemoryMarshal.GetReference(_positive), at), TLanes.Zero), quotient, TLanes.Zero);
    }

    /// <summary><c>coefficient r / (d + s(d) epsilon)</c>, and zero where that divides by zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector SafeQuotient<TVector, TLanes>(TVector r, TVector d, float epsilon, float coefficient)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector e = TLanes.Create(epsilon);
        d = TLanes.Add(d, TLanes.Select(TLanes.GreaterThan(TLanes.Zero, d), TLanes.Negate(e), e));
        return TLanes.Select(TLanes.Equal(d, TLanes.Zero), TLanes.Zero, TLanes.Divide(TLanes.Multiply(TLanes.Create(coefficient), r), d));
    }
}
