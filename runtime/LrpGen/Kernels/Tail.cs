using System.ComponentModel;

namespace LrpGen.Kernels;

/// <summary>
/// What is done with the results of a kernel while they are still in the cache, for generated code: rectifying activations, adding
/// another summand, multiplying relevance by the input, dividing it by the denominator of the layer below. Its buffers lie like the results.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct Tail
{
    /// <summary>Results stay as they are.</summary>
    public static Tail None => default;

    /// <summary>Results stay as they are, and are read much later: large ones need not stay in a cache. No more than a hint.</summary>
    public static Tail Later => new() { IsLater = true };

    /// <summary><c>max(v, 0)</c></summary>
    public static Tail Rectify => RectifyTo(float.PositiveInfinity);

    private ReadOnlySpan<float> Factor { get; init; }

    private ReadOnlySpan<float> AtPositive { get; init; }

    private ReadOnlySpan<float> Denominator { get; init; }

    private ReadOnlySpan<float> Offset { get; init; }

    private ReadOnlySpan<float> Positive { get; init; }

    private ReadOnlySpan<float> NegativeDenominator { get; init; }

    private float Both { get; init; }

    private Span<float> Negative { get; init; }

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

    /// <summary>
    /// Then <c>v / (d + s(d) epsilon)</c> with <c>d = positive</c> where <c>z &gt; 0</c>, and in <paramref name="s"/> with
    /// <c>d = negative</c> where <c>z &lt; 0</c>; zero elsewhere, and where that divides by zero.
    /// </summary>
    public Tail OverBySign(ReadOnlySpan<float> z, ReadOnlySpan<float> positive, ReadOnlySpan<float> negative, float epsilon, Span<float> s) =>
        this with { Positive = z, Denominator = positive, NegativeDenominator = negative, Epsilon = epsilon, Negative = s };

    /// <summary><see cref="OverBySign(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, float, Span{float})"/> with <c>negative = both z - positive</c>.</summary>
    public Tail OverBySign(ReadOnlySpan<float> z, ReadOnlySpan<float> positive, float both, float epsilon, Span<float> s) =>
        this with { Positive = z, Denominator = positive, Both = both, Epsilon = epsilon, Negative = s };

    /// <summary>Results stay; <c>sum = v + x</c> is written beside them, or in their place, or <c>max(v + x, 0)</c>. Not together with a product or quotient.</summary>
    public Tail Plus(ReadOnlySpan<float> x, Span<float> sum, bool rectify) => this with { Summand = x, Sum = sum, RectifiesSum = rectify };

    /// <summary>Results stay; <c>a = max(v, 0)</c> is written beside them, of the sum where there is one. Not together with a product or quotient.</summary>
    public Tail Rectified(Span<float> a) => RectifiedTo(a, float.PositiveInfinity);

    /// <summary><see cref="Rectified"/> with <c>a = min(max(v, 0), ceiling)</c>.</summary>
    public Tail RectifiedTo(Span<float> a, float ceiling) => this with { Copy = a, CopyCeiling = ceiling };

    internal bool IsNone => !IsForward && Factor.IsEmpty && Denominator.IsEmpty;

    /// <summary>What a value takes beside its sum, in multiply-adds.</summary>
    internal int Work => IsNone ? 0 : 8;

    internal bool IsLater { get; private init; }

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
        Require.EmptyOrLength(NegativeDenominator.Length, results);
        Require.EmptyOrLength(Negative.Length, results);
        if (!Negative.IsEmpty)
        {
            Require.Length(Positive.Length, results);
            Require.Length(Denominator.Length, results);
        }

        Require.EmptyOrLength(Sum.Length, results);
        Require.Length(Summand.Length, Sum.Length);
        Require.EmptyOrLength(Copy.Length, results);
    }
}
