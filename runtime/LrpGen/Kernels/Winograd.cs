using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>
/// Convolution by Winograd's F(4x4, 3x3) over the points 0, +-sqrt(1/2), +-sqrt(2) and infinity, which keep the transforms'
/// factors near one, and with sums in two levels: as exact as a direct convolution in one sum.
/// </summary>
internal static class Winograd
{
    private static readonly int[] OneTap = [0];

    public static void Run<TVector, TLanes>(
        WinogradMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (map.Rounds % worker.Count == 0 || map.Rounds >= 4 * worker.Count)
            RunRounds<TVector, TLanes>(map, source, packed, bias, result, accumulate, in tail, worker);
        else
            RunTogether<TVector, TLanes>(map, source, packed, bias, result, accumulate, in tail, worker);
        worker.Sync();
    }

    /// <summary>Every worker takes rounds of tiles for itself.</summary>
    private static void RunRounds<TVector, TLanes>(
        WinogradMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        Span<float> scratch = worker.Scratch(map.ScratchFloats);
        Span<float> transformed = scratch[..map.TransformedFloats], products = scratch.Slice(map.TransformedFloats, map.ProductFloats);
        foreach (int round in worker.Share(map.Rounds, map.Products))
        {
            for (int block = 0; block < map.Source.Blocks; block++)
                Transform<TVector, TLanes>(map, source, block, round, transformed);
            for (int block = 0; block < map.Result.Blocks; block += 2)
                Multiply<TVector, TLanes>(map, transformed, packed, bias, result, accumulate, in tail, block, round, products);
        }
    }

    /// <summary>
    /// All workers share the transformed source of a round, since each round reads all weights: first each transforms some of its
    /// channels, then each makes some channels of the result.
    /// </summary>
    private static void RunTogether<TVector, TLanes>(
        WinogradMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        Span<float> transformed = worker.Shared(map.TransformedFloats), products = worker.Scratch(map.ProductFloats);
        for (int round = 0; round < map.Rounds; round++)
        {
            foreach (int block in worker.Share(map.Source.Blocks, map.Products))
                Transform<TVector, TLanes>(map, source, block, round, transformed);
            worker.Sync();
            foreach (int pair in worker.Share((map.Result.Blocks + 1) / 2, map.Products))
                Multiply<TVector, TLanes>(map, transformed, packed, bias, result, accumulate, in tail, 2 * pair, round, products);
            worker.Sync();
        }
    }

    /// <summary>The tiles of a round of one block of source channels.</summary>
    private static void Transform<TVector, TLanes>(WinogradMap map, ReadOnlySpan<float> source, int block, int round, Span<float> transformed)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        (int first, int count) = map.TilesOf(round);
        for (int tile = 0; tile < count; tile++)
            WinogradTransform<TVector, TLanes>.Source(map, source, block, first + tile, transformed[(((block * map.RoundTiles) + tile) * ConvImage.Lanes)..]);
    }

    /// <summary>The tiles of a round of one or two blocks of result channels.</summary>
    private static void Multiply<TVector, TLanes>(
        WinogradMap map, ReadOnlySpan<float> transformed, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, int block, int round, Span<float> products)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        (int first, int count) = map.TilesOf(round);
        int blocks = Math.Min(2, map.Result.Blocks - block);
        Multiply<TVector, TLanes>(map, transformed, packed, block, blocks, count, products);
        for (int i = 0; i < blocks; i++)
        {
            ReadOnlySpan<float> blockBias = bias.IsEmpty ? bias : bias.Slice((block + i) * ConvImage.Lanes, ConvImage.Lanes);
            for (int tile = 0; tile < count; tile++)
            {
                WinogradTransform<TVector, TLanes>.Result(
                    map, products[(((i * map.RoundTiles) + tile) * ConvImage.Lanes)..], blockBias, block + i, first + tile, result, accumulate, in tail);
            }
        }
    }

    /// <summary>For every position the products of all source channels with one or two blocks of result channels.</summary>
    private static void Multiply<TVector, TLanes>(
        WinogradMap map, ReadOnlySpan<float> transformed, ReadOnlySpan<float> packed, int block, int blocks, int tiles, Span<float> products)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        bool oneVector = TLanes.Count == ConvImage.Lanes;
        int channels = map.Source.Channels, blockProducts = map.RoundTiles * ConvImage.Lanes;
        int weights = WinogradMap.Positions * channels * block * ConvImage.Lanes;
        for (int position = 0; position < WinogradMap.Positions; position++)
        {
            for (int from = 0; from < channels; from += WinogradMap.ChunkChannels)
            {
                int to = Math.Min(from + WinogradMap.ChunkChannels, channels), blockWeights = (to - from) * ConvImage.Lanes;
                for (int lane = 0; lane < blocks * ConvImage.Lanes; lane += 2 * TLanes.Count)
                {
                    (int second, int offset) = Math.DivRem(lane, ConvImage.Lanes);
                    var chunk = new ConvChunk
                    {
                        Source = ref transformed[position * map.SourcePosition],
                        SourceBlock = (nuint)blockProducts,
                        Weights = ref packed[weights + (second * blockWeights) + offset],
                        SecondWeights = (nuint)(oneVector ? blockWeights : TLanes.Count),
                        Result = ref products[(position * map.ResultPosition) + (second * blockProducts) + offset],
                        SecondResult = (nuint)(oneVector ? blockProducts : TLanes.Count),
                        PanelFrom = from,
                        From = from,
                        To = to,
                        Taps = 1,
                        Ahead = (nuint)(blocks * blockWeights),
                        Accumulate = from > 0,
                    };
                    var line = new ConvLine { Taps = OneTap, Sources = OneTap, SourceStep = ConvImage.Lanes, ResultStep = ConvImage.Lanes };
                    if (oneVector && blocks == 1)
                        ConvTile<TVector, TLanes>.Line<ConvProducts<TVector, TLanes, N1, NeighborStepFromFar>>(in chunk, ref line, tiles);
                    else
                        ConvTile<TVector, TLanes>.Line<ConvProducts<TVector, TLanes, N2, NeighborStepFromFar>>(in chunk, ref line, tiles);
                }

                weights += blocks * blockWeights;
            }
        }
    }
}
