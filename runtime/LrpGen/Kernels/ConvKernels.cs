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

    /// <summary>Makes one tile: the body of <see cref="ConvTile{TVector, TLanes}"/>'s loop over tiles, where it is inlined.</summary>
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

/// <summary>One source channel for each result channel: vectors of the source against vectors of weights.</summary>
internal readonly struct ConvDepthwise<TVector, TLanes, TVectors, TRead> : IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
    where TRead : struct, IConvRead
{
    public static int MostPixels => ConvTile<TVector, TLanes>.MostPixels;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint source, nuint result)
        where TPixels : struct, INumber
    {
        ConvSums<TVector> s = default;
        nuint step = lines.SourceStep;
        ref readonly int tap = ref MemoryMarshal.GetReference(lines.Taps), pixel = ref MemoryMarshal.GetReference(lines.Sources);
        ref readonly float start = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Source), source);
        for (int left = lines.Taps.Length; left > 0; left--)
        {
            ref readonly float x = ref Unsafe.Add(ref Unsafe.AsRef(in start), (nuint)pixel * ConvImage.Lanes);
            ref readonly float w = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Weights), (nuint)tap * ConvImage.Lanes);
            TVector first = TLanes.Load(in w, 0), other = Unsafe.SizeOf<TVectors>() > 1 ? TLanes.Load(in w, (nuint)TLanes.Count) : first;
            pixel = ref Unsafe.Add(ref Unsafe.AsRef(in pixel), 1);
            tap = ref Unsafe.Add(ref Unsafe.AsRef(in tap), 1);
            Add(in x, 0, first, other, ref s.A0, ref s.B0);
            if (Unsafe.SizeOf<TPixels>() > 1)
                Add(in x, step, first, other, ref s.A1, ref s.B1);
            if (Unsafe.SizeOf<TPixels>() > 2)
                Add(in x, 2 * step, first, other, ref s.A2, ref s.B2);
            if (Unsafe.SizeOf<TPixels>() > 3)
                Add(in x, 3 * step, first, other, ref s.A3, ref s.B3);
            if (Unsafe.SizeOf<TPixels>() > 4)
                Add(in x, 4 * step, first, other, ref s.A4, ref s.B4);
            if (Unsafe.SizeOf<TPixels>() > 5)
                Add(in x, 5 * step, first, other, ref s.A5, ref s.B5);
            if (Unsafe.SizeOf<TPixels>() > 6)
                Add(in x, 6 * step, first, other, ref s.A6, ref s.B6);
            if (Unsafe.SizeOf<TPixels>() > 7)
                Add(in x, 7 * step, first, other, ref s.A7, ref s.B7);
            if (Unsafe.SizeOf<TPixels>() > 8)
                Add(in x, 8 * step, first, other, ref s.A8, ref s.B8);
            if (Unsafe.SizeOf<TPixels>() > 9)
                Add(in x, 9 * step, first, other, ref s.A9, ref s.B9);
            if (Unsafe.SizeOf<TPixels>() > 10)
                Add(in x, 10 * step, first, other, ref s.A10, ref s.B10);
            if (Unsafe.SizeOf<TPixels>() > 11)
                Add(in x, 11 * step, first, other, ref s.A11, ref s.B11);
        }

        ConvTile<TVector, TLanes>.Store<TPixels, TVectors>(in s, ref chunk, in lines, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref readonly float x, nuint offset, TVector first, TVector other, ref TVector a, ref TVector b)
    {
        a = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, offset), first, a);
        if (Unsafe.SizeOf<TVectors>() > 1)
            b = TLanes.MultiplyAdd(TRead.Load<TVector, TLanes>(in x, offset + (nuint)TLanes.Count), other, b);
    }
}
