using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>What is added up for a tile of pixels.</summary>
internal interface IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>How many pixels a tile may have: as many as registers hold the sums of.</summary>
    static abstract int MostPixels { get; }

    /// <summary>A tile; what fills lines of them takes it in.</summary>
    /// <param name="chunk">What is added up.</param>
    /// <param name="lines">The lines of which the tile is a part.</param>
    /// <param name="source">From the rectangle's first source pixel to the tile's.</param>
    /// <param name="result">The tile's first result pixel.</param>
    static abstract void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint source, nuint result)
        where TPixels : struct, INumber;
}

/// <summary>What a source value is taken for.</summary>
internal interface IConvRead
{
    static abstract TVector Load<TVector, TLanes>(ref readonly float source, nuint offset)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>What it is.</summary>
internal readonly struct AsIs : IConvRead
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(ref readonly float source, nuint offset)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Load(in source, offset);
}

/// <summary><c>max(x, 0)</c>, as a tail rectifies.</summary>
internal readonly struct Rectified : IConvRead
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(ref readonly float source, nuint offset)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Max(TLanes.Zero, TLanes.Load(in source, offset));
}

/// <summary>One source channel for each result channel: a vector of the source against a vector of weights.</summary>
internal readonly struct ConvDepthwise<TVector, TLanes, TRead> : IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TRead : struct, IConvRead
{
    public static int MostPixels => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint source, nuint result)
        where TPixels : struct, INumber
    {
        ConvSums<TVector> s = default;
        nuint step = lines.SourceStep;
        ref readonly int tap = ref MemoryMarshal.GetReference(lines.Taps), pixel = ref MemoryMarshal.GetReference(lines.Sources);
        ref readonly float first = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Source), source);
        for (int left = lines.Taps.Length; left > 0; left--)
        {
            ref readonly float x = ref Unsafe.Add(ref Unsafe.AsRef(in first), (nuint)pixel * ConvImage.Lanes);
            TVector w = TLanes.Load(in chunk.Weights, (nuint)tap * ConvImage.Lanes);
            pixel = ref Unsafe.Add(ref Unsafe.AsRef(in pixel), 1);
            tap = ref Unsafe.Add(ref Unsafe.AsRef(in tap), 1);
            s.A0 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 0), w, s.A0);
            if (Unsafe.SizeOf<TPixels>() > 1)
                s.A1 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, step), w, s.A1);
            if (Unsafe.SizeOf<TPixels>() > 2)
                s.A2 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 2 * step), w, s.A2);
            if (Unsafe.SizeOf<TPixels>() > 3)
                s.A3 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 3 * step), w, s.A3);
            if (Unsafe.SizeOf<TPixels>() > 4)
                s.A4 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 4 * step), w, s.A4);
            if (Unsafe.SizeOf<TPixels>() > 5)
                s.A5 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 5 * step), w, s.A5);
            if (Unsafe.SizeOf<TPixels>() > 6)
                s.A6 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 6 * step), w, s.A6);
            if (Unsafe.SizeOf<TPixels>() > 7)
                s.A7 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 7 * step), w, s.A7);
            if (Unsafe.SizeOf<TPixels>() > 8)
                s.A8 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 8 * step), w, s.A8);
            if (Unsafe.SizeOf<TPixels>() > 9)
                s.A9 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 9 * step), w, s.A9);
            if (Unsafe.SizeOf<TPixels>() > 10)
                s.A10 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 10 * step), w, s.A10);
            if (Unsafe.SizeOf<TPixels>() > 11)
                s.A11 = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, 11 * step), w, s.A11);
        }

        ConvTile<TVector, TLanes>.Store<TPixels, N1>(in s, ref chunk, in lines, result);
    }
}
