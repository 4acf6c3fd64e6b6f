using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>Pooling over blocked pictures. Results overlap no other argument.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Pool
{
    /// <summary>The largest value of each window; NaN where the window holds one.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker)
    {
        foreach (int item in Rows(shape, x.Length, z.Length, worker))
        {
            var line = new Line(shape, item);
            ReadOnlySpan<float> source = line.SourceOf(x);
            Span<float> result = line.ResultOf(z);
            for (int k = 0; k < shape.Columns.Length; k++)
            {
                PoolShape.Window window = shape.Columns[k];
                for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
                {
                    var largest = new Vector<float>(float.NegativeInfinity);
                    for (int row = 0; row < source.Length; row += line.Pitch)
                    {
                        for (int at = row + (window.Start * Blocks.Lanes); at < row + (window.End * Blocks.Lanes); at += Blocks.Lanes)
                            largest = Vector.Max(largest, Simd.Load(source, at + lane));
                    }

                    Simd.Store(largest, result, (k * Blocks.Lanes) + lane);
                }
            }
        }

        worker.Sync();
    }

    /// <summary>The sum of each window, divided as the shape says.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Average(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker) => Add(shape, x, z, average: true, worker);

    /// <summary>The sum of each window.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Sum(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker) => Add(shape, x, z, average: false, worker);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, bool average, Worker worker)
    {
        foreach (int item in Rows(shape, x.Length, z.Length, worker))
        {
            var line = new Line(shape, item);
            ReadOnlySpan<float> source = line.SourceOf(x);
            Span<float> result = line.ResultOf(z);
            for (int k = 0; k < shape.Columns.Length; k++)
            {
                PoolShape.Window window = shape.Columns[k];
                var divisor = new Vector<float>(average ? line.Window.Divisor * window.Divisor : 1);
                for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
                {
                    // One sum for each row and their sum, so that large windows round less.
                    Vector<float> sum = Vector<float>.Zero;
                    for (int row = 0; row < source.Length; row += line.Pitch)
                    {
                        Vector<float> rowSum = Vector<float>.Zero;
                        for (int at = row + (window.Start * Blocks.Lanes); at < row + (window.End * Blocks.Lanes); at += Blocks.Lanes)
                            rowSum += Simd.Load(source, at + lane);
                        sum += rowSum;
                    }

                    Simd.Store(sum / divisor, result, (k * Blocks.Lanes) + lane);
                }
            }
        }

        worker.Sync();
    }

    /// <summary>One item for each row of each block of the result.</summary>
    private static Worker.ItemShare Rows(PoolShape shape, int inFloats, int outFloats, Worker worker) =>
        worker.Share(BlocksOf(shape, inFloats, outFloats) * shape.Rows.Length, inFloats);

    private static int BlocksOf(PoolShape shape, int inFloats, int outFloats)
    {
        int blocks = inFloats / (shape.InPixels * Blocks.Lanes);
        Require.Length(inFloats, blocks * shape.InPixels * Blocks.Lanes);
        Require.Length(outFloats, blocks * shape.OutPixels * Blocks.Lanes);
        return blocks;
    }

    /// <summary>A row of the result in one block of channels, and the rows of the picture that its windows hold.</summary>
    private readonly struct Line
    {
        private readonly int _source;
        private readonly int _result;
        private readonly int _columns;

        public Line(PoolShape shape, int item)
        {
            (int block, int row) = Math.DivRem(item, shape.Rows.Length);
            Window = shape.Rows[row];
            Pitch = shape.InWidth * Blocks.Lanes;
            _source = ((block * shape.InHeight) + Window.Start) * Pitch;
            _columns = shape.Columns.Length;
            _result = item * _columns * Blocks.Lanes;
        }

        public PoolShape.Window Window { get; }

        /// <summary>The floats of a row of the picture.</summary>
        public int Pitch { get; }

        public ReadOnlySpan<float> SourceOf(ReadOnlySpan<float> x) => x.Slice(_source, (Window.End - Window.Start) * Pitch);

        public ReadOnlySpan<float> ResultOf(ReadOnlySpan<float> z) => z.Slice(_result, _columns * Blocks.Lanes);

        public Span<float> SourceOf(Span<float> x) => x.Slice(_source, (Window.End - Window.Start) * Pitch);

        public Span<float> ResultOf(Span<float> z) => z.Slice(_result, _columns * Blocks.Lanes);
    }
}
