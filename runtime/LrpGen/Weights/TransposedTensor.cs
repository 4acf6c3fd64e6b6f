using System.Buffers;
using System.Runtime.CompilerServices;
using LrpGen.Kernels;

namespace LrpGen.Weights;

/// <summary>
/// A matrix of a weight file whose transpose is wanted: value (r, c) goes to <c>c * stride + r</c>. It is read in parts of some rows, so
/// that several threads can take part in it and no copy of the whole is made.
/// </summary>
/// <typeparam name="T"><see cref="float"/>, or for a tensor that stays as it is <see cref="BFloat16"/>.</typeparam>
internal sealed class TransposedTensor<T>(WeightFile file, TensorInfo tensor, int rows, int columns, int stride)
    where T : unmanaged
{
    // Four cache lines of each row of the transpose are written together, from a block that stays in a second-level cache.
    private const int BlockRows = 64;
    private const int BlockColumns = 1024;

    // Rows of a block a whole number of pages apart would fall on the same lines of the first-level cache.
    private const int BlockStride = BlockColumns + 16;

    /// <summary>How many parts there are; none where there are no values, though the file may name two billion rows.</summary>
    public int Parts => columns == 0 ? 0 : (int)(((long)rows + BlockRows - 1) / BlockRows);

    /// <summary>Reads a part into the transpose of the whole.</summary>
    public void Read(int part, Span<T> transpose)
    {
        int row = part * BlockRows, count = Math.Min(BlockRows, rows - row);
        T[] block = ArrayPool<T>.Shared.Rent(Math.Min(BlockRows, rows) * BlockStride);
        try
        {
            for (int column = 0; column < columns; column += BlockColumns)
            {
                int blockColumns = Math.Min(BlockColumns, columns - column);
                for (int r = 0; r < count; r++)
                    file.ReadValues(tensor, ((long)(row + r) * columns) + column, block.AsSpan(r * BlockStride, blockColumns));
                Write(block, count, blockColumns, transpose[((column * stride) + row)..]);
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(ReadOnlySpan<T> block, int count, int blockColumns, Span<T> transpose)
    {
        for (int c = 0; c < blockColumns; c++)
        {
            Span<T> target = transpose.Slice(c * stride, count);
            for (int r = 0; r < target.Length; r++)
                target[r] = block[(r * BlockStride) + c];
        }
    }
}
