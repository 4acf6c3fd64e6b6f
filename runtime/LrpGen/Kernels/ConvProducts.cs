using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static LrpGen.Kernels.Place;

namespace LrpGen.Kernels;

/// <summary>Every source channel of the chunk times its weight: one value of the source, in blocks of 16 channels, against a vector of weights.</summary>
internal readonly struct ConvProducts<TVector, TLanes, TVectors, TStep> : IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
    where TStep : struct, IConvStep
{
    public static int MostPixels => ConvTile<TVector, TLanes>.MostPixels;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint source, nuint result)
        where TPixels : struct, INumber
    {
        nuint step = TStep.Of(lines.SourceStep), second = chunk.SecondWeights;
        ref readonly float panel = ref chunk.Weights;
        nint ahead = chunk.Ahead, aheadStep = chunk.AheadStep;
        ConvSums<TVector> sums = default;
        for (int channel = chunk.From; channel < chunk.To;)
        {
            (int block, int lane) = Math.DivRem(channel, ConvImage.Lanes);
            int count = Math.Min(ConvImage.Lanes - lane, chunk.To - channel);
            ref readonly float first = ref At(in chunk.Source, source + ((nuint)block * chunk.SourceBlock) + (nuint)lane);
            ref readonly float weights = ref At(in panel, (nuint)(channel - chunk.PanelFrom) * (nuint)chunk.Taps * ConvImage.Lanes);
            ref readonly int tap = ref MemoryMarshal.GetReference(lines.Taps), pixel = ref MemoryMarshal.GetReference(lines.Sources);
            for (int left = lines.Taps.Length; left > 0; left--)
            {
                ref readonly float x = ref At(in first, (nuint)pixel * ConvImage.Lanes);
                ref readonly float w = ref At(in weights, (nuint)tap * (nuint)count * ConvImage.Lanes);
                tap = ref Unsafe.Add(ref Unsafe.AsRef(in tap), 1);
                pixel = ref Unsafe.Add(ref Unsafe.AsRef(in pixel), 1);

                // Two at once: what a loop takes beside its products is a tenth of them.
                int channels = count;
                for (; channels > 1; channels -= 2)
                {
                    ConvTile<TVector, TLanes>.Add<TPixels, TVectors>(ref sums, in x, step, in w, second);
                    ConvTile<TVector, TLanes>.Add<TPixels, TVectors>(ref sums, in At(in x, 1), step, in At(in w, ConvImage.Lanes), second);
                    Hint.Fetch(in panel, ahead);
                    if (Unsafe.SizeOf<TVectors>() > 1 && TLanes.Count == ConvImage.Lanes)
                        Hint.Fetch(in At(in panel, second), ahead);
                    ahead += 2 * aheadStep;
                    x = ref At(in x, 2);
                    w = ref At(in w, 2 * ConvImage.Lanes);
                }

                if (channels > 0)
                    ConvTile<TVector, TLanes>.Add<TPixels, TVectors>(ref sums, in x, step, in w, second);
            }

            channel += count;
        }

        ConvTile<TVector, TLanes>.Store<TPixels, TVectors>(in sums, ref chunk, in lines, result);
        chunk.Ahead = ahead;
    }
}
