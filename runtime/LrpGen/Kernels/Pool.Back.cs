using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

public static partial class Pool
{
    /// <summary>How the relevance of a window comes to the places that it holds.</summary>
    internal interface IReturn
    {
        /// <typeparam name="TVector">Some of the block's channels.</typeparam>
        /// <typeparam name="TLanes">The vector's operations.</typeparam>
        /// <typeparam name="TAdds">Two where the result is added to what is there, one where windows share no place and it is written.</typeparam>
        static abstract void Give<TVector, TLanes, TAdds>(in Place place)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TAdds : struct, INumber;
    }

    /// <summary><c>r_i = sum_j s_j / n_j</c> over the windows j that hold i: the way back of <see cref="Average"/>.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void AverageBack(PoolShape shape, ReadOnlySpan<float> s, Span<float> r, Tail tail, Worker worker) =>
        Return<AverageShare>(shape, [], [], s, r, in tail, worker);

    /// <summary><c>r_i = sum_j s_j</c> over the windows j that hold i: the way back of <see cref="Sum"/>.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void SumBack(PoolShape shape, ReadOnlySpan<float> s, Span<float> r, Tail tail, Worker worker) =>
        Return<WholeShare>(shape, [], [], s, r, in tail, worker);

    /// <summary>The relevance of each window to the first of its largest values, in the order of rows.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="x">The pooling's input.</param>
    /// <param name="z">Its output.</param>
    /// <param name="relevance">The relevance of its output.</param>
    /// <param name="r">Takes the relevance of its input.</param>
    /// <param name="tail">What is done with that.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void MaxToWinner(
        PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r, Tail tail, Worker worker) =>
        ReturnMax<WinnerShare>(shape, x, z, relevance, r, in tail, worker);

    /// <summary>The relevance of each window in equal parts to all of its largest values.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="x">The pooling's input.</param>
    /// <param name="z">Its output.</param>
    /// <param name="relevance">The relevance of its output.</param>
    /// <param name="r">Takes the relevance of its input.</param>
    /// <param name="tail">What is done with that.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void MaxSplit(
        PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r, Tail tail, Worker worker) =>
        ReturnMax<SplitShare>(shape, x, z, relevance, r, in tail, worker);

    private static void ReturnMax<TReturn>(
        PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r, in Tail tail, Worker worker)
        where TReturn : struct, IReturn
    {
        Require.Length(relevance.Length, z.Length);
        Require.Length(r.Length, x.Length);
        Return<TReturn>(shape, x, z, relevance, r, in tail, worker);
    }

    private static void Return<TReturn>(
        PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r, in Tail tail, Worker worker)
        where TReturn : struct, IReturn
    {
        if (Vector512.IsHardwareAccelerated)
            Return<Vector512<float>, Lanes512, TReturn>(shape, x, z, relevance, r, in tail, worker);
        else if (Vector256.IsHardwareAccelerated)
            Return<Vector256<float>, Lanes256, TReturn>(shape, x, z, relevance, r, in tail, worker);
        else
            Return<Vector128<float>, Lanes128, TReturn>(shape, x, z, relevance, r, in tail, worker);
    }

    /// <summary>Windows that touch neither overlap nor leave gaps are written; others are added up.</summary>
    internal static void Return<TVector, TLanes, TReturn>(
        PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r, in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TReturn : struct, IReturn
    {
        if (shape.IsPartition)
            Return<TVector, TLanes, TReturn, N1>(shape, x, z, relevance, r, in tail, worker);
        else
            Return<TVector, TLanes, TReturn, N2>(shape, x, z, relevance, r, in tail, worker);
    }

    /// <summary>
    /// Row after row of windows, block after block: rows of the result are cleared when the first window comes to them, and done with
    /// when the last one has left, while they are in the cache. Rows that lie between windows are cleared with those above them.
    /// </summary>
    private static void Return<TVector, TLanes, TReturn, TAdds>(
        PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r, in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TReturn : struct, IReturn
        where TAdds : struct, INumber
    {
        int blocks = BlocksOf(shape, r.Length, relevance.Length), pitch = shape.InWidth * Blocks.Lanes, outPitch = shape.Columns.Length * Blocks.Lanes;
        tail.Check(r.Length);
        foreach (int block in worker.Share(blocks, (Worker.WorkPerFloat + tail.Work) * r.Length))
        {
            int start = block * shape.InPixels * Blocks.Lanes, cleared = 0, done = 0;
            for (int row = 0; row < shape.Rows.Length; row++)
            {
                PoolShape.Window rows = shape.Rows[row];
                bool isLast = row + 1 == shape.Rows.Length;
                int left = isLast ? shape.InHeight : shape.Rows[row + 1].Start, reached = Math.Max(Math.Max(rows.End, left), cleared);
                if (Unsafe.SizeOf<TAdds>() > 1)
                    r.Slice(start + (cleared * pitch), (reached - cleared) * pitch).Clear();
                cleared = reached;
                int picture = start + (rows.Start * pitch), window = ((block * shape.Rows.Length) + row) * outPitch;
                GiveRow<TVector, TLanes, TReturn, TAdds>(
                    shape.Columns,
                    rows,
                    (nuint)pitch,
                    x.IsEmpty ? x : x.Slice(picture, rows.Count * pitch),
                    z.IsEmpty ? z : z.Slice(window, outPitch),
                    relevance.Slice(window, outPitch),
                    r.Slice(picture, rows.Count * pitch));
                if (left > done)
                {
                    tail.Apply(r, start + (done * pitch), (left - done) * shape.InWidth);
                    done = left;
                }
            }
        }

        worker.Sync();
    }

    /// <summary>A row of windows; the spans hold its rows of the picture and its row of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GiveRow<TVector, TLanes, TReturn, TAdds>(
        ReadOnlySpan<PoolShape.Window> windows, PoolShape.Window rows, nuint pitch, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TReturn : struct, IReturn
        where TAdds : struct, INumber
    {
        for (int k = 0; k < windows.Length; k++)
        {
            for (int lane = 0; lane < Blocks.Lanes; lane += TLanes.Count)
            {
                nuint at = (nuint)((k * Blocks.Lanes) + lane), first = (nuint)((windows[k].Start * Blocks.Lanes) + lane);
                TReturn.Give<TVector, TLanes, TAdds>(new Place
                {
                    X = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), first),
                    R = ref Unsafe.Add(ref MemoryMarshal.GetReference(r), first),
                    Largest = ref Unsafe.Add(ref MemoryMarshal.GetReference(z), at),
                    Relevance = ref Unsafe.Add(ref MemoryMarshal.GetReference(relevance), at),
                    Pitch = pitch,
                    Rows = rows.Count,
                    Columns = windows[k].Count,
                    Divisor = rows.Divisor * windows[k].Divisor,
                });
            }
        }
    }

    /// <summary>A window in one block, for one vector of its channels.</summary>
    internal ref struct Place
    {
        /// <summary>The first value that it holds; nothing for sums and averages, which need none.</summary>
        public ref readonly float X;

        /// <summary>The relevance of that value.</summary>
        public ref float R;

        /// <summary>Its result; nothing for sums and averages.</summary>
        public ref readonly float Largest;

        /// <summary>The relevance of that.</summary>
        public ref readonly float Relevance;

        /// <summary>From one row of the picture to the next.</summary>
        public nuint Pitch;

        public int Rows;

        public int Columns;

        /// <summary>What an average divides by.</summary>
        public float Divisor;
    }

    internal readonly struct AverageShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Give<TVector, TLanes, TAdds>(in Place place)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TAdds : struct, INumber =>
            GiveAll<TVector, TLanes, TAdds>(in place, TLanes.Divide(TLanes.Load(in place.Relevance, 0), TLanes.Create(place.Divisor)));
    }

    internal readonly struct WholeShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Give<TVector, TLanes, TAdds>(in Place place)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TAdds : struct, INumber =>
            GiveAll<TVector, TLanes, TAdds>(in place, TLanes.Load(in place.Relevance, 0));
    }

    internal readonly struct WinnerShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Give<TVector, TLanes, TAdds>(in Place place)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TAdds : struct, INumber
        {
            TVector largest = TLanes.Load(in place.Largest, 0), left = TLanes.Load(in place.Relevance, 0);
            for (int row = 0; row < place.Rows; row++)
            {
                nuint at = (nuint)row * place.Pitch;
                for (int column = 0; column < place.Columns; column++, at += Blocks.Lanes)
                {
                    TVector wins = TLanes.Equal(TLanes.Load(in place.X, at), largest);
                    Put<TVector, TLanes, TAdds>(in place, at, TLanes.Select(wins, left, TLanes.Zero));
                    left = TLanes.Select(wins, TLanes.Zero, left);
                }
            }
        }
    }

    internal readonly struct SplitShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Give<TVector, TLanes, TAdds>(in Place place)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TAdds : struct, INumber
        {
            TVector largest = TLanes.Load(in place.Largest, 0), winners = TLanes.Zero;
            for (int row = 0; row < place.Rows; row++)
            {
                nuint at = (nuint)row * place.Pitch;
                for (int column = 0; column < place.Columns; column++, at += Blocks.Lanes)
                    winners = TLanes.Add(winners, TLanes.Select(TLanes.Equal(TLanes.Load(in place.X, at), largest), TLanes.Create(1), TLanes.Zero));
            }

            TVector share = TLanes.Divide(TLanes.Load(in place.Relevance, 0), winners);
            for (int row = 0; row < place.Rows; row++)
            {
                nuint at = (nuint)row * place.Pitch;
                for (int column = 0; column < place.Columns; column++, at += Blocks.Lanes)
                    Put<TVector, TLanes, TAdds>(in place, at, TLanes.Select(TLanes.Equal(TLanes.Load(in place.X, at), largest), share, TLanes.Zero));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GiveAll<TVector, TLanes, TAdds>(in Place place, TVector share)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TAdds : struct, INumber
    {
        for (int row = 0; row < place.Rows; row++)
        {
            nuint at = (nuint)row * place.Pitch;
            for (int column = 0; column < place.Columns; column++, at += Blocks.Lanes)
                Put<TVector, TLanes, TAdds>(in place, at, share);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TVector, TLanes, TAdds>(in Place place, nuint at, TVector value)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TAdds : struct, INumber =>
        TLanes.Store(Unsafe.SizeOf<TAdds>() > 1 ? TLanes.Add(TLanes.Load(in place.R, at), value) : value, ref place.R, at);
}
