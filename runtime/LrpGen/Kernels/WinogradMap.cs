namespace LrpGen.Kernels;

/// <summary>
/// A 3x3 convolution without stride in one of its two directions, by Winograd's F(4x4, 3x3): the result is cut into tiles of
/// 4x4 pixels, each made of 36 products for every pair of channels where 144 multiplications would be; by F(3x3, 3x3), tiles of
/// 3x3 pixels and 25 products for 81, where weights come from memory for so few tiles that their number counts most; or by F(6x6, 3x3),
/// tiles of 6x6 pixels and 64 products for 324, in large pictures. At the ends of a side tiles may be narrow (<see cref="WinogradAxis"/>).
/// Packed weights:
/// <c>[36, 25 or 64 positions][two result blocks][chunk of source channels][result block][source channel][16 result channels]</c>, the
/// order in which they are read. A small picture, of up to four tiles, keeps the kernels as they are,
/// <c>[result block][source channel][9 taps][16 result channels]</c>.
/// </summary>
internal sealed class WinogradMap
{
    /// <summary>What <see cref="TileSide"/> usually is.</summary>
    public const int UsualTileSide = 4;

    /// <summary>What it is where few tiles use many weights.</summary>
    public const int FewTileSide = 3;

    /// <summary>What it is in large pictures, the most.</summary>
    public const int LargeTileSide = 6;

    /// <summary>The most that <see cref="PatchSide"/> can be.</summary>
    public const int MostPatchSide = LargeTileSide + 2;

    /// <summary>The weights of a kernel.</summary>
    public const int Taps = 9;

    /// <summary>Tiles of a small picture: as many as have their sums of a row of positions in registers.</summary>
    public const int SmallTiles = 4;

    /// <summary>Source channels whose products are added up before they are added to the sums.</summary>
    public const int ChunkChannels = 64;

    /// <summary>Floats from one position of a small picture to the next, source and products alike.</summary>
    public const int SmallPosition = SmallTiles * ConvImage.Lanes;

    /// <summary>Channels of source and result together up to which a round of tiles stays in a second-level cache.</summary>
    private const int FewChannels = 256;

    /// <summary>
    /// Tiles of 3x3 up to which they pay: the weights of a position take as long to come from memory as to be multiplied with so many, and
    /// there are fewer positions.
    /// </summary>
    private const int FewTiles = 25;

    /// <summary>Tiles of 6x6 from which on they may be chosen: they round more, and need more weights, which few channels have in the cache.</summary>
    private const int ManyTiles = 100, ManyCachedTiles = 16;

    /// <summary>What large tiles may leave of the products, in sixteenths.</summary>
    private const int MostSixteenths = 15;

    /// <summary>Tiles of a round that does: three groups of as many as have their sums in registers.</summary>
    private const int MostCachedTiles = 36;

    /// <summary>Tiles of a round that does not, so that weights, which come from afar, are read for many tiles.</summary>
    private const int MostTiles = 256;

    /// <summary>Positions' products are cut into parts of so many pairs of result blocks.</summary>
    private const int PartPairs = 8;

    private readonly WinogradAxis _rows;
    private readonly WinogradAxis _columns;
    private readonly int _rightTiles;
    private readonly int _fullTiles;
    private readonly int _bottomTiles;

    public WinogradMap(ConvImage source, ConvImage result, int padTop, int padLeft)
    {
        Source = source;
        Result = result;
        PadTop = padTop;
        PadLeft = padLeft;
        IsSmall = TilesOf(result, UsualTileSide) <= SmallTiles;
        IsCached = !IsSmall && (source.Blocks + result.Blocks) * ConvImage.Lanes <= FewChannels;
        TileSide = BestTileSide();
        (_rows, _columns) = AxesOf(result, TileSide, !IsSmall);
        Tiles = _rows.Tiles * _columns.Tiles;
        _rightTiles = _columns.Narrow > 0 ? _rows.Full : 0;
        _fullTiles = _rows.Full * _columns.Full;
        _bottomTiles = _rows.Narrow > 0 ? _columns.Full : 0;
        Floats = checked((IsSmall ? Taps : Positions) * source.Channels * result.Blocks * ConvImage.Lanes);
        RoundTiles = Parts(Tiles, Parts(Tiles, IsCached ? MostCachedTiles : MostTiles));
        Rounds = Parts(Tiles, RoundTiles);
        SourcePosition = IsSmall ? SmallPosition : checked(((source.Blocks * RoundTiles) + 1) * ConvImage.Lanes);
        SourceRow = IsSmall ? PatchSide * SmallPosition * source.Blocks : PatchSide * SourcePosition;
        ResultPosition = IsSmall ? SmallPosition : checked(((result.Blocks * RoundTiles) + 1) * ConvImage.Lanes);
        TransformedFloats = checked(PatchSide * SourceRow);
        ScratchFloats = checked(TransformedFloats + (Positions * ResultPosition));
        ResultParts = Parts(result.Blocks, 2 * PartPairs);
        Products = (long)_rows.Points * _columns.Points * source.Channels * result.Channels;
    }

    public ConvImage Source { get; }

    public ConvImage Result { get; }

    /// <summary>Rows of zeros before the source's first.</summary>
    public int PadTop { get; }

    /// <summary>Columns of zeros before the source's first.</summary>
    public int PadLeft { get; }

    /// <summary>Result pixels along the side of a tile.</summary>
    public int TileSide { get; }

    /// <summary>Source pixels along the side of a tile.</summary>
    public int PatchSide => TileSide + 2;

    /// <summary>Whether windows of 2x2 pixels fill its tiles.</summary>
    public bool HasWindows => !IsSmall && TileSide % 2 == 0;

    /// <summary>Products of a tile for a pair of channels.</summary>
    public int Positions => PositionsOf(TileSide);

    /// <summary>All tiles: narrow ones at the right end, full ones, narrow ones at the bottom, and one that is both, so that those that have a position are neighbors.</summary>
    public int Tiles { get; }

    /// <summary>How many times some tiles are transformed, multiplied and transformed back.</summary>
    public int Rounds { get; }

    /// <summary>How many tiles at most.</summary>
    public int RoundTiles { get; }

    /// <summary>Whether a round stays in the cache of one core, so that a worker makes it alone.</summary>
    public bool IsCached { get; }

    /// <summary>Whether the picture is small: its sums of a row of positions stay in registers, and its weights are transformed whenever they are used.</summary>
    public bool IsSmall { get; }

    /// <summary>
    /// Floats from one position to the next in the transformed source, <c>[position][source block][tile][16]</c>. One cache line more
    /// than it holds, or all positions of a tile could fall on the same lines of the cache. In a small picture
    /// <c>[6 rows][source block][6 columns][4 tiles][16]</c>, as it is read.
    /// </summary>
    public int SourcePosition { get; }

    /// <summary>The same from one row of positions to the next.</summary>
    public int SourceRow { get; }

    /// <summary>Floats from one position to the next in the products, <c>[position][result block][tile][16]</c>; in a small picture <c>[36][4 tiles][16]</c>, block after block.</summary>
    public int ResultPosition { get; }

    /// <summary>Into how many parts the result's channels are cut.</summary>
    public int ResultParts { get; }

    /// <summary>The length of the packed weights.</summary>
    public int Floats { get; }

    /// <summary>The length of the transformed source of a round.</summary>
    public int TransformedFloats { get; }

    /// <summary>The scratch memory of a round.</summary>
    public int ScratchFloats { get; }

    /// <summary>What of it each worker needs for itself.</summary>
    public int OwnFloats => IsCached ? ScratchFloats : IsSmall ? Positions * ResultPosition : 0;

    /// <summary>The multiply-adds of a pass, without the transforms.</summary>
    public long Products { get; }

    /// <summary>The first tile of a round, and how many it has.</summary>
    public (int First, int Count) TilesOf(int round) => (round * RoundTiles, Math.Min(RoundTiles, Tiles - (round * RoundTiles)));

    /// <summary>The first tile that has a position, and the one behind the last.</summary>
    public (int First, int End) TilesAt(int position)
    {
        (int row, int column) = Math.DivRem(position, PatchSide);
        bool isOfRight = _columns.NarrowHas(column);
        int end = _rightTiles + _fullTiles;
        if (_rows.NarrowHas(row))
            end = isOfRight ? Tiles : end + _bottomTiles;
        return (isOfRight ? 0 : _rightTiles, end);
    }

    /// <summary>Where a tile lies.</summary>
    public WinogradPlace PlaceOf(int tile)
    {
        (int row, int column) = tile < _rightTiles ? (tile, _columns.Full)
            : tile < _rightTiles + _fullTiles ? Math.DivRem(tile - _rightTiles, _columns.Full)
            : (_rows.Full, tile - _rightTiles - _fullTiles);
        return new WinogradPlace(row * TileSide, column * TileSide, _rows.SideOf(row), _columns.SideOf(column));
    }

    /// <summary>Where the weights of a position and some result blocks begin.</summary>
    public int WeightsOf(int position, int block) => ((position * Result.Blocks) + block) * Source.Channels * ConvImage.Lanes;

    /// <summary>The blocks of a part of the result: the first one and the one behind the last, both even but the end.</summary>
    public (int First, int End) BlocksOf(int part) => (part * 2 * PartPairs, Math.Min(Result.Blocks, (part + 1) * 2 * PartPairs));

    /// <summary>Large tiles, where there are many that save enough products.</summary>
    private int BestTileSide()
    {
        if (IsSmall)
            return UsualTileSide;
        if (!IsCached && TilesOf(Result, FewTileSide) <= FewTiles)
            return FewTileSide;
        bool isForLarge = TilesOf(Result, LargeTileSide) >= (IsCached ? ManyCachedTiles : ManyTiles)
            && 16 * PointsOf(Result, LargeTileSide) <= MostSixteenths * PointsOf(Result, UsualTileSide);
        return isForLarge ? LargeTileSide : UsualTileSide;
    }

    private static int PositionsOf(int side) => (side + 2) * (side + 2);

    private static (WinogradAxis Rows, WinogradAxis Columns) AxesOf(ConvImage result, int side, bool narrows) =>
        (new WinogradAxis(result.Height, side, narrows), new WinogradAxis(result.Width, side, narrows));

    /// <summary>The positions of all tiles.</summary>
    private static long PointsOf(ConvImage result, int side)
    {
        (WinogradAxis rows, WinogradAxis columns) = AxesOf(result, side, narrows: true);
        return (long)rows.Points * columns.Points;
    }

    private static int TilesOf(ConvImage result, int side) => Parts(result.Width, side) * Parts(result.Height, side);

    private static int Parts(int whole, int most) => (whole + most - 1) / most;
}
