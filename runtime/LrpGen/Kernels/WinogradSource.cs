using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>What a Winograd convolution reads.</summary>
internal interface IWinogradSource
{
    /// <summary>Says that a tile is read next. No more than a hint.</summary>
    /// <param name="map">The convolution.</param>
    /// <param name="block">The block of 16 channels.</param>
    /// <param name="tile">The tile.</param>
    void Fetch(WinogradMap map, int block, int tile);

    /// <summary>Gives the values of a tile at all positions.</summary>
    /// <param name="map">The convolution.</param>
    /// <param name="block">The block of 16 channels.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="transformed">Takes the values, the first position's first.</param>
    void Transform<TVector, TLanes, TTile>(WinogradMap map, int block, int tile, Span<float> transformed)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>;
}

/// <summary>A picture as it lies in memory.</summary>
internal readonly ref struct WholePicture(ReadOnlySpan<float> picture) : IWinogradSource
{
    private readonly ReadOnlySpan<float> _picture = picture;

    public void Fetch(WinogradMap map, int block, int tile)
    {
        WinogradPlace place = map.PlaceOf(tile);
        ConvImage image = map.Source;
        int first = (block * image.Pixels) + ((place.Y - map.PadTop) * image.Width) + place.X - map.PadLeft;
        Hint.Pixels(_picture, first * ConvImage.Lanes, place.Width + 2, place.Height + 2, image.Width * ConvImage.Lanes);
    }

    public void Transform<TVector, TLanes, TTile>(WinogradMap map, int block, int tile, Span<float> transformed)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector> =>
        WinogradTransform<TVector, TLanes, TTile>.Source(map, _picture, block, tile, transformed);
}

/// <summary>A picture whose values each come from the window of 2x2 pixels that they lie in.</summary>
/// <typeparam name="TSpread">How.</typeparam>
/// <param name="values">One value for each window and channel.</param>
/// <param name="places">What tells the values of a window apart.</param>
internal readonly ref struct WindowedPicture<TSpread>(ReadOnlySpan<float> values, ReadOnlySpan<float> places) : IWinogradSource
    where TSpread : struct, IWindowSpread
{
    private const int Lanes = ConvImage.Lanes;

    private readonly ReadOnlySpan<float> _values = values;
    private readonly ReadOnlySpan<float> _places = places;

    public void Fetch(WinogradMap map, int block, int tile)
    {
        WinogradPlace place = map.PlaceOf(tile);
        ConvImage image = map.Source;
        int y = Math.Max(0, place.Y - map.PadTop), x = Math.Max(0, place.X - map.PadLeft);
        // One value for each window, as winners are.
        ToWinner.Fetch(_values, image, block, y, x, place);
        TSpread.Fetch(_places, image, block, y, x, place);
    }

    [SkipLocalsInit]
    public void Transform<TVector, TLanes, TTile>(WinogradMap map, int block, int tile, Span<float> transformed)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
    {
        int side = TTile.Side + 2;
        WinogradPlace place = map.PlaceOf(tile);
        int y = place.Y - map.PadTop, x = place.X - map.PadLeft;
        Span<float> patch = StackRoom.Align(stackalloc float[(side * side * Lanes) + StackRoom.Slack]);
        if (y < 0 || x < 0 || y + side > map.Source.Height || x + side > map.Source.Width)
            patch.Clear();
        Fill<TVector, TLanes>(map.Source, block, y, x, side, patch);
        WinogradTransform<TVector, TLanes, TTile>.Patch(map, place, patch, ref transformed[..((side - 1) * (map.SourceRow + map.SourcePosition) + Lanes)][0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill<TVector, TLanes>(ConvImage image, int block, int y, int x, int side, Span<float> patch)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        int top = Math.Max(y, 0), bottom = Math.Min(y + side, image.Height), left = Math.Max(x, 0), right = Math.Min(x + side, image.Width);
        int windowColumns = image.Width / 2, windows = block * image.Pixels / 4;
        for (int line = top; line < bottom && left < right; line++)
        {
            ref readonly float values = ref _values.Slice((windows + (line / 2 * windowColumns)) * Lanes, windowColumns * Lanes)[0];
            ref readonly float places = ref _places.Slice(TSpread.RowOf(image, block, line), TSpread.RowFloats(image))[0];
            ref float target = ref patch.Slice((((line - y) * side) + left - x) * Lanes, (right - left) * Lanes)[0];
            TVector first = TLanes.Create(line % 2 * 2), second = TLanes.Create((line % 2 * 2) + 1);
            nuint window = (nuint)left / 2, end = (nuint)right / 2;
            if (left % 2 == 1)
            {
                Spread<TVector, TLanes>(in values, in places, window, second, 1, ref target);
                target = ref Unsafe.Add(ref target, Lanes);
                window++;
            }

            for (; window < end; window++, target = ref Unsafe.Add(ref target, 2 * Lanes))
            {
                Spread<TVector, TLanes>(in values, in places, window, first, 0, ref target);
                Spread<TVector, TLanes>(in values, in places, window, second, 1, ref Unsafe.Add(ref target, Lanes));
            }

            if (right % 2 == 1)
                Spread<TVector, TLanes>(in values, in places, window, first, 0, ref target);
        }
    }

    /// <summary>One pixel of a window: the first or the second of its row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread<TVector, TLanes>(
        ref readonly float values, ref readonly float places, nuint window, TVector place, nuint pixel, ref float target)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        for (nuint lane = 0; lane < Lanes; lane += (nuint)TLanes.Count)
            TLanes.Store(TSpread.Of<TVector, TLanes>(TLanes.Load(in values, (window * Lanes) + lane), in places, window, place, pixel, lane), ref target, lane);
    }
}

/// <summary>How the value of a window of 2x2 pixels comes to them.</summary>
internal interface IWindowSpread
{
    /// <summary>Says that the places of a tile are read next. No more than a hint.</summary>
    static abstract void Fetch(ReadOnlySpan<float> places, ConvImage image, int block, int y, int x, WinogradPlace place);

    /// <summary>Where the places of a row of pixels begin.</summary>
    static abstract int RowOf(ConvImage image, int block, int line);

    /// <summary>How many floats they are.</summary>
    static abstract int RowFloats(ConvImage image);

    /// <summary>What comes to a pixel.</summary>
    /// <param name="value">The window's value.</param>
    /// <param name="places">The places of the row.</param>
    /// <param name="window">The window.</param>
    /// <param name="place">The pixel's number in it.</param>
    /// <param name="pixel">0 for the first of the row's two, 1 for the second.</param>
    /// <param name="lane">The first lane.</param>
    static abstract TVector Of<TVector, TLanes>(TVector value, ref readonly float places, nuint window, TVector place, nuint pixel, nuint lane)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>All of it to one of the pixels, whose number stands for each window.</summary>
internal readonly struct ToWinner : IWindowSpread
{
    public static void Fetch(ReadOnlySpan<float> places, ConvImage image, int block, int y, int x, WinogradPlace place) =>
        Hint.Pixels(places, RowOf(image, block, y) + (x / 2 * ConvImage.Lanes), (place.Width / 2) + 2, (place.Height / 2) + 2, RowFloats(image));

    public static int RowOf(ConvImage image, int block, int line) => ((block * image.Pixels / 4) + (line / 2 * (image.Width / 2))) * ConvImage.Lanes;

    public static int RowFloats(ConvImage image) => image.Width / 2 * ConvImage.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector, TLanes>(TVector value, ref readonly float places, nuint window, TVector place, nuint pixel, nuint lane)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.Select(TLanes.Equal(TLanes.Load(in places, (window * ConvImage.Lanes) + lane), place), value, TLanes.Zero);
}

/// <summary>To each pixel its share, which stands for each.</summary>
internal readonly struct InShares : IWindowSpread
{
    public static void Fetch(ReadOnlySpan<float> places, ConvImage image, int block, int y, int x, WinogradPlace place) =>
        Hint.Pixels(places, RowOf(image, block, y) + (x * ConvImage.Lanes), place.Width + 2, place.Height + 2, RowFloats(image));

    public static int RowOf(ConvImage image, int block, int line) => ((block * image.Pixels) + (line * image.Width)) * ConvImage.Lanes;

    public static int RowFloats(ConvImage image) => image.Width * ConvImage.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector, TLanes>(TVector value, ref readonly float places, nuint window, TVector place, nuint pixel, nuint lane)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.Multiply(value, TLanes.Load(in places, (((2 * window) + pixel) * ConvImage.Lanes) + lane));
}
