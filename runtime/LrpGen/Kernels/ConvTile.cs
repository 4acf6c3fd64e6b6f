using System.Runtime.CompilerServices;
using static LrpGen.Kernels.Place;

namespace LrpGen.Kernels;

/// <summary>The source channels whose products are added up in registers, and where their weights and results lie.</summary>
internal ref struct ConvChunk
{
    /// <summary>The source picture.</summary>
    public ref readonly float Source;

    /// <summary>The weights of the panel's first source channel; the second vector's lie <see cref="SecondWeights"/> further.</summary>
    public ref readonly float Weights;

    /// <summary>The result picture of the block; the second vector's lie <see cref="SecondResult"/> further.</summary>
    public ref float Result;

    /// <summary>Added to every result, unless <see cref="HasBias"/> is false.</summary>
    public ref readonly float Bias;

    /// <summary>For a z-box: the weights below zero, lying like <see cref="Weights"/>, which are those above.</summary>
    public ref readonly float NegativeWeights;

    /// <summary>For a z-box: the input, lying like the result.</summary>
    public ref readonly float Input;

    /// <summary>For a z-box: the lowest value of each channel.</summary>
    public ref readonly float Low;

    /// <summary>For a z-box: the highest value of each channel.</summary>
    public ref readonly float High;

    public nuint SecondWeights;
    public nuint SecondResult;

    /// <summary>Floats from one source block to the next.</summary>
    public nuint SourceBlock;

    /// <summary>Floats from one source channel to the next, where the source lies channel after channel.</summary>
    public nuint SourceChannel;

    /// <summary>
    /// How many bytes behind <see cref="Weights"/> the next weights lie: they are fetched while these are used, some for each product of
    /// each tile, so that memory is never asked for all at once. No more than a hint.
    /// </summary>
    public nint Ahead;

    /// <summary>How far to go on after each product.</summary>
    public nint AheadStep;

    /// <summary>The first source channel of the panel.</summary>
    public int PanelFrom;

    /// <summary>The first source channel of the chunk.</summary>
    public int From;

    /// <summary>The source channel after the chunk.</summary>
    public int To;

    /// <summary>All taps of the kernel.</summary>
    public int Taps;

    public bool HasBias;

    /// <summary>Whether the results are added to what is there.</summary>
    public bool Accumulate;
}

/// <summary>Rows or columns of result pixels of one rectangle, all of the same length; distances in floats.</summary>
internal ref struct ConvLines
{
    public ReadOnlySpan<int> Taps;

    /// <summary>The source pixel of each tap for the rectangle's first result pixel.</summary>
    public ReadOnlySpan<int> Sources;

    /// <summary>How many lines.</summary>
    public int Count;

    /// <summary>Pixels of a line that are still to be filled.</summary>
    public int Pixels;

    /// <summary>From the rectangle's first source pixel to that of the next tile of the first line.</summary>
    public nuint Source;

    /// <summary>From one source pixel to the next.</summary>
    public nuint SourceStep;

    /// <summary>From one line's source to the next line's.</summary>
    public nuint SourceLine;

    /// <summary>The next result pixel of the first line.</summary>
    public nuint Result;

    /// <summary>From one result pixel to the next.</summary>
    public nuint ResultStep;

    /// <summary>From one line's result to the next line's.</summary>
    public nuint ResultLine;
}

/// <summary>The sums of a tile: up to twelve pixels of up to two vectors. They live in registers.</summary>
internal struct ConvSums<TVector>
{
    public TVector A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11;
    public TVector B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11;
}

/// <summary>
/// The innermost loops of convolutions: a tile of some pixels and one or two vectors of result channels over all taps and
/// source channels of a chunk.
/// </summary>
internal static class ConvTile<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>How many pixels of two vectors registers hold the sums of.</summary>
    public static int MostPixels => TLanes.Count == ConvImage.Lanes ? 12 : 6;

    /// <summary>Lines of pixels, cut into tiles of about the same size: those with a pixel more first.</summary>
    public static void Fill<TKernel>(scoped ref ConvChunk chunk, ref ConvLines lines)
        where TKernel : struct, IConvKernel<TVector, TLanes>
    {
        int tiles = (lines.Pixels + TKernel.MostPixels - 1) / TKernel.MostPixels;
        while (tiles > 0)
        {
            int pixels = (lines.Pixels + tiles - 1) / tiles, alike = lines.Pixels - ((pixels - 1) * tiles);
            switch (pixels)
            {
                case 1: Fill<TKernel, N1>(ref chunk, in lines, alike); break;
                case 2: Fill<TKernel, N2>(ref chunk, in lines, alike); break;
                case 3: Fill<TKernel, N3>(ref chunk, in lines, alike); break;
                case 4: Fill<TKernel, N4>(ref chunk, in lines, alike); break;
                case 5: Fill<TKernel, N5>(ref chunk, in lines, alike); break;
                case 6: Fill<TKernel, N6>(ref chunk, in lines, alike); break;
                case 7: Fill<TKernel, N7>(ref chunk, in lines, alike); break;
                case 8: Fill<TKernel, N8>(ref chunk, in lines, alike); break;
                case 9: Fill<TKernel, N9>(ref chunk, in lines, alike); break;
                case 10: Fill<TKernel, N10>(ref chunk, in lines, alike); break;
                case 11: Fill<TKernel, N11>(ref chunk, in lines, alike); break;
                default: Fill<TKernel, N12>(ref chunk, in lines, alike); break;
            }

            tiles -= alike;
            lines.Pixels -= alike * pixels;
            lines.Source += (nuint)(alike * pixels) * lines.SourceStep;
            lines.Result += (nuint)(alike * pixels) * lines.ResultStep;
        }
    }

    /// <summary>The next tiles of each line, all of one size: what a tile takes beside its products is little here, as many tiles have few.</summary>
    /// <remarks>Never inlined itself: a caller that is compiled again may take it in and leave what it calls as calls.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Fill<TKernel, TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, int tiles)
        where TKernel : struct, IConvKernel<TVector, TLanes>
        where TPixels : struct, INumber
    {
        nuint sourceStep = (nuint)Unsafe.SizeOf<TPixels>() * lines.SourceStep, resultStep = (nuint)Unsafe.SizeOf<TPixels>() * lines.ResultStep;
        nuint sourceLine = lines.Source, resultLine = lines.Result;
        for (int line = lines.Count; line > 0; line--)
        {
            nuint source = sourceLine, result = resultLine;
            for (int tile = tiles; tile > 0; tile--)
            {
                TKernel.Tile<TPixels>(ref chunk, in lines, source, result);
                source += sourceStep;
                result += resultStep;
            }

            sourceLine += lines.SourceLine;
            resultLine += lines.ResultLine;
        }
    }

    /// <summary>A value of each pixel times one or two vectors of weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TPixels, TVectors>(ref ConvSums<TVector> s, ref readonly float x, nuint step, ref readonly float w, nuint second)
        where TPixels : struct, INumber
        where TVectors : struct, INumber
    {
        TVector first = TLanes.Load(in w, 0);
        TVector other = Unsafe.SizeOf<TVectors>() > 1 ? TLanes.Load(in w, second) : first;
        Add<TVectors>(in x, first, other, ref s.A0, ref s.B0);
        if (Unsafe.SizeOf<TPixels>() > 1)
            Add<TVectors>(in At(in x, step), first, other, ref s.A1, ref s.B1);
        if (Unsafe.SizeOf<TPixels>() > 2)
            Add<TVectors>(in At(in x, 2 * step), first, other, ref s.A2, ref s.B2);
        if (Unsafe.SizeOf<TPixels>() > 3)
            Add<TVectors>(in At(in x, 3 * step), first, other, ref s.A3, ref s.B3);
        if (Unsafe.SizeOf<TPixels>() > 4)
            Add<TVectors>(in At(in x, 4 * step), first, other, ref s.A4, ref s.B4);
        if (Unsafe.SizeOf<TPixels>() > 5)
            Add<TVectors>(in At(in x, 5 * step), first, other, ref s.A5, ref s.B5);
        if (Unsafe.SizeOf<TPixels>() > 6)
            Add<TVectors>(in At(in x, 6 * step), first, other, ref s.A6, ref s.B6);
        if (Unsafe.SizeOf<TPixels>() > 7)
            Add<TVectors>(in At(in x, 7 * step), first, other, ref s.A7, ref s.B7);
        if (Unsafe.SizeOf<TPixels>() > 8)
            Add<TVectors>(in At(in x, 8 * step), first, other, ref s.A8, ref s.B8);
        if (Unsafe.SizeOf<TPixels>() > 9)
            Add<TVectors>(in At(in x, 9 * step), first, other, ref s.A9, ref s.B9);
        if (Unsafe.SizeOf<TPixels>() > 10)
            Add<TVectors>(in At(in x, 10 * step), first, other, ref s.A10, ref s.B10);
        if (Unsafe.SizeOf<TPixels>() > 11)
            Add<TVectors>(in At(in x, 11 * step), first, other, ref s.A11, ref s.B11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVectors>(ref readonly float x, TVector first, TVector other, ref TVector a, ref TVector b)
        where TVectors : struct, INumber
    {
        TVector value = TLanes.Create(x);
        a = TLanes.MultiplyAdd(value, first, a);
        if (Unsafe.SizeOf<TVectors>() > 1)
            b = TLanes.MultiplyAdd(value, other, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TPixels, TVectors>(ref readonly ConvSums<TVector> s, scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint result)
        where TPixels : struct, INumber
        where TVectors : struct, INumber
    {
        if (chunk.Accumulate)
            Store<TPixels, TVectors, N2>(in s, ref chunk, in lines, result);
        else
            Store<TPixels, TVectors, N1>(in s, ref chunk, in lines, result);
    }

    /// <summary>Two addends are the sums and what is there, one are the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TPixels, TVectors, TAddends>(ref readonly ConvSums<TVector> s, scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint result)
        where TPixels : struct, INumber
        where TVectors : struct, INumber
        where TAddends : struct, INumber
    {
        ref readonly float bias = ref chunk.Bias;
        TVector first = chunk.HasBias ? TLanes.Load(in bias, 0) : TLanes.Zero;
        TVector second = chunk.HasBias && Unsafe.SizeOf<TVectors>() > 1 ? TLanes.Load(in bias, (nuint)TLanes.Count) : first;
        ref float target = ref Unsafe.Add(ref chunk.Result, result);
        ref float other = ref Unsafe.Add(ref target, chunk.SecondResult);
        nuint step = lines.ResultStep;
        Put<TVectors, TAddends>(ref target, ref other, 0, first, second, s.A0, s.B0);
        if (Unsafe.SizeOf<TPixels>() > 1)
            Put<TVectors, TAddends>(ref target, ref other, step, first, second, s.A1, s.B1);
        if (Unsafe.SizeOf<TPixels>() > 2)
            Put<TVectors, TAddends>(ref target, ref other, 2 * step, first, second, s.A2, s.B2);
        if (Unsafe.SizeOf<TPixels>() > 3)
            Put<TVectors, TAddends>(ref target, ref other, 3 * step, first, second, s.A3, s.B3);
        if (Unsafe.SizeOf<TPixels>() > 4)
            Put<TVectors, TAddends>(ref target, ref other, 4 * step, first, second, s.A4, s.B4);
        if (Unsafe.SizeOf<TPixels>() > 5)
            Put<TVectors, TAddends>(ref target, ref other, 5 * step, first, second, s.A5, s.B5);
        if (Unsafe.SizeOf<TPixels>() > 6)
            Put<TVectors, TAddends>(ref target, ref other, 6 * step, first, second, s.A6, s.B6);
        if (Unsafe.SizeOf<TPixels>() > 7)
            Put<TVectors, TAddends>(ref target, ref other, 7 * step, first, second, s.A7, s.B7);
        if (Unsafe.SizeOf<TPixels>() > 8)
            Put<TVectors, TAddends>(ref target, ref other, 8 * step, first, second, s.A8, s.B8);
        if (Unsafe.SizeOf<TPixels>() > 9)
            Put<TVectors, TAddends>(ref target, ref other, 9 * step, first, second, s.A9, s.B9);
        if (Unsafe.SizeOf<TPixels>() > 10)
            Put<TVectors, TAddends>(ref target, ref other, 10 * step, first, second, s.A10, s.B10);
        if (Unsafe.SizeOf<TPixels>() > 11)
            Put<TVectors, TAddends>(ref target, ref other, 11 * step, first, second, s.A11, s.B11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TVectors, TAddends>(ref float target, ref float other, nuint offset, TVector bias, TVector otherBias, TVector sum, TVector otherSum)
        where TVectors : struct, INumber
        where TAddends : struct, INumber
    {
        Put<TAddends>(ref target, offset, TLanes.Add(bias, sum));
        if (Unsafe.SizeOf<TVectors>() > 1)
            Put<TAddends>(ref other, offset, TLanes.Add(otherBias, otherSum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TAddends>(ref float target, nuint offset, TVector sum)
        where TAddends : struct, INumber =>
        TLanes.Store(Unsafe.SizeOf<TAddends>() > 1 ? TLanes.Add(TLanes.Load(in target, offset), sum) : sum, ref target, offset);
}
