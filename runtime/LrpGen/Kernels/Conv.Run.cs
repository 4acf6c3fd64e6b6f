using System.Runtime.InteropServices;
using LrpGen.Threading;

namespace LrpGen.Kernels;

public static partial class Conv
{
    /// <summary>Weights that stay in a second-level cache while pixels are gone through: a megabyte.</summary>
    private const int MostSharedWeights = 1 << 18;

    /// <summary>The multiply-adds of other convolutions in whose time a depthwise one, which loads a value for each, makes one.</summary>
    private const long DepthwiseWork = 6;

    internal static void Run<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (map.IsDot)
            RunDot<TVector, TLanes>(map, source, packed, bias, result, accumulate, in tail, worker);
        else if (map.IsDepthwise)
            RunDepthwise<TVector, TLanes, AsIs>(map, source, packed, bias, result, accumulate, in tail, worker);
        else
            RunProducts<TVector, TLanes, BlockFill<TVector, TLanes, N1>, BlockFill<TVector, TLanes, N2>>(map, source, packed, bias, result, accumulate, in tail, worker);
        worker.Sync();
    }

    private static void RunDot<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var chunk = new ConvChunk
        {
            Source = ref source[0],
            SourceBlock = Floats(map.Source.Pixels),
            Weights = ref packed[0],
            Result = ref result[0],
            Bias = ref MemoryMarshal.GetReference(bias),
            To = map.Source.Channels,
            Taps = map.Taps,
            HasBias = !bias.IsEmpty,
            Accumulate = accumulate,
        };
        foreach (int piece in worker.Share(map.Pieces.Length, map.Products))
        {
            ReadOnlySpan<ConvStrip> strips = map.Strips.AsSpan(map.Pieces[piece]);
            switch (map.Result.Channels)
            {
                case 1: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N1>>(ref chunk, strips); break;
                case 2: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N2>>(ref chunk, strips); break;
                case 3: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N3>>(ref chunk, strips); break;
                default: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N4>>(ref chunk, strips); break;
            }

            Finish<TVector, TLanes>(strips, result, 0, in tail);
        }
    }

    private static void RunDepthwise<TVector, TLanes, TRead>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TRead : struct, IConvRead
    {
        foreach (int item in worker.Share(map.Panels.Length * map.Pieces.Length, (DepthwiseWork * map.Products) + ((long)tail.Work * map.Result.Floats)))
        {
            (int block, int piece) = ItemOf(item, map.Panels.Length, map, worker);
            ReadOnlySpan<ConvStrip> strips = map.Strips.AsSpan(map.Pieces[piece]);
            // Two vectors of a block at once: a line of the cache is written once, and whole where the two fill it.
            bool oneVector = TLanes.Count == ConvImage.Lanes;
            for (int lane = 0; lane < ConvImage.Lanes; lane += oneVector ? TLanes.Count : 2 * TLanes.Count)
            {
                var chunk = new ConvChunk
                {
                    Source = ref source[(block * map.Source.Pixels * ConvImage.Lanes) + lane],
                    Weights = ref packed[map.Panels[block].Offset + lane],
                    Result = ref result[(block * map.Result.Pixels * ConvImage.Lanes) + lane],
                    SecondResult = (nuint)TLanes.Count,
                    Bias = ref MemoryMarshal.GetReference(bias.IsEmpty ? bias : bias[((block * ConvImage.Lanes) + lane)..]),
                    HasBias = !bias.IsEmpty,
                    Accumulate = accumulate,
                };
                if (oneVector)
                    Fill<TVector, TLanes, ConvDepthwise<TVector, TLanes, N1, TRead>>(ref chunk, strips);
                else
                    Fill<TVector, TLanes, ConvDepthwise<TVector, TLanes, N2, TRead>>(ref chunk, strips);
            }

            Finish<TVector, TLanes>(strips, result, block * map.Result.Pixels, in tail);
        }
    }

    /// <summary>Block after block of result channels, two at once where a block is one vector.</summary>
    private static void RunProducts<TVector, TLanes, TOne, TTwo>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate,
        in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TOne : struct, IConvFill<TVector, TLanes>
        where TTwo : struct, IConvFill<TVector, TLanes>
    {
        bool oneVector = TLanes.Count == ConvImage.Lanes;
        int blocksAtOnce = oneVector ? 2 : 1, groups = (map.Panels.Length + blocksAtOnce - 1) / blocksAtOnce;
        foreach (int item in worker.Share(groups * map.Pieces.Length, map.Products + ((long)tail.Work * map.Result.Floats)))
        {
            (int group, int piece) = ItemOf(item, groups, map, worker);
            ReadOnlySpan<ConvStrip> strips = map.Strips.AsSpan(map.Pieces[piece]);
            int block = group * blocksAtOnce, end = Math.Min(block + blocksAtOnce, map.Panels.Length);
            if (end - block == 2 && map.Panels[block].From == map.Panels[block + 1].From && map.Panels[block].To == map.Panels[block + 1].To)
            {
                RunPanel<TVector, TLanes, TTwo>(map, piece, source, packed, bias, result, accumulate, block, 0, map.Panels[block + 1].Offset - map.Panels[block].Offset);
            }
            else
            {
                for (int k = block; k < end; k++)
                {
                    if (oneVector)
                    {
                        RunPanel<TVector, TLanes, TOne>(map, piece, source, packed, bias, result, accumulate, k, 0, 0);
                        continue;
                    }

                    for (int lane = 0; lane < ConvImage.Lanes; lane += 2 * TLanes.Count)
                        RunPanel<TVector, TLanes, TTwo>(map, piece, source, packed, bias, result, accumulate, k, lane, TLanes.Count);
                }
            }

            for (int k = block; k < end; k++)
                Finish<TVector, TLanes>(strips, result, k * map.Result.Pixels, in tail);
        }
    }

    /// <summary>
    /// Which channels and which pixels an item is. Several workers share the pixels, as they did in the layer before, so that each finds
    /// its own in its cache; one alone, and weights too many for a cache, go through all pixels with some channels.
    /// </summary>
    private static (int Channels, int Piece) ItemOf(int item, int groups, ConvMap map, Worker worker)
    {
        if (worker.Count == 1 || map.Floats > MostSharedWeights)
            return Math.DivRem(item, map.Pieces.Length);
        (int piece, int channels) = Math.DivRem(item, groups);
        return (channels, piece);
    }

    /// <summary>Some pixels of one or two vectors of result channels, chunk after chunk of source channels.</summary>
    private static void RunPanel<TVector, TLanes, TFill>(
        ConvMap map, int piece, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result,
        bool accumulate, int block, int lane, int secondWeights)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TFill : struct, IConvFill<TVector, TLanes>
    {
        ConvPanel panel = map.Panels[block];
        int next = Math.Min(block + (TLanes.Count == ConvImage.Lanes ? 2 : 1), map.Panels.Length - 1);
        int aheadStep = map.Taps * ConvImage.Lanes * sizeof(float) / map.PieceProducts[piece];
        for (int from = panel.From, to; from < panel.To; from = to)
        {
            to = Math.Min(panel.To, ((from / ConvImage.Lanes) + map.ChunkBlocks) * ConvImage.Lanes);
            int after = to < panel.To ? (to - panel.From) * map.Taps * ConvImage.Lanes : map.Panels[next].Offset - panel.Offset;
            var chunk = new ConvChunk
            {
                Source = ref source[0],
                SourceBlock = Floats(map.Source.Pixels),
                SourceChannel = (nuint)map.Source.Pixels,
                Weights = ref packed[panel.Offset + lane],
                SecondWeights = (nuint)secondWeights,
                Result = ref result[(block * map.Result.Pixels * ConvImage.Lanes) + lane],
                SecondResult = TLanes.Count == ConvImage.Lanes ? Floats(map.Result.Pixels) : (nuint)TLanes.Count,
                Bias = ref MemoryMarshal.GetReference(bias.IsEmpty ? bias : bias[((block * ConvImage.Lanes) + lane)..]),
                Ahead = after * sizeof(float),
                AheadStep = aheadStep,
                PanelFrom = panel.From,
                From = from,
                To = to,
                Taps = map.Taps,
                HasBias = from == panel.From && !bias.IsEmpty,
                Accumulate = from != panel.From || accumulate,
            };
            FillStrips<TVector, TLanes, TFill>(ref chunk, map.Strips.AsSpan(map.Pieces[piece]));
        }
    }

    private static void Fill<TVector, TLanes, TKernel>(scoped ref ConvChunk chunk, ReadOnlySpan<ConvStrip> strips)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TKernel : struct, IConvKernel<TVector, TLanes> =>
        FillStrips<TVector, TLanes, KernelFill<TVector, TLanes, TKernel>>(ref chunk, strips);

    private static void FillStrips<TVector, TLanes, TFill>(scoped ref ConvChunk chunk, ReadOnlySpan<ConvStrip> strips)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TFill : struct, IConvFill<TVector, TLanes>
    {
        foreach (ref readonly ConvStrip strip in strips)
        {
            // With a stride some inputs see no output.
            if (strip.Rectangle.Taps.Length == 0 && chunk.Accumulate && !chunk.HasBias)
                continue;
            ConvLines lines = strip.LinesFrom(TFill.Lanes);
            TFill.Fill(ref chunk, ref lines);
        }
    }

    /// <summary>The tail of one block of results, while they are in the cache.</summary>
    private static void Finish<TVector, TLanes>(ReadOnlySpan<ConvStrip> strips, Span<float> result, int firstPixel, in Tail tail)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (tail.IsNone)
            return;
        ref float start = ref MemoryMarshal.GetReference(result);
        foreach (ref readonly ConvStrip strip in strips)
        {
            ConvLines lines = strip.LinesFrom(ConvImage.Lanes);
            for (int line = 0; line < lines.Count; line++)
                tail.Apply<TVector, TLanes>(ref start, Floats(firstPixel) + lines.Result + ((nuint)line * lines.ResultLine), lines.ResultStep, lines.Pixels);
        }
    }

    private static nuint Floats(int pixels) => (nuint)pixels * ConvImage.Lanes;
}
