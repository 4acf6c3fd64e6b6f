using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

public static partial class Conv
{
    internal static void Run<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (map.IsDot)
            RunDot<TVector, TLanes>(map, source, packed, bias, result, accumulate);
        else if (map.IsDepthwise)
            RunDepthwise<TVector, TLanes>(map, source, packed, bias, result, accumulate);
        else
            RunProducts<TVector, TLanes>(map, source, packed, bias, result, accumulate);
    }

    private static void RunDot<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate)
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
        switch (map.Result.Channels)
        {
            case 1: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N1>>(in chunk, map); break;
            case 2: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N2>>(in chunk, map); break;
            case 3: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N3>>(in chunk, map); break;
            default: Fill<TVector, TLanes, ConvDot<TVector, TLanes, N4>>(in chunk, map); break;
        }
    }

    private static void RunDepthwise<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        for (int channel = 0; channel < map.Panels.Length * ConvImage.Lanes; channel += TLanes.Count)
        {
            (int block, int lane) = Math.DivRem(channel, ConvImage.Lanes);
            var chunk = new ConvChunk
            {
                Source = ref source[(block * map.Source.Pixels * ConvImage.Lanes) + lane],
                Weights = ref packed[map.Panels[block].Offset + lane],
                Result = ref result[(block * map.Result.Pixels * ConvImage.Lanes) + lane],
                Bias = ref MemoryMarshal.GetReference(bias.IsEmpty ? bias : bias[channel..]),
                HasBias = !bias.IsEmpty,
                Accumulate = accumulate,
            };
            Fill<TVector, TLanes, ConvDepthwise<TVector, TLanes>>(in chunk, map);
        }
    }

    /// <summary>Block after block of result channels, two at once where a block is one vector.</summary>
    private static void RunProducts<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result, bool accumulate)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        bool oneVector = TLanes.Count == ConvImage.Lanes;
        for (int channel = 0, next; channel < map.Panels.Length * ConvImage.Lanes; channel = next)
        {
            (int block, int lane) = Math.DivRem(channel, ConvImage.Lanes);
            ConvPanel panel = map.Panels[block];
            bool pair = oneVector && block + 1 < map.Panels.Length && map.Panels[block + 1].From == panel.From && map.Panels[block + 1].To == panel.To;
            bool single = oneVector && !pair;
            next = channel + (single ? TLanes.Count : 2 * TLanes.Count);
            for (int from = panel.From, to; from < panel.To; from = to)
            {
                to = Math.Min(panel.To, ((from / ConvImage.Lanes) + map.ChunkBlocks) * ConvImage.Lanes);
                var chunk = new ConvChunk
                {
                    Source = ref source[0],
                    SourceBlock = Floats(map.Source.Pixels),
                    Weights = ref packed[panel.Offset + lane],
                    SecondWeights = pair ? (nuint)(map.Panels[block + 1].Offset - panel.Offset) : (nuint)TLanes.Count,
                    Result = ref result[(block * map.Result.Pixels * ConvImage.Lanes) + lane],
                    SecondResult = pair ? Floats(map.Result.Pixels) : (nuint)TLanes.Count,
                    Bias = ref MemoryMarshal.GetReference(bias.IsEmpty ? bias : bias[channel..]),
                    PanelFrom = panel.From,
                    From = from,
                    To = to,
                    Taps = map.Taps,
                    HasBias = from == panel.From && !bias.IsEmpty,
                    Accumulate = from != panel.From || accumulate,
                };
                if (single)
                    Fill<TVector, TLanes, ConvProducts<TVector, TLanes, N1, NeighborStep>, ConvProducts<TVector, TLanes, N1, AnyStep>>(in chunk, map);
                else
                    Fill<TVector, TLanes, ConvProducts<TVector, TLanes, N2, NeighborStep>, ConvProducts<TVector, TLanes, N2, AnyStep>>(in chunk, map);
            }
        }
    }

    private static void Fill<TVector, TLanes, TKernel>(ref readonly ConvChunk chunk, ConvMap map)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TKernel : struct, IConvKernel<TVector, TLanes> =>
        Fill<TVector, TLanes, TKernel, TKernel>(in chunk, map);

    /// <summary>All rectangles, each along its rows or along its columns, whichever makes fewer tiles.</summary>
    private static void Fill<TVector, TLanes, TNeighbors, TAny>(ref readonly ConvChunk chunk, ConvMap map)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TNeighbors : struct, IConvKernel<TVector, TLanes>
        where TAny : struct, IConvKernel<TVector, TLanes>
    {
        int most = TAny.MostPixels;
        foreach (ConvRectangle rectangle in map.Rectangles)
        {
            int rows = rectangle.Rows, columns = rectangle.Columns;
            bool alongRows = rows * ((columns + most - 1) / most) <= columns * ((rows + most - 1) / most);
            for (int i = 0; i < (alongRows ? rows : columns); i++)
            {
                var line = new ConvLine
                {
                    Taps = rectangle.Taps,
                    Sources = rectangle.Sources,
                    Source = Floats(i * (alongRows ? rectangle.SourceRowStep : rectangle.SourceColumnStep)),
                    SourceStep = Floats(alongRows ? rectangle.SourceColumnStep : rectangle.SourceRowStep),
                    Result = Floats(rectangle.First + (i * (alongRows ? rectangle.RowStep : rectangle.ColumnStep))),
                    ResultStep = Floats(alongRows ? rectangle.ColumnStep : rectangle.RowStep),
                };
                if (line.SourceStep == ConvImage.Lanes)
                    ConvTile<TVector, TLanes>.Line<TNeighbors>(in chunk, ref line, alongRows ? columns : rows);
                else
                    ConvTile<TVector, TLanes>.Line<TAny>(in chunk, ref line, alongRows ? columns : rows);
            }
        }
    }

    private static nuint Floats(int pixels) => (nuint)pixels * ConvImage.Lanes;
}
