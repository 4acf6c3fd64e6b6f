using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, Tail tail, Worker worker)
    {
        Check(a.Length, b.Length, result.Length);
        tail.Check(result.Length);
        foreach (Worker.Part part in worker.Parts(result.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
                Simd.Store(Simd.Load(a, k) + Simd.Load(b, k), result, k);
            tail.Apply(result, part.Start, (part.End - part.Start) / Blocks.Lanes);
        }

        worker.Sync();
    }

    /// <summary><c>result = a - b</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, Worker worker)
    {
        Check(a.Length, b.Length, result.Length);
        foreach (Worker.Part part in worker.Parts(result.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
                Simd.Store(Simd.Load(a, k) - Simd.Load(b, k), result, k);
        }

        worker.Sync();
    }

    /// <summary><c>result = a b</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, Worker worker)
    {
        Check(a.Length, b.Length, result.Length);
        foreach (Worker.Part part in worker.Parts(result.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
                Simd.Store(Simd.Load(a, k) * Simd.Load(b, k), result, k);
        }

        worker.Sync();
    }

    /// <summary><c>result = result + a b</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, Worker worker)
    {
        Check(a.Length, b.Length, result.Length);
        foreach (Worker.Part part in worker.Parts(result.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
                Simd.Store(Simd.Load(result, k) + (Simd.Load(a, k) * Simd.Load(b, k)), result, k);
        }

        worker.Sync();
    }

    /// <summary><c>result = max(x, 0)</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Positive(ReadOnlySpan<float> x, Span<float> result, Worker worker)
    {
        Check(x.Length, x.Length, result.Length);
        foreach (Worker.Part part in worker.Parts(result.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
                Simd.Store(Simd.Positive(Simd.Load(x, k)), result, k);
        }

        worker.Sync();
    }

    /// <summary><c>result = min(x, 0)</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Negative(ReadOnlySpan<float> x, Span<float> result, Worker worker)
    {
        Check(x.Length, x.Length, result.Length);
        foreach (Worker.Part part in worker.Parts(result.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
                Simd.Store(Simd.Negative(Simd.Load(x, k)), result, k);
        }

        worker.Sync();
    }

    /// <summary><c>s = coefficient relevance / (d + s(d) epsilon)</c>, and zero where that divides by zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quotient(ReadOnlySpan<float> relevance, ReadOnlySpan<float> d, float epsilon, float coefficient, Span<float> s, Worker worker)
    {
        Check(relevance.Length, d.Length, s.Length);
        var factor = new Vector<float>(coefficient);
        foreach (Worker.Part part in worker.Parts(s.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
                Simd.Store(Simd.SafeQuotient(factor * Simd.Load(relevance, k), Simd.Stabilize(Simd.Load(d, k), epsilon)), s, k);
        }

        worker.Sync();
    }

    /// <summary><see cref="Quotient"/> where <c>z &gt; 0</c>, zero elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void QuotientWherePositive(
        ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, ReadOnlySpan<float> d, float epsilon, float coefficient, Span<float> s, Worker worker)
    {
        Check(relevance.Length, d.Length, s.Length);
        Require.Length(z.Length, s.Length);
        var factor = new Vector<float>(coefficient);
        foreach (Worker.Part part in worker.Parts(s.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
            {
                Vector<float> quotient = Simd.SafeQuotient(factor * Simd.Load(relevance, k), Simd.Stabilize(Simd.Load(d, k), epsilon));
                Simd.Store(Simd.WherePositive(Simd.Load(z, k), quotient), s, k);
            }
        }

        worker.Sync();
    }

    /// <summary><see cref="Quotient"/> where <c>z &lt; 0</c>, zero elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void QuotientWhereNegative(
        ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, ReadOnlySpan<float> d, float epsilon, float coefficient, Span<float> s, Worker worker)
    {
        Check(relevance.Length, d.Length, s.Length);
        Require.Length(z.Length, s.Length);
        var factor = new Vector<float>(coefficient);
        foreach (Worker.Part part in worker.Parts(s.Length))
        {
            for (int k = part.Start; k < part.End; k += Simd.Width)
            {
                Vector<float> quotient = Simd.SafeQuotient(factor * Simd.Load(relevance, k), Simd.Stabilize(Simd.Load(d, k), epsilon));
                Simd.Store(Simd.WhereNegative(Simd.Load(z, k), quotient), s, k);
            }
        }

        worker.Sync();
    }

    /// <summary><c>sqrt(sum_k values_k^2 / count)</c>, added in float64: the root mean square of <paramref name="count"/> values in a buffer whose padding is zero.</summary>
    public static float RootMeanSquare(ReadOnlySpan<float> values, int count) =>
        (float)Math.Sqrt(Elementwise.SumOfProducts(values, values) / count);

    private static void Check(int first, int second, int result)
    {
        Require.Stride(result);
        Require.Length(first, result);
        Require.Length(second, result);
    }
}
