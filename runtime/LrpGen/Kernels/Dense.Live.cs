using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>z-box from weights that lie output by output: those of an output without relevance, as every dead one of a ReLU is, are not read.</summary>
public static partial class Dense
{
    /// <summary>Lays out weights output by output: a padded row of inputs for each output, with zeros in the padding.</summary>
    /// <param name="w">The weights, <paramref name="inputs"/> rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="result">Takes them.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ByOutput(DenseWeights w, int inputs, int outputs, Span<float> result)
    {
        int stride = Require.Padded(outputs), row = Require.Padded(inputs);
        Require.Matrix(w.Length, inputs, stride);
        Require.Matrix(result.Length, outputs, row);
        result.Clear();
        float[] room = new float[stride];
        for (int i = 0; i < inputs; i++)
        {
            ReadOnlySpan<float> weights = w.Read(i * stride, stride, room);
            for (int j = 0; j < outputs; j++)
                result[(j * row) + i] = weights[j];
        }
    }

    /// <summary><c>r_i = (x_i - low) sum_j w+ s_j + (x_i - high) sum_j w- s_j</c>, for all inputs.</summary>
    /// <param name="s">One value per output; the row of weights of an output whose value is zero is not read.</param>
    /// <param name="w">The weights as <see cref="ByOutput"/> makes them, rows of <c>r.Length</c>.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="low">The lowest value an input can have.</param>
    /// <param name="high">The highest value an input can have.</param>
    /// <param name="sums">As long as <paramref name="r"/>, for sums on the way.</param>
    /// <param name="r">Takes the relevance of each input; padded to a multiple of 16, with zeros.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BackwardLiveBox(
        ReadOnlySpan<float> s, ReadOnlySpan<float> w, ReadOnlySpan<float> x, float low, float high, Span<float> sums, Span<float> r, Worker worker) =>
        BackwardLiveBox(s, w, x, [low], [high], sums, r, boundPerInput: false, worker);

    /// <summary><c>r_i = (x_i - low_i) sum_j w+ s_j + (x_i - high_i) sum_j w- s_j</c>, for all inputs.</summary>
    /// <param name="s">One value per output; the row of weights of an output whose value is zero is not read.</param>
    /// <param name="w">The weights as <see cref="ByOutput"/> makes them, rows of <c>r.Length</c>.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="low">The lowest value of each input.</param>
    /// <param name="high">The highest value of each input.</param>
    /// <param name="sums">As long as <paramref name="r"/>, for sums on the way.</param>
    /// <param name="r">Takes the relevance of each input; padded to a multiple of 16, with zeros.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BackwardLiveBox(
        ReadOnlySpan<float> s, ReadOnlySpan<float> w, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> sums, Span<float> r,
        Worker worker)
    {
        Require.Length(low.Length, x.Length);
        Require.Length(high.Length, x.Length);
        BackwardLiveBox(s, w, x, low, high, sums, r, boundPerInput: true, worker);
    }

    private static void BackwardLiveBox(
        ReadOnlySpan<float> s, ReadOnlySpan<float> w, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> sums, Span<float> r,
        bool boundPerInput, Worker worker)
    {
        int outputs = r.IsEmpty ? 0 : w.Length / r.Length;
        Require.Matrix(w.Length, outputs, r.Length);
        Require.PaddedInputs(s.Length, outputs);
        Require.PaddedInputs(r.Length, x.Length);
        Require.Length(sums.Length, r.Length);
        if (Vector512.IsHardwareAccelerated)
            LiveBox<Vector512<float>, Lanes512>(s, w, x, low, high, sums, r, boundPerInput, worker);
        else if (Vector256.IsHardwareAccelerated)
            LiveBox<Vector256<float>, Lanes256>(s, w, x, low, high, sums, r, boundPerInput, worker);
        else
            LiveBox<Vector128<float>, Lanes128>(s, w, x, low, high, sums, r, boundPerInput, worker);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LiveBox<TVector, TLanes>(
        ReadOnlySpan<float> s, ReadOnlySpan<float> w, ReadOnlySpan<float> x, ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> sums, Span<float> r,
        bool boundPerInput, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        Span<nuint> rows = stackalloc nuint[LiveRows.Capacity];
        Span<float> values = stackalloc float[LiveRows.Capacity];
        nuint outputs = r.IsEmpty ? 0 : (nuint)(w.Length / r.Length), stride = (nuint)r.Length;
        foreach (int item in worker.Share(Items(r.Length, worker, out int each), RowWork * w.Length))
        {
            Range range = RangeOf(item, each, r.Length);
            nuint end = (nuint)range.End.Value, four = (nuint)(4 * TLanes.Count);
            r[range].Clear();
            sums[range].Clear();
            for (nuint next = 0; next < outputs;)
            {
                int count = LiveRows.Collect<TVector, TLanes>(in MemoryMarshal.GetReference(s), outputs, ref next, rows, values);
                nuint column = (nuint)range.Start.Value;
                for (; column + four <= end; column += four)
                    LiveSums<TVector, TLanes, N4>(in MemoryMarshal.GetReference(w), column, stride, rows, values, count, sums, r);
                for (; column < end; column += (nuint)TLanes.Count)
                    LiveSums<TVector, TLanes, N1>(in MemoryMarshal.GetReference(w), column, stride, rows, values, count, sums, r);
            }

            int i = range.Start.Value, last = Math.Min(range.End.Value, x.Length);
            for (; i + TLanes.Count <= last; i += TLanes.Count)
            {
                TVector input = TLanes.Load(in x[i], 0), positive = TLanes.Load(in sums[i], 0), negative = TLanes.Load(in r[i], 0);
                TVector lows = boundPerInput ? TLanes.Load(in low[i], 0) : TLanes.Create(low[0]), highs = boundPerInput ? TLanes.Load(in high[i], 0) : TLanes.Create(high[0]);
                TLanes.Store(TLanes.Add(TLanes.Multiply(TLanes.Subtract(input, lows), positive), TLanes.Multiply(TLanes.Subtract(input, highs), negative)), ref r[i], 0);
            }

            for (; i < last; i++)
            {
                int bound = boundPerInput ? i : 0;
                r[i] = ((x[i] - low[bound]) * sums[i]) + ((x[i] - high[bound]) * r[i]);
            }
        }

        worker.Sync();
    }

    /// <summary>
    /// Adds live rows to one or four vectors of columns: <c>w+ s_j</c> to the sums, <c>w- s_j</c> to the relevances. At an input on one of its
    /// bounds only one of them counts, so that neither is taken from the whole sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LiveSums<TVector, TLanes, TVectors>(
        ref readonly float w, nuint column, nuint stride, ReadOnlySpan<nuint> rows, ReadOnlySpan<float> values, int count, Span<float> sums, Span<float> r)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TVectors : struct, INumber
    {
        nuint n = (nuint)TLanes.Count;
        TVector p0 = TLanes.Zero, p1 = p0, p2 = p0, p3 = p0, n0 = p0, n1 = p0, n2 = p0, n3 = p0;
        for (int k = 0; k < count; k++)
        {
            ref readonly float row = ref Unsafe.Add(ref Unsafe.AsRef(in w), (rows[k] * stride) + column);
            TVector value = TLanes.Create(values[k]);
            AddLive(in row, 0, value, ref p0, ref n0);
            if (Unsafe.SizeOf<TVectors>() == 1)
                continue;
            AddLive(in row, n, value, ref p1, ref n1);
            AddLive(in row, 2 * n, value, ref p2, ref n2);
            AddLive(in row, 3 * n, value, ref p3, ref n3);
        }

        ref float positive = ref Unsafe.Add(ref MemoryMarshal.GetReference(sums), column);
        ref float negative = ref Unsafe.Add(ref MemoryMarshal.GetReference(r), column);
        PutLive(ref positive, ref negative, 0, p0, n0);
        if (Unsafe.SizeOf<TVectors>() == 1)
            return;
        PutLive(ref positive, ref negative, n, p1, n1);
        PutLive(ref positive, ref negative, 2 * n, p2, n2);
        PutLive(ref positive, ref negative, 3 * n, p3, n3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void AddLive(ref readonly float row, nuint offset, TVector value, ref TVector positive, ref TVector negative)
        {
            TVector weights = TLanes.Load(in row, offset);
            positive = TLanes.MultiplyAdd(value, TLanes.Max(TLanes.Zero, weights), positive);
            negative = TLanes.MultiplyAdd(value, TLanes.Min(TLanes.Zero, weights), negative);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void PutLive(ref float positive, ref float negative, nuint offset, TVector p, TVector n)
        {
            TLanes.Store(TLanes.Add(TLanes.Load(in positive, offset), p), ref positive, offset);
            TLanes.Store(TLanes.Add(TLanes.Load(in negative, offset), n), ref negative, offset);
        }
    }
}
