using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>What becomes of the results of a Winograd convolution.</summary>
internal interface IWinogradResult
{
    /// <summary>Says that a tile is taken next. No more than a hint.</summary>
    /// <param name="map">The convolution.</param>
    /// <param name="block">The block of 16 channels.</param>
    /// <param name="tile">The tile.</param>
    void Fetch(WinogradMap map, int block, int tile);

    /// <summary>Takes the pixels of a tile.</summary>
    /// <param name="map">The convolution.</param>
    /// <param name="products">The tile's products, the first position's first.</param>
    /// <param name="block">The block of 16 channels.</param>
    /// <param name="tile">The tile.</param>
    void Take<TVector, TLanes, TTile>(WinogradMap map, ReadOnlySpan<float> products, int block, int tile)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>;
}

/// <summary>How a result goes to its place.</summary>
internal enum Placing
{
    /// <summary>In place of what is there.</summary>
    Set,

    /// <summary>The same, past the caches.</summary>
    SetPast,

    /// <summary>Added to what is there.</summary>
    Add,
}

/// <summary>A picture, and then its tail.</summary>
internal readonly ref struct WholeResult(ReadOnlySpan<float> bias, Span<float> result, Placing placing, Tail tail) : IWinogradResult
{
    private readonly ReadOnlySpan<float> _bias = bias;
    private readonly Span<float> _result = result;
    private readonly Placing _placing = placing;
    private readonly Tail _tail = tail;

    public void Fetch(WinogradMap map, int block, int tile)
    {
        var pixels = new TilePixels(map, block, tile);
        if (_placing != Placing.SetPast)
            pixels.Fetch(_result);
        _tail.Fetch(in pixels);
    }

    public void Take<TVector, TLanes, TTile>(WinogradMap map, ReadOnlySpan<float> products, int block, int tile)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector> =>
        WinogradTransform<TVector, TLanes, TTile>.Result(map, products, BlockOf(_bias, block), block, tile, _result, _placing, in _tail);

    public static ReadOnlySpan<float> BlockOf(ReadOnlySpan<float> bias, int block) => bias.IsEmpty ? bias : bias.Slice(block * ConvImage.Lanes, ConvImage.Lanes);
}

/// <summary>
/// Of a picture no more than what a largest-value pooling over windows of 2x2 pixels keeps: the largest value of each, with its tail, and
/// which of the four it is, or 4 where one is not a number.
/// </summary>
internal readonly ref struct WindowWinners(ReadOnlySpan<float> bias, Span<float> largest, Span<float> winners, Tail tail) : IWinogradResult
{
    private readonly ReadOnlySpan<float> _bias = bias;
    private readonly Span<float> _largest = largest;
    private readonly Span<float> _winners = winners;
    private readonly Tail _tail = tail;

    public void Fetch(WinogradMap map, int block, int tile)
    {
        var windows = new TileWindows(map, block, tile);
        windows.Fetch(_largest);
        windows.Fetch(_winners);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take<TVector, TLanes, TTile>(WinogradMap map, ReadOnlySpan<float> products, int block, int tile)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
    {
        Span<float> pixels = StackRoom.Align(stackalloc float[TileWindows.MostPixels + StackRoom.Slack]);
        ref float pixel = ref TileWindows.Fill<TVector, TLanes, TTile>(map, products, _bias, block, tile, pixels);
        var windows = new TileWindows(map, block, tile);
        for (int row = 0; row < windows.Rows; row++)
        {
            ref float largest = ref windows.RowOf(_largest, row);
            ref float winners = ref windows.RowOf(_winners, row);
            for (nuint at = 0; at < windows.RowFloats; at += (nuint)TLanes.Count)
            {
                ref readonly float first = ref windows.FirstOf(ref pixel, row, at);
                TVector v0 = TLanes.Load(in first, 0), v1 = TLanes.Load(in first, ConvImage.Lanes);
                TVector v2 = TLanes.Load(in first, windows.TileRow), v3 = TLanes.Load(in first, windows.TileRow + ConvImage.Lanes);
                TVector most = TLanes.Largest(TLanes.Largest(v0, v1), TLanes.Largest(v2, v3));
                TVector winner = TLanes.Select(TLanes.Equal(v3, most), TLanes.Create(3), TLanes.Create(4));
                winner = TLanes.Select(TLanes.Equal(v2, most), TLanes.Create(2), winner);
                winner = TLanes.Select(TLanes.Equal(v1, most), TLanes.Create(1), winner);
                TLanes.Store(most, ref largest, at);
                TLanes.Store(TLanes.Select(TLanes.Equal(v0, most), TLanes.Zero, winner), ref winners, at);
            }

            if (!_tail.IsNone)
                _tail.Apply<TVector, TLanes>(ref MemoryMarshal.GetReference(_largest), windows.Start(row), ConvImage.Lanes, windows.Columns);
        }
    }
}

/// <summary>Of a picture no more than the largest value of each window of 2x2 pixels, with its tail; not a number where one is not.</summary>
internal readonly ref struct WindowLargest(ReadOnlySpan<float> bias, Span<float> largest, Tail tail) : IWinogradResult
{
    private readonly ReadOnlySpan<float> _bias = bias;
    private readonly Span<float> _largest = largest;
    private readonly Tail _tail = tail;

    public void Fetch(WinogradMap map, int block, int tile) => new TileWindows(map, block, tile).Fetch(_largest);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take<TVector, TLanes, TTile>(WinogradMap map, ReadOnlySpan<float> products, int block, int tile)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
    {
        Span<float> pixels = StackRoom.Align(stackalloc float[TileWindows.MostPixels + StackRoom.Slack]);
        ref float pixel = ref TileWindows.Fill<TVector, TLanes, TTile>(map, products, _bias, block, tile, pixels);
        var windows = new TileWindows(map, block, tile);
        for (int row = 0; row < windows.Rows; row++)
        {
            ref float largest = ref windows.RowOf(_largest, row);
            for (nuint at = 0; at < windows.RowFloats; at += (nuint)TLanes.Count)
            {
                ref readonly float first = ref windows.FirstOf(ref pixel, row, at);
                TVector above = TLanes.Largest(TLanes.Load(in first, 0), TLanes.Load(in first, ConvImage.Lanes));
                TVector below = TLanes.Largest(TLanes.Load(in first, windows.TileRow), TLanes.Load(in first, windows.TileRow + ConvImage.Lanes));
                TLanes.Store(TLanes.Largest(above, below), ref largest, at);
            }

            if (!_tail.IsNone)
                _tail.Apply<TVector, TLanes>(ref MemoryMarshal.GetReference(_largest), windows.Start(row), ConvImage.Lanes, windows.Columns);
        }
    }
}

/// <summary>Of a picture the values at the winners of windows of 2x2 pixels; zero where there is none.</summary>
internal readonly ref struct WindowValues(ReadOnlySpan<float> bias, ReadOnlySpan<float> winners, Span<float> values) : IWinogradResult
{
    private readonly ReadOnlySpan<float> _bias = bias;
    private readonly ReadOnlySpan<float> _winners = winners;
    private readonly Span<float> _values = values;

    public void Fetch(WinogradMap map, int block, int tile)
    {
        var windows = new TileWindows(map, block, tile);
        windows.Fetch(_winners);
        windows.Fetch(_values);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take<TVector, TLanes, TTile>(WinogradMap map, ReadOnlySpan<float> products, int block, int tile)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
    {
        Span<float> pixels = StackRoom.Align(stackalloc float[TileWindows.MostPixels + StackRoom.Slack]);
        ref float pixel = ref TileWindows.Fill<TVector, TLanes, TTile>(map, products, _bias, block, tile, pixels);
        var windows = new TileWindows(map, block, tile);
        for (int row = 0; row < windows.Rows; row++)
        {
            ref readonly float winners = ref windows.RowOf(_winners, row);
            ref float values = ref windows.RowOf(_values, row);
            for (nuint at = 0; at < windows.RowFloats; at += (nuint)TLanes.Count)
            {
                ref readonly float first = ref windows.FirstOf(ref pixel, row, at);
                TVector winner = TLanes.Load(in winners, at);
                TVector value = TLanes.Select(TLanes.Equal(winner, TLanes.Create(3)), TLanes.Load(in first, windows.TileRow + ConvImage.Lanes), TLanes.Zero);
                value = TLanes.Select(TLanes.Equal(winner, TLanes.Create(2)), TLanes.Load(in first, windows.TileRow), value);
                value = TLanes.Select(TLanes.Equal(winner, TLanes.Create(1)), TLanes.Load(in first, ConvImage.Lanes), value);
                TLanes.Store(TLanes.Select(TLanes.Equal(winner, TLanes.Zero), TLanes.Load(in first, 0), value), ref values, at);
            }
        }
    }
}

/// <summary>A picture with its tail, and beside it the largest value of each window of 2x2 pixels.</summary>
internal readonly ref struct WholeAndLargest(ReadOnlySpan<float> bias, Span<float> result, Span<float> largest, Tail tail) : IWinogradResult
{
    private readonly ReadOnlySpan<float> _bias = bias;
    private readonly Span<float> _result = result;
    private readonly Span<float> _largest = largest;
    private readonly Tail _tail = tail;

    public void Fetch(WinogradMap map, int block, int tile)
    {
        var pixels = new TilePixels(map, block, tile);
        pixels.Fetch(_result);
        _tail.Fetch(in pixels);
        new TileWindows(map, block, tile).Fetch(_largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take<TVector, TLanes, TTile>(WinogradMap map, ReadOnlySpan<float> products, int block, int tile)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
    {
        WinogradTransform<TVector, TLanes, TTile>.Result(map, products, WholeResult.BlockOf(_bias, block), block, tile, _result, Placing.Set, in _tail);
        var windows = new TileWindows(map, block, tile);
        for (int row = 0; row < windows.Rows; row++)
        {
            ref float largest = ref windows.RowOf(_largest, row);
            for (int column = 0; column < windows.Columns; column++)
            {
                ref readonly float first = ref windows.PixelOf(_result, row, column);
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                {
                    TVector above = TLanes.Largest(TLanes.Load(in first, lane), TLanes.Load(in first, lane + ConvImage.Lanes));
                    TVector below = TLanes.Largest(TLanes.Load(in first, lane + windows.PictureRow), TLanes.Load(in first, lane + windows.PictureRow + ConvImage.Lanes));
                    TLanes.Store(TLanes.Largest(above, below), ref largest, ((nuint)column * ConvImage.Lanes) + lane);
                }
            }
        }
    }
}

/// <summary>
/// In place of a picture of denominators <c>d</c> what a quotient of a window of 2x2 pixels comes to in each of them, as a part of the mean
/// of activations <c>a</c>: <c>coefficient a_i / 4 / (d_i + s(d_i) epsilon)</c>; and that mean.
/// </summary>
internal readonly ref struct WindowShares(
    ReadOnlySpan<float> bias, ReadOnlySpan<float> a, Span<float> shares, Span<float> means, float epsilon, float coefficient, bool isPastCaches) : IWinogradResult
{
    private readonly ReadOnlySpan<float> _bias = bias;
    private readonly ReadOnlySpan<float> _a = a;
    private readonly Span<float> _shares = shares;
    private readonly Span<float> _means = means;
    private readonly float _epsilon = epsilon;
    private readonly float _coefficient = coefficient;
    private readonly bool _isPastCaches = isPastCaches;

    public void Fetch(WinogradMap map, int block, int tile)
    {
        var pixels = new TilePixels(map, block, tile);
        pixels.Fetch(_a);
        if (!_isPastCaches)
            pixels.Fetch(_shares);
        new TileWindows(map, block, tile).Fetch(_means);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take<TVector, TLanes, TTile>(WinogradMap map, ReadOnlySpan<float> products, int block, int tile)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
    {
        Span<float> pixels = StackRoom.Align(stackalloc float[TileWindows.MostPixels + StackRoom.Slack]);
        ref float pixel = ref TileWindows.Fill<TVector, TLanes, TTile>(map, products, _bias, block, tile, pixels);
        var windows = new TileWindows(map, block, tile);
        for (int row = 0; row < windows.Rows; row++)
        {
            ref float means = ref windows.RowOf(_means, row);
            for (int column = 0; column < windows.Columns; column++)
            {
                ref readonly float a = ref windows.PixelOf(_a, row, column);
                ref float share = ref windows.PixelOf(_shares, row, column);
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                {
                    nuint at = ((nuint)column * ConvImage.Lanes) + lane;
                    ref readonly float d = ref windows.FirstOf(ref pixel, row, at);
                    TVector above = Share<TVector, TLanes>(in d, 0, in a, lane, ref share);
                    above = TLanes.Add(above, Share<TVector, TLanes>(in d, ConvImage.Lanes, in a, lane + ConvImage.Lanes, ref share));
                    TVector below = Share<TVector, TLanes>(in d, windows.TileRow, in a, lane + windows.PictureRow, ref share);
                    below = TLanes.Add(below, Share<TVector, TLanes>(in d, windows.TileRow + ConvImage.Lanes, in a, lane + windows.PictureRow + ConvImage.Lanes, ref share));
                    TLanes.Store(TLanes.Multiply(TLanes.Add(above, below), TLanes.Create(0.25f)), ref means, at);
                }
            }
        }
    }

    /// <summary>Writes the share of a pixel, and gives its activation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Share<TVector, TLanes>(ref readonly float d, nuint from, ref readonly float a, nuint at, ref float share)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector value = TLanes.Load(in a, at);
        TVector quotient = Tail.SafeQuotient<TVector, TLanes>(value, TLanes.Load(in d, from), _epsilon, 0.25f * _coefficient);
        if (_isPastCaches)
            TLanes.StorePast(quotient, ref share, at);
        else
            TLanes.Store(quotient, ref share, at);
        return value;
    }
}

/// <summary>The result pixels of a tile, as far as they lie inside the picture.</summary>
internal readonly ref struct TilePixels(ConvImage image, WinogradPlace place, int block)
{
    public TilePixels(WinogradMap map, int block, int tile)
        : this(map.Result, map.PlaceOf(tile), block)
    {
    }

    public int Rows { get; } = Math.Min(place.Height, image.Height - place.Y);

    public int Columns { get; } = Math.Min(place.Width, image.Width - place.X);

    /// <summary>The first one, in floats.</summary>
    public int First { get; } = ((block * image.Pixels) + (place.Y * image.Width) + place.X) * ConvImage.Lanes;

    /// <summary>From one row of the picture to the next, in floats.</summary>
    public int RowStep { get; } = image.Width * ConvImage.Lanes;

    /// <summary>Says that they are read or written next. No more than a hint.</summary>
    public void Fetch(ReadOnlySpan<float> picture) => Hint.Pixels(picture, First, Columns, Rows, RowStep);
}

/// <summary>The windows of 2x2 pixels of a tile, as far as they lie inside the picture, whose sides are even, as the tile's are.</summary>
internal readonly ref struct TileWindows
{
    /// <summary>The most floats of a tile that stands by itself.</summary>
    public const int MostPixels = WinogradMap.LargeTileSide * WinogradMap.LargeTileSide * ConvImage.Lanes;

    private readonly int _window;
    private readonly int _windowColumns;
    private readonly int _pixel;

    public TileWindows(WinogradMap map, int block, int tile)
    {
        ConvImage image = map.Result;
        WinogradPlace place = map.PlaceOf(tile);
        var pixels = new TilePixels(image, place, block);
        Rows = pixels.Rows / 2;
        Columns = pixels.Columns / 2;
        TileRow = (nuint)(map.TileSide * ConvImage.Lanes);
        PictureRow = (nuint)pixels.RowStep;
        _windowColumns = image.Width / 2;
        _window = (block * (image.Pixels / 4)) + (place.Y / 2 * _windowColumns) + (place.X / 2);
        _pixel = pixels.First;
    }

    public int Rows { get; }

    public int Columns { get; }

    public nuint RowFloats => (nuint)(Columns * ConvImage.Lanes);

    /// <summary>From one row of a tile that stands by itself to the next.</summary>
    public nuint TileRow { get; }

    /// <summary>From one row of the whole picture to the next.</summary>
    public nuint PictureRow { get; }

    /// <summary>All pixels of a tile, by itself.</summary>
    /// <param name="map">The convolution.</param>
    /// <param name="products">The tile's products, the first position's first.</param>
    /// <param name="bias">The bias of all blocks, or empty.</param>
    /// <param name="block">The block of 16 channels.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="pixels">Takes them, in rows of a full tile.</param>
    /// <returns>The first of them.</returns>
    public static ref float Fill<TVector, TLanes, TTile>(
        WinogradMap map, ReadOnlySpan<float> products, ReadOnlySpan<float> bias, int block, int tile, Span<float> pixels)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
    {
        int side = TTile.Side;
        ref float first = ref pixels[..(side * side * ConvImage.Lanes)][0];
        WinogradPlace place = map.PlaceOf(tile);
        WinogradTransform<TVector, TLanes, TTile>.Pixels(
            map, place, products, WholeResult.BlockOf(bias, block), ref first, (nuint)(side * ConvImage.Lanes), place.Height, place.Width, Placing.Set);
        return ref first;
    }

    /// <summary>The first pixel of a window in a tile that stands by itself.</summary>
    /// <param name="pixel">The tile.</param>
    /// <param name="row">The row of windows.</param>
    /// <param name="at">A channel of a window, as the row's windows lie one behind the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly float FirstOf(ref float pixel, int row, nuint at) =>
        ref Unsafe.Add(ref pixel, ((nuint)(2 * row) * TileRow) + (at & ~(nuint)(ConvImage.Lanes - 1)) + at);

    /// <summary>Says that they are read or written next. No more than a hint.</summary>
    public void Fetch(ReadOnlySpan<float> windows) => Hint.Pixels(windows, (int)Start(0), Columns, Rows, _windowColumns * ConvImage.Lanes);

    /// <summary>Where a row of windows lies.</summary>
    public nuint Start(int row) => (nuint)((_window + (row * _windowColumns)) * ConvImage.Lanes);

    /// <summary>A row of windows among all of a picture.</summary>
    public ref float RowOf(Span<float> windows, int row) => ref windows.Slice((int)Start(row), Columns * ConvImage.Lanes)[0];

    /// <summary>A row of windows among all of a picture.</summary>
    public ref readonly float RowOf(ReadOnlySpan<float> windows, int row) => ref windows.Slice((int)Start(row), Columns * ConvImage.Lanes)[0];

    /// <summary>The first pixel of a window in the whole picture.</summary>
    public ref float PixelOf(Span<float> picture, int row, int column) =>
        ref picture.Slice(PixelOf(row, column), (int)PictureRow + (2 * ConvImage.Lanes))[0];

    /// <summary>The first pixel of a window in the whole picture.</summary>
    public ref readonly float PixelOf(ReadOnlySpan<float> picture, int row, int column) =>
        ref picture.Slice(PixelOf(row, column), (int)PictureRow + (2 * ConvImage.Lanes))[0];

    private int PixelOf(int row, int column) => _pixel + (row * 2 * (int)PictureRow) + (column * 2 * ConvImage.Lanes);
}
