using System.Numerics;
using System.Runtime.CompilerServices;
using LrpGen.Threading;

namespace LrpGen.Kernels;

public static partial class Pool
{
    /// <summary>How the relevance of a window comes to the places that it holds.</summary>
    private interface IReturn
    {
        static abstract void Add(in Place place);
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

    /// <summary>
    /// Row after row of windows, block after block: rows of the result are cleared when the first window comes to them, and done with
    /// when the last one has left, while they are in the cache.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Return<TReturn>(
        PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r, in Tail tail, Worker worker)
        where TReturn : struct, IReturn
    {
        int blocks = BlocksOf(shape, r.Length, relevance.Length), pitch = shape.InWidth * Blocks.Lanes;
        tail.Check(r.Length);
        foreach (int block in worker.Share(blocks, r.Length + ((long)tail.Work * r.Length)))
        {
            int start = block * shape.InPixels * Blocks.Lanes, cleared = 0, done = 0;
            for (int row = 0; row < shape.Rows.Length; row++)
            {
                bool isLast = row + 1 == shape.Rows.Length;
                int reached = isLast ? shape.InHeight : Math.Max(shape.Rows[row].End, cleared), left = isLast ? shape.InHeight : shape.Rows[row + 1].Start;
                r.Slice(start + (cleared * pitch), (reached - cleared) * pitch).Clear();
                cleared = reached;
                var line = new Line(shape, (block * shape.Rows.Length) + row);
                for (int k = 0; k < shape.Columns.Length; k++)
                {
                    for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
                    {
                        TReturn.Add(new Place(
                            line.Pitch,
                            shape.Columns[k],
                            line.Window.Divisor,
                            lane,
                            (k * Blocks.Lanes) + lane,
                            x.IsEmpty ? x : line.SourceOf(x),
                            z.IsEmpty ? z : line.ResultOf(z),
                            line.ResultOf(relevance),
                            line.SourceOf(r)));
                    }
                }

                if (left > done)
                {
                    tail.Apply(r, start + (done * pitch), (left - done) * shape.InWidth);
                    done = left;
                }
            }
        }

        worker.Sync();
    }

    /// <summary>A window in one block, for one vector of its channels.</summary>
    /// <param name="pitch">The floats of a row of the picture.</param>
    /// <param name="window">The columns.</param>
    /// <param name="divisor">What an average divides by in rows.</param>
    /// <param name="lane">The first channel.</param>
    /// <param name="at">The window's own place in rows of the result.</param>
    /// <param name="x">The rows of the input that it holds.</param>
    /// <param name="z">Its row of the output.</param>
    /// <param name="relevance">The relevance of that.</param>
    /// <param name="r">The relevance of the rows of the input.</param>
    private readonly ref struct Place(
        int pitch, PoolShape.Window window, int divisor, int lane, int at, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r)
    {
        public readonly int Pitch = pitch;
        public readonly int Start = (window.Start * Blocks.Lanes) + lane;
        public readonly int End = window.End * Blocks.Lanes;
        public readonly int Divisor = divisor * window.Divisor;
        public readonly ReadOnlySpan<float> X = x;
        public readonly Span<float> R = r;
        private readonly ReadOnlySpan<float> _z = z;
        private readonly ReadOnlySpan<float> _relevance = relevance;

        public Vector<float> Largest => Simd.Load(_z, at);

        public Vector<float> Relevance => Simd.Load(_relevance, at);
    }

    private readonly struct AverageShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(in Place place) => AddToAll(in place, place.Relevance / new Vector<float>(place.Divisor));
    }

    private readonly struct WholeShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(in Place place) => AddToAll(in place, place.Relevance);
    }

    private readonly struct WinnerShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(in Place place)
        {
            Vector<float> largest = place.Largest, left = place.Relevance;
            for (int row = 0; row < place.R.Length; row += place.Pitch)
            {
                for (int at = row + place.Start; at < row + place.End; at += Blocks.Lanes)
                {
                    Vector<int> wins = Vector.Equals(Simd.Load(place.X, at), largest);
                    Simd.Store(Simd.Load(place.R, at) + Vector.ConditionalSelect(wins, left, Vector<float>.Zero), place.R, at);
                    left = Vector.ConditionalSelect(wins, Vector<float>.Zero, left);
                }
            }
        }
    }

    private readonly struct SplitShare : IReturn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(in Place place)
        {
            Vector<float> largest = place.Largest, winners = Vector<float>.Zero;
            for (int row = 0; row < place.R.Length; row += place.Pitch)
            {
                for (int at = row + place.Start; at < row + place.End; at += Blocks.Lanes)
                    winners += Vector.ConditionalSelect(Vector.Equals(Simd.Load(place.X, at), largest), Vector<float>.One, Vector<float>.Zero);
            }

            Vector<float> share = Simd.SafeQuotient(place.Relevance, winners);
            for (int row = 0; row < place.R.Length; row += place.Pitch)
            {
                for (int at = row + place.Start; at < row + place.End; at += Blocks.Lanes)
                {
                    Vector<int> wins = Vector.Equals(Simd.Load(place.X, at), largest);
                    Simd.Store(Simd.Load(place.R, at) + Vector.ConditionalSelect(wins, share, Vector<float>.Zero), place.R, at);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToAll(in Place place, Vector<float> share)
    {
        for (int row = 0; row < place.R.Length; row += place.Pitch)
        {
            for (int at = row + place.Start; at < row + place.End; at += Blocks.Lanes)
                Simd.Store(Simd.Load(place.R, at) + share, place.R, at);
        }
    }
}
