namespace LrpGen.Kernels;

/// <summary>
/// One side of a result cut into tiles. Where no more than a few pixels are left at its end, the last tile is a narrow one: it takes
/// fewer points, some of those of the others, so that it is multiplied with the same weights.
/// </summary>
internal readonly record struct WinogradAxis
{
    /// <summary>A bit for each point that a narrow tile has of the others, by its own side and theirs.</summary>
    public const int PointsOf2Of4 = 0b10_0111, PointsOf2Of6 = 0b1001_1001, PointsOf4Of6 = 0b1110_0111;

    /// <param name="pixels">The length of the side.</param>
    /// <param name="side">The side of a tile.</param>
    /// <param name="narrows">Whether the last tile may be narrow.</param>
    public WinogradAxis(int pixels, int side, bool narrows)
    {
        Side = side;
        (Full, int left) = Math.DivRem(pixels, side);
        if (left == 0)
            return;
        int narrow = (left + 1) / 2 * 2;
        Narrow = narrows && side % 2 == 0 && narrow < side ? narrow : 0;
        if (Narrow == 0)
            Full++;
    }

    /// <summary>The side of a tile.</summary>
    public int Side { get; }

    /// <summary>How many tiles there are of that side, of which the last may reach beyond the end.</summary>
    public int Full { get; }

    /// <summary>The side of a narrow tile behind them: 2 or 4, or 0 for none.</summary>
    public int Narrow { get; }

    /// <summary>All tiles.</summary>
    public int Tiles => Full + (Narrow > 0 ? 1 : 0);

    /// <summary>The points of all tiles.</summary>
    public int Points => (Full * (Side + 2)) + (Narrow > 0 ? Narrow + 2 : 0);

    /// <summary>The side of one of the tiles.</summary>
    public int SideOf(int tile) => tile < Full ? Side : Narrow;

    /// <summary>Whether a narrow tile has this point of the others; true where there is none.</summary>
    public bool NarrowHas(int point) => ((NarrowPoints >> point) & 1) != 0;

    private int NarrowPoints => (Narrow, Side) switch
    {
        (0, _) => -1,
        (2, WinogradMap.UsualTileSide) => PointsOf2Of4,
        (2, _) => PointsOf2Of6,
        _ => PointsOf4Of6,
    };
}

/// <summary>Where a tile lies.</summary>
/// <param name="Y">The row of its first result pixel.</param>
/// <param name="X">Its column.</param>
/// <param name="Height">The side of the tile from top to bottom; less than usual at the end of a side.</param>
/// <param name="Width">The same from left to right.</param>
internal readonly record struct WinogradPlace(int Y, int X, int Height, int Width);
