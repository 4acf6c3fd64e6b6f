using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>The two transforms of a tile, for one block of 16 channels.</summary>
internal static class WinogradTransform<TVector, TLanes, TTile>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TTile : struct, IWinogradTile<TVector>
{
    private const int Lanes = ConvImage.Lanes, MostValues = WinogradMap.MostPatchSide * WinogradMap.MostPatchSide * Lanes;

    private static int Tile => TTile.Side;

    private static int Side => TTile.Side + 2;

    /// <summary>Whether the last tile of a side may be narrow: <see cref="WinogradAxis"/> decides.</summary>
    private static bool Narrows => Tile is WinogradMap.UsualTileSide or WinogradMap.LargeTileSide;

    /// <summary>The values of a tile of the source at all positions, zero outside the picture.</summary>
    [SkipLocalsInit]
    public static void Source(WinogradMap map, ReadOnlySpan<float> source, int block, int tile, Span<float> transformed)
    {
        ConvImage image = map.Source;
        WinogradPlace place = map.PlaceOf(tile);
        int y = place.Y - map.PadTop, x = place.X - map.PadLeft, bottom = y + place.Height + 2, right = x + place.Width + 2;
        ReadOnlySpan<float> picture = source.Slice(block * image.Pixels * Lanes, image.Pixels * Lanes);
        ref float target = ref transformed[..(((Side - 1) * (map.SourceRow + map.SourcePosition)) + Lanes)][0];
        if (y >= 0 && x >= 0 && bottom <= image.Height && right <= image.Width)
        {
            Source(place, in picture[((y * image.Width) + x) * Lanes], (nuint)(image.Width * Lanes), ref target, (nuint)map.SourceRow, (nuint)map.SourcePosition);
            return;
        }

        Span<float> patch = StackRoom.Align(stackalloc float[MostValues + StackRoom.Slack]);
        patch.Clear();
        int left = Math.Max(x, 0);
        right = Math.Min(right, image.Width);
        for (int line = Math.Max(y, 0); line < Math.Min(bottom, image.Height) && left < right; line++)
            picture.Slice(((line * image.Width) + left) * Lanes, (right - left) * Lanes).CopyTo(patch[((((line - y) * Side) + left - x) * Lanes)..]);
        Patch(map, place, patch, ref target);
    }

    /// <summary>The values at all positions of a patch that stands by itself, row after row.</summary>
    /// <param name="map">The convolution.</param>
    /// <param name="place">The tile.</param>
    /// <param name="patch">The patch, of the size of a full one.</param>
    /// <param name="target">Where the first position goes.</param>
    public static void Patch(WinogradMap map, WinogradPlace place, ReadOnlySpan<float> patch, ref float target) =>
        Source(place, in patch[..(Side * Side * Lanes)][0], (nuint)(Side * Lanes), ref target, (nuint)map.SourceRow, (nuint)map.SourcePosition);

    /// <summary>The result pixels of a tile, as far as they lie inside the picture.</summary>
    public static void Result(
        WinogradMap map, ReadOnlySpan<float> products, ReadOnlySpan<float> bias, int block, int tile, Span<float> result, Placing placing,
        in Tail tail)
    {
        WinogradPlace place = map.PlaceOf(tile);
        var pixels = new TilePixels(map.Result, place, block);
        nuint rowStep = (nuint)pixels.RowStep;
        ref float target = ref result.Slice(pixels.First, ((pixels.Rows - 1) * pixels.RowStep) + (pixels.Columns * Lanes))[0];
        Pixels(map, place, products, bias, ref target, rowStep, pixels.Rows, pixels.Columns, placing);
        if (tail.IsNone)
            return;
        for (int line = 0; line < pixels.Rows; line++)
            tail.Apply<TVector, TLanes>(ref MemoryMarshal.GetReference(result), (nuint)pixels.First + ((nuint)line * rowStep), Lanes, pixels.Columns);
    }

    /// <summary>The result pixels of a tile, some of its rows and columns, wherever they go.</summary>
    /// <param name="map">The convolution.</param>
    /// <param name="place">The tile.</param>
    /// <param name="products">The tile's products at its first position.</param>
    /// <param name="bias">The block's bias, or empty.</param>
    /// <param name="target">Where the first pixel goes.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">How many.</param>
    /// <param name="placing">How they go there.</param>
    public static void Pixels(
        WinogradMap map, WinogradPlace place, ReadOnlySpan<float> products, ReadOnlySpan<float> bias, ref float target, nuint rowStep, int rows, int columns,
        Placing placing)
    {
        if (!Narrows || place.Height == Tile)
            PixelsOf<TTile>(map, place, products, bias, ref target, rowStep, rows, columns, placing);
        else if (Tile == WinogradMap.UsualTileSide)
            PixelsOf<WinogradNarrow2Of4<TVector, TLanes>>(map, place, products, bias, ref target, rowStep, rows, columns, placing);
        else if (place.Height == 2)
            PixelsOf<WinogradNarrow2Of6<TVector, TLanes>>(map, place, products, bias, ref target, rowStep, rows, columns, placing);
        else
            PixelsOf<WinogradNarrow4Of6<TVector, TLanes>>(map, place, products, bias, ref target, rowStep, rows, columns, placing);
    }

    private static void PixelsOf<TRows>(
        WinogradMap map, WinogradPlace place, ReadOnlySpan<float> products, ReadOnlySpan<float> bias, ref float target, nuint rowStep, int rows, int columns,
        Placing placing)
        where TRows : struct, IWinogradTile<TVector>
    {
        if (!Narrows || place.Width == Tile)
            PixelsOf<TRows, TTile>(map, products, bias, ref target, rowStep, rows, columns, placing);
        else if (Tile == WinogradMap.UsualTileSide)
            PixelsOf<TRows, WinogradNarrow2Of4<TVector, TLanes>>(map, products, bias, ref target, rowStep, rows, columns, placing);
        else if (place.Width == 2)
            PixelsOf<TRows, WinogradNarrow2Of6<TVector, TLanes>>(map, products, bias, ref target, rowStep, rows, columns, placing);
        else
            PixelsOf<TRows, WinogradNarrow4Of6<TVector, TLanes>>(map, products, bias, ref target, rowStep, rows, columns, placing);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PixelsOf<TRows, TColumns>(
        WinogradMap map, ReadOnlySpan<float> products, ReadOnlySpan<float> bias, ref float target, nuint rowStep, int rows, int columns, Placing placing)
        where TRows : struct, IWinogradTile<TVector>
        where TColumns : struct, IWinogradTile<TVector>
    {
        nuint position = (nuint)map.ResultPosition;
        ref readonly float source = ref products[..(((map.Positions - 1) * map.ResultPosition) + Lanes)][0];
        Span<float> half = StackRoom.Align(stackalloc float[MostValues + StackRoom.Slack]);
        ref float temporary = ref MemoryMarshal.GetReference(half);
        nuint across = (nuint)(Tile * Lanes);
        for (nuint lane = 0; lane < Lanes; lane += (nuint)TLanes.Count)
        {
            for (nuint i = 0; i < (nuint)Side; i++)
            {
                if (!Has<TRows>(i))
                    continue;
                ref readonly float line = ref Unsafe.Add(ref Unsafe.AsRef(in source), lane + (i * (nuint)Side * position));
                TColumns.ToPixels(in line, position, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5);
                TLanes.Store(o0, ref temporary, i * across);
                TLanes.Store(o1, ref temporary, (i * across) + Lanes);
                if (TColumns.Side > 2)
                    TLanes.Store(o2, ref temporary, (i * across) + (2 * Lanes));
                if (TColumns.Side > 3)
                    TLanes.Store(o3, ref temporary, (i * across) + (3 * Lanes));
                if (TColumns.Side > 4)
                    TLanes.Store(o4, ref temporary, (i * across) + (4 * Lanes));
                if (TColumns.Side > 5)
                    TLanes.Store(o5, ref temporary, (i * across) + (5 * Lanes));
            }

            TVector shift = bias.IsEmpty ? TLanes.Zero : TLanes.Load(in bias[(int)lane], 0);
            for (nuint j = 0; j < (nuint)columns; j++)
            {
                nuint k = j * Lanes;
                TRows.ToPixels(in Unsafe.Add(ref temporary, k), across, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5);
                Put(ref target, k + lane, TLanes.Add(o0, shift), placing);
                if (rows > 1)
                    Put(ref target, k + lane + rowStep, TLanes.Add(o1, shift), placing);
                if (TRows.Side > 2 && rows > 2)
                    Put(ref target, k + lane + (2 * rowStep), TLanes.Add(o2, shift), placing);
                if (TRows.Side > 3 && rows > 3)
                    Put(ref target, k + lane + (3 * rowStep), TLanes.Add(o3, shift), placing);
                if (TRows.Side > 4 && rows > 4)
                    Put(ref target, k + lane + (4 * rowStep), TLanes.Add(o4, shift), placing);
                if (TRows.Side > 5 && rows > 5)
                    Put(ref target, k + lane + (5 * rowStep), TLanes.Add(o5, shift), placing);
            }
        }
    }

    private static void Source(WinogradPlace place, ref readonly float patch, nuint line, ref float target, nuint row, nuint position)
    {
        if (!Narrows || place.Height == Tile)
            SourceOf<TTile>(place, in patch, line, ref target, row, position);
        else if (Tile == WinogradMap.UsualTileSide)
            SourceOf<WinogradNarrow2Of4<TVector, TLanes>>(place, in patch, line, ref target, row, position);
        else if (place.Height == 2)
            SourceOf<WinogradNarrow2Of6<TVector, TLanes>>(place, in patch, line, ref target, row, position);
        else
            SourceOf<WinogradNarrow4Of6<TVector, TLanes>>(place, in patch, line, ref target, row, position);
    }

    private static void SourceOf<TRows>(WinogradPlace place, ref readonly float patch, nuint line, ref float target, nuint row, nuint position)
        where TRows : struct, IWinogradTile<TVector>
    {
        if (!Narrows || place.Width == Tile)
            SourceOf<TRows, TTile>(in patch, line, ref target, row, position);
        else if (Tile == WinogradMap.UsualTileSide)
            SourceOf<TRows, WinogradNarrow2Of4<TVector, TLanes>>(in patch, line, ref target, row, position);
        else if (place.Width == 2)
            SourceOf<TRows, WinogradNarrow2Of6<TVector, TLanes>>(in patch, line, ref target, row, position);
        else
            SourceOf<TRows, WinogradNarrow4Of6<TVector, TLanes>>(in patch, line, ref target, row, position);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SourceOf<TRows, TColumns>(ref readonly float patch, nuint line, ref float target, nuint row, nuint position)
        where TRows : struct, IWinogradTile<TVector>
        where TColumns : struct, IWinogradTile<TVector>
    {
        Span<float> half = StackRoom.Align(stackalloc float[MostValues + StackRoom.Slack]);
        ref float temporary = ref MemoryMarshal.GetReference(half);
        nuint across = (nuint)(Side * Lanes);
        for (nuint lane = 0; lane < Lanes; lane += (nuint)TLanes.Count)
        {
            for (nuint j = 0; j < (nuint)TColumns.Side + 2; j++)
                TRows.ToPoints(in Unsafe.Add(ref Unsafe.AsRef(in patch), (j * Lanes) + lane), line, ref Unsafe.Add(ref temporary, j * Lanes), across);
            for (nuint i = 0; i < (nuint)Side; i++)
            {
                if (Has<TRows>(i))
                    TColumns.ToPoints(in Unsafe.Add(ref temporary, i * across), Lanes, ref Unsafe.Add(ref target, (i * row) + lane), position);
            }
        }
    }

    /// <summary>Whether a tile has a point of the picture's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has<TOne>(nuint point)
        where TOne : struct, IWinogradTile<TVector> => TOne.Points == TTile.Points || ((TOne.Points >> (int)point) & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float target, nuint offset, TVector value, Placing placing)
    {
        if (placing == Placing.SetPast)
            TLanes.StorePast(value, ref target, offset);
        else
            TLanes.Store(placing == Placing.Add ? TLanes.Add(TLanes.Load(in target, offset), value) : value, ref target, offset);
    }
}
