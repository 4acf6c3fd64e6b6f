namespace LrpGen.Kernels;

/// <summary>Fills lines of result pixels, with the kernel that their source calls for.</summary>
internal interface IConvLines<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Floats from one pixel of the source to the next.</summary>
    static abstract nuint Lanes { get; }

    static abstract void Line(scoped ref ConvChunk chunk, ref ConvLine line, int pixels);
}

/// <summary>From blocks of 16 channels, with one kernel.</summary>
internal readonly struct KernelLines<TVector, TLanes, TKernel> : IConvLines<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TKernel : struct, IConvKernel<TVector, TLanes>
{
    public static nuint Lanes => ConvImage.Lanes;

    public static void Line(scoped ref ConvChunk chunk, ref ConvLine line, int pixels) => ConvTile<TVector, TLanes>.Line<TKernel>(ref chunk, ref line, pixels);
}

/// <summary>All products, from blocks of 16 channels.</summary>
internal readonly struct BlockLines<TVector, TLanes, TVectors> : IConvLines<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
{
    public static nuint Lanes => ConvImage.Lanes;

    public static void Line(scoped ref ConvChunk chunk, ref ConvLine line, int pixels)
    {
        if (line.SourceStep == Lanes)
            ConvTile<TVector, TLanes>.Line<ConvProducts<TVector, TLanes, TVectors, NextBlock>>(ref chunk, ref line, pixels);
        else
            ConvTile<TVector, TLanes>.Line<ConvProducts<TVector, TLanes, TVectors, AnyStep>>(ref chunk, ref line, pixels);
    }
}

/// <summary>All products, from a plain picture.</summary>
internal readonly struct PlainLines<TVector, TLanes, TVectors> : IConvLines<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
{
    public static nuint Lanes => 1;

    public static void Line(scoped ref ConvChunk chunk, ref ConvLine line, int pixels)
    {
        switch (chunk.To)
        {
            case 1: Line<N1>(ref chunk, ref line, pixels); break;
            case 3: Line<N3>(ref chunk, ref line, pixels); break;
            default: ConvTile<TVector, TLanes>.Line<ConvPlain<TVector, TLanes, TVectors, AnyStep, N16>>(ref chunk, ref line, pixels); break;
        }
    }

    private static void Line<TChannels>(scoped ref ConvChunk chunk, ref ConvLine line, int pixels)
        where TChannels : struct, INumber
    {
        switch (line.SourceStep)
        {
            case 1: ConvTile<TVector, TLanes>.Line<ConvPlain<TVector, TLanes, TVectors, NextFloat, TChannels>>(ref chunk, ref line, pixels); break;
            case 2: ConvTile<TVector, TLanes>.Line<ConvPlain<TVector, TLanes, TVectors, SecondFloat, TChannels>>(ref chunk, ref line, pixels); break;
            default: ConvTile<TVector, TLanes>.Line<ConvPlain<TVector, TLanes, TVectors, AnyStep, TChannels>>(ref chunk, ref line, pixels); break;
        }
    }
}
