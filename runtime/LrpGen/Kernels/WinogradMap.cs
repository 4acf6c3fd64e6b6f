namespace LrpGen.Kernels;

/// <summary>
/// A 3x3 convolution without stride in one of its two directions, by Winograd's F(4x4, 3x3): the result is cut into tiles of
/// 4x4 pixels, each made of 36 products for every pair of channels where 144 multiplications would be. Packed weights:
/// <c>[two result blocks][36 positions][chunk of source channels][result block][source channel][16 result channels]</c>, the
/// order in which they are read.
/// </summary>
internal sealed class WinogradMap
{
    public const int Positions = 36;

    /// <summary>Result pixels along the side of a tile.</summary>
    public const int TileSide = 4;

    /// <summary>Source pixels along the side of a tile.</summary>
    public const int PatchSide = 6;

    /// <summary>Source channels whose products are added up before they are added to the sums.</summary>
    public const int ChunkChannels = 64;

    public WinogradMap(ConvImage source, ConvImage result, int padTop, int padLeft)
    {
        Source = source;
        Result = result;
        PadTop = padTop;
        PadLeft = padLeft;
        TileColumns = (result.Width + TileSide - 1) / TileSide;
        Tiles = TileColumns * ((result.Height + TileSide - 1) / TileSide);
        Floats = checked(Positions * source.Channels * result.Blocks * ConvImage.Lanes);
        int most = RoundFor(source.Channels);
        RoundTiles = Even(Tiles, (Tiles + most - 1) / most);
        Rounds = (Tiles + RoundTiles - 1) / RoundTiles;
        SourcePosition = checked(((source.Blocks * RoundTiles) + 1) * ConvImage.Lanes);
        ResultPosition = ((2 * RoundTiles) + 1) * ConvImage.Lanes;
        TransformedFloats = checked(Positions * SourcePosition);
        ProductFloats = checked(Positions * ResultPosition);
        ScratchFloats = checked(TransformedFloats + ProductFloats);
        Products = (long)Positions * Tiles * source.Channels * result.Channels;
    }

    public ConvImage Source { get; }

    public ConvImage Result { get; }

    /// <summary>Rows of zeros before the source's first.</summary>
    public int PadTop { get; }

    /// <summary>Columns of zeros before the source's first.</summary>
    public int PadLeft { get; }

    /// <summary>Tiles of the result's width.</summary>
    public int TileColumns { get; }

    /// <summary>All tiles.</summary>
    public int Tiles { get; }

    /// <summary>How many times some tiles are transformed and then multiplied.</summary>
    public int Rounds { get; }

    /// <summary>How many tiles at most.</summary>
    public int RoundTiles { get; }

    /// <summary>
    /// Floats from one position to the next in the transformed source, <c>[36][source block][tile][16]</c>. One cache line more
    /// than it holds, or all positions of a tile could fall on the same lines of the cache.
    /// </summary>
    public int SourcePosition { get; }

    /// <summary>The same in the products, <c>[36][two result blocks][tile][16]</c>.</summary>
    public int ResultPosition { get; }

    /// <summary>The length of the packed weights.</summary>
    public int Floats { get; }

    /// <summary>The length of the transformed source of a round.</summary>
    public int TransformedFloats { get; }

    /// <summary>The length of a round's products for two blocks of result channels.</summary>
    public int ProductFloats { get; }

    /// <summary>The scratch memory of one worker.</summary>
    public int ScratchFloats { get; }

    /// <summary>The multiply-adds of a pass, without the transforms.</summary>
    public long Products { get; }

    /// <summary>The first tile of a round, and how many it has.</summary>
    public (int First, int Count) TilesOf(int round) => (round * RoundTiles, Math.Min(RoundTiles, Tiles - (round * RoundTiles)));

    /// <summary>As many tiles as keep the transformed source in a second-level cache, but enough to be worth reading all weights.</summary>
    private static int RoundFor(int channels) => channels <= 128 ? 24 : 49;

    private static int Even(int whole, int parts) => (whole + parts - 1) / parts;
}
