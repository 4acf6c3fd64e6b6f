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
        /// <summary>Looks at one vector of channels.</summary>
        /// <param name="first">The window's first value.</param>
        /// <param name="pitch">From one row of the picture to the next.</param>
        /// <param name="rows">The window's rows, at least one.</param>
        /// <param name="columns">Its columns, at least one.</param>
        /// <param name="divisor">What an average divides by.</param>
        static abstract TVector Of<TVector, TLanes>(ref readonly float first, nuint pitch, int rows, int columns, float divisor)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gather<TVector, TLanes, TGather>(PoolShape shape, ReadOnlySpan<float> x, Span<float> z, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TGather : struct, IGather
    {
        nuint pitch = (nuint)(shape.InWidth * Blocks.Lanes);
        int blocks = BlocksOf(shape, x.Length, z.Length);
        foreach (int item in worker.Share(blocks * shape.Rows.Length, Worker.WorkPerFloat * x.Length))
        {
            (int row, int block) = Math.DivRem(item, blocks);
            PoolShape.Window rows = shape.Rows[row];
            ref readonly float source = ref MemoryMarshal.GetReference(x[(((block * shape.InHeight) + rows.Start) * (int)pitch)..]);
            ref float result = ref MemoryMarshal.GetReference(z.Slice(((block * shape.Rows.Length) + row) * shape.Columns.Length * Blocks.Lanes, shape.Columns.Length * Blocks.Lanes));
            foreach (ref readonly PoolShape.Window columns in shape.Columns.AsSpan())
            {
                ref readonly float first = ref Unsafe.Add(ref Unsafe.AsRef(in source), columns.Start * Blocks.Lanes);
                float divisor = rows.Divisor * columns.Divisor;
                for (nuint lane = 0; lane < Blocks.Lanes; lane += (nuint)TLanes.Count)
                {
                    ref readonly float start = ref Unsafe.Add(ref Unsafe.AsRef(in first), lane);
                    TLanes.Store(TGather.Of<TVector, TLanes>(in start, pitch, rows.Count, columns.Count, divisor), ref result, lane);
                }

                result = ref Unsafe.Add(ref result, Blocks.Lanes);
            }
        }

        worker.Sync();
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
        public static TVector Of<TVector, TLanes>(ref readonly float first, nuint pitch, int rows, int columns, float divisor)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
        {
            TVector largest = TLanes.Load(in first, 0);
            for (int row = 0; row < rows; row++)
            {
                nuint at = (nuint)row * pitch;
                for (int column = 0; column < columns; column++, at += Blocks.Lanes)
                    largest = TLanes.Largest(largest, TLanes.Load(in first, at));
            }

            return largest;
        }
    }

    internal readonly struct SummedValue : IGather
    {
        /// <summary>One sum for each row and their sum, so that large windows round less.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector, TLanes>(ref readonly float first, nuint pitch, int rows, int columns, float divisor)
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
        {
            TVector sum = TLanes.Zero;
            for (int row = 0; row < rows; row++)
            {
                TVector rowSum = TLanes.Zero;
                nuint at = (nuint)row * pitch;
                for (int column = 0; column < columns; column++, at += Blocks.Lanes)
                    rowSum = TLanes.Add(rowSum, TLanes.Load(in first, at));
                sum = TLanes.Add(sum, rowSum);
            }

            return sum;
        }
    }

    internal readonly struct AverageValue : IGather
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector, TLanes>(ref readonly float first, nuint pitch, int rows, int columns, float divisor)
            where TVector : struct
            where TLanes : struct, ILanes<TVector> =>
            TLanes.Divide(SummedValue.Of<TVector, TLanes>(in first, pitch, rows, columns, divisor), TLanes.Create(divisor));
    }
}
