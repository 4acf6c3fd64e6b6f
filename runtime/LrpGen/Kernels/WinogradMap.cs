namespace LrpGen.Kernels;

/// <summary>
/// A 3x3 convolution without stride in one of its two directions, by Winograd's F(4x4, 3x3): the result is cut into tiles of
/// 4x4 pixels, each made of 36 products for every pair of channels where 144 multiplications would be. Packed weights:
/// <c>[36 positions][two result blocks][chunk of source channels][result block][source channel][16 result channels]</c>, the
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

    /// <summary>Channels of source and result together up to which a round of tiles stays in a second-level cache.</summary>
    private const int FewChannels = 256;

    /// <summary>Floats of a round of tiles that does: a megabyte.</summary>
    private const int CachedFloats = 1 << 18;

    /// <summary>Tiles of a round that does not, so that weights, which come from afar, are read for many tiles.</summary>
    private const int MostTiles = 256;

    /// <summary>Positions' products are cut into parts of so many pairs of result blocks.</summary>
    private const int PartPairs = 8;

    public WinogradMap(ConvImage source, ConvImage result, int padTop, int padLeft)
    {
        Source = source;
        Result = result;
        PadTop = padTop;
        PadLeft = padLeft;
        TileColumns = Parts(result.Width, TileSide);
        Tiles = TileColumns * Parts(result.Height, TileSide);
        Floats = checked(Positions * source.Channels * result.Blocks * ConvImage.Lanes);
        int channels = (source.Blocks + result.Blocks) * ConvImage.Lanes;
        IsCached = channels <= FewChannels;
        RoundTiles = Parts(Tiles, Parts(Tiles, IsCached ? CachedFloats / (Positions * channels) : MostTiles));
        Rounds = Parts(Tiles, RoundTiles);
        SourcePosition = checked(((source.Blocks * RoundTiles) + 1) * ConvImage.Lanes);
        ResultPosition = checked(((result.Blocks * RoundTiles) + 1) * ConvImage.Lanes);
        TransformedFloats = checked(Positions * SourcePosition);
        ScratchFloats = checked(TransformedFloats + (Positions * ResultPosition));
        ResultParts = Parts(result.Blocks, 2 * PartPairs);
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

    /// <summary>How many times some tiles are transformed, multiplied and transformed back.</summary>
    public int Rounds { get; }

    /// <summary>How many tiles at most.</summary>
    public int RoundTiles { get; }

    /// <summary>Whether a round stays in the cache of one core, so that a worker makes it alone.</summary>
    public bool IsCached { get; }

    /// <summary>
    /// Floats from one position to the next in the transformed source, <c>[36][source block][tile][16]</c>. One cache line more
    /// than it holds, or all positions of a tile could fall on the same lines of the cache.
    /// </summary>
    public int SourcePosition { get; }

    /// <summary>The same in the products, <c>[36][result block][tile][16]</c>.</summary>
    public int ResultPosition { get; }

    /// <summary>Into how many parts the result's channels are cut.</summary>
    public int ResultParts { get; }

    /// <summary>The length of the packed weights.</summary>
    public int Floats { get; }

    /// <summary>The length of the transformed source of a round.</summary>
    public int TransformedFloats { get; }

    /// <summary>The scratch memory of a round.</summary>
    public int ScratchFloats { get; }

    /// <summary>The multiply-adds of a pass, without the transforms.</summary>
    public long Products { get; }

    /// <summary>The first tile of a round, and how many it has.</summary>
    public (int First, int Count) TilesOf(int round) => (round * RoundTiles, Math.Min(RoundTiles, Tiles - (round * RoundTiles)));

    /// <summary>Where the weights of a position and some result blocks begin.</summary>
    public int WeightsOf(int position, int block) => ((position * Result.Blocks) + block) * Source.Channels * ConvImage.Lanes;

    /// <summary>The blocks of a part of the result: the first one and the one behind the last, both even but the end.</summary>
    public (int First, int End) BlocksOf(int part) => (part * 2 * PartPairs, Math.Min(Result.Blocks, (part + 1) * 2 * PartPairs));

    private static int Parts(int whole, int most) => (whole + most - 1) / most;
}
