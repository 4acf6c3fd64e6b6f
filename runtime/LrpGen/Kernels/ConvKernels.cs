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

    static abstract void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLine line)
        where TPixels : struct, INumber;
}

/// <summary>How a tile's source values lie: known when the kernel is compiled where it can be.</summary>
internal interface IConvStep
{
    /// <summary>From one pixel of the source to the next.</summary>
    static abstract nuint Lanes { get; }

    /// <summary>From one source pixel of the tile to the next.</summary>
    static abstract nuint Pixel(nuint step);

    /// <summary>From one channel to the next.</summary>
    static abstract nuint Channel(ref readonly ConvChunk chunk);
}

/// <summary>Neighbors in blocks of 16 channels.</summary>
internal readonly struct NeighborStep : IConvStep
{
    public static nuint Lanes => ConvImage.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Pixel(nuint step) => ConvImage.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Channel(ref readonly ConvChunk chunk) => 1;
}

/// <summary>Pixels at any distance in blocks of 16 channels.</summary>
internal readonly struct AnyStep : IConvStep
{
    public static nuint Lanes => ConvImage.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Pixel(nuint step) => step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Channel(ref readonly ConvChunk chunk) => 1;
}

/// <summary>Neighbors, channel after channel.</summary>
internal readonly struct PlainNeighborStep : IConvStep
{
    public static nuint Lanes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Pixel(nuint step) => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Channel(ref readonly ConvChunk chunk) => chunk.SourceChannel;
}

/// <summary>Pixels at any distance, channel after channel.</summary>
internal readonly struct PlainStep : IConvStep
{
    public static nuint Lanes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Pixel(nuint step) => step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Channel(ref readonly ConvChunk chunk) => chunk.SourceChannel;
}

/// <summary>Every source channel of the chunk times its weight: one value of the source against a vector of weights.</summary>
internal readonly struct ConvProducts<TVector, TLanes, TVectors, TStep> : IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
    where TStep : struct, IConvStep
{
    /// <summary>The channels of most plain pictures: their products need no loop of their own.</summary>
    private const int Colors = 3;

    public static int MostPixels => TLanes.Count == ConvImage.Lanes ? 12 : 6;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLine line)
        where TPixels : struct, INumber
    {
        ConvSums<TVector> sums = default;
        nuint step = TStep.Pixel(line.SourceStep), channelStep = TStep.Channel(in chunk), second = chunk.SecondWeights;
        ref readonly int taps = ref MemoryMarshal.GetReference(line.Taps);
        ref readonly int sources = ref MemoryMarshal.GetReference(line.Sources);
        int tapCount = line.Taps.Length;
        ref readonly float panel = ref chunk.Weights;
        nint ahead = chunk.Ahead, aheadStep = chunk.AheadStep;
        for (int channel = chunk.From; channel < chunk.To;)
        {
            (int block, int lane) = Math.DivRem(channel, ConvImage.Lanes);
            nuint count = (nuint)Math.Min(ConvImage.Lanes - lane, chunk.To - channel);
            nuint source = line.Source + ((nuint)block * chunk.SourceBlock) + ((nuint)lane * channelStep);
            nuint weights = (nuint)(channel - chunk.PanelFrom) * (nuint)chunk.Taps * ConvImage.Lanes;
            for (int t = 0; t < tapCount; t++)
            {
                nuint tap = (nuint)Unsafe.Add(ref Unsafe.AsRef(in taps), t), pixel = (nuint)Unsafe.Add(ref Unsafe.AsRef(in sources), t);
                ref readonly float x = ref At(in chunk.Source, source + (pixel * TStep.Lanes));
                ref readonly float w = ref At(in chunk.Weights, weights + (tap * count * ConvImage.Lanes));
                if (TStep.Lanes == 1 && count == Colors)
                {
                    Add<TPixels>(ref sums, in x, step, in w, second);
                    Add<TPixels>(ref sums, in At(in x, channelStep), step, in At(in w, ConvImage.Lanes), second);
                    Add<TPixels>(ref sums, in At(in x, 2 * channelStep), step, in At(in w, 2 * ConvImage.Lanes), second);
                    continue;
                }

                for (nuint c = 0; c < count; c++)
                {
                    Add<TPixels>(ref sums, in At(in x, c * channelStep), step, in At(in w, c * ConvImage.Lanes), second);
                    Hint.Fetch(in panel, ahead);
                    if (Unsafe.SizeOf<TVectors>() > 1 && TLanes.Count == ConvImage.Lanes)
                        Hint.Fetch(in At(in panel, second), ahead);
                    ahead += aheadStep;
                }
            }

            channel += (int)count;
        }

        ConvTile<TVector, TLanes>.Store<TPixels, TVectors>(in sums, ref chunk, in line);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TPixels>(ref ConvSums<TVector> s, ref readonly float x, nuint step, ref readonly float w, nuint second)
        where TPixels : struct, INumber
    {
        TVector first = TLanes.Load(in w, 0);
        TVector other = Unsafe.SizeOf<TVectors>() > 1 ? TLanes.Load(in w, second) : first;
        Add(in x, first, other, ref s.A0, ref s.B0);
        if (Unsafe.SizeOf<TPixels>() > 1)
            Add(in At(in x, step), first, other, ref s.A1, ref s.B1);
        if (Unsafe.SizeOf<TPixels>() > 2)
            Add(in At(in x, 2 * step), first, other, ref s.A2, ref s.B2);
        if (Unsafe.SizeOf<TPixels>() > 3)
            Add(in At(in x, 3 * step), first, other, ref s.A3, ref s.B3);
        if (Unsafe.SizeOf<TPixels>() > 4)
            Add(in At(in x, 4 * step), first, other, ref s.A4, ref s.B4);
        if (Unsafe.SizeOf<TPixels>() > 5)
            Add(in At(in x, 5 * step), first, other, ref s.A5, ref s.B5);
        if (Unsafe.SizeOf<TPixels>() > 6)
            Add(in At(in x, 6 * step), first, other, ref s.A6, ref s.B6);
        if (Unsafe.SizeOf<TPixels>() > 7)
            Add(in At(in x, 7 * step), first, other, ref s.A7, ref s.B7);
        if (Unsafe.SizeOf<TPixels>() > 8)
            Add(in At(in x, 8 * step), first, other, ref s.A8, ref s.B8);
        if (Unsafe.SizeOf<TPixels>() > 9)
            Add(in At(in x, 9 * step), first, other, ref s.A9, ref s.B9);
        if (Unsafe.SizeOf<TPixels>() > 10)
            Add(in At(in x, 10 * step), first, other, ref s.A10, ref s.B10);
        if (Unsafe.SizeOf<TPixels>() > 11)
            Add(in At(in x, 11 * step), first, other, ref s.A11, ref s.B11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref readonly float x, TVector first, TVector other, ref TVector a, ref TVector b)
    {
        TVector value = TLanes.Create(x);
        a = TLanes.MultiplyAdd(value, first, a);
        if (Unsafe.SizeOf<TVectors>() > 1)
            b = TLanes.MultiplyAdd(value, other, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly float At(ref readonly float start, nuint offset) => ref Unsafe.Add(ref Unsafe.AsRef(in start), offset);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLine line)
        where TPixels : struct, INumber
    {
        ConvSums<TVector> s = default;
        nuint step = line.SourceStep;
        ref readonly int taps = ref MemoryMarshal.GetReference(line.Taps);
        ref readonly int sources = ref MemoryMarshal.GetReference(line.Sources);
        int tapCount = line.Taps.Length;
        for (int t = 0; t < tapCount; t++)
        {
            nuint tap = (nuint)Unsafe.Add(ref Unsafe.AsRef(in taps), t), pixel = (nuint)Unsafe.Add(ref Unsafe.AsRef(in sources), t);
            ref readonly float x = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Source), line.Source + (pixel * ConvImage.Lanes));
            TVector w = TLanes.Load(in chunk.Weights, tap * ConvImage.Lanes);
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

        ConvTile<TVector, TLanes>.Store<TPixels, N1>(in s, ref chunk, in line);
    }
}
