using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>
/// Dense layers, forward and backward. Weights are input-major: <c>w[i * stride + j]</c> connects input <c>i</c> with output
/// <c>j</c>; <c>stride</c> is the number of outputs padded to a multiple of 16, with zeros. Whatever has one value per output
/// has <c>stride</c> values; inputs have their true number; relevances of inputs are padded to a multiple of 16, and the
/// kernels write zeros there. Results overlap no other argument.
/// </summary>
/// <remarks>
/// The row of weights of an input that is exactly zero is not read wherever the input is a factor. Sums depend on shapes, on
/// which inputs are zero and on the width of the machine's vectors, never on addresses.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Dense
{
    /// <summary>The multiply-adds of a convolution in whose time a weight is read that is used once.</summary>
    private const long RowWork = 4;

    /// <summary>Rows from this length on are read in long strips; shorter ones lie in a cache.</summary>
    private const int LongRow = 1024;

    /// <summary>The columns of a strip: two pages of each row, and sums that stay in the first-level cache.</summary>
    private const int StripColumns = 2048;

    /// <summary><c>z_j = b_j + sum_i x_i w_ij</c></summary>
    /// <param name="x">The inputs.</param>
    /// <param name="w">The weights, <c>x.Length</c> rows of <c>z.Length</c>.</param>
    /// <param name="bias">One value per output, or empty for none.</param>
    /// <param name="z">Takes the outputs; zero in the padding if the bias is.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Forward(ReadOnlySpan<float> x, DenseWeights w, ReadOnlySpan<float> bias, Span<float> z, Worker worker)
    {
        Require.Stride(z.Length);
        Require.Matrix(w.Length, x.Length, z.Length);
        Require.EmptyOrLength(bias.Length, z.Length);
        if (Vector512.IsHardwareAccelerated)
            Forward<Vector512<float>, Lanes512>(x, w, bias, z, worker);
        else if (Vector256.IsHardwareAccelerated)
            Forward<Vector256<float>, Lanes256>(x, w, bias, z, worker);
        else
            Forward<Vector128<float>, Lanes128>(x, w, bias, z, worker);
    }

    /// <summary>
    /// The positive and the negative part of every output, without bias: <c>same_j = sum_i (x+ w+ + x- w-)</c>,
    /// <c>opposite_j = sum_i (x+ w- + x- w+)</c>.
    /// </summary>
    /// <param name="x">The inputs.</param>
    /// <param name="w">The weights, <c>x.Length</c> rows.</param>
    /// <param name="same">Takes the sums of what is positive, one per output, or empty if they are not wanted.</param>
    /// <param name="opposite">Takes the sums of what is negative, one per output, or empty if they are not wanted.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ForwardParts(ReadOnlySpan<float> x, DenseWeights w, Span<float> same, Span<float> opposite, Worker worker)
    {
        int stride = Math.Max(same.Length, opposite.Length);
        Require.Stride(stride);
        Require.EmptyOrLength(same.Length, stride);
        Require.EmptyOrLength(opposite.Length, stride);
        if (stride == 0)
            return;
        Require.Matrix(w.Length, x.Length, stride);
        if (Vector512.IsHardwareAccelerated)
            ForwardParts<Vector512<float>, Lanes512>(x, w, same, opposite, worker);
        else if (Vector256.IsHardwareAccelerated)
            ForwardParts<Vector256<float>, Lanes256>(x, w, same, opposite, worker);
        else
            ForwardParts<Vector128<float>, Lanes128>(x, w, same, opposite, worker);
    }

    internal static void Forward<TVector, TLanes>(ReadOnlySpan<float> x, DenseWeights w, ReadOnlySpan<float> bias, Span<float> z, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (w.IsBFloat16)
            Forward<TVector, TLanes, BFloat16>(x, w.Halves, bias, z, worker);
        else
            Forward<TVector, TLanes, Float32>(x, w.Floats, bias, z, worker);
    }

    private static void Forward<TVector, TLanes, TWeight>(
        ReadOnlySpan<float> x, ReadOnlySpan<TWeight> w, ReadOnlySpan<float> bias, Span<float> z, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
    {
        foreach (int item in worker.Share(Items<TVector, TLanes>(z.Length, worker, out int columns), RowWork * w.Length))
        {
            Range range = RangeOf(item, columns, z.Length);
            if (bias.IsEmpty)
                z[range].Clear();
            else
                bias[range].CopyTo(z[range]);
            AddRows<TVector, TLanes, TWeight, WholeProduct, WholeProduct>(x, w, z, [], range);
        }

        worker.Sync();
    }

    internal static void ForwardParts<TVector, TLanes>(ReadOnlySpan<float> x, DenseWeights w, Span<float> same, Span<float> opposite, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (w.IsBFloat16)
            ForwardParts<TVector, TLanes, BFloat16>(x, w.Halves, same, opposite, worker);
        else
            ForwardParts<TVector, TLanes, Float32>(x, w.Floats, same, opposite, worker);
    }

    private static void ForwardParts<TVector, TLanes, TWeight>(
        ReadOnlySpan<float> x, ReadOnlySpan<TWeight> w, Span<float> same, Span<float> opposite, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
    {
        int stride = Math.Max(same.Length, opposite.Length);
        foreach (int item in worker.Share(Items<TVector, TLanes>(stride, worker, out int columns), RowWork * w.Length))
        {
            Range range = RangeOf(item, columns, stride);
            if (!opposite.IsEmpty)
                opposite[range].Clear();
            if (same.IsEmpty)
            {
                AddRows<TVector, TLanes, TWeight, NegativeProduct, NegativeProduct>(x, w, opposite, [], range);
                continue;
            }

            same[range].Clear();
            AddRows<TVector, TLanes, TWeight, PositiveProduct, NegativeProduct>(x, w, same, opposite, range);
        }

        worker.Sync();
    }

    /// <summary>How many ranges of columns are shared; each is whole panels, whose sums then do not depend on the number of workers.</summary>
    private static int Items<TVector, TLanes>(int stride, Worker worker, out int columns)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        int panel = 8 * TLanes.Count;
        columns = worker.Count == 1 ? stride : Math.Max(1, ((stride / worker.Count) + panel - 1) / panel) * panel;
        return (stride + columns - 1) / columns;
    }

    private static Range RangeOf(int item, int columns, int stride) => (item * columns)..Math.Min(stride, (item + 1) * columns);

    /// <summary>
    /// Adds all rows to a range of the outputs, and with the second term to the second outputs, if there are any: panel by panel,
    /// while the panel's weights are in the cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<TVector, TLanes, TWeight, TTerm, TSecond>(
        ReadOnlySpan<float> x, ReadOnlySpan<TWeight> w, Span<float> z, Span<float> second, Range range)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
        where TTerm : struct, IForwardTerm
        where TSecond : struct, IForwardTerm
    {
        Span<nuint> rows = stackalloc nuint[LiveRows.Capacity];
        Span<float> values = stackalloc float[LiveRows.Capacity];
        Span<float> strip = StackRoom.Align(stackalloc float[StripColumns + StackRoom.Slack]);
        ref readonly float firstInput = ref MemoryMarshal.GetReference(x);
        ref readonly TWeight weights = ref MemoryMarshal.GetReference(w);
        nuint inputs = (nuint)x.Length;
        nuint stride = (nuint)z.Length;
        nuint start = (nuint)range.Start.Value, end = (nuint)range.End.Value;
        bool both = !second.IsEmpty;
        nuint next = 0;
        while (next < inputs)
        {
            int count = LiveRows.Collect<TVector, TLanes>(in firstInput, inputs, ref next, rows, values);
            if (count == 0)
                continue;
            if (stride >= LongRow)
            {
                for (nuint column = start; column < end; column += StripColumns)
                {
                    nuint columns = Math.Min(StripColumns, end - column);
                    AddStrip<TVector, TLanes, TWeight, TTerm>(in weights, column, columns, stride, rows, values, count, strip, z);
                    if (both)
                        AddStrip<TVector, TLanes, TWeight, TSecond>(in weights, column, columns, stride, rows, values, count, strip, second);
                }
            }
            else
            {
                for (nuint column = start; column < end;)
                {
                    nuint from = column;
                    column = AddPanel<TVector, TLanes, TWeight, TTerm>(in weights, from, stride, rows, values, count, z);
                    if (both)
                        AddPanel<TVector, TLanes, TWeight, TSecond>(in weights, from, stride, rows, values, count, second);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddStrip<TVector, TLanes, TWeight, TTerm>(
        ref readonly TWeight weights, nuint column, nuint columns, nuint stride, Span<nuint> rows, Span<float> values, int count, Span<float> strip, Span<float> z)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
        where TTerm : struct, IForwardTerm
    {
        strip.Clear();
        ref float sums = ref MemoryMarshal.GetReference(strip);
        ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(z), column);
        ref readonly TWeight w = ref Unsafe.Add(ref Unsafe.AsRef(in weights), column);
        RowSum<TVector, TLanes, TWeight, TTerm>.Strip(in w, stride, in rows[0], in values[0], count, ref sums, columns);
        for (nuint j = 0; j < columns; j += (nuint)TLanes.Count)
            TLanes.Store(TLanes.Add(TLanes.Load(in target, j), TLanes.Load(in sums, j)), ref target, j);
    }

    /// <summary>Adds the widest panel that fits; returns the column after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint AddPanel<TVector, TLanes, TWeight, TTerm>(
        ref readonly TWeight weights, nuint column, nuint stride, Span<nuint> rows, Span<float> values, int count, Span<float> z)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TWeight : unmanaged, IWeight<TWeight>
        where TTerm : struct, IForwardTerm
    {
        nuint n = (nuint)TLanes.Count;
        nuint left = stride - column;
        ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(z), column);
        ref readonly TWeight w = ref Unsafe.Add(ref Unsafe.AsRef(in weights), column);
        if (left >= 8 * n)
        {
            RowSum<TVector, TLanes, TWeight, TTerm>.Panel8(in w, stride, in rows[0], in values[0], count, ref target);
            return column + (8 * n);
        }

        if (left >= 4 * n)
        {
            RowSum<TVector, TLanes, TWeight, TTerm>.Panel4(in w, stride, in rows[0], in values[0], count, ref target);
            return column + (4 * n);
        }

        if (left >= 2 * n)
        {
            RowSum<TVector, TLanes, TWeight, TTerm>.Panel2(in w, stride, in rows[0], in values[0], count, ref target);
            return column + (2 * n);
        }

        RowSum<TVector, TLanes, TWeight, TTerm>.Panel1(in w, stride, in rows[0], in values[0], count, ref target);
        return column + n;
    }
}
