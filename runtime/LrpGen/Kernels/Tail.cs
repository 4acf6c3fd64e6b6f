using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

/// <summary>
/// What is done with the results of a kernel while they are still in the cache, for generated code: rectifying activations, adding
/// another summand, multiplying relevance by the input, dividing it by the denominator of the layer below. Its buffers lie like the results.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Tail
{
    /// <summary>Results stay as they are.</summary>
    public static Tail None => default;

    /// <summary><c>max(v, 0)</c></summary>
    public static Tail Rectify => RectifyTo(float.PositiveInfinity);

    private ReadOnlySpan<float> Factor { get; init; }

    private ReadOnlySpan<float> AtPositive { get; init; }

    private ReadOnlySpan<float> Denominator { get; init; }

    private ReadOnlySpan<float> Offset { get; init; }

    private ReadOnlySpan<float> Positive { get; init; }

    private float Epsilon { get; init; }

    private float Coefficient { get; init; }

    private bool Rectifies { get; init; }

    private float Ceiling { get; init; }

    private ReadOnlySpan<float> Summand { get; init; }

    private Span<float> Sum { get; init; }

    private bool RectifiesSum { get; init; }

    private Span<float> Copy { get; init; }

    private float CopyCeiling { get; init; }

    /// <summary><c>min(max(v, 0), ceiling)</c></summary>
    public static Tail RectifyTo(float ceiling) => new() { Rectifies = true, Ceiling = ceiling };

    /// <summary><c>x v</c></summary>
    public static Tail Times(ReadOnlySpan<float> x) => new() { Factor = x };

    /// <summary><c>x v</c>, and <c>x u</c> where <c>x &gt; 0</c>.</summary>
    public static Tail TimesBySign(ReadOnlySpan<float> x, ReadOnlySpan<float> u) => new() { Factor = x, AtPositive = u };

    /// <summary>Then <c>coefficient v / (d + s(d) epsilon)</c>, and zero where that divides by zero.</summary>
    public Tail Over(ReadOnlySpan<float> d, float epsilon, float coefficient) => Over(d, [], epsilon, coefficient);

    /// <summary>Then <c>coefficient v / (d + s(d) epsilon)</c> with <c>d = z - offset</c>, and zero where that divides by zero.</summary>
    public Tail Over(ReadOnlySpan<float> z, ReadOnlySpan<float> offset, float epsilon, float coefficient) =>
        this with { Denominator = z, Offset = offset, Epsilon = epsilon, Coefficient = coefficient };

    /// <summary>Then zero, except where <c>z &gt; 0</c>.</summary>
    public Tail WherePositive(ReadOnlySpan<float> z) => this with { Positive = z };

    /// <summary>Results stay; <c>sum = v + x</c> is written beside them, or <c>max(v + x, 0)</c>. Not together with a product or quotient.</summary>
    public Tail Plus(ReadOnlySpan<float> x, Span<float> sum, bool rectify) => this with { Summand = x, Sum = sum, RectifiesSum = rectify };

    /// <summary>Results stay; <c>a = max(v, 0)</c> is written beside them, of the sum where there is one. Not together with a product or quotient.</summary>
    public Tail Rectified(Span<float> a) => RectifiedTo(a, float.PositiveInfinity);

    /// <summary><see cref="Rectified"/> with <c>a = min(max(v, 0), ceiling)</c>.</summary>
    public Tail RectifiedTo(Span<float> a, float ceiling) => this with { Copy = a, CopyCeiling = ceiling };

    internal bool IsNone => !IsForward && Factor.IsEmpty && Denominator.IsEmpty;

    /// <summary>What a value takes beside its sum, in multiply-adds.</summary>
    internal int Work => IsNone ? 0 : 8;

    private bool IsForward => Rectifies || !Sum.IsEmpty || !Copy.IsEmpty;

    /// <summary>Checks that the buffers are as long as the results.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    internal void Check(int results)
    {
        Require.EmptyOrLength(Factor.Length, results);
        Require.EmptyOrLength(AtPositive.Length, results);
        Require.EmptyOrLength(Denominator.Length, results);
        Require.EmptyOrLength(Offset.Length, results);
        Require.EmptyOrLength(Positive.Length, results);
        Require.EmptyOrLength(Sum.Length, results);
        Require.Length(Summand.Length, Sum.Length);
        Require.EmptyOrLength(Copy.Length, results);
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
        if (!Sum.IsEmpty || !Copy.IsEmpty)
        {
            for (int k = 0; k < blocks; k++, at += step)
            {
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                    Forward<TVector, TLanes>(ref results, at + lane);
            }

            return;
        }

        if (Rectifies)
        {
            TVector ceiling = TLanes.Create(Ceiling);
            for (int k = 0; k < blocks; k++, at += step)
            {
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                    TLanes.Store(TLanes.Min(ceiling, TLanes.Max(TLanes.Zero, TLanes.Load(in results, at + lane))), ref results, at + lane);
            }

            return;
        }

        for (int k = 0; k < blocks; k++, at += step)
        {
            for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                TLanes.Store(Of<TVector, TLanes>(TLanes.Load(in results, at + lane), at + lane), ref results, at + lane);
        }
    }

    /// <summary>One vector of activations, and what is written beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Forward<TVector, TLanes>(ref float results, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector value = TLanes.Load(in results, at);
        if (Rectifies)
        {
            value = TLanes.Min(TLanes.Create(Ceiling), TLanes.Max(TLanes.Zero, value));
            TLanes.Store(value, ref results, at);
        }

        if (!Sum.IsEmpty)
        {
            value = TLanes.Add(value, TLanes.Load(in MemoryMarshal.GetReference(Summand), at));
            if (RectifiesSum)
                value = TLanes.Max(TLanes.Zero, value);
            TLanes.Store(value, ref MemoryMarshal.GetReference(Sum), at);
        }

        if (!Copy.IsEmpty)
            TLanes.Store(TLanes.Min(TLanes.Create(CopyCeiling), TLanes.Max(TLanes.Zero, value)), ref MemoryMarshal.GetReference(Copy), at);
    }

    /// <summary>What becomes of one vector of relevance.</summary>
    /// <param name="value">The results.</param>
    /// <param name="at">Where the first of them lies.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector Of<TVector, TLanes>(TVector value, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (!Factor.IsEmpty)
        {
            TVector factor = TLanes.Load(in MemoryMarshal.GetReference(Factor), at);
            if (!AtPositive.IsEmpty)
                value = TLanes.Select(TLanes.GreaterThan(factor, TLanes.Zero), TLanes.Load(in MemoryMarshal.GetReference(AtPositive), at), value);
            value = TLanes.Multiply(factor, value);
        }

        return Denominator.IsEmpty ? value : Quotient<TVector, TLanes>(value, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Quotient<TVector, TLanes>(TVector value, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector d = TLanes.Load(in MemoryMarshal.GetReference(Denominator), at);
        if (!Offset.IsEmpty)
            d = TLanes.Subtract(d, TLanes.Load(in MemoryMarshal.GetReference(Offset), at));
        TVector quotient = SafeQuotient<TVector, TLanes>(value, d, Epsilon, Coefficient);
        return Positive.IsEmpty
            ? quotient
            : TLanes.Select(TLanes.GreaterThan(TLanes.Load(in MemoryMarshal.GetReference(Positive), at), TLanes.Zero), quotient, TLanes.Zero);
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
