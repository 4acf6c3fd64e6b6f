using System.Runtime.CompilerServices;

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

/// <summary>A row or column of result pixels of one rectangle; distances in floats.</summary>
internal ref struct ConvLine
{
    public ReadOnlySpan<int> Taps;

    /// <summary>The source pixel of each tap for the rectangle's first result pixel.</summary>
    public ReadOnlySpan<int> Sources;

    /// <summary>From the rectangle's first source pixel to that of the line's next tile.</summary>
    public nuint Source;

    public nuint SourceStep;

    /// <summary>The line's next result pixel.</summary>
    public nuint Result;

    public nuint ResultStep;
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
    /// <summary>A line of pixels, cut into tiles of about the same size.</summary>
    public static void Line<TKernel>(scoped ref ConvChunk chunk, ref ConvLine line, int pixels)
        where TKernel : struct, IConvKernel<TVector, TLanes>
    {
        int tiles = (pixels + TKernel.MostPixels - 1) / TKernel.MostPixels;
        while (tiles > 0)
        {
            int count = (pixels + tiles - 1) / tiles;
            switch (count)
            {
                case 1: TKernel.Tile<N1>(ref chunk, in line); break;
                case 2: TKernel.Tile<N2>(ref chunk, in line); break;
                case 3: TKernel.Tile<N3>(ref chunk, in line); break;
                case 4: TKernel.Tile<N4>(ref chunk, in line); break;
                case 5: TKernel.Tile<N5>(ref chunk, in line); break;
                case 6: TKernel.Tile<N6>(ref chunk, in line); break;
                case 7: TKernel.Tile<N7>(ref chunk, in line); break;
                case 8: TKernel.Tile<N8>(ref chunk, in line); break;
                case 9: TKernel.Tile<N9>(ref chunk, in line); break;
                case 10: TKernel.Tile<N10>(ref chunk, in line); break;
                case 11: TKernel.Tile<N11>(ref chunk, in line); break;
                default: TKernel.Tile<N12>(ref chunk, in line); break;
            }

            chunk.Ahead += chunk.AheadStep * line.Taps.Length * (chunk.To - chunk.From);
            line.Source += (nuint)count * line.SourceStep;
            line.Result += (nuint)count * line.ResultStep;
            pixels -= count;
            tiles--;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TPixels, TVectors>(ref readonly ConvSums<TVector> s, scoped ref ConvChunk chunk, ref readonly ConvLine line)
        where TPixels : struct, INumber
        where TVectors : struct, INumber
    {
        TVector bias = chunk.HasBias ? TLanes.Load(in chunk.Bias, 0) : TLanes.Zero;
        ref float target = ref Unsafe.Add(ref chunk.Result, line.Result);
        Store<TPixels>(ref target, line.ResultStep, chunk.Accumulate, bias, s.A0, s.A1, s.A2, s.A3, s.A4, s.A5, s.A6, s.A7, s.A8, s.A9, s.A10, s.A11);
        if (Unsafe.SizeOf<TVectors>() < 2)
            return;
        bias = chunk.HasBias ? TLanes.Load(in chunk.Bias, (nuint)TLanes.Count) : TLanes.Zero;
        target = ref Unsafe.Add(ref target, chunk.SecondResult);
        Store<TPixels>(ref target, line.ResultStep, chunk.Accumulate, bias, s.B0, s.B1, s.B2, s.B3, s.B4, s.B5, s.B6, s.B7, s.B8, s.B9, s.B10, s.B11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TPixels>(
        ref float target, nuint step, bool add, TVector bias, TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, TVector s5,
        TVector s6, TVector s7, TVector s8, TVector s9, TVector s10, TVector s11)
        where TPixels : struct, INumber
    {
        Put(ref target, 0, add, bias, s0);
        if (Unsafe.SizeOf<TPixels>() > 1)
            Put(ref target, step, add, bias, s1);
        if (Unsafe.SizeOf<TPixels>() > 2)
            Put(ref target, 2 * step, add, bias, s2);
        if (Unsafe.SizeOf<TPixels>() > 3)
            Put(ref target, 3 * step, add, bias, s3);
        if (Unsafe.SizeOf<TPixels>() > 4)
            Put(ref target, 4 * step, add, bias, s4);
        if (Unsafe.SizeOf<TPixels>() > 5)
            Put(ref target, 5 * step, add, bias, s5);
        if (Unsafe.SizeOf<TPixels>() > 6)
            Put(ref target, 6 * step, add, bias, s6);
        if (Unsafe.SizeOf<TPixels>() > 7)
            Put(ref target, 7 * step, add, bias, s7);
        if (Unsafe.SizeOf<TPixels>() > 8)
            Put(ref target, 8 * step, add, bias, s8);
        if (Unsafe.SizeOf<TPixels>() > 9)
            Put(ref target, 9 * step, add, bias, s9);
        if (Unsafe.SizeOf<TPixels>() > 10)
            Put(ref target, 10 * step, add, bias, s10);
        if (Unsafe.SizeOf<TPixels>() > 11)
            Put(ref target, 11 * step, add, bias, s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float target, nuint offset, bool add, TVector bias, TVector sum)
    {
        sum = TLanes.Add(bias, sum);
        TLanes.Store(add ? TLanes.Add(TLanes.Load(in target, offset), sum) : sum, ref target, offset);
    }
}
