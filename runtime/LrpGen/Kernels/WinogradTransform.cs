using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>The two transforms of a tile, for one block of 16 channels.</summary>
internal static class WinogradTransform<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const int Lanes = ConvImage.Lanes, Side = WinogradMap.PatchSide, Tile = WinogradMap.TileSide;
    private const float RootHalf = 0.70710678118654752f, RootTwo = 1.4142135623730951f;

    /// <summary>The 36 values of a tile of the source, zero outside the picture.</summary>
    [SkipLocalsInit]
    public static void Source(WinogradMap map, ReadOnlySpan<float> source, int block, int tile, Span<float> transformed)
    {
        ConvImage image = map.Source;
        (int row, int column) = Math.DivRem(tile, map.TileColumns);
        int y = (row * Tile) - map.PadTop, x = (column * Tile) - map.PadLeft;
        ReadOnlySpan<float> picture = source.Slice(block * image.Pixels * Lanes, image.Pixels * Lanes);
        int position = map.SourcePosition;
        ref float target = ref transformed.Slice(0, ((WinogradMap.Positions - 1) * position) + Lanes)[0];
        if (y >= 0 && x >= 0 && y + Side <= image.Height && x + Side <= image.Width)
        {
            Source(in picture[((y * image.Width) + x) * Lanes], (nuint)(image.Width * Lanes), ref target, (nuint)position);
            return;
        }

        Span<float> patch = stackalloc float[WinogradMap.Positions * Lanes];
        patch.Clear();
        int left = Math.Max(x, 0), right = Math.Min(x + Side, image.Width);
        for (int line = Math.Max(y, 0); line < Math.Min(y + Side, image.Height) && left < right; line++)
            picture.Slice(((line * image.Width) + left) * Lanes, (right - left) * Lanes).CopyTo(patch[((((line - y) * Side) + left - x) * Lanes)..]);
        Source(in patch[0], Side * Lanes, ref target, (nuint)position);
    }

    /// <summary>The result pixels of a tile, as far as they lie inside the picture.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Result(
        WinogradMap map, ReadOnlySpan<float> products, ReadOnlySpan<float> bias, int block, int tile, Span<float> result, bool accumulate,
        in Tail tail)
    {
        ConvImage image = map.Result;
        (int row, int column) = Math.DivRem(tile, map.TileColumns);
        int y = row * Tile, x = column * Tile, rows = Math.Min(Tile, image.Height - y), columns = Math.Min(Tile, image.Width - x);
        nuint position = (nuint)map.ResultPosition, rowStep = (nuint)(image.Width * Lanes);
        ref readonly float source = ref products[..(((WinogradMap.Positions - 1) * map.ResultPosition) + Lanes)][0];
        int first = ((block * image.Pixels) + (y * image.Width) + x) * Lanes;
        ref float target = ref result.Slice(first, (((rows - 1) * image.Width) + columns) * Lanes)[0];
        Span<float> half = stackalloc float[Side * Tile * Lanes];
        ref float temporary = ref MemoryMarshal.GetReference(half);
        for (nuint lane = 0; lane < Lanes; lane += (nuint)TLanes.Count)
        {
            for (nuint i = 0; i < Side; i++)
            {
                ref readonly float line = ref Unsafe.Add(ref Unsafe.AsRef(in source), lane + (i * Side * position));
                ToResult(
                    TLanes.Load(in line, 0), TLanes.Load(in line, position), TLanes.Load(in line, 2 * position), TLanes.Load(in line, 3 * position),
                    TLanes.Load(in line, 4 * position), TLanes.Load(in line, 5 * position),
                    out TVector o0, out TVector o1, out TVector o2, out TVector o3);
                TLanes.Store(o0, ref temporary, i * Tile * Lanes);
                TLanes.Store(o1, ref temporary, ((i * Tile) + 1) * Lanes);
                TLanes.Store(o2, ref temporary, ((i * Tile) + 2) * Lanes);
                TLanes.Store(o3, ref temporary, ((i * Tile) + 3) * Lanes);
            }

            TVector shift = bias.IsEmpty ? TLanes.Zero : TLanes.Load(in bias[(int)lane], 0);
            for (nuint j = 0; j < (nuint)columns; j++)
            {
                nuint k = j * Lanes;
                ToResult(
                    TLanes.Load(in temporary, k), TLanes.Load(in temporary, k + (Tile * Lanes)), TLanes.Load(in temporary, k + (2 * Tile * Lanes)),
                    TLanes.Load(in temporary, k + (3 * Tile * Lanes)), TLanes.Load(in temporary, k + (4 * Tile * Lanes)),
                    TLanes.Load(in temporary, k + (5 * Tile * Lanes)),
                    out TVector o0, out TVector o1, out TVector o2, out TVector o3);
                Put(ref target, k + lane, TLanes.Add(o0, shift), accumulate);
                if (rows > 1)
                    Put(ref target, k + lane + rowStep, TLanes.Add(o1, shift), accumulate);
                if (rows > 2)
                    Put(ref target, k + lane + (2 * rowStep), TLanes.Add(o2, shift), accumulate);
                if (rows > 3)
                    Put(ref target, k + lane + (3 * rowStep), TLanes.Add(o3, shift), accumulate);
            }
        }

        if (tail.IsNone)
            return;
        for (int line = 0; line < rows; line++)
            tail.Apply<TVector, TLanes>(ref MemoryMarshal.GetReference(result), (nuint)first + ((nuint)line * rowStep), Lanes, columns);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Source(ref readonly float patch, nuint row, ref float target, nuint position)
    {
        Span<float> half = stackalloc float[WinogradMap.Positions * Lanes];
        ref float temporary = ref MemoryMarshal.GetReference(half);
        for (nuint lane = 0; lane < Lanes; lane += (nuint)TLanes.Count)
        {
            for (nuint j = 0; j < Side; j++)
            {
                ref readonly float first = ref Unsafe.Add(ref Unsafe.AsRef(in patch), (j * Lanes) + lane);
                Transform(in first, row, ref Unsafe.Add(ref temporary, j * Lanes), Side * Lanes);
            }

            for (nuint i = 0; i < Side; i++)
            {
                ref readonly float first = ref Unsafe.Add(ref temporary, i * Side * Lanes);
                Transform(in first, Lanes, ref Unsafe.Add(ref target, (i * Side * position) + lane), position);
            }
        }
    }

    /// <summary>Six values to the six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(ref readonly float source, nuint step, ref float target, nuint targetStep)
    {
        TVector d0 = TLanes.Load(in source, 0), d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step);
        TVector d3 = TLanes.Load(in source, 3 * step), d4 = TLanes.Load(in source, 4 * step), d5 = TLanes.Load(in source, 5 * step);
        TVector fiveHalves = TLanes.Create(-2.5f), two = TLanes.Create(-2), oneHalf = TLanes.Create(-0.5f);
        TVector even = TLanes.MultiplyAdd(d2, two, d4), odd = TLanes.MultiplyAdd(d1, two, d3);
        TLanes.Store(TLanes.MultiplyAdd(d2, fiveHalves, TLanes.Add(d0, d4)), ref target, 0);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(RootHalf), even), ref target, targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-RootHalf), even), ref target, 2 * targetStep);
        even = TLanes.MultiplyAdd(d2, oneHalf, d4);
        odd = TLanes.MultiplyAdd(d1, oneHalf, d3);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(RootTwo), even), ref target, 3 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-RootTwo), even), ref target, 4 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(d3, fiveHalves, TLanes.Add(d1, d5)), ref target, 5 * targetStep);
    }

    /// <summary>The six points to four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToResult(
        TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, out TVector o0, out TVector o1, out TVector o2, out TVector o3)
    {
        TVector s = TLanes.Add(d1, d2), e = TLanes.Multiply(TLanes.Create(RootHalf), TLanes.Subtract(d1, d2));
        TVector p = TLanes.Add(d3, d4), q = TLanes.Multiply(TLanes.Create(RootTwo), TLanes.Subtract(d3, d4));
        TVector two = TLanes.Create(2), half = TLanes.Create(0.5f);
        o0 = TLanes.Add(TLanes.Add(d0, s), p);
        o1 = TLanes.Add(e, q);
        o2 = TLanes.MultiplyAdd(p, two, TLanes.Multiply(s, half));
        o3 = TLanes.Add(TLanes.MultiplyAdd(q, two, TLanes.Multiply(e, half)), d5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float target, nuint offset, TVector value, bool accumulate) =>
        TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(in target, offset), value) : value, ref target, offset);
}
