using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

/// <summary>A part of a rectangle of result pixels: some of its rows or columns, or a part of one.</summary>
/// <param name="Rectangle">The rectangle.</param>
/// <param name="AlongRows">Whether its lines are rows.</param>
/// <param name="FirstLine">The first line.</param>
/// <param name="Lines">How many.</param>
/// <param name="FirstPixel">The first pixel of each.</param>
/// <param name="Pixels">How many of each.</param>
internal readonly record struct ConvStrip(ConvRectangle Rectangle, bool AlongRows, int FirstLine, int Lines, int FirstPixel, int Pixels)
{
    /// <summary>So many pixels of two blocks of channels stay in a first-level cache; a multiple of every tile.</summary>
    private const int MostPixels = 240;

    /// <summary>Pixels of the widest tile.</summary>
    private static int MostTilePixels => Vector512.IsHardwareAccelerated ? 12 : 6;

    /// <summary>How many products of a source channel its tiles take.</summary>
    public int TileProducts => Lines * Parts(Pixels, MostTilePixels) * Rectangle.Taps.Length;

    /// <summary>Cuts a rectangle into strips of about the same size, along its rows or columns, whichever makes fewer tiles.</summary>
    public static IEnumerable<ConvStrip> Cut(ConvRectangle rectangle)
    {
        bool alongRows = rectangle.Rows * Parts(rectangle.Columns, MostTilePixels) <= rectangle.Columns * Parts(rectangle.Rows, MostTilePixels);
        (int lines, int pixels) = alongRows ? (rectangle.Rows, rectangle.Columns) : (rectangle.Columns, rectangle.Rows);
        if (pixels >= MostPixels)
        {
            int parts = Parts(pixels, MostPixels);
            return from line in Enumerable.Range(0, lines)
                   from part in Enumerable.Range(0, parts)
                   let first = Start(pixels, part, parts)
                   select new ConvStrip(rectangle, alongRows, line, 1, first, Start(pixels, part + 1, parts) - first);
        }

        int strips = Parts(lines, MostPixels / pixels);
        return from strip in Enumerable.Range(0, strips)
               let first = Start(lines, strip, strips)
               select new ConvStrip(rectangle, alongRows, first, Start(lines, strip + 1, strips) - first, 0, pixels);
    }

    /// <summary>Puts strips together until they have about as many pixels as the largest, so that weights are read for more than a rim.</summary>
    public static Range[] Gather(ConvStrip[] strips)
    {
        var pieces = new List<Range>();
        for (int from = 0, to; from < strips.Length; from = to)
        {
            int pixels = 0;
            for (to = from; to < strips.Length && (to == from || pixels + (strips[to].Lines * strips[to].Pixels) <= MostPixels); to++)
                pixels += strips[to].Lines * strips[to].Pixels;
            pieces.Add(from..to);
        }

        return [.. pieces];
    }

    /// <summary>Its lines, for the kernels' loops.</summary>
    /// <param name="sourceLanes">Floats from one pixel of the source to the next.</param>
    public ConvLines LinesFrom(nuint sourceLanes)
    {
        (int across, int along) = AlongRows ? (Rectangle.RowStep, Rectangle.ColumnStep) : (Rectangle.ColumnStep, Rectangle.RowStep);
        (int sourceAcross, int sourceAlong) = AlongRows
            ? (Rectangle.SourceRowStep, Rectangle.SourceColumnStep)
            : (Rectangle.SourceColumnStep, Rectangle.SourceRowStep);
        return new ConvLines
        {
            Taps = Rectangle.Taps,
            Sources = Rectangle.Sources,
            Count = Lines,
            Pixels = Pixels,
            Source = (nuint)((FirstLine * sourceAcross) + (FirstPixel * sourceAlong)) * sourceLanes,
            SourceStep = (nuint)sourceAlong * sourceLanes,
            SourceLine = (nuint)sourceAcross * sourceLanes,
            Result = Floats(Rectangle.First + (FirstLine * across) + (FirstPixel * along)),
            ResultStep = Floats(along),
            ResultLine = Floats(across),
        };
    }

    /// <summary>One pixel, for loops that look at each by itself: its place in the result, and how far the source's places are shifted for it.</summary>
    public (int Result, int Shift) PixelOf(int index)
    {
        (int line, int pixel) = Math.DivRem(index, Pixels);
        (int row, int column) = AlongRows ? (FirstLine + line, FirstPixel + pixel) : (FirstPixel + pixel, FirstLine + line);
        return (Rectangle.ResultOf(row, column), (row * Rectangle.SourceRowStep) + (column * Rectangle.SourceColumnStep));
    }

    private static int Parts(int whole, int most) => (whole + most - 1) / most;

    private static int Start(int whole, int part, int parts) => (int)((long)whole * part / parts);

    private static nuint Floats(int pixels) => (nuint)pixels * ConvImage.Lanes;
}
