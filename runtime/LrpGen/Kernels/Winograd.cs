using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>
/// Convolution by Winograd's F(4x4, 3x3), F(3x3, 3x3) or F(6x6, 3x3) over points that keep the transforms' factors near one, and with sums
/// in two levels: as exact as a direct convolution in one sum, large tiles a quarter as exact.
/// </summary>
/// <remarks>
/// A round transforms some tiles, multiplies them position after position, each a product of two matrices that stay in the cache,
/// and transforms the products back. With few channels a round is small, and each worker makes its own. With many it is large, so
/// that weights, which then come from afar, are read but once for all tiles; all workers share it.
/// </remarks>
internal static class Winograd
{
    public static unsafe void Run<TVector, TLanes>(
        WinogradMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (map.IsSmall)
        {
            WinogradSmall<TVector, TLanes>.Run(map, source, packed, bias, result, accumulate, in tail, worker);
            worker.Sync();
            return;
        }

        var from = new WholePicture(source);
        fixed (float* start = result)
        {
            Placing placing = accumulate ? Placing.Add : tail.IsLater && PastCaches.Suits(start, result.Length) ? Placing.SetPast : Placing.Set;
            var to = new WholeResult(bias, result, placing, tail);
            Run<TVector, TLanes, WholePicture, WholeResult>(map, in from, packed, in to, worker);
        }
    }

    /// <summary>A picture that is not small, from any source to any result.</summary>
    public static void Run<TVector, TLanes, TSource, TResult>(
        WinogradMap map, scoped in TSource source, ReadOnlySpan<float> packed, scoped in TResult result, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TSource : struct, IWinogradSource, allows ref struct
        where TResult : struct, IWinogradResult, allows ref struct
    {
        switch (map.TileSide)
        {
            case WinogradMap.LargeTileSide: RunRounds<TVector, TLanes, WinogradTile6<TVector, TLanes>, TSource, TResult>(map, in source, packed, in result, worker); break;
            case WinogradMap.UsualTileSide: RunRounds<TVector, TLanes, WinogradTile4<TVector, TLanes>, TSource, TResult>(map, in source, packed, in result, worker); break;
            default: RunRounds<TVector, TLanes, WinogradTile3<TVector, TLanes>, TSource, TResult>(map, in source, packed, in result, worker); break;
        }

        PastCaches.Publish();
        worker.Sync();
    }

    private static void RunRounds<TVector, TLanes, TTile, TSource, TResult>(
        WinogradMap map, scoped in TSource source, ReadOnlySpan<float> packed, scoped in TResult result, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
        where TSource : struct, IWinogradSource, allows ref struct
        where TResult : struct, IWinogradResult, allows ref struct
    {
        if (map.IsCached && map.Rounds >= worker.Count)
        {
            Span<float> scratch = worker.Scratch(map.ScratchFloats);
            foreach (int round in worker.Share(map.Rounds, map.Products))
                RunRound<TVector, TLanes, TTile, TSource, TResult>(map, in source, packed, in result, round, scratch, worker.Solo);
        }
        else
        {
            Span<float> scratch = worker.Shared(map.ScratchFloats);
            for (int round = 0; round < map.Rounds; round++)
                RunRound<TVector, TLanes, TTile, TSource, TResult>(map, in source, packed, in result, round, scratch, worker);
        }
    }

    private static void RunRound<TVector, TLanes, TTile, TSource, TResult>(
        WinogradMap map, scoped in TSource source, ReadOnlySpan<float> packed, scoped in TResult result, int round, Span<float> scratch, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TTile : struct, IWinogradTile<TVector>
        where TSource : struct, IWinogradSource, allows ref struct
        where TResult : struct, IWinogradResult, allows ref struct
    {
        Span<float> transformed = scratch[..map.TransformedFloats], products = scratch[map.TransformedFloats..];
        (int first, int count) = map.TilesOf(round);
        foreach (int block in worker.Share(map.Source.Blocks, map.Products))
        {
            for (int tile = 0; tile < count; tile++)
            {
                if (tile + 1 < count)
                    source.Fetch(map, block, first + tile + 1);
                source.Transform<TVector, TLanes, TTile>(map, block, first + tile, transformed[(((block * map.RoundTiles) + tile) * ConvImage.Lanes)..]);
            }
        }

        worker.Sync();
        foreach (int item in worker.Share(map.Positions * map.ResultParts, map.Products))
        {
            (int position, int part) = Math.DivRem(item, map.ResultParts);
            (int firstHere, int endHere) = map.TilesAt(position);
            (firstHere, endHere) = (Math.Max(firstHere, first), Math.Min(endHere, first + count));
            if (firstHere >= endHere)
                continue;
            (int block, int end) = map.BlocksOf(part);
            for (; block < end; block += 2)
                Multiply<TVector, TLanes>(map, transformed, packed, position, block, Math.Min(2, end - block), firstHere - first, endHere - firstHere, products);
        }

        worker.Sync();
        foreach (int block in worker.Share(map.Result.Blocks, map.Products))
        {
            for (int tile = 0; tile < count; tile++)
            {
                if (tile + 1 < count)
                    result.Fetch(map, block, first + tile + 1);
                result.Take<TVector, TLanes, TTile>(map, products[(((block * map.RoundTiles) + tile) * ConvImage.Lanes)..], block, first + tile);
            }
        }

        worker.Sync();
    }

    /// <summary>For one position the products of all source channels with one or two blocks of result channels.</summary>
    private static void Multiply<TVector, TLanes>(
        WinogradMap map, ReadOnlySpan<float> transformed, ReadOnlySpan<float> packed, int position, int block, int blocks, int tile, int tiles, Span<float> products)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        int channels = map.Source.Channels, tileFloats = map.RoundTiles * ConvImage.Lanes;
        int source = (position * map.SourcePosition) + (tile * ConvImage.Lanes), result = (position * map.ResultPosition) + (block * tileFloats) + (tile * ConvImage.Lanes);
        int weights = map.WeightsOf(position, block);
        for (int from = 0; from < channels; from += WinogradMap.ChunkChannels)
        {
            int count = Math.Min(WinogradMap.ChunkChannels, channels - from), blockWeights = count * ConvImage.Lanes;
            for (int lane = 0; lane < blocks * ConvImage.Lanes; lane += 2 * TLanes.Count)
            {
                (int second, int offset) = Math.DivRem(lane, ConvImage.Lanes);
                var panel = new WinogradPanel
                {
                    Source = ref transformed[source + (from / ConvImage.Lanes * tileFloats)],
                    SourceBlock = (nuint)tileFloats,
                    Weights = ref packed[weights + (second * blockWeights) + offset],
                    SecondWeights = (nuint)(TLanes.Count == ConvImage.Lanes ? blockWeights : TLanes.Count),
                    Result = ref products[result + (second * tileFloats) + offset],
                    SecondResult = (nuint)(TLanes.Count == ConvImage.Lanes ? tileFloats : TLanes.Count),
                    Ahead = blocks * blockWeights,
                    Channels = count,
                };
                if (TLanes.Count == ConvImage.Lanes && blocks == 1)
                    WinogradProducts<TVector, TLanes, N1>.Multiply(ref panel, tiles, from > 0);
                else
                    WinogradProducts<TVector, TLanes, N2>.Multiply(ref panel, tiles, from > 0);
            }

            weights += blocks * blockWeights;
        }
    }
}
