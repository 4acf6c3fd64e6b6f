using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>Arithmetic of whole buffers, value by value. All arguments have one length, a multiple of 16; results may be one of the arguments.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Arithmetic
{
    /// <summary><c>result = a</c></summary>
    public static void Copy(ReadOnlySpan<float> a, Span<float> result, Worker worker)
    {
        Check(a.Length, a.Length, result.Length);
        foreach (Worker.Part part in worker.Parts(result.Length))
            a[part.Start..part.End].CopyTo(result[part.Start..part.End]);
        worker.Sync();
    }

    /// <summary><c>result = a + b</c>, and then the tail.</summary>
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, Tail tail, Worker worker)
    {
        Check(a.Length, b.Length, result.Length);
        tail.Check(result.Length);
        Run(a, b, [], result, default(Sum), in tail, worker);
    }

    /// <summary><c>result = a - b</c></summary>
    public static void Subtract(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, Worker worker) => Less(a, 1, b, result, worker);

    /// <summary><c>result = result + a b</c></summary>
    public static void MultiplyAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, Worker worker)
    {
        Check(a.Length, b.Length, result.Length);
        Run(a, b, result, result, default(SumAndProduct), Tail.None, worker);
    }

    /// <summary><c>result = max(x, 0)</c></summary>
    public static void Positive(ReadOnlySpan<float> x, Span<float> result, Worker worker)
    {
        Check(x.Length, x.Length, result.Length);
        Map.Run(x, result, default(ReluFunction), worker);
    }

    /// <summary><c>result = min(x, 0)</c></summary>
    public static void Negative(ReadOnlySpan<float> x, Span<float> result, Worker worker)
    {
        Check(x.Length, x.Length, result.Length);
        Map.Run(x, result, default(NegativeFunction), worker);
    }

    /// <summary><c>positive = max(x, 0)</c> and <c>negative = min(x, 0)</c></summary>
    public static void Sides(ReadOnlySpan<float> x, Span<float> positive, Span<float> negative, Worker worker)
    {
        Check(x.Length, negative.Length, positive.Length);
        foreach (Worker.Part part in worker.Parts(x.Length))
        {
            if (Vector512.IsHardwareAccelerated)
                Sides<Vector512<float>, Lanes512>(x, positive, negative, part);
            else if (Vector256.IsHardwareAccelerated)
                Sides<Vector256<float>, Lanes256>(x, positive, negative, part);
            else
                Sides<Vector128<float>, Lanes128>(x, positive, negative, part);
        }

        worker.Sync();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sides<TVector, TLanes>(ReadOnlySpan<float> x, Span<float> positive, Span<float> negative, Worker.Part part)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        ref readonly float source = ref MemoryMarshal.GetReference(x);
        ref float above = ref MemoryMarshal.GetReference(positive), below = ref MemoryMarshal.GetReference(negative);
        for (nuint k = (nuint)part.Start; k < (nuint)part.End; k += (nuint)TLanes.Count)
        {
            TVector value = TLanes.Load(in source, k);
            TLanes.Store(TLanes.Max(TLanes.Zero, value), ref above, k);
            TLanes.Store(TLanes.Min(TLanes.Zero, value), ref below, k);
        }
    }

    /// <summary><c>result = factor a - b</c></summary>
    public static void Less(ReadOnlySpan<float> a, float factor, ReadOnlySpan<float> b, Span<float> result, Worker worker)
    {
        Check(a.Length, b.Length, result.Length);
        Run(a, b, [], result, new Difference(factor), Tail.None, worker);
    }

    /// <summary>The tail of <paramref name="s"/>: the share of one summand.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Share(ReadOnlySpan<float> s, Tail tail, Span<float> r, Worker worker) => Spread(s, [], 0, tail, r, default, [], worker);

    /// <summary>The tails of <paramref name="s"/>: the shares of two summands.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Share(ReadOnlySpan<float> s, Tail first, Span<float> r1, Tail second, Span<float> r2, Worker worker) =>
        Spread(s, [], 0, first, r1, second, r2, worker);

    /// <summary>The tails of <c>relevance / (z + s(z) epsilon)</c>, zero where that divides by zero: the shares of two summands.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Share(
        ReadOnlySpan<float> relevance, ReadOnlySpan<float> z, float epsilon, Tail first, Span<float> r1, Tail second, Span<float> r2, Worker worker)
    {
        Require.Length(z.Length, relevance.Length);
        Spread(relevance, z, epsilon, first, r1, second, r2, worker);
    }

    private static void Spread(
        ReadOnlySpan<float> relevance, ReadOnlySpan<float> z, float epsilon, Tail first, Span<float> r1, Tail second, Span<float> r2, Worker worker)
    {
        Check(relevance.Length, r1.Length, relevance.Length);
        Require.EmptyOrLength(r2.Length, relevance.Length);
        first.Check(r1.Length);
        second.Check(r2.Length);
        foreach (Worker.Part part in worker.Parts(relevance.Length))
        {
            if (Vector512.IsHardwareAccelerated)
                Spread<Vector512<float>, Lanes512>(relevance, z, epsilon, in first, r1, in second, r2, part);
            else if (Vector256.IsHardwareAccelerated)
                Spread<Vector256<float>, Lanes256>(relevance, z, epsilon, in first, r1, in second, r2, part);
            else
                Spread<Vector128<float>, Lanes128>(relevance, z, epsilon, in first, r1, in second, r2, part);
        }

        worker.Sync();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread<TVector, TLanes>(
        ReadOnlySpan<float> relevance, ReadOnlySpan<float> z, float epsilon, in Tail first, Span<float> r1, in Tail second, Span<float> r2, Worker.Part part)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        ref readonly float source = ref MemoryMarshal.GetReference(relevance);
        for (nuint k = (nuint)part.Start; k < (nuint)part.End; k += (nuint)TLanes.Count)
        {
            TVector s = TLanes.Load(in source, k);
            if (!z.IsEmpty)
                s = Tail.SafeQuotient<TVector, TLanes>(s, TLanes.Load(in MemoryMarshal.GetReference(z), k), epsilon, 1);
            TLanes.Store(first.Of<TVector, TLanes>(s, k), ref MemoryMarshal.GetReference(r1), k);
            if (!r2.IsEmpty)
                TLanes.Store(second.Of<TVector, TLanes>(s, k), ref MemoryMarshal.GetReference(r2), k);
        }
    }

    /// <summary><c>s = coefficient relevance / (d + s(d) epsilon)</c>, and zero where that divides by zero.</summary>
    public static void Quotient(ReadOnlySpan<float> relevance, ReadOnlySpan<float> d, float epsilon, float coefficient, Span<float> s, Worker worker)
    {
        Check(relevance.Length, d.Length, s.Length);
        Run(relevance, d, [], s, new StabilizedQuotient(epsilon, coefficient), Tail.None, worker);
    }

    /// <summary><see cref="Quotient"/> where <c>z &gt; 0</c>, zero elsewhere.</summary>
    public static void QuotientWherePositive(
        ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, ReadOnlySpan<float> d, float epsilon, float coefficient, Span<float> s, Worker worker)
    {
        Check(relevance.Length, d.Length, s.Length);
        Require.Length(z.Length, s.Length);
        Run(relevance, d, z, s, new WherePositive(new StabilizedQuotient(epsilon, coefficient)), Tail.None, worker);
    }

    /// <summary><see cref="Quotient"/> where <c>z &lt; 0</c>, zero elsewhere.</summary>
    public static void QuotientWhereNegative(
        ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, ReadOnlySpan<float> d, float epsilon, float coefficient, Span<float> s, Worker worker)
    {
        Check(relevance.Length, d.Length, s.Length);
        Require.Length(z.Length, s.Length);
        Run(relevance, d, z, s, new WhereNegative(new StabilizedQuotient(epsilon, coefficient)), Tail.None, worker);
    }

    /// <summary><c>sqrt(sum_k values_k^2 / count)</c>, added in float64: the root mean square of <paramref name="count"/> values in a buffer whose padding is zero.</summary>
    public static float RootMeanSquare(ReadOnlySpan<float> values, int count) =>
        (float)Math.Sqrt(Elementwise.SumOfProducts(values, values) / count);

    private static void Run<TTerm>(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> result, TTerm term, in Tail tail, Worker worker)
        where TTerm : struct, IArithmeticTerm
    {
        foreach (Worker.Part part in worker.Parts(result.Length))
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Vector512<float>, Lanes512, TTerm>(a, b, c, result, term, part);
            else if (Vector256.IsHardwareAccelerated)
                Run<Vector256<float>, Lanes256, TTerm>(a, b, c, result, term, part);
            else
                Run<Vector128<float>, Lanes128, TTerm>(a, b, c, result, term, part);
            tail.Apply(result, part.Start, (part.End - part.Start) / Blocks.Lanes);
        }

        worker.Sync();
    }

    // Never inlined, nor is Sides: a caller that is compiled again may take it in and leave what it calls as calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TVector, TLanes, TTerm>(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> result, TTerm term, Worker.Part part)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTerm : struct, IArithmeticTerm
    {
        ref readonly float first = ref MemoryMarshal.GetReference(a), second = ref MemoryMarshal.GetReference(b), third = ref MemoryMarshal.GetReference(c);
        ref float target = ref MemoryMarshal.GetReference(result);
        for (nuint k = (nuint)part.Start; k < (nuint)part.End; k += (nuint)TLanes.Count)
            TLanes.Store(term.Of<TVector, TLanes>(in first, in second, in third, k), ref target, k);
    }

    private static void Check(int first, int second, int result)
    {
        Require.Stride(result);
        Require.Length(first, result);
        Require.Length(second, result);
    }
}
