using System.Runtime.CompilerServices;
using static LrpGen.Kernels.Place;

namespace LrpGen.Kernels;

/// <summary>Where the matrices of one position lie; distances in floats.</summary>
internal ref struct WinogradPanel
{
    /// <summary>The transformed source of the chunk's first block and first tile, <c>[block][tile][16 channels]</c>.</summary>
    public ref readonly float Source;

    /// <summary>The weights, <c>[channel][16 result channels]</c>; the second vector's lie <see cref="SecondWeights"/> further.</summary>
    public ref readonly float Weights;

    /// <summary>The products, <c>[tile][16 result channels]</c>; the second vector's lie <see cref="SecondResult"/> further.</summary>
    public ref float Result;

    public nuint SourceBlock;
    public nuint SecondWeights;
    public nuint SecondResult;

    /// <summary>How far the weights lie that are read next: they are fetched while these are used, some for each channel of each group of tiles. No more than a hint.</summary>
    public nint Ahead;

    /// <summary>How far to go on after each channel.</summary>
    public nint AheadStep;

    /// <summary>Channels of the chunk.</summary>
    public int Channels;
}

/// <summary>
/// The product of some tiles with one or two vectors of result channels, over a chunk of channels: one value of the source against a
/// vector of weights. Sums live in registers.
/// </summary>
internal static class WinogradProducts<TVector, TLanes, TVectors>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
{
    private static int MostTiles => TLanes.Count == ConvImage.Lanes ? 12 : 6;

    /// <summary>All tiles, cut into groups of about the same size. Each group fetches its part of the next weights, so that memory is never asked for all at once.</summary>
    /// <param name="panel">The matrices.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="adds">Whether products are added to what is there.</param>
    public static void Multiply(scoped ref WinogradPanel panel, int tiles, bool adds)
    {
        if (adds)
            Multiply<N2>(ref panel, tiles);
        else
            Multiply<N1>(ref panel, tiles);
    }

    private static void Multiply<TAdds>(scoped ref WinogradPanel panel, int tiles)
        where TAdds : struct, INumber
    {
        int groups = (tiles + MostTiles - 1) / MostTiles;
        panel.AheadStep = Math.Max(ConvImage.Lanes / 4, (Unsafe.SizeOf<TVectors>() * ConvImage.Lanes + groups - 1) / groups);
        nuint tile = 0;
        while (groups > 0)
        {
            int count = (tiles + groups - 1) / groups;
            switch (count)
            {
                case 1: Tile<N1, TAdds>(in panel, tile); break;
                case 2: Tile<N2, TAdds>(in panel, tile); break;
                case 3: Tile<N3, TAdds>(in panel, tile); break;
                case 4: Tile<N4, TAdds>(in panel, tile); break;
                case 5: Tile<N5, TAdds>(in panel, tile); break;
                case 6: Tile<N6, TAdds>(in panel, tile); break;
                case 7: Tile<N7, TAdds>(in panel, tile); break;
                case 8: Tile<N8, TAdds>(in panel, tile); break;
                case 9: Tile<N9, TAdds>(in panel, tile); break;
                case 10: Tile<N10, TAdds>(in panel, tile); break;
                case 11: Tile<N11, TAdds>(in panel, tile); break;
                default: Tile<N12, TAdds>(in panel, tile); break;
            }

            panel.Ahead += panel.AheadStep * panel.Channels;
            tile += (nuint)count * ConvImage.Lanes;
            tiles -= count;
            groups--;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TTiles, TAdds>(ref readonly WinogradPanel panel, nuint tile)
        where TTiles : struct, INumber
        where TAdds : struct, INumber
    {
        ConvSums<TVector> s = default;
        nuint second = panel.SecondWeights, block = panel.SourceBlock;
        ref readonly float w = ref panel.Weights;
        ref readonly float start = ref panel.Weights;
        nint ahead = panel.Ahead, aheadStep = panel.AheadStep;
        ref readonly float x = ref At(in panel.Source, tile);
        for (nuint left = (nuint)panel.Channels; left > 0;)
        {
            nuint count = left < ConvImage.Lanes ? left : ConvImage.Lanes;
            ref readonly float lane = ref x;
            ref readonly float end = ref At(in x, count);
            while (Unsafe.IsAddressLessThan(in lane, in end))
            {
                TVector first = TLanes.Load(in w, 0);
                TVector other = Unsafe.SizeOf<TVectors>() > 1 ? TLanes.Load(in w, second) : first;
                Hint.Fetch(in start, ahead * sizeof(float));
                ahead += aheadStep;
                Add<TTiles>(ref s, in lane, first, other);
                lane = ref At(in lane, 1);
                w = ref At(in w, ConvImage.Lanes);
            }

            x = ref At(in x, block);
            left -= count;
        }

        ref float target = ref Unsafe.Add(ref panel.Result, tile);
        Store<TTiles, TAdds>(ref target, s.A0, s.A1, s.A2, s.A3, s.A4, s.A5, s.A6, s.A7, s.A8, s.A9, s.A10, s.A11);
        if (Unsafe.SizeOf<TVectors>() > 1)
        {
            target = ref Unsafe.Add(ref target, panel.SecondResult);
            Store<TTiles, TAdds>(ref target, s.B0, s.B1, s.B2, s.B3, s.B4, s.B5, s.B6, s.B7, s.B8, s.B9, s.B10, s.B11);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TTiles>(ref ConvSums<TVector> s, ref readonly float x, TVector first, TVector other)
        where TTiles : struct, INumber
    {
        Add(in x, 0, first, other, ref s.A0, ref s.B0);
        if (Unsafe.SizeOf<TTiles>() > 1)
            Add(in x, 1, first, other, ref s.A1, ref s.B1);
        if (Unsafe.SizeOf<TTiles>() > 2)
            Add(in x, 2, first, other, ref s.A2, ref s.B2);
        if (Unsafe.SizeOf<TTiles>() > 3)
            Add(in x, 3, first, other, ref s.A3, ref s.B3);
        if (Unsafe.SizeOf<TTiles>() > 4)
            Add(in x, 4, first, other, ref s.A4, ref s.B4);
        if (Unsafe.SizeOf<TTiles>() > 5)
            Add(in x, 5, first, other, ref s.A5, ref s.B5);
        if (Unsafe.SizeOf<TTiles>() > 6)
            Add(in x, 6, first, other, ref s.A6, ref s.B6);
        if (Unsafe.SizeOf<TTiles>() > 7)
            Add(in x, 7, first, other, ref s.A7, ref s.B7);
        if (Unsafe.SizeOf<TTiles>() > 8)
            Add(in x, 8, first, other, ref s.A8, ref s.B8);
        if (Unsafe.SizeOf<TTiles>() > 9)
            Add(in x, 9, first, other, ref s.A9, ref s.B9);
        if (Unsafe.SizeOf<TTiles>() > 10)
            Add(in x, 10, first, other, ref s.A10, ref s.B10);
        if (Unsafe.SizeOf<TTiles>() > 11)
            Add(in x, 11, first, other, ref s.A11, ref s.B11);
    }

    /// <summary>Adds the products of one tile's source value, as tiles lie one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref readonly float x, nuint tile, TVector first, TVector other, ref TVector a, ref TVector b)
    {
        TVector value = TLanes.Create(At(in x, tile * ConvImage.Lanes));
        a = TLanes.MultiplyAdd(value, first, a);
        if (Unsafe.SizeOf<TVectors>() > 1)
            b = TLanes.MultiplyAdd(value, other, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TTiles, TAdds>(
        ref float target, TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, TVector s5, TVector s6, TVector s7, TVector s8, TVector s9,
        TVector s10, TVector s11)
        where TTiles : struct, INumber
        where TAdds : struct, INumber
    {
        Put<TAdds>(ref target, 0, s0);
        if (Unsafe.SizeOf<TTiles>() > 1)
            Put<TAdds>(ref target, 1, s1);
        if (Unsafe.SizeOf<TTiles>() > 2)
            Put<TAdds>(ref target, 2, s2);
        if (Unsafe.SizeOf<TTiles>() > 3)
            Put<TAdds>(ref target, 3, s3);
        if (Unsafe.SizeOf<TTiles>() > 4)
            Put<TAdds>(ref target, 4, s4);
        if (Unsafe.SizeOf<TTiles>() > 5)
            Put<TAdds>(ref target, 5, s5);
        if (Unsafe.SizeOf<TTiles>() > 6)
            Put<TAdds>(ref target, 6, s6);
        if (Unsafe.SizeOf<TTiles>() > 7)
            Put<TAdds>(ref target, 7, s7);
        if (Unsafe.SizeOf<TTiles>() > 8)
            Put<TAdds>(ref target, 8, s8);
        if (Unsafe.SizeOf<TTiles>() > 9)
            Put<TAdds>(ref target, 9, s9);
        if (Unsafe.SizeOf<TTiles>() > 10)
            Put<TAdds>(ref target, 10, s10);
        if (Unsafe.SizeOf<TTiles>() > 11)
            Put<TAdds>(ref target, 11, s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TAdds>(ref float target, nuint tile, TVector sum)
        where TAdds : struct, INumber =>
        TLanes.Store(Unsafe.SizeOf<TAdds>() > 1 ? TLanes.Add(TLanes.Load(in target, tile * ConvImage.Lanes), sum) : sum, ref target, tile * ConvImage.Lanes);
}
