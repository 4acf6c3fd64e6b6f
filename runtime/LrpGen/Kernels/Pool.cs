using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>Pooling over blocked pictures. Results overlap no other argument.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Pool
{
    /// <summary>What becomes of the values of a window.</summary>
    internal interface IGather
    {
        /// <summary>Looks at one or two vectors of channels, side by side, so that neither waits for itself.</summary>
        /// <param name="first">The window's first value.</param>
        /// <param name="pitch">From one row of the picture to the next.</param>
        /// <param name="rows">The window's rows, at least one.</param>
        /// <param name="columns">Its columns, at least one.</param>
        /// <param name="divisor">What an average divides by.</param>
        /// <param name="other">What becomes of the second vector.</param>
        static abstract TVector Of<TVector, TLanes, TVectors>(ref readonly float first, nuint pitch, int rows, int columns, float divisor, out TVector other)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TVectors : struct, INumber;
    }

    /// <summary>The largest value of each window; NaN where the window holds one.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Max(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker) => Gather<LargestValue>(shape, x, z, worker);

    /// <summary>The sum of each window, divided as the shape says.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Average(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker) => Gather<AverageValue>(shape, x, z, worker);

    /// <summary>The sum of each window.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Sum(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker) => Gather<SummedValue>(shape, x, z, worker);

    private static void Gather<TGather>(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker)
        where TGather : struct, IGather
    {
        if (Vector512.IsHardwareAccelerated)
            Gather<Vector512<float>, Lanes512, TGather>(shape, x, z, worker);
        else if (Vector256.IsHardwareAccelerated)
            Gather<Vector256<float>, Lanes256, TGather>(shape, x, z, worker);
        else
            Gather<Vector128<float>, Lanes128, TGather>(shape, x, z, worker);
    }

    /// <summary>One item for each row of the result in each block, row after row, as convolutions share them.</summary>
    internal static void Gather<TVector, TLanes, TGather>(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TGather : struct, IGather
    {
        int pitch = shape.InWidth * Blocks.Lanes, blocks = BlocksOf(shape, x.Length, z.Length);
        foreach (int item in worker.Share(blocks * shape.Rows.Length, Worker.WorkPerFloat * x.Length))
        {
            (int row, int block) = Math.DivRem(item, blocks);
            PoolShape.Window rows = shape.Rows[row];
            ReadOnlySpan<float> source = x[(((block * shape.InHeight) + rows.Start) * pitch)..];
            Span<float> result = z.Slice(((block * shape.Rows.Length) + row) * shape.Columns.Length * Blocks.Lanes, shape.Columns.Length * Blocks.Lanes);
            if (TLanes.Count == Blocks.Lanes)
                GatherRow<TVector, TLanes, N1, TGather>(shape, in rows, source, result);
            else
                GatherRow<TVector, TLanes, N2, TGather>(shape, in rows, source, result);
        }

        worker.Sync();
    }

    /// <summary>A row of one block's results. Never inlined: a caller that is compiled again may take it in and leave what it calls as calls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void GatherRow<TVector, TLanes, TVectors, TGather>(PoolShape shape, ref readonly PoolShape.Window rows, ReadOnlySpan<float> x, Span<float> z)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TVectors : struct, INumber
        where TGather : struct, IGather
    {
        nuint pitch = (nuint)(shape.InWidth * Blocks.Lanes), count = (nuint)TLanes.Count;
        ref readonly float source = ref MemoryMarshal.GetReference(x);
        ref float result = ref MemoryMarshal.GetReference(z);
        foreach (ref readonly PoolShape.Window columns in shape.Columns.AsSpan())
        {
            ref readonly float first = ref Unsafe.Add(ref Unsafe.AsRef(in source), columns.Start * Blocks.Lanes);
            float divisor = rows.Divisor * columns.Divisor;
            for (nuint lane = 0; lane < Blocks.Lanes; lane += (nuint)Unsafe.SizeOf<TVectors>() * count)
            {
                ref readonly float start = ref Unsafe.Add(ref Unsafe.AsRef(in first), lane);
                TLanes.Store(TGather.Of<TVector, TLanes, TVectors>(in start, pitch, rows.Count, columns.Count, divisor, out TVector other), ref result, lane);
                if (Unsafe.SizeOf<TVectors>() > 1)
                    TLanes.Store(other, ref result, lane + count);
            }

            result = ref Unsafe.Add(ref result, Blocks.Lanes);
        }
    }

    private static int BlocksOf(PoolShape shape, int inFloats, int outFloats)
    {
        int blocks = inFloats / (shape.InPixels * Blocks.Lanes);
        Require.Length(inFloats, blocks * shape.InPixels * Blocks.Lanes);
        Require.Length(outFloats, blocks * shape.OutPixels * Blocks.Lanes);
        return blocks;
    }

    internal readonly struct LargestValue : IGather
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector, TLanes, TVectors>(ref readonly float first, nuint pitch, int rows, int columns, float divisor, out TVector other)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TVectors : struct, INumber
        {
            nuint count = (nuint)TLanes.Count;
            TVector largest = TLanes.Load(in first, 0);
            other = Unsafe.SizeOf<TVectors>() > 1 ? TLanes.Load(in first, count) : largest;
            for (int row = 0; row < rows; row++)
            {
                nuint at = (nuint)row * pitch;
                for (int column = 0; column < columns; column++, at += Blocks.Lanes)
                {
                    largest = TLanes.Largest(largest, TLanes.Load(in first, at));
                    if (Unsafe.SizeOf<TVectors>() > 1)
                        other = TLanes.Largest(other, TLanes.Load(in first, at + count));
                }
            }

            return largest;
        }
    }

    internal readonly struct SummedValue : IGather
    {
        /// <summary>One sum for each row and their sum, so that large windows round less.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector, TLanes, TVectors>(ref readonly float first, nuint pitch, int rows, int columns, float divisor, out TVector other)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TVectors : struct, INumber
        {
            nuint count = (nuint)TLanes.Count;
            TVector sum = TLanes.Zero;
            other = sum;
            for (int row = 0; row < rows; row++)
            {
                TVector rowSum = TLanes.Zero, otherRow = rowSum;
                nuint at = (nuint)row * pitch;
                for (int column = 0; column < columns; column++, at += Blocks.Lanes)
                {
                    rowSum = TLanes.Add(rowSum, TLanes.Load(in first, at));
                    if (Unsafe.SizeOf<TVectors>() > 1)
                        otherRow = TLanes.Add(otherRow, TLanes.Load(in first, at + count));
                }

                sum = TLanes.Add(sum, rowSum);
                other = TLanes.Add(other, otherRow);
            }

            return sum;
        }
    }

    internal readonly struct AverageValue : IGather
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector, TLanes, TVectors>(ref readonly float first, nuint pitch, int rows, int columns, float divisor, out TVector other)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
            where TVectors : struct, INumber
        {
            TVector divisors = TLanes.Create(divisor), sum = SummedValue.Of<TVector, TLanes, TVectors>(in first, pitch, rows, columns, divisor, out other);
            other = TLanes.Divide(other, divisors);
            return TLanes.Divide(sum, divisors);
        }
    }
}
