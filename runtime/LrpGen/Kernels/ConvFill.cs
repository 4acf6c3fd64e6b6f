namespace LrpGen.Kernels;

/// <summary>Fills lines of result pixels, with the kernel that their source calls for.</summary>
internal interface IConvFill<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Floats from one pixel of the source to the next.</summary>
    static abstract nuint Lanes { get; }

    static abstract void Fill(scoped ref ConvChunk chunk, ref ConvLines lines);
}

/// <summary>From blocks of 16 channels, with one kernel.</summary>
internal readonly struct KernelFill<TVector, TLanes, TKernel> : IConvFill<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TKernel : struct, IConvKernel<TVector, TLanes>
{
    public static nuint Lanes => ConvImage.Lanes;

    public static void Fill(scoped ref ConvChunk chunk, ref ConvLines lines) => ConvTile<TVector, TLanes>.Fill<TKernel>(ref chunk, ref lines);
}

/// <summary>All products, from blocks of 16 channels.</summary>
internal readonly struct BlockFill<TVector, TLanes, TVectors> : IConvFill<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
{
    public static nuint Lanes => ConvImage.Lanes;

    public static void Fill(scoped ref ConvChunk chunk, ref ConvLines lines)
    {
        if (lines.SourceStep == Lanes)
            ConvTile<TVector, TLanes>.Fill<ConvProducts<TVector, TLanes, TVectors, NextBlock>>(ref chunk, ref lines);
        else
            ConvTile<TVector, TLanes>.Fill<ConvProducts<TVector, TLanes, TVectors, AnyStep>>(ref chunk, ref lines);
    }
}

/// <summary>All products, from a plain picture.</summary>
internal readonly struct PlainFill<TVector, TLanes, TVectors> : IConvFill<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
{
    public static nuint Lanes => 1;

    public static void Fill(scoped ref ConvChunk chunk, ref ConvLines lines)
    {
        switch (chunk.To)
        {
            case 1: Fill<N1>(ref chunk, ref lines); break;
            case 3: Fill<N3>(ref chunk, ref lines); break;
            default: ConvTile<TVector, TLanes>.Fill<ConvPlain<TVector, TLanes, TVectors, AnyStep, N16>>(ref chunk, ref lines); break;
        }
    }

    private static void Fill<TChannels>(scoped ref ConvChunk chunk, ref ConvLines lines)
        where TChannels : struct, INumber
    {
        switch (lines.SourceStep)
        {
            case 1: ConvTile<TVector, TLanes>.Fill<ConvPlain<TVector, TLanes, TVectors, NextFloat, TChannels>>(ref chunk, ref lines); break;
            case 2: ConvTile<TVector, TLanes>.Fill<ConvPlain<TVector, TLanes, TVectors, SecondFloat, TChannels>>(ref chunk, ref lines); break;
            default: ConvTile<TVector, TLanes>.Fill<ConvPlain<TVector, TLanes, TVectors, AnyStep, TChannels>>(ref chunk, ref lines); break;
        }
    }
}
