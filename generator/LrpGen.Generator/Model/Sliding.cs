using System;
using System.Globalization;
using LrpGen.Generator.Layers;

namespace LrpGen.Generator.Model;

/// <summary>How a kernel or window slides along rows and columns, as declared.</summary>
/// <param name="KernelY">Its rows.</param>
/// <param name="KernelX">Its columns.</param>
/// <param name="StrideY">The distance of neighboring places in rows.</param>
/// <param name="StrideX">And in columns.</param>
/// <param name="Top">Rows of padding above.</param>
/// <param name="Bottom">Rows of padding below.</param>
/// <param name="Left">Columns of padding on the left.</param>
/// <param name="Right">Columns of padding on the right.</param>
/// <param name="DilationY">The distance of neighboring weights in rows.</param>
/// <param name="DilationX">And in columns.</param>
/// <param name="IsSame">Whether the padding follows from the size instead.</param>
/// <param name="IsCeil">Whether a last window that ends outside is kept.</param>
internal readonly record struct Sliding(
    int KernelY, int KernelX, int StrideY, int StrideX, int Top, int Bottom, int Left, int Right, int DilationY, int DilationX, bool IsSame, bool IsCeil)
{
    /// <summary>The rows that the kernel spans.</summary>
    public int SpanY => Span(KernelY, DilationY);

    /// <summary>The columns that the kernel spans.</summary>
    public int SpanX => Span(KernelX, DilationX);

    public bool IsPadded => IsSame || Top > 0 || Bottom > 0 || Left > 0 || Right > 0;

    /// <summary>The padding for a picture of a size: what was declared, or what makes the output <c>ceil(size / stride)</c>.</summary>
    public Sliding For(Dims input)
    {
        if (!IsSame)
            return this;
        int y = Same(input.Height, SpanY, StrideY);
        int x = Same(input.Width, SpanX, StrideX);
        return this with { Top = y / 2, Bottom = y - (y / 2), Left = x / 2, Right = x - (x / 2), IsSame = false };
    }

    /// <summary>The rows of the output; below 1 where the kernel does not fit.</summary>
    public int OutHeight(int height) => Steps(height, SpanY, StrideY, Top, Bottom);

    /// <summary>The columns of the output.</summary>
    public int OutWidth(int width) => Steps(width, SpanX, StrideX, Left, Right);

    /// <summary>Says that the kernel is larger than the padded input.</summary>
    /// <param name="input">The shape that comes in.</param>
    /// <param name="noun">What slides: "kernel".</param>
    /// <param name="report">Where to say it.</param>
    public void ReportRoom(Dims input, string noun, ShapeReport report)
    {
        string Places(long y, long x) => string.Format(CultureInfo.InvariantCulture, input.Rank == 3 ? "{0}x{1}" : "{1}", y, x);
        report(
            $"at least {Places(SpanY, SpanX)} places with padding",
            $"padded it has {Places((long)input.Height + Top + Bottom, (long)input.Width + Left + Right)}; make the {noun} smaller or pad more");
    }

    // More than half of what an int counts fits nowhere, however much more it is.
    private static int Span(int kernel, int dilation) => (int)Math.Min(((kernel - 1L) * dilation) + 1, int.MaxValue / 2);

    private static int Same(int size, int span, int stride) => (int)Math.Max(0, (((((long)size + stride - 1) / stride) - 1) * stride) + span - size);

    private int Steps(int size, int span, int stride, int before, int behind)
    {
        long room = (long)size + before + behind - span;
        if (room < 0)
            return 0;
        if (!IsCeil)
            return (int)Math.Min((room / stride) + 1, int.MaxValue);

        // A last window must start inside the picture or the padding before it.
        long steps = ((room + stride - 1) / stride) + 1;
        return (int)Math.Min((steps - 1) * stride >= (long)size + before ? steps - 1 : steps, int.MaxValue);
    }
}
