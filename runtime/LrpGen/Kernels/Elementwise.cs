using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

/// <summary>Kernels that look at each value by itself, and sums over all of them. Any length, no padding needed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>The index of the first value that is below <paramref name="low"/> or above <paramref name="high"/>, or -1. NaN is neither.</summary>
    public static int IndexOutside(ReadOnlySpan<float> values, float low, float high)
    {
        if (Vector512.IsHardwareAccelerated)
            return IndexOutside<Vector512<float>, Lanes512>(values, low, high);
        if (Vector256.IsHardwareAccelerated)
            return IndexOutside<Vector256<float>, Lanes256>(values, low, high);
        return IndexOutside<Vector128<float>, Lanes128>(values, low, high);
    }

    /// <summary><c>sum_k values_k</c>, added in float64; 0 for no values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<float> values)
    {
        int width = Vector<float>.Count;
        Vector<double> lower = Vector<double>.Zero, upper = lower;
        int k = 0;
        for (; k <= values.Length - width; k += width)
        {
            Vector.Widen(new Vector<float>(values[k..]), out Vector<double> first, out Vector<double> second);
            lower += first;
            upper += second;
        }

        double sum = Vector.Sum(lower + upper);
        for (; k < values.Length; k++)
            sum += values[k];
        return sum;
    }

    /// <summary><c>sum_k a_k b_k</c>, multiplied and added in float64; 0 for no values.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Require.Length(b.Length, a.Length);
        int width = Vector<float>.Count;
        Vector<double> lower = Vector<double>.Zero, upper = lower;
        int k = 0;
        for (; k <= a.Length - width; k += width)
        {
            Vector.Widen(new Vector<float>(a[k..]), out Vector<double> firstA, out Vector<double> secondA);
            Vector.Widen(new Vector<float>(b[k..]), out Vector<double> firstB, out Vector<double> secondB);
            lower += firstA * firstB;
            upper += secondA * secondB;
        }

        double sum = Vector.Sum(lower + upper);
        for (; k < a.Length; k++)
            sum += (double)a[k] * b[k];
        return sum;
    }

    /// <summary><c>sqrt(mean_k values_k^2)</c>, added in float64; 0 for no values.</summary>
    public static float RootMeanSquare(ReadOnlySpan<float> values) =>
        values.IsEmpty ? 0 : (float)Math.Sqrt(SumOfProducts(values, values) / values.Length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int IndexOutside<TVector, TLanes>(ReadOnlySpan<float> values, float low, float high)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        ref readonly float first = ref MemoryMarshal.GetReference(values);
        TVector lows = TLanes.Create(low);
        TVector highs = TLanes.Create(high);
        int k = 0;
        for (; k <= values.Length - TLanes.Count; k += TLanes.Count)
        {
            uint outside = TLanes.OutsideBits(TLanes.Load(in first, (nuint)k), lows, highs);
            if (outside != 0)
                return k + BitOperations.TrailingZeroCount(outside);
        }

        for (; k < values.Length; k++)
        {
            if (values[k] < low || values[k] > high)
                return k;
        }

        return -1;
    }
}
