namespace LrpGen.Import.Network;

/// <summary>Rows and columns around a picture; a sequence has columns alone.</summary>
internal readonly record struct Frame(int Top, int Left, int Bottom, int Right)
{
    public bool IsEmpty => Top == 0 && Left == 0 && Bottom == 0 && Right == 0;

    public Frame Plus(Frame other) => new(Top + other.Top, Left + other.Left, Bottom + other.Bottom, Right + other.Right);

    /// <summary>Adds the padding to a sliding layer's attribute.</summary>
    /// <param name="text">The attribute.</param>
    /// <param name="isSame">Whether it is what TensorFlow's "same" would add.</param>
    public AttributeText AddTo(AttributeText text, bool isSame)
    {
        if (Top == Bottom && Left == Right)
            return text.Both("Padding", Top, Left, 0);
        if (isSame)
            return text.Named("Same", "true");
        return text.Named("PaddingTop", Top, 0).Named("PaddingBottom", Bottom, 0).Named("PaddingLeft", Left, 0).Named("PaddingRight", Right, 0);
    }
}

/// <summary>How a kernel or window slides.</summary>
internal sealed record Sliding(int KernelY, int KernelX, int StrideY, int StrideX, int DilationY, int DilationX, Frame Padding)
{
    public int SpanY => (int)Math.Min(((KernelY - 1L) * DilationY) + 1, int.MaxValue / 4);

    public int SpanX => (int)Math.Min(((KernelX - 1L) * DilationX) + 1, int.MaxValue / 4);

    /// <summary>Whether the padding is what makes the output <c>ceil(size / stride)</c>, the odd row or column at the end.</summary>
    public bool IsSame(int height, int width) =>
        Same(height, SpanY, StrideY) is var y && Same(width, SpanX, StrideX) is var x
        && Padding == new Frame(y / 2, x / 2, y - (y / 2), x - (x / 2));

    /// <summary>All the padding that "same" adds along one direction.</summary>
    public static int Same(int size, int span, int stride) => (int)Math.Max(0, (((((long)size + stride - 1) / stride) - 1) * stride) + span - size);

    /// <summary>The rows and columns of the output.</summary>
    /// <param name="height">The input's rows.</param>
    /// <param name="width">The input's columns.</param>
    /// <param name="isCeil">Whether a last window that begins inside is kept though it ends outside.</param>
    public (long Height, long Width) Output(int height, int width, bool isCeil = false) =>
        (Steps(height, SpanY, StrideY, Padding.Top, Padding.Bottom, isCeil), Steps(width, SpanX, StrideX, Padding.Left, Padding.Right, isCeil));

    private static long Steps(int size, int span, int stride, int before, int behind, bool isCeil)
    {
        long room = (long)size + before + behind - span;
        if (room < 0)
            return 0;
        if (!isCeil)
            return (room / stride) + 1;
        long steps = ((room + stride - 1) / stride) + 1;
        return (steps - 1) * stride >= (long)size + before ? steps - 1 : steps;
    }
}
