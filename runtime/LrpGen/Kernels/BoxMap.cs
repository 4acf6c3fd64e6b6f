using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>
/// The way back of a z-box to a plain picture of few channels, output by output: the weights of each output channel, times its value, are
/// added to rows of sums, which hold for every input pixel those of all channels' weights above zero and then those below. A value of zero
/// costs nothing. Packed weights: <c>[kernel row][output channel][kernel column][sums of a pixel]</c>, the rows padded to a multiple of 16.
/// </summary>
internal sealed class BoxMap
{
    /// <summary>Channels of a picture: colors and what goes with them.</summary>
    public const int MostChannels = 4;

    /// <summary>Rows of the picture that an item makes: their sums stay in a second-level cache.</summary>
    private const int MostBandRows = 32;

    private BoxMap(
        ConvImage picture, ConvImage output, int kernelHeight, int kernelWidth, int strideY, int strideX, int padTop, int padLeft, int dilationY)
    {
        Picture = picture;
        Output = output;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
        StrideY = strideY;
        StrideX = strideX;
        PadTop = padTop;
        PadLeft = padLeft;
        DilationY = dilationY;
        // A power of two, so that with a stride of two colors begin at a whole vector for every output.
        Half = picture.Channels switch { 1 => 1, 2 => 2, _ => 4 };
        RowFloats = Require.Padded(kernelWidth * 2 * Half);
        TapFloats = output.Channels * RowFloats;
        Floats = kernelHeight * TapFloats;
        Pitch = Require.Padded(Math.Max(((output.Width - 1) * strideX * 2 * Half) + RowFloats, (padLeft + picture.Width) * 2 * Half));
        Sums = picture.Height * Pitch;
        Bands = (picture.Height + MostBandRows - 1) / MostBandRows;
        Products = 2L * output.Floats * picture.Channels * kernelHeight * kernelWidth;
    }

    /// <summary>Null where the weights or sums are more than an array can hold.</summary>
    public static BoxMap? Of(
        ConvImage picture, ConvImage output, int kernelHeight, int kernelWidth, int strideY, int strideX, int padTop, int padLeft, int dilationY)
    {
        const long MostPixelFloats = 2 * MostChannels, Rounding = ConvImage.Lanes;
        long row = (kernelWidth * MostPixelFloats) + Rounding;
        long pitch = Math.Max(((long)output.Width * strideX * MostPixelFloats) + row, ((long)padLeft + picture.Width) * MostPixelFloats) + Rounding;
        return (Int128)row * kernelHeight * output.Channels > int.MaxValue || (Int128)pitch * picture.Height > int.MaxValue
            ? null
            : new BoxMap(picture, output, kernelHeight, kernelWidth, strideY, strideX, padTop, padLeft, dilationY);
    }

    public ConvImage Picture { get; }

    public ConvImage Output { get; }

    public int KernelHeight { get; }

    public int KernelWidth { get; }

    public int StrideY { get; }

    public int StrideX { get; }

    public int PadTop { get; }

    public int PadLeft { get; }

    public int DilationY { get; }

    /// <summary>From a pixel's sums over weights above zero to those over weights below.</summary>
    public int Half { get; }

    /// <summary>The weights of a row of the kernel for one output channel.</summary>
    public int RowFloats { get; }

    /// <summary>The weights of that row for all output channels.</summary>
    public int TapFloats { get; }

    /// <summary>All weights.</summary>
    public int Floats { get; }

    /// <summary>From one row of sums to the next; a row starts with the columns of padding.</summary>
    public int Pitch { get; }

    /// <summary>All sums.</summary>
    public int Sums { get; }

    /// <summary>The items of a pass.</summary>
    public int Bands { get; }

    /// <summary>The multiply-adds of a pass where no value is zero.</summary>
    public long Products { get; }

    /// <summary>The rows of the picture that a band makes: its first, and the one behind its last.</summary>
    public (int Top, int End) RowsOf(int band) => (band * MostBandRows, Math.Min(Picture.Height, (band + 1) * MostBandRows));

    /// <summary>The rows of outputs of which some tap lies in some rows of the picture: the first, and the one behind the last.</summary>
    public (int First, int End) OutputRowsOf(int top, int end)
    {
        int first = Math.Max(0, top + PadTop - ((KernelHeight - 1) * DilationY));
        return ((first + StrideY - 1) / StrideY, Math.Min(Output.Height, (end - 1 + PadTop) / StrideY + 1));
    }

    /// <summary>The rows of the kernel that connect a row of outputs to some rows of the picture: the first, and the one behind the last.</summary>
    public (int First, int End) TapsOf(int outputRow, int top, int end)
    {
        int zero = (outputRow * StrideY) - PadTop;
        int first = Math.Max(0, top - zero), behind = Math.Max(0, end - zero);
        return ((first + DilationY - 1) / DilationY, Math.Min(KernelHeight, (behind + DilationY - 1) / DilationY));
    }

    /// <summary>Packs the weights of an output channel.</summary>
    /// <param name="channel">Which.</param>
    /// <param name="weights">All weights, in the file's order.</param>
    /// <param name="signs">What they are multiplied by.</param>
    /// <param name="packed">Takes them, among zeros.</param>
    public void Pack(int channel, ReadOnlySpan<float> weights, WeightSigns signs, Span<float> packed)
    {
        int taps = KernelHeight * KernelWidth;
        ReadOnlySpan<float> from = weights.Slice(channel * Picture.Channels * taps, Picture.Channels * taps);
        for (int k = 0; k < from.Length; k++)
        {
            (int color, int tap) = Math.DivRem(k, taps);
            (int row, int column) = Math.DivRem(tap, KernelWidth);
            int at = (row * TapFloats) + (channel * RowFloats) + (column * 2 * Half) + color;
            float weight = signs.Of(from[k]);
            packed[at] = Math.Max(weight, 0);
            packed[at + Half] = Math.Min(weight, 0);
        }
    }
}
