using System;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Model;

/// <summary>What a layer needs beside its buffers, decided before anything is printed.</summary>
internal abstract record NodePlan
{
    /// <summary>The passes over weights that a rule needs once for each input, beside the forward pass.</summary>
    public virtual int ExtraForwardPasses => 0;

    /// <summary>The passes over weights for each explanation.</summary>
    public virtual int BackwardPasses => 0;

    /// <summary>The kernel of the forward pass.</summary>
    public virtual string ForwardKernel => "";

    /// <summary>The kernel of the way back.</summary>
    public virtual string BackwardKernel => "";

    /// <summary>What of it is worth knowing, for the table of layers.</summary>
    public virtual string Note => "";
}

/// <summary>The sizes of a convolution, as the runtime's ConvShape takes them.</summary>
internal readonly record struct ConvGeometry(
    int InChannels,
    int InHeight,
    int InWidth,
    int OutChannels,
    int OutHeight,
    int OutWidth,
    int KernelY,
    int KernelX,
    int StrideY,
    int StrideX,
    int PadTop,
    int PadLeft,
    int DilationY,
    int DilationX,
    int Groups,
    bool IsWinograd = false)
{
    // The sizes of the runtime's WinogradMap and ConvMap; a test compares what follows from them.
    private const int UsualTileSide = 4;
    private const int FewTileSide = 3;
    private const int LargeTileSide = 6;
    private const int SmallTaps = 9;
    private const int SmallTiles = 4;
    private const int FewTiles = 25;
    private const int FewChannels = 256;
    private const int ManyTiles = 100;
    private const int ManyCachedTiles = 16;
    private const int MostSixteenths = 15;
    private const int MostCachedTiles = 36;
    private const int MostTiles = 256;

    /// <summary>Weights of a color, and pixels with their rims, up to which a box may start from live outputs: far more than there are, and far less than overflow.</summary>
    private const double MostPlainBox = 1 << 26;

    /// <summary>The products that a kernel adds up before it writes a result.</summary>
    private const int MostProducts = 288;

    /// <summary>Channels of a result up to which vectors of source channels serve better.</summary>
    public const int MostDotChannels = 4;

    /// <summary>Channels of a picture that is read and explained as it comes: colors and what goes with them.</summary>
    public const int MostPlainChannels = 4;

    public int Taps => KernelY * KernelX;

    public bool IsDepthwise => Groups == InChannels && Groups == OutChannels && Groups > 1;

    /// <summary>
    /// Whether Winograd's convolution is possible and pays: below 16 channels the tiles are mostly padding, and on small maps their rims,
    /// unless all of the map is four tiles.
    /// </summary>
    public bool IsForWinograd =>
        this is { KernelY: 3, KernelX: 3, StrideY: 1, StrideX: 1, DilationY: 1, DilationX: 1, Groups: 1, PadTop: <= 2, PadLeft: <= 2, InChannels: >= 16, OutChannels: >= 16 }
        && this is { OutHeight: >= 8, OutWidth: >= 8 } or { OutHeight: > UsualTileSide and <= 2 * UsualTileSide, OutWidth: > UsualTileSide and <= 2 * UsualTileSide };

    /// <summary>Whether a direct convolution adds up all products of a result before it writes it.</summary>
    public bool AddsOnce => Groups == 1 && OutChannels > MostDotChannels && (long)Taps * Dims.Pad(InChannels) <= MostProducts;

    /// <summary>Whether both directions are made in tiles that windows of 2x2 fill, as they do the output.</summary>
    public bool HasWindows => IsForWinograd && IsEven(OutHeight, OutWidth) && IsEven(InHeight, InWidth) && OutHeight % 2 == 0 && OutWidth % 2 == 0;

    /// <summary>The floats of packed weights from inputs to outputs.</summary>
    public long ForwardFloats => IsWinograd ? TransformedTaps(OutHeight, OutWidth) * InChannels * Dims.Pad(OutChannels) : Packed(OutChannels, InChannels);

    /// <summary>The floats of packed weights from outputs to inputs.</summary>
    public long AdjointFloats => IsWinograd ? TransformedTaps(InHeight, InWidth) * OutChannels * Dims.Pad(InChannels) : Packed(InChannels, OutChannels);

    /// <summary>The floats of scratch memory that each of several workers needs for a pass in either direction.</summary>
    public int ScratchFloats => IsWinograd ? Math.Max(Scratch(InChannels, OutHeight, OutWidth).Own, Scratch(OutChannels, InHeight, InWidth).Own) : 0;

    /// <summary>The floats of scratch memory that several workers need together, or one that is alone.</summary>
    public int SharedFloats => IsWinograd ? Math.Max(Scratch(InChannels, OutHeight, OutWidth).Shared, Scratch(OutChannels, InHeight, InWidth).Shared) : 0;

    /// <summary>
    /// Whether the way back of a z-box can start from the outputs, with pictures as they come: colors, and no dilation along a row. It pays
    /// where most outputs are zero and the kernel's rows are long.
    /// </summary>
    public bool IsForPlainBox =>
        this is { Groups: 1, DilationX: 1, InChannels: <= MostPlainChannels, KernelX: >= 5, StrideX: > 1 }
        && (double)OutChannels * KernelY * KernelX < MostPlainBox
        && (double)InHeight * (((double)OutWidth * StrideX) + PadLeft + InWidth + KernelX) < MostPlainBox;

    /// <summary>The floats of packed weights for that: for each output channel and kernel row, two sums' for each column.</summary>
    public int PlainBoxFloats => checked(OutChannels * KernelY * PlainBoxRow);

    /// <summary>The floats of its sums: two for each channel and pixel, in rows that start with the padding.</summary>
    public int PlainBoxSums => checked(InHeight * Dims.Pad(Math.Max(((OutWidth - 1) * StrideX * PlainBoxPixel) + PlainBoxRow, (PadLeft + InWidth) * PlainBoxPixel)));

    private int PlainBoxPixel => InChannels switch { 1 => 2, 2 => 4, _ => 8 };

    private int PlainBoxRow => Dims.Pad(checked(KernelX * PlainBoxPixel));

    private bool IsCached => PaddedChannels <= FewChannels;

    private int PaddedChannels => Dims.Pad(InChannels) + Dims.Pad(OutChannels);

    /// <summary>The side of the tiles that a result of this size is cut into.</summary>
    public int TileSide(int height, int width)
    {
        if (IsSmall(height, width))
            return UsualTileSide;
        if (!IsCached && Tiles(height, width, FewTileSide) <= FewTiles)
            return FewTileSide;
        bool isForLarge = Tiles(height, width, LargeTileSide) >= (IsCached ? ManyCachedTiles : ManyTiles)
            && 16 * Points(height, width, LargeTileSide) <= MostSixteenths * Points(height, width, UsualTileSide);
        return isForLarge ? LargeTileSide : UsualTileSide;
    }

    /// <summary>The floats of a pair of channels' weights for a result of this size: small ones keep them as they are.</summary>
    private long TransformedTaps(int height, int width) => IsSmall(height, width) ? SmallTaps : Positions(TileSide(height, width));

    private (int Own, int Shared) Scratch(int sources, int height, int width)
    {
        int side = TileSide(height, width);
        int positions = Positions(side);
        if (IsSmall(height, width))
            return (positions * SmallTiles * 16, checked(positions * SmallTiles * (Dims.Pad(sources) + 16)));
        int tiles = Tiles(height, width, side);
        int round = Parts(tiles, Parts(tiles, IsCached ? MostCachedTiles : MostTiles));
        int floats = checked(positions * ((PaddedChannels * round) + 32));
        return (IsCached ? floats : 0, floats);
    }

    private bool IsEven(int height, int width) => !IsSmall(height, width) && TileSide(height, width) % 2 == 0;

    private static bool IsSmall(int height, int width) => Tiles(height, width, UsualTileSide) <= SmallTiles;

    /// <summary>The products of all tiles for a pair of channels.</summary>
    private static long Points(int height, int width, int side) => (long)Points(height, side) * Points(width, side);

    /// <summary>The points of all tiles along a side of the picture, for tiles of an even side: a tile has two more than pixels, and the last one may be narrow.</summary>
    private static int Points(int pixels, int side) => pixels + (pixels % side % 2) + (2 * Parts(pixels, side));

    private static int Positions(int side) => (side + 2) * (side + 2);

    private static int Tiles(int height, int width, int side) => Parts(height, side) * Parts(width, side);

    private static int Parts(int whole, int most) => (whole + most - 1) / most;

    /// <summary>For each block of 16 result channels, one row of 16 for each tap of each source channel that the block is connected with.</summary>
    private long Packed(int results, int sources)
    {
        if (IsDepthwise)
            return (long)Dims.Pad(results) * Taps;

        // So few result channels that the runtime's vectors run over source channels.
        if (Groups == 1 && results <= MostDotChannels && sources >= 4 * results)
            return (long)Dims.Pad(sources) * Taps * results;
        long floats = 0;
        int resultsPerGroup = results / Groups;
        int sourcesPerGroup = sources / Groups;
        for (int first = 0; first < results; first += 16)
        {
            int last = Math.Min(first + 16, results) - 1;
            int groups = (last / resultsPerGroup) - (first / resultsPerGroup) + 1;
            floats += 16L * Taps * groups * sourcesPerGroup;
        }

        return floats;
    }
}

/// <summary>Weights as a rule takes them, packed for one direction.</summary>
/// <param name="Part">Which part of the weights.</param>
/// <param name="IsBack">Whether they are packed for the way back through the layer.</param>
/// <param name="Start">Where they stand.</param>
/// <param name="Floats">How many they are.</param>
internal readonly record struct PackedWeights(WeightPart Part, bool IsBack, long Start, int Floats);

/// <summary>When a layer uses packed weights.</summary>
internal enum Phase
{
    Forward,
    Prepare,
    Explain,
}

/// <summary>Weights in the file's order, from which kernels' weights are packed each time they are used.</summary>
/// <param name="Start">Where they stand.</param>
/// <param name="Floats">How many they are.</param>
/// <param name="Rooms">For each phase where they are packed to; empty where it uses none.</param>
internal sealed record UnpackedWeights(long Start, int Floats, EquatableArray<Slot> Rooms);

/// <summary>Biases as a rule takes them.</summary>
internal readonly record struct PlacedBias(WeightPart Part, long Start);

/// <summary>One product of a denominator: a part of the input, convolved with a part of the weights.</summary>
internal readonly record struct ConvTerm(InputPart Input, WeightPart Weight);

/// <summary>Where the denominator of a convolution's branch comes from.</summary>
internal enum ConvDenominator
{
    /// <summary>The output z itself.</summary>
    Output,

    /// <summary>The sum before the bias, which the forward pass leaves beside the output.</summary>
    WithoutBias,

    /// <summary>A picture made at load (w-square, flat).</summary>
    Constants,

    /// <summary>z less a picture made at load (z-box).</summary>
    LessConstants,

    /// <summary>A sum of convolutions, prepared.</summary>
    Terms,

    /// <summary>What the first branch leaves of the outputs, prepared: the factors of weights above and below zero are exchanged.</summary>
    Mirror,
}

/// <summary>One branch: <c>s = coefficient R / stab(D)</c> where the condition holds.</summary>
/// <param name="Coefficient">The branch's share.</param>
/// <param name="Condition">Where it holds.</param>
/// <param name="Source">Where the denominator comes from.</param>
/// <param name="Terms">For <see cref="ConvDenominator.Terms"/>: what is added up.</param>
/// <param name="Bias">The bias's part of the denominator; none where it has no part.</param>
/// <param name="Denominator">Where a prepared denominator stands.</param>
/// <param name="Stabilizer">How it is kept from zero.</param>
/// <param name="Quotient">Where s stands.</param>
internal sealed record ConvBranch(
    float Coefficient,
    BranchCondition Condition,
    ConvDenominator Source,
    EquatableArray<ConvTerm> Terms,
    WeightPart Bias,
    Slot? Denominator,
    StabilizerSpec Stabilizer,
    Slot Quotient);

/// <summary>How relevance goes back through a convolution.</summary>
internal enum ConvBackward
{
    /// <summary>Unchanged.</summary>
    Pass,

    /// <summary><c>R_i = sum over parts of part_i sum_j w'_ij s_j</c>.</summary>
    Terms,

    /// <summary><c>R_i = (x_i - l_i) sum_j w_ij+ s_j + (x_i - h_i) sum_j w_ij- s_j</c>.</summary>
    Box,

    /// <summary><c>R_i = sum_j w_ij^2 s_j</c>.</summary>
    Square,

    /// <summary><c>R_i = sum_j s_j</c> over the connected outputs.</summary>
    Flat,
}

/// <summary>A part of the input and what it is multiplied by on the way back.</summary>
internal sealed record ConvReturn(InputPart Input, EquatableArray<ConvReturnTerm> Terms);

/// <summary>Weights and the branch whose quotients they take back.</summary>
internal readonly record struct ConvReturnTerm(WeightPart Weight, int Branch);

/// <summary>Where a convolution's weights stand and how its rule is computed.</summary>
internal sealed record ConvPlan(
    string WeightName,
    EquatableArray<int> WeightShape,
    ConvGeometry Geometry,
    bool IsTransposed,
    EquatableArray<NormFold> Folds,
    NormFold? Norm,
    int FileBiases,
    string? RhoMethod,
    EquatableArray<PackedWeights> Packed,
    EquatableArray<PlacedBias> Biases,
    ConvBackward Backward,
    EquatableArray<ConvBranch> Branches,
    EquatableArray<ConvReturn> Returns,
    BoxPlan? Box,
    long? Constants,
    Slot? PositiveInput,
    Slot? NegativeInput,
    Slot? Scratch,
    Slot? SecondScratch,
    bool IsPrecise) : NodePlan
{
    /// <summary>What is packed each time it is used; null where all is packed at load.</summary>
    public UnpackedWeights? Unpacked { get; init; }

    /// <summary>Whether its way back starts with quotients by the sign of the output that can be written at once.</summary>
    public bool QuotientsBySign { get; init; }

    /// <summary>How it makes the pooling behind it too; null where it does not.</summary>
    public WindowPlan? Windows { get; init; }

    public int OutputChannels => IsTransposed ? Geometry.InChannels : Geometry.OutChannels;

    public int InputChannels => IsTransposed ? Geometry.OutChannels : Geometry.InChannels;

    /// <summary>Whether inputs above and below zero take one sum each, so that every input needs but its own.</summary>
    public bool ReturnsBySign => Returns.Items is [{ Input: InputPart.XPositive }, { Input: InputPart.XNegative }];

    /// <summary>For <see cref="ConvDenominator.Mirror"/>: how many times the output both denominators are together.</summary>
    public float MirroredWhole() => (float)(Branches[0].Terms[0].Weight.Positive + Branches[0].Terms[0].Weight.Negative);

    public override int ExtraForwardPasses
    {
        get
        {
            int passes = 0;
            foreach (ConvBranch branch in Branches)
                passes += IsPrecise ? Math.Min(branch.Terms.Count, 1) : branch.Terms.Count;
            return passes;
        }
    }

    public override int BackwardPasses
    {
        get
        {
            if (Backward is ConvBackward.Box)
                return 2;
            int passes = Backward == ConvBackward.Square ? 1 : 0;
            foreach (ConvReturn part in Returns)
                passes += part.Terms.Count;
            return passes;
        }
    }

    public override string ForwardKernel => IsPrecise ? KernelOf(isBack: false) + ", float64" : KernelOf(isBack: false);

    public override string BackwardKernel => Backward switch
    {
        ConvBackward.Pass => "",
        ConvBackward.Flat => "sums",
        ConvBackward.Box when Box!.Plain is not null => "from live outputs",
        _ => KernelOf(isBack: true),
    };

    public override string Note => string.Join("; ", Notes());

    private string KernelOf(bool isBack) => Geometry.IsDepthwise ? "depthwise" : Geometry.IsWinograd ? "Winograd " + Tile(IsTransposed != isBack) : "direct";

    private string Tile(bool isAdjoint)
    {
        int side = isAdjoint ? Geometry.TileSide(Geometry.InHeight, Geometry.InWidth) : Geometry.TileSide(Geometry.OutHeight, Geometry.OutWidth);
        return side + "x" + side;
    }

    private System.Collections.Generic.IEnumerable<string> Notes()
    {
        if (Box is not null)
            yield return "bounds' share made at load";
        if (Windows is not null)
            yield return "pooled as it is made";
        if (Unpacked is not null)
            yield return "packed when used";
    }
}
