using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>
/// Result pixels that see the same taps of the kernel, all of them inside the picture: rows and columns, evenly spaced.
/// Distances are in pixels.
/// </summary>
internal sealed class ConvRectangle
{
    public ConvRectangle(ConvRun y, ConvRun x, int kernelWidth, int resultWidth, int sourceWidth)
    {
        Rows = y.Count;
        Columns = x.Count;
        First = (y.First * resultWidth) + x.First;
        RowStep = y.Step * resultWidth;
        ColumnStep = x.Step;
        SourceRowStep = y.SourceStep * sourceWidth;
        SourceColumnStep = x.SourceStep;
        if (RowStep == Columns * ColumnStep && SourceRowStep == Columns * SourceColumnStep)
        {
            // The next row begins where this one ends, as with kernels of one tap: one long row makes fuller tiles.
            Columns *= Rows;
            Rows = 1;
        }

        Taps = new int[y.Taps.Length * x.Taps.Length];
        Sources = new int[Taps.Length];
        for (int t = 0; t < Taps.Length; t++)
        {
            (int ky, int kx) = Math.DivRem(t, x.Taps.Length);
            Taps[t] = (y.Taps[ky] * kernelWidth) + x.Taps[kx];
            Sources[t] = (y.Sources[ky] * sourceWidth) + x.Sources[kx];
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The first result pixel.</summary>
    public int First { get; }

    public int RowStep { get; }

    public int ColumnStep { get; }

    public int SourceRowStep { get; }

    public int SourceColumnStep { get; }

    /// <summary>Numbers of taps in the kernel.</summary>
    public int[] Taps { get; }

    /// <summary>For each tap the source pixel of the first result pixel.</summary>
    public int[] Sources { get; }

    /// <summary>A result pixel of the rectangle.</summary>
    public int ResultOf(int row, int column) => First + (row * RowStep) + (column * ColumnStep);
}

/// <summary>The weights of 16 result channels: the source channels that any of them is connected to, and where they lie.</summary>
/// <param name="From">The first source channel.</param>
/// <param name="To">The one after the last.</param>
/// <param name="Offset">The first float in the packed weights.</param>
internal readonly record struct ConvPanel(int From, int To, int Offset);

/// <summary>One side of a picture in blocks of 16 channels: <c>[blocks][height * width][16]</c>.</summary>
internal readonly record struct ConvImage(int Channels, int Height, int Width)
{
    public const int Lanes = Require.RowAlignment;

    public int Blocks => (Channels + Lanes - 1) / Lanes;

    public int Pixels { get; } = checked(Height * Width);

    public int Floats { get; } = checked((Channels + Lanes - 1) / Lanes * Lanes * Height * Width);
}

/// <summary>
/// A convolution in one of its two directions: for every result pixel the source pixels it sees, for every block of result
/// channels its weights. Packed weights: <c>[result block][source block][tap][source channel][16 result channels]</c>, of the
/// source channels only those between the panel's ends. With one channel per group <c>[block][tap][16]</c>; with few result
/// channels <c>[source block][tap][result channel][16 source channels]</c>.
/// </summary>
internal sealed class ConvMap
{
    /// <summary>
    /// Products added up before they are added to the result: sums in two levels round less than one long sum, and the weights of two
    /// blocks stay in a first-level cache.
    /// </summary>
    private const int ChunkProducts = 288;

    private const int MostDotChannels = 4;

    public ConvMap(ConvImage source, ConvImage result, int groups, int kernelWidth, int taps, List<ConvRun> y, List<ConvRun> x)
    {
        Source = source;
        Result = result;
        Groups = groups;
        Taps = taps;
        Rectangles = [.. from rows in y from columns in x select new ConvRectangle(rows, columns, kernelWidth, result.Width, source.Width)];
        ChunkBlocks = Math.Max(1, ChunkProducts / ConvImage.Lanes / taps);
        IsDepthwise = groups == source.Channels && groups == result.Channels && groups > 1;
        IsDot = groups == 1 && result.Channels <= MostDotChannels && source.Channels >= 4 * result.Channels;
        Strips = [.. Rectangles.SelectMany(ConvStrip.Cut)];
        Pieces = ConvStrip.Gather(Strips);
        PieceProducts = [.. Pieces.Select(piece => Math.Max(1, Strips[piece].Sum(static strip => strip.TileProducts)))];
        Panels = new ConvPanel[result.Blocks];
        int offset = 0;
        for (int block = 0; block < Panels.Length; block++)
        {
            int first = block * ConvImage.Lanes, last = Math.Min(first + ConvImage.Lanes, result.Channels) - 1;
            var panel = new ConvPanel(first / ResultsPerGroup * SourcesPerGroup, ((last / ResultsPerGroup) + 1) * SourcesPerGroup, offset);
            Panels[block] = panel;
            int perTap = IsDepthwise ? 1 : IsDot ? source.Blocks * result.Channels : panel.To - panel.From;
            offset = checked(offset + (ConvImage.Lanes * taps * perTap));
        }

        Floats = offset;
        Products = (long)result.Channels * SourcesPerGroup * Rectangles.Sum(static rectangle => (long)rectangle.Rows * rectangle.Columns * rectangle.Taps.Length);
    }

    public ConvImage Source { get; }

    public ConvImage Result { get; }

    public int Groups { get; }

    /// <summary>All taps of the kernel.</summary>
    public int Taps { get; }

    /// <summary>Together every result pixel once.</summary>
    public ConvRectangle[] Rectangles { get; }

    /// <summary>The rectangles in parts that stay in a first-level cache.</summary>
    public ConvStrip[] Strips { get; }

    /// <summary>Runs of strips that are worth a worker's while.</summary>
    public Range[] Pieces { get; }

    /// <summary>For each piece how many products of a source channel its tiles take, at least one: among them the next weights are fetched.</summary>
    public int[] PieceProducts { get; }

    /// <summary>The multiply-adds of a pass.</summary>
    public long Products { get; }

    /// <summary>One for each block of result channels.</summary>
    public ConvPanel[] Panels { get; }

    /// <summary>Source blocks whose products are added up before they are added to the result.</summary>
    public int ChunkBlocks { get; }

    /// <summary>Every result channel sees one source channel, that of its own number.</summary>
    public bool IsDepthwise { get; }

    /// <summary>So few result channels that vectors of source channels serve better.</summary>
    public bool IsDot { get; }

    /// <summary>The length of the packed weights.</summary>
    public int Floats { get; }

    public int SourcesPerGroup => Source.Channels / Groups;

    public int ResultsPerGroup => Result.Channels / Groups;

    /// <summary>Puts the weights of a block of result channels where the kernels read them.</summary>
    /// <param name="block">The block.</param>
    /// <param name="weights">The weights in the file's order.</param>
    /// <param name="resultStride">How far apart the file has the weights of neighboring result channels of a group.</param>
    /// <param name="sourceStride">How far apart the file has the weights of neighboring source channels.</param>
    /// <param name="signs">What they are multiplied by.</param>
    /// <param name="packed">Takes the weights; zero where channels are not connected.</param>
    public void Pack(int block, ReadOnlySpan<float> weights, int resultStride, int sourceStride, WeightSigns signs, Span<float> packed)
    {
        ConvPanel panel = Panels[block];
        packed[panel.Offset..(block + 1 < Panels.Length ? Panels[block + 1].Offset : Floats)].Clear();
        int groupStride = SourcesPerGroup * ResultsPerGroup * Taps;
        int first = block * ConvImage.Lanes, end = Math.Min(first + ConvImage.Lanes, Result.Channels);
        for (int channel = panel.From; channel < panel.To; channel++)
        {
            (int group, int source) = Math.DivRem(channel, SourcesPerGroup);
            int target = IndexOf(panel, channel, out int tapStride, out int resultStep);
            for (int result = Math.Max(first, group * ResultsPerGroup); result < Math.Min(end, (group + 1) * ResultsPerGroup); result++)
            {
                int index = (group * groupStride) + (result % ResultsPerGroup * resultStride) + (source * sourceStride);
                for (int tap = 0; tap < Taps; tap++)
                    packed[target + (tap * tapStride) + ((result - first) * resultStep)] = signs.Of(weights[index + tap]);
            }
        }
    }

    /// <summary>
    /// Where the weight of a panel's source channel and its first result channel at the first tap lies, and how far apart taps
    /// and result channels are.
    /// </summary>
    private int IndexOf(ConvPanel panel, int channel, out int tapStride, out int resultStep)
    {
        tapStride = ConvImage.Lanes;
        resultStep = 1;
        if (IsDepthwise)
            return panel.Offset;
        if (IsDot)
        {
            resultStep = ConvImage.Lanes;
            tapStride *= Result.Channels;
            return (channel / ConvImage.Lanes * Taps * tapStride) + (channel % ConvImage.Lanes);
        }

        int start = channel / ConvImage.Lanes * ConvImage.Lanes;
        int first = Math.Max(panel.From, start), end = Math.Min(panel.To, start + ConvImage.Lanes);
        tapStride *= end - first;
        return panel.Offset + (ConvImage.Lanes * (((first - panel.From) * Taps) + channel - first));
    }
}
