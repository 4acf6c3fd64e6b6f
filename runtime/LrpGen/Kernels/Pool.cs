using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>Pooling over blocked pictures, forward and back. Results overlap no other argument.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pool
{
    /// <summary>The largest value of each window; NaN where the window holds one.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(PoolShape shape, ReadOnlySpan<float> x, Span<float> z)
    {
        foreach (Cell cell in new Cells(shape, x.Length, z.Length))
        {
            for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
            {
                var largest = new Vector<float>(float.NegativeInfinity);
                for (int row = cell.First; row < cell.End; row += cell.Pitch)
                {
                    for (int at = row; at < row + cell.Length; at += Blocks.Lanes)
                        largest = Vector.Max(largest, Simd.Load(x, at + lane));
                }

                Simd.Store(largest, z, cell.Result + lane);
            }
        }
    }

    /// <summary>The sum of each window, divided as the shape says.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Average(PoolShape shape, ReadOnlySpan<float> x, Span<float> z) => Add(shape, x, z, average: true);

    /// <summary>The sum of each window.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Sum(PoolShape shape, ReadOnlySpan<float> x, Span<float> z) => Add(shape, x, z, average: false);

    /// <summary><c>r_i = sum_j s_j / n_j</c> over the windows j that hold i: the way back of <see cref="Average"/>.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void AverageBack(PoolShape shape, ReadOnlySpan<float> s, Span<float> r) => Spread(shape, s, r, average: true);

    /// <summary><c>r_i = sum_j s_j</c> over the windows j that hold i: the way back of <see cref="Sum"/>.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void SumBack(PoolShape shape, ReadOnlySpan<float> s, Span<float> r) => Spread(shape, s, r, average: false);

    /// <summary>The relevance of each window to the first of its largest values, in the order of rows.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="x">The pooling's input.</param>
    /// <param name="z">Its output.</param>
    /// <param name="relevance">The relevance of its output.</param>
    /// <param name="r">Takes the relevance of its input.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaxToWinner(PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r)
    {
        Require.Length(relevance.Length, z.Length);
        Require.Length(r.Length, x.Length);
        r.Clear();
        foreach (Cell cell in new Cells(shape, x.Length, z.Length))
        {
            for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
            {
                Vector<float> largest = Simd.Load(z, cell.Result + lane);
                Vector<float> left = Simd.Load(relevance, cell.Result + lane);
                for (int row = cell.First; row < cell.End; row += cell.Pitch)
                {
                    for (int at = row + lane; at < row + cell.Length; at += Blocks.Lanes)
                    {
                        Vector<int> wins = Vector.Equals(Simd.Load(x, at), largest);
                        Simd.Store(Simd.Load(r, at) + Vector.ConditionalSelect(wins, left, Vector<float>.Zero), r, at);
                        left = Vector.ConditionalSelect(wins, Vector<float>.Zero, left);
                    }
                }
            }
        }
    }

    /// <summary>The relevance of each window in equal parts to all of its largest values.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="x">The pooling's input.</param>
    /// <param name="z">Its output.</param>
    /// <param name="relevance">The relevance of its output.</param>
    /// <param name="r">Takes the relevance of its input.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaxSplit(PoolShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> z, ReadOnlySpan<float> relevance, Span<float> r)
    {
        Require.Length(relevance.Length, z.Length);
        Require.Length(r.Length, x.Length);
        r.Clear();
        foreach (Cell cell in new Cells(shape, x.Length, z.Length))
        {
            for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
            {
                Vector<float> largest = Simd.Load(z, cell.Result + lane);
                Vector<float> winners = Vector<float>.Zero;
                for (int row = cell.First; row < cell.End; row += cell.Pitch)
                {
                    for (int at = row + lane; at < row + cell.Length; at += Blocks.Lanes)
                        winners += Vector.ConditionalSelect(Vector.Equals(Simd.Load(x, at), largest), Vector<float>.One, Vector<float>.Zero);
                }

                Vector<float> share = Simd.SafeQuotient(Simd.Load(relevance, cell.Result + lane), winners);
                for (int row = cell.First; row < cell.End; row += cell.Pitch)
                {
                    for (int at = row + lane; at < row + cell.Length; at += Blocks.Lanes)
                    {
                        Vector<int> wins = Vector.Equals(Simd.Load(x, at), largest);
                        Simd.Store(Simd.Load(r, at) + Vector.ConditionalSelect(wins, share, Vector<float>.Zero), r, at);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, bool average)
    {
        foreach (Cell cell in new Cells(shape, x.Length, z.Length))
        {
            var divisor = new Vector<float>(average ? cell.Divisor : 1);
            for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
            {
                // One sum for each row and their sum, so that large windows round less.
                Vector<float> sum = Vector<float>.Zero;
                for (int row = cell.First; row < cell.End; row += cell.Pitch)
                {
                    Vector<float> rowSum = Vector<float>.Zero;
                    for (int at = row + lane; at < row + cell.Length; at += Blocks.Lanes)
                        rowSum += Simd.Load(x, at);
                    sum += rowSum;
                }

                Simd.Store(sum / divisor, z, cell.Result + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(PoolShape shape, ReadOnlySpan<float> s, Span<float> r, bool average)
    {
        r.Clear();
        foreach (Cell cell in new Cells(shape, r.Length, s.Length))
        {
            var divisor = new Vector<float>(average ? cell.Divisor : 1);
            for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
            {
                Vector<float> share = Simd.Load(s, cell.Result + lane) / divisor;
                for (int row = cell.First; row < cell.End; row += cell.Pitch)
                {
                    for (int at = row + lane; at < row + cell.Length; at += Blocks.Lanes)
                        Simd.Store(Simd.Load(r, at) + share, r, at);
                }
            }
        }
    }

    /// <summary>One window in one block of channels, in floats: its rows start at First and every Pitch behind it, before End, and are Length long.</summary>
    private readonly record struct Cell(int First, int End, int Pitch, int Length, int Divisor, int Result);

    /// <summary>All windows of all blocks, in the order of the result.</summary>
    private ref struct Cells
    {
        private readonly PoolShape _shape;
        private readonly int _blocks;
        private int _block;
        private int _row;
        private int _column = -1;

        public Cells(PoolShape shape, int inFloats, int outFloats)
        {
            _shape = shape;
            _blocks = inFloats / (shape.InPixels * Blocks.Lanes);
            Require.Length(inFloats, _blocks * shape.InPixels * Blocks.Lanes);
            Require.Length(outFloats, _blocks * shape.OutPixels * Blocks.Lanes);
        }

        public readonly Cell Current
        {
            get
            {
                PoolShape.Window row = _shape.Rows[_row];
                PoolShape.Window column = _shape.Columns[_column];
                int pitch = _shape.InWidth * Blocks.Lanes;
                int block = _block * _shape.InPixels * Blocks.Lanes;
                int start = column.Start * Blocks.Lanes;
                return new Cell(
                    block + (row.Start * pitch) + start,
                    block + (row.End * pitch),
                    pitch,
                    (column.End - column.Start) * Blocks.Lanes,
                    row.Divisor * column.Divisor,
                    ((_block * _shape.OutPixels) + (_row * _shape.Columns.Length) + _column) * Blocks.Lanes);
            }
        }

        public readonly Cells GetEnumerator() => this;

        public bool MoveNext()
        {
            if (++_column < _shape.Columns.Length)
                return true;
            _column = 0;
            if (++_row < _shape.Rows.Length)
                return true;
            _row = 0;
            return ++_block < _blocks;
        }
    }
}
