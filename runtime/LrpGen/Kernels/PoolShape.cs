using System.ComponentModel;

namespace LrpGen.Kernels;

/// <summary>
/// The windows of a pooling over blocked pictures: for each row and each column of the result, the first input place and the one
/// behind the last. Places outside the picture are left out; how many there were is kept for averages that count them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PoolShape
{
    private PoolShape(int inHeight, int inWidth, Window[] rows, Window[] columns)
    {
        (InHeight, InWidth, Rows, Columns) = (inHeight, inWidth, rows, columns);
        IsPartition = Cuts(rows, inHeight) && Cuts(columns, inWidth);
    }

    /// <summary>One side of a window: the input places from Start to End, and the number that an average divides by.</summary>
    internal readonly record struct Window(int Start, int End, int Divisor)
    {
        public int Count => End - Start;
    }

    internal int InHeight { get; }

    internal int InWidth { get; }

    internal Window[] Rows { get; }

    internal Window[] Columns { get; }

    /// <summary>Whether every place belongs to one window.</summary>
    internal bool IsPartition { get; }

    internal int InPixels => InHeight * InWidth;

    internal int OutPixels => Rows.Length * Columns.Length;

    /// <summary>Windows of one size at even distances.</summary>
    /// <param name="inHeight">The picture's rows.</param>
    /// <param name="inWidth">Its columns.</param>
    /// <param name="outHeight">The result's rows.</param>
    /// <param name="outWidth">Its columns.</param>
    /// <param name="kernelY">The window's rows.</param>
    /// <param name="kernelX">Its columns.</param>
    /// <param name="strideY">The distance of windows in rows.</param>
    /// <param name="strideX">And in columns.</param>
    /// <param name="padTop">Rows before the picture.</param>
    /// <param name="padBottom">Rows behind it.</param>
    /// <param name="padLeft">Columns before it.</param>
    /// <param name="padRight">Columns behind it.</param>
    /// <param name="countPadding">Whether averages divide by padded places too; those beyond the padding never count.</param>
    public static PoolShape Sliding(
        int inHeight, int inWidth, int outHeight, int outWidth, int kernelY, int kernelX, int strideY, int strideX, int padTop, int padBottom, int padLeft, int padRight, bool countPadding) =>
        new(
            inHeight,
            inWidth,
            Slide(inHeight, outHeight, kernelY, strideY, padTop, padBottom, countPadding),
            Slide(inWidth, outWidth, kernelX, strideX, padLeft, padRight, countPadding));

    /// <summary>Windows that cut a picture into a given number of rows and columns, as even as whole places allow.</summary>
    public static PoolShape Adaptive(int inHeight, int inWidth, int outHeight, int outWidth) =>
        new(inHeight, inWidth, Cut(inHeight, outHeight), Cut(inWidth, outWidth));

    private static Window[] Slide(int size, int count, int kernel, int stride, int before, int behind, bool countPadding)
    {
        var windows = new Window[count];
        for (int k = 0; k < count; k++)
        {
            int start = (k * stride) - before;
            int end = start + kernel;
            int inside = Math.Min(end, size) - Math.Max(start, 0);
            windows[k] = new Window(Math.Max(start, 0), Math.Min(end, size), countPadding ? Math.Min(end, size + behind) - start : inside);
        }

        return windows;
    }

    private static bool Cuts(Window[] windows, int size)
    {
        int reached = 0;
        foreach (Window window in windows)
        {
            if (window.Start != reached)
                return false;
            reached = window.End;
        }

        return reached == size;
    }

    private static Window[] Cut(int size, int count)
    {
        var windows = new Window[count];
        for (int k = 0; k < count; k++)
        {
            int start = (int)((long)k * size / count);
            int end = (int)((((long)(k + 1) * size) + count - 1) / count);
            windows[k] = new Window(start, end, end - start);
        }

        return windows;
    }
}
