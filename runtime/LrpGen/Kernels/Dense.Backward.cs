using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

public static partial class Dense
{
    /// <summary><c>r_i = x_i sum_j w_ij s_j</c>; zero, and the row not read, where <c>x_i</c> is zero.</summary>
    /// <param name="s">One value per output: relevance divided by its denominator.</param>
    /// <param name="w">The weights, <c>x.Length</c> rows of <c>s.Length</c>.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="r">Takes the relevance of each input; padded to a multiple of 16, with zeros.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Backward(ReadOnlySpan<float> s, DenseWeights w, ReadOnlySpan<float> x, Span<float> r, Worker worker)
    {
        Require.Stride(s.Length);
        Require.Matrix(w.Length, x.Length, s.Length);
        Require.PaddedInputs(r.Length, x.Length);
        if (Vector512.IsHardwareAccelerated)
            Backward<Vector512<float>, Lanes512>(s, w, x, r, worker);
        else if (Vector256.IsHardwareAccelerated)
            Backward<Vector256<float>, Lanes256>(s, w, x, r, worker);
        else
            Backward<Vector128<float>, Lanes128>(s, w, x, r, worker);
    }

    /// <summary>
    /// <c>r_i = x_i sum_j (w+ u_j + w- v_j)</c> where <c>x_i &gt; 0</c>, <c>r_i = x_i sum_j (w- u_j + w+ v_j)</c> where
    /// <c>x_i &lt; 0</c>: <c>u</c> goes to what raised the output, <c>v</c> to what lowered it.
    /// </summary>
    /// <param name="u">One value per output, or empty for zeros.</param>
    /// <param name="v">One value per output, or empty for zeros.</param>
    /// <param name="w">The weights, <c>x.Length</c> rows.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="r">Takes the relevance of each input; padded to a multiple of 16, with zeros.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BackwardParts(ReadOnlySpan<float> u, ReadOnlySpan<float> v, DenseWeights w, ReadOnlySpan<float> x, Span<float> r, Worker worker)
    {
        int stride = Math.Max(u.Length, v.Length);
        Require.Stride(stride);
        Require.EmptyOrLength(u.Length, stride);
        Require.EmptyOrLength(v.Length, stride);
        Require.PaddedInputs(r.Length, x.Length);
        if (stride == 0)
        {
            r.Clear();
            return;
        }

        Require.Matrix(w.Length, x.Length, stride);
        if (Vector512.IsHardwareAccelerated)
            BackwardParts<Vector512<float>, Lanes512>(u, v, w, x, r, worker);
        else if (Vector256.IsHardwareAccelerated)
            BackwardParts<Vector256<float>, Lanes256>(u, v, w, x, r, worker);
        else
            BackwardParts<Vector128<float>, Lanes128>(u, v, w, x, r, worker);
    }

    /// <summary><c>r_i = sum_j w_ij^2 s_j</c>, for all inputs.</summary>
    /// <param name="s">One value per output.</param>
    /// <param name="w">The weights: the rows of at least <c>r.Length - 15</c> and at most <c>r.Length</c> inputs.</param>
    /// <param name="r">Takes the relevance of each input; padded to a multiple of 16, with zeros.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BackwardSquare(ReadOnlySpan<float> s, DenseWeights w, Span<float> r, Worker worker)
    {
        int inputs = InputsOf(s, w, r);
        if (Vector512.IsHardwareAccelerated)
            AllRows<Vector512<float>, Lanes512, SquaredWeight>(s, w, inputs, r, worker);
        else if (Vector256.IsHardwareAccelerated)
            AllRows<Vector256<float>, Lanes256, SquaredWeight>(s, w, inputs, r, worker);
        else
            AllRows<Vector128<float>, Lanes128, SquaredWeight>(s, w, inputs, r, worker);
    }

    /// <summary><c>r_i = (x_i - low) sum_j w+ s_j + (x_i - high) sum_j w- s_j</c>, for all inputs.</summary>
    /// <param name="s">One value per output.</param>
    /// <param name="w">The weights, <c>x.Length</c> rows of <c>s.Length</c>.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="low">The lowest value an input can have.</param>
    /// <param name="high">The highest value an input can have.</param>
    /// <param name="r">Takes the relevance of each input; padded to a multiple of 16, with zeros.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BackwardBox(ReadOnlySpan<float> s, DenseWeights w, ReadOnlySpan<float> x, float low, float high, Span<float> r, Worker worker) =>
        BackwardBox(s, w, x, [low], [high], r, boundPerInput: false, worker);

    /// <summary><c>r_i = (x_i - low_i) sum_j w+ s_j + (x_i - high_i) sum_j w- s_j</c>, for all inputs.</summary>
    /// <param name="s">One value per output.</param>
    /// <param name="w">The weights, <c>x.Length</c> rows of <c>s.Length</c>.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="low">The lowest value of each input.</param>
    /// <param name="high">The highest value of each input.</param>
    /// <param name="r">Takes the relevance of each input; padded to a multiple of 16, with zeros.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BackwardBox(
        ReadOnlySpan<float> s, DenseWeights w, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> r, Worker worker)
    {
        Require.Length(low.Length, x.Length);
        Require.Length(high.Length, x.Length);
        BackwardBox(s, w, x, low, high, r, boundPerInput: true, worker);
    }

    private static void BackwardBox(
        ReadOnlySpan<float> s, DenseWeights w, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> r, bool boundPerInput, Worker worker)
    {
        Require.Stride(s.Length);
        Require.Matrix(w.Length, x.Length, s.Length);
        Require.PaddedInputs(r.Length, x.Length);
        if (Vector512.IsHardwareAccelerated)
            Box<Vector512<float>, Lanes512>(s, w, x, low, high, r, boundPerInput, worker);
        else if (Vector256.IsHardwareAccelerated)
            Box<Vector256<float>, Lanes256>(s, w, x, low, high, r, boundPerInput, worker);
        else
            Box<Vector128<float>, Lanes128>(s, w, x, low, high, r, boundPerInput, worker);
    }

    internal static void Backward<TVector, TLanes>(ReadOnlySpan<float> s, DenseWeights w, ReadOnlySpan<float> x, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (w.IsBFloat16)
            Backward<TVector, TLanes, BFloat16>(s, w.Halves, x, r, worker);
        else
            Backward<TVector, TLanes, Float32>(s, w.Floats, x, r, worker);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<TVector, TLanes, TWeight>(
        ReadOnlySpan<float> s, ReadOnlySpan<TWeight> w, ReadOnlySpan<float> x, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
    {
        Span<nuint> rows = stackalloc nuint[LiveRows.Capacity];
        Span<float> values = stackalloc float[LiveRows.Capacity];
        ref readonly float firstInput = ref MemoryMarshal.GetReference(x);
        foreach (int item in worker.Share(Items(r.Length, worker, out int inputs), RowWork * w.Length))
        {
            Range range = RangeOf(item, inputs, r.Length);
            nuint next = (nuint)range.Start.Value, end = (nuint)Math.Min(range.End.Value, x.Length);
            r[range].Clear();
            while (next < end)
            {
                int count = LiveRows.Collect<TVector, TLanes>(in firstInput, end, ref next, rows, values);
                SomeRows<TVector, TLanes, TWeight, WholeWeight>(s, s, w, rows[..count], values, r);
            }
        }

        worker.Sync();
    }

    internal static void BackwardParts<TVector, TLanes>(
        ReadOnlySpan<float> u, ReadOnlySpan<float> v, DenseWeights w, ReadOnlySpan<float> x, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (w.IsBFloat16)
            BackwardParts<TVector, TLanes, BFloat16>(u, v, w.Halves, x, r, worker);
        else
            BackwardParts<TVector, TLanes, Float32>(u, v, w.Floats, x, r, worker);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardParts<TVector, TLanes, TWeight>(
        ReadOnlySpan<float> u, ReadOnlySpan<float> v, ReadOnlySpan<TWeight> w, ReadOnlySpan<float> x, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
    {
        Span<nuint> rows = stackalloc nuint[LiveRows.Capacity];
        Span<float> values = stackalloc float[LiveRows.Capacity];
        Span<nuint> negativeRows = stackalloc nuint[LiveRows.Capacity];
        Span<float> negativeValues = stackalloc float[LiveRows.Capacity];
        ref readonly float firstInput = ref MemoryMarshal.GetReference(x);
        foreach (int item in worker.Share(Items(r.Length, worker, out int inputs), RowWork * w.Length))
        {
            Range range = RangeOf(item, inputs, r.Length);
            nuint next = (nuint)range.Start.Value, end = (nuint)Math.Min(range.End.Value, x.Length);
            r[range].Clear();
            while (next < end)
            {
                int count = LiveRows.Collect<TVector, TLanes>(in firstInput, end, ref next, rows, values);
                int positive = 0;
                int negative = 0;
                for (int k = 0; k < count; k++)
                {
                    if (values[k] < 0)
                    {
                        negativeRows[negative] = rows[k];
                        negativeValues[negative++] = values[k];
                    }
                    else
                    {
                        rows[positive] = rows[k];
                        values[positive++] = values[k];
                    }
                }

                PartRows<TVector, TLanes, TWeight>(u, v, w, rows[..positive], values, r);
                PartRows<TVector, TLanes, TWeight>(v, u, w, negativeRows[..negative], negativeValues, r);
            }
        }

        worker.Sync();
    }

    /// <summary>How many ranges of inputs are shared, some for each worker, since not all have the same number of live ones.</summary>
    private static int Items(int inputs, Worker worker, out int each)
    {
        each = worker.Count == 1 ? inputs : Math.Max(1, inputs / (8 * worker.Count) / Require.RowAlignment) * Require.RowAlignment;
        return (inputs + each - 1) / each;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PartRows<TVector, TLanes, TWeight>(
        ReadOnlySpan<float> u, ReadOnlySpan<float> v, ReadOnlySpan<TWeight> w, ReadOnlySpan<nuint> rows, ReadOnlySpan<float> values, Span<float> r)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
    {
        if (v.IsEmpty)
            SomeRows<TVector, TLanes, TWeight, PositiveWeight>(u, u, w, rows, values, r);
        else if (u.IsEmpty)
            SomeRows<TVector, TLanes, TWeight, NegativeWeight>(v, v, w, rows, values, r);
        else
            SomeRows<TVector, TLanes, TWeight, BothWeights>(u, v, w, rows, values, r);
    }

    /// <summary>The relevances of the inputs listed; <paramref name="first"/> and <paramref name="second"/> have the row's length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SomeRows<TVector, TLanes, TWeight, TTerm>(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<TWeight> w, ReadOnlySpan<nuint> rows, ReadOnlySpan<float> values, Span<float> r)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
        where TTerm : struct, IBackwardTerm
    {
        ref TWeight weights = ref MemoryMarshal.GetReference(w);
        nuint stride = (nuint)first.Length;
        for (int k = 0; k < rows.Length; k += 4)
        {
            // The last group repeats its last row.
            int last = rows.Length - 1;
            int k1 = Math.Min(k + 1, last), k2 = Math.Min(k + 2, last), k3 = Math.Min(k + 3, last);
            Vector128<float> sums = RowDot<TVector, TLanes>.Four<TWeight, TTerm>(
                in Unsafe.Add(ref weights, rows[k] * stride),
                in Unsafe.Add(ref weights, rows[k1] * stride),
                in Unsafe.Add(ref weights, rows[k2] * stride),
                in Unsafe.Add(ref weights, rows[k3] * stride),
                in MemoryMarshal.GetReference(first),
                in MemoryMarshal.GetReference(second),
                stride);
            r[(int)rows[k]] = values[k] * sums[0];
            r[(int)rows[k1]] = values[k1] * sums[1];
            r[(int)rows[k2]] = values[k2] * sums[2];
            r[(int)rows[k3]] = values[k3] * sums[3];
        }
    }

    internal static void AllRows<TVector, TLanes, TTerm>(ReadOnlySpan<float> s, DenseWeights w, int inputs, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTerm : struct, IBackwardTerm
    {
        if (w.IsBFloat16)
            AllRows<TVector, TLanes, BFloat16, TTerm>(s, w.Halves, inputs, r, worker);
        else
            AllRows<TVector, TLanes, Float32, TTerm>(s, w.Floats, inputs, r, worker);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AllRows<TVector, TLanes, TWeight, TTerm>(ReadOnlySpan<float> s, ReadOnlySpan<TWeight> w, int inputs, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
        where TTerm : struct, IBackwardTerm
    {
        ref readonly float factors = ref MemoryMarshal.GetReference(s);
        ref float target = ref MemoryMarshal.GetReference(r);
        foreach (int item in worker.Share(Items(r.Length, worker, out int each), RowWork * w.Length))
        {
            for (int i = item * each; i < Math.Min(inputs, (item + 1) * each); i += 4)
            {
                RowsFrom(i, inputs, s.Length, out nuint o1, out nuint o2, out nuint o3);
                ref TWeight row = ref Unsafe.Add(ref MemoryMarshal.GetReference(w), (nuint)i * (nuint)s.Length);
                Vector128<float> sums = RowDot<TVector, TLanes>.Four<TWeight, TTerm>(
                    in row, in Unsafe.Add(ref row, o1), in Unsafe.Add(ref row, o2), in Unsafe.Add(ref row, o3), in factors, in factors, (nuint)s.Length);
                sums.StoreUnsafe(ref target, (nuint)i);
            }

            if ((item + 1) * each >= inputs)
                r[inputs..].Clear();
        }

        worker.Sync();
    }

    internal static void Box<TVector, TLanes>(
        ReadOnlySpan<float> s, DenseWeights w, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> r, bool boundPerInput, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (w.IsBFloat16)
            Box<TVector, TLanes, BFloat16>(s, w.Halves, x, low, high, r, boundPerInput, worker);
        else
            Box<TVector, TLanes, Float32>(s, w.Floats, x, low, high, r, boundPerInput, worker);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Box<TVector, TLanes, TWeight>(
        ReadOnlySpan<float> s, ReadOnlySpan<TWeight> w, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> r, bool boundPerInput, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
    {
        ref readonly float factors = ref MemoryMarshal.GetReference(s);
        foreach (int item in worker.Share(Items(r.Length, worker, out int each), RowWork * w.Length))
        {
            for (int i = item * each; i < Math.Min(x.Length, (item + 1) * each); i += 4)
            {
                RowsFrom(i, x.Length, s.Length, out nuint o1, out nuint o2, out nuint o3);
                ref TWeight row = ref Unsafe.Add(ref MemoryMarshal.GetReference(w), (nuint)i * (nuint)s.Length);
                Vector128<float> positive = RowDot<TVector, TLanes>.FourParts(
                    in row, in Unsafe.Add(ref row, o1), in Unsafe.Add(ref row, o2), in Unsafe.Add(ref row, o3), in factors, (nuint)s.Length,
                    out Vector128<float> negative);
                Vector128<float> input = FourOf(x, i);
                Vector128<float> lows = boundPerInput ? FourOf(low, i) : Vector128.Create(low[0]);
                Vector128<float> highs = boundPerInput ? FourOf(high, i) : Vector128.Create(high[0]);
                (((input - lows) * positive) + ((input - highs) * negative)).StoreUnsafe(ref MemoryMarshal.GetReference(r), (nuint)i);
            }

            if ((item + 1) * each >= x.Length)
                r[x.Length..].Clear();
        }

        worker.Sync();
    }

    /// <summary>How far the next three rows lie behind row <paramref name="i"/>; the last row stands in for those that are not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RowsFrom(int i, int inputs, int stride, out nuint o1, out nuint o2, out nuint o3)
    {
        int last = inputs - 1 - i;
        o1 = (nuint)Math.Min(1, last) * (nuint)stride;
        o2 = (nuint)Math.Min(2, last) * (nuint)stride;
        o3 = (nuint)Math.Min(3, last) * (nuint)stride;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FourOf(ReadOnlySpan<float> values, int i)
    {
        if (i + 4 <= values.Length)
            return Vector128.LoadUnsafe(in MemoryMarshal.GetReference(values), (nuint)i);
        Span<float> four = stackalloc float[4];
        four.Clear();
        values[i..].CopyTo(four);
        return Vector128.Create<float>(four);
    }

    private static int InputsOf(ReadOnlySpan<float> s, DenseWeights w, Span<float> r)
    {
        Require.Stride(s.Length);
        int inputs = s.IsEmpty ? 0 : w.Length / s.Length;
        Require.Matrix(w.Length, inputs, s.Length);
        Require.PaddedInputs(r.Length, inputs);
        return inputs;
    }
}
