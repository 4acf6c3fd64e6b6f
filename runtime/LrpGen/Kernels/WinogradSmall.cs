using System.Runtime.CompilerServices;
using LrpGen.Threading;
using static LrpGen.Kernels.Place;

namespace LrpGen.Kernels;

/// <summary>Where a row of positions of a small picture finds what it multiplies.</summary>
internal ref struct WinogradSmallPanel
{
    /// <summary>The transformed source of the chunk's first block at the row's first position, <c>[block][6 columns][4 tiles][16]</c>.</summary>
    public ref readonly float Source;

    /// <summary>The weights, <c>[source channel][9 taps][16 result channels]</c>, or those that are transformed, <c>[6 columns][source channel][16]</c>.</summary>
    public ref readonly float Weights;

    /// <summary>The products, <c>[6 columns][4 tiles][16 result channels]</c>.</summary>
    public ref float Result;

    /// <summary>Channels of the chunk.</summary>
    public int Channels;

    /// <summary>How far the weights lie that are read next, of which each row fetches a part. No more than a hint.</summary>
    public nint Ahead;
}

/// <summary>
/// <see cref="Winograd"/> for pictures of up to four tiles, as deep layers have them: a few pixels and many weights, which come from memory.
/// Weights stay as they are, a quarter as many, and are transformed in registers just before they are used: for each row of positions the six
/// of a pair of channels, which four tiles at most are multiplied with. The transform's factors, <c>-2/3</c> and <c>1/6</c>, are the source's.
/// Where the machine has too few registers for the sums of all tiles, a row's transformed weights go through a first-level cache.
/// </summary>
internal static class WinogradSmall<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const int Lanes = ConvImage.Lanes, Taps = WinogradMap.Taps, Side = WinogradMap.UsualTileSide + 2, Position = WinogradMap.SmallPosition;
    private const float RootHalf = 0.70710678118654752f, RootTwo = 1.4142135623730951f;

    /// <summary>Source channels whose weights stay in a first-level cache, and whose products are added up before they are added to the sums.</summary>
    private const int ChunkChannels = 32;

    /// <summary>Tiles whose sums stay in registers.</summary>
    private static int TilesAtOnce => TLanes.Count == Lanes ? 4 : 2;

    public static void Run(
        WinogradMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
    {
        // The scratch memory of one alone is that of all.
        Span<float> shared = worker.Shared(worker.Count > 1 ? map.TransformedFloats : map.ScratchFloats), transformed = shared[..map.TransformedFloats];
        Span<float> products = worker.Count > 1 ? worker.Scratch(map.OwnFloats) : shared[map.TransformedFloats..];
        int sourceBlock = Side * Position, blockWeights = map.Source.Channels * Taps * Lanes;
        foreach (int block in worker.Share(map.Source.Blocks, map.Products))
        {
            for (int tile = 0; tile < map.Tiles; tile++)
                WinogradTransform<TVector, TLanes, WinogradScaledTile4<TVector, TLanes>>.Source(map, source, block, tile, transformed[((block * sourceBlock) + (tile * Lanes))..]);
        }

        worker.Sync();
        foreach (int block in worker.Share(map.Result.Blocks, map.Products))
        {
            Multiply(map, transformed, packed.Slice(block * blockWeights, blockWeights), products);
            ReadOnlySpan<float> blockBias = bias.IsEmpty ? bias : bias.Slice(block * Lanes, Lanes);
            for (int tile = 0; tile < map.Tiles; tile++)
                WinogradTransform<TVector, TLanes, WinogradScaledTile4<TVector, TLanes>>.Result(map, products[(tile * Lanes)..], blockBias, block, tile, result, accumulate ? Placing.Add : Placing.Set, in tail);
        }
    }

    /// <summary>The products of all source channels with a block of result channels, at all positions.</summary>
    private static void Multiply(WinogradMap map, ReadOnlySpan<float> transformed, ReadOnlySpan<float> packed, Span<float> products)
    {
        if (map.Tiles > TilesAtOnce)
            MultiplyByColumns(map, transformed, packed, products);
        else
            MultiplyInRegisters(map, transformed, packed, products);
    }

    /// <summary>All columns at once: weights are transformed where they are multiplied.</summary>
    private static void MultiplyInRegisters(WinogradMap map, ReadOnlySpan<float> transformed, ReadOnlySpan<float> packed, Span<float> products)
    {
        int channels = map.Source.Channels;
        for (int from = 0; from < channels; from += ChunkChannels)
        {
            int count = Math.Min(ChunkChannels, channels - from);
            ReadOnlySpan<float> chunk = transformed[(from / Lanes * Side * Position)..];
            for (int row = 0; row < Side; row++)
            {
                for (int lane = 0; lane < Lanes; lane += TLanes.Count)
                {
                    var panel = new WinogradSmallPanel
                    {
                        Source = ref chunk[row * map.SourceRow],
                        Weights = ref packed[(from * Taps * Lanes) + lane],
                        Result = ref products[(row * Side * Position) + lane],
                        Channels = count,
                        Ahead = ((count * Taps) + (row * count * Taps / Side)) * Lanes,
                    };
                    Multiply(in panel, row, map.Tiles, from > 0);
                }
            }
        }
    }

    /// <summary>Column after column, each with all tiles: a row's weights are transformed once for them.</summary>
    [SkipLocalsInit]
    private static void MultiplyByColumns(WinogradMap map, ReadOnlySpan<float> transformed, ReadOnlySpan<float> packed, Span<float> products)
    {
        Span<float> weights = StackRoom.Align(stackalloc float[(Side * ChunkChannels * Lanes) + StackRoom.Slack]);
        int channels = map.Source.Channels;
        for (int from = 0; from < channels; from += ChunkChannels)
        {
            int count = Math.Min(ChunkChannels, channels - from), chunkFloats = count * Taps * Lanes;
            ReadOnlySpan<float> kernels = packed.Slice(from * Taps * Lanes, chunkFloats);
            for (int row = 0; row < Side; row++)
            {
                TransformRow(kernels, row, chunkFloats, weights);
                var columns = new WinogradSmallPanel
                {
                    Source = ref transformed[(from / Lanes * Side * Position) + (row * map.SourceRow)],
                    Weights = ref weights[0],
                    Result = ref products[row * Side * Position],
                    Channels = count,
                };
                if (map.Tiles == 3)
                    Columns<N3>(in columns, from > 0);
                else
                    Columns<N4>(in columns, from > 0);
            }
        }
    }

    /// <summary>The products of a row of positions, of weights that are transformed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TTiles>(ref readonly WinogradSmallPanel panel, bool adds)
        where TTiles : struct, INumber
    {
        ref readonly float source = ref panel.Source;
        ref readonly float weights = ref panel.Weights;
        ref float result = ref panel.Result;
        for (int column = 0; column < Side; column++)
        {
            for (nuint lane = 0; lane < Lanes; lane += 2 * (nuint)TLanes.Count)
            {
                TVector a0 = TLanes.Zero, a1 = TLanes.Zero, a2 = TLanes.Zero, a3 = TLanes.Zero, b0 = TLanes.Zero, b1 = TLanes.Zero, b2 = TLanes.Zero, b3 = TLanes.Zero;
                ref readonly float x = ref source;
                ref readonly float w = ref At(in weights, lane);
                for (nuint left = (nuint)panel.Channels; left > 0;)
                {
                    nuint count = left < Lanes ? left : Lanes;
                    ref readonly float end = ref At(in x, count);
                    for (ref readonly float value = ref x; Unsafe.IsAddressLessThan(in value, in end); value = ref At(in value, 1))
                    {
                        TVector first = TLanes.Load(in w, 0), other = TLanes.Load(in w, (nuint)TLanes.Count);
                        WinogradProducts<TVector, TLanes, N2>.Add(in value, 0, first, other, ref a0, ref b0);
                        WinogradProducts<TVector, TLanes, N2>.Add(in value, 1, first, other, ref a1, ref b1);
                        WinogradProducts<TVector, TLanes, N2>.Add(in value, 2, first, other, ref a2, ref b2);
                        if (Unsafe.SizeOf<TTiles>() > 3)
                            WinogradProducts<TVector, TLanes, N2>.Add(in value, 3, first, other, ref a3, ref b3);
                        w = ref At(in w, Lanes);
                    }

                    x = ref At(in x, Side * Position);
                    left -= count;
                }

                ref float target = ref Unsafe.Add(ref result, lane);
                Store<TTiles>(ref target, 0, adds, a0, a1, a2, a3);
                Store<TTiles>(ref Unsafe.Add(ref target, TLanes.Count), 0, adds, b0, b1, b2, b3);
            }

            source = ref At(in source, Position);
            weights = ref At(in weights, ChunkChannels * Lanes);
            result = ref Unsafe.Add(ref result, Position);
        }
    }

    /// <summary>The weights of a chunk for one row of positions, <c>[6 columns][source channel][16 result channels]</c>.</summary>
    /// <param name="kernels">The chunk's kernels.</param>
    /// <param name="row">The row.</param>
    /// <param name="ahead">How far behind them those lie that come next, of which each row fetches a part.</param>
    /// <param name="weights">Takes the weights.</param>
    private static void TransformRow(ReadOnlySpan<float> kernels, int row, int ahead, Span<float> weights)
    {
        switch (row)
        {
            case 0: TransformRow<First>(kernels, row, ahead, weights); break;
            case Side - 1: TransformRow<Last>(kernels, row, ahead, weights); break;
            default: TransformRow<Middle>(kernels, row, ahead, weights); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformRow<TRow>(ReadOnlySpan<float> kernels, int row, int ahead, Span<float> weights)
        where TRow : struct, IKernelRow
    {
        const int Column = ChunkChannels * Lanes;
        (float point, float square) = PointOf(row);
        TVector first = TLanes.Create(point), second = TLanes.Create(square);
        ref readonly float w = ref kernels[0];
        ref readonly float end = ref At(in w, (nuint)kernels.Length);
        ref float target = ref weights[..(Side * Column)][0];
        nint fetch = (ahead + (row * ahead / Side)) * sizeof(float);
        ref readonly float start = ref w;
        while (Unsafe.IsAddressLessThan(in w, in end))
        {
            Hint.Fetch(in start, fetch);
            Hint.Fetch(in start, fetch + (Lanes * sizeof(float)));
            fetch += Taps * Lanes * sizeof(float) / Side;
            for (nuint lane = 0; lane < Lanes; lane += (nuint)TLanes.Count)
            {
                ref readonly float tap = ref At(in w, lane);
                TVector w0 = TRow.Sum(in tap, 0, first, second), w1 = TRow.Sum(in tap, Lanes, first, second), w2 = TRow.Sum(in tap, 2 * Lanes, first, second);
                TLanes.Store(w0, ref target, lane);
                TVector even = TLanes.MultiplyAdd(w2, TLanes.Create(0.5f), w0);
                TLanes.Store(TLanes.MultiplyAdd(w1, TLanes.Create(RootHalf), even), ref target, lane + Column);
                TLanes.Store(TLanes.MultiplyAdd(w1, TLanes.Create(-RootHalf), even), ref target, lane + (2 * Column));
                even = TLanes.MultiplyAdd(w2, TLanes.Create(2), w0);
                TLanes.Store(TLanes.MultiplyAdd(w1, TLanes.Create(RootTwo), even), ref target, lane + (3 * Column));
                TLanes.Store(TLanes.MultiplyAdd(w1, TLanes.Create(-RootTwo), even), ref target, lane + (4 * Column));
                TLanes.Store(w2, ref target, lane + (5 * Column));
            }

            w = ref At(in w, Taps * Lanes);
            target = ref Unsafe.Add(ref target, Lanes);
        }
    }

    private static void Multiply(ref readonly WinogradSmallPanel panel, int row, int tiles, bool adds)
    {
        (float point, float square) = PointOf(row);
        switch (row)
        {
            case 0: Multiply<First>(in panel, tiles, adds, point, square); break;
            case Side - 1: Multiply<Last>(in panel, tiles, adds, point, square); break;
            default: Multiply<Middle>(in panel, tiles, adds, point, square); break;
        }
    }

    /// <summary>The point of a row of positions between the first and the last, and its square.</summary>
    private static (float Point, float Square) PointOf(int row) => row switch
    {
        1 => (RootHalf, 0.5f),
        2 => (-RootHalf, 0.5f),
        3 => (RootTwo, 2),
        4 => (-RootTwo, 2),
        _ => (0, 0),
    };

    private static void Multiply<TRow>(ref readonly WinogradSmallPanel panel, int tiles, bool adds, float point, float square)
        where TRow : struct, IKernelRow
    {
        switch (tiles)
        {
            case 1: Tiles<TRow, N1>(in panel, adds, point, square); break;
            case 2: Tiles<TRow, N2>(in panel, adds, point, square); break;
            case 3: Tiles<TRow, N3>(in panel, adds, point, square); break;
            default: Tiles<TRow, N4>(in panel, adds, point, square); break;
        }
    }

    /// <summary>One row of positions: the kernel's rows to one, its columns to the six points, and their products with up to four tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles<TRow, TTiles>(ref readonly WinogradSmallPanel panel, bool adds, float point, float square)
        where TRow : struct, IKernelRow
        where TTiles : struct, INumber
    {
        ConvSums<TVector> s = default;
        TVector first = TLanes.Create(point), second = TLanes.Create(square);
        ref readonly float w = ref panel.Weights;
        ref readonly float start = ref panel.Weights;
        ref readonly float x = ref panel.Source;
        nint ahead = panel.Ahead * sizeof(float);
        for (nuint left = (nuint)panel.Channels; left > 0;)
        {
            nuint count = left < Lanes ? left : Lanes;
            for (nuint channel = 0; channel < count; channel++)
            {
                ref readonly float lane = ref At(in x, channel);
                TVector w0 = TRow.Sum(in w, 0, first, second);
                TVector w1 = TRow.Sum(in w, Lanes, first, second);
                TVector w2 = TRow.Sum(in w, 2 * Lanes, first, second);
                Hint.Fetch(in start, ahead);
                Hint.Fetch(in start, ahead + (Lanes * sizeof(float)));
                ahead += Taps * Lanes * sizeof(float) / Side;
                Add<TTiles>(in lane, 0, w0, ref s.A0, ref s.A1, ref s.A2, ref s.A3);
                TVector even = TLanes.MultiplyAdd(w2, TLanes.Create(0.5f), w0);
                Add<TTiles>(in lane, 1, TLanes.MultiplyAdd(w1, TLanes.Create(RootHalf), even), ref s.A4, ref s.A5, ref s.A6, ref s.A7);
                Add<TTiles>(in lane, 2, TLanes.MultiplyAdd(w1, TLanes.Create(-RootHalf), even), ref s.A8, ref s.A9, ref s.A10, ref s.A11);
                even = TLanes.MultiplyAdd(w2, TLanes.Create(2), w0);
                Add<TTiles>(in lane, 3, TLanes.MultiplyAdd(w1, TLanes.Create(RootTwo), even), ref s.B0, ref s.B1, ref s.B2, ref s.B3);
                Add<TTiles>(in lane, 4, TLanes.MultiplyAdd(w1, TLanes.Create(-RootTwo), even), ref s.B4, ref s.B5, ref s.B6, ref s.B7);
                Add<TTiles>(in lane, 5, w2, ref s.B8, ref s.B9, ref s.B10, ref s.B11);
                w = ref At(in w, Taps * Lanes);
            }

            x = ref At(in x, Side * Position);
            left -= count;
        }

        Store<TTiles>(ref panel.Result, 0, adds, s.A0, s.A1, s.A2, s.A3);
        Store<TTiles>(ref panel.Result, 1, adds, s.A4, s.A5, s.A6, s.A7);
        Store<TTiles>(ref panel.Result, 2, adds, s.A8, s.A9, s.A10, s.A11);
        Store<TTiles>(ref panel.Result, 3, adds, s.B0, s.B1, s.B2, s.B3);
        Store<TTiles>(ref panel.Result, 4, adds, s.B4, s.B5, s.B6, s.B7);
        Store<TTiles>(ref panel.Result, 5, adds, s.B8, s.B9, s.B10, s.B11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TTiles>(ref readonly float x, nuint position, TVector w, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
        where TTiles : struct, INumber
    {
        s0 = TLanes.MultiplyAdd(TLanes.Create(At(in x, position * Position)), w, s0);
        if (Unsafe.SizeOf<TTiles>() > 1)
            s1 = TLanes.MultiplyAdd(TLanes.Create(At(in x, (position * Position) + Lanes)), w, s1);
        if (Unsafe.SizeOf<TTiles>() > 2)
            s2 = TLanes.MultiplyAdd(TLanes.Create(At(in x, (position * Position) + (2 * Lanes))), w, s2);
        if (Unsafe.SizeOf<TTiles>() > 3)
            s3 = TLanes.MultiplyAdd(TLanes.Create(At(in x, (position * Position) + (3 * Lanes))), w, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TTiles>(ref float result, nuint position, bool adds, TVector s0, TVector s1, TVector s2, TVector s3)
        where TTiles : struct, INumber
    {
        Put(ref result, position * Position, adds, s0);
        if (Unsafe.SizeOf<TTiles>() > 1)
            Put(ref result, (position * Position) + Lanes, adds, s1);
        if (Unsafe.SizeOf<TTiles>() > 2)
            Put(ref result, (position * Position) + (2 * Lanes), adds, s2);
        if (Unsafe.SizeOf<TTiles>() > 3)
            Put(ref result, (position * Position) + (3 * Lanes), adds, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float result, nuint offset, bool adds, TVector sum) =>
        TLanes.Store(adds ? TLanes.Add(TLanes.Load(in result, offset), sum) : sum, ref result, offset);

    /// <summary>What a row of positions takes of the kernel's three rows.</summary>
    private interface IKernelRow
    {
        static abstract TVector Sum(ref readonly float weights, nuint column, TVector point, TVector square);
    }

    /// <summary>The point 0: the first row.</summary>
    private readonly struct First : IKernelRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Sum(ref readonly float weights, nuint column, TVector point, TVector square) => TLanes.Load(in weights, column);
    }

    /// <summary>A point between: the rows by its powers.</summary>
    private readonly struct Middle : IKernelRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Sum(ref readonly float weights, nuint column, TVector point, TVector square)
        {
            TVector sum = TLanes.MultiplyAdd(TLanes.Load(in weights, column + (3 * Lanes)), point, TLanes.Load(in weights, column));
            return TLanes.MultiplyAdd(TLanes.Load(in weights, column + (6 * Lanes)), square, sum);
        }
    }

    /// <summary>Infinity: the last row.</summary>
    private readonly struct Last : IKernelRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Sum(ref readonly float weights, nuint column, TVector point, TVector square) => TLanes.Load(in weights, column + (6 * Lanes));
    }
}
