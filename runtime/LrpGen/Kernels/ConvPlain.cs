using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static LrpGen.Kernels.Place;

namespace LrpGen.Kernels;

/// <summary>
/// All products, as <see cref="ConvProducts{TVector, TLanes, TVectors, TStep}"/>, of a plain picture: tap after tap with all its channels, for which
/// gray and color pictures (<see cref="N1"/>, <see cref="N3"/>) need no loop; any other number of them is that of the chunk.
/// </summary>
internal readonly struct ConvPlain<TVector, TLanes, TVectors, TStep, TChannels> : IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TVectors : struct, INumber
    where TStep : struct, IConvStep
    where TChannels : struct, INumber
{
    public static int MostPixels => ConvTile<TVector, TLanes>.MostPixels;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint source, nuint result)
        where TPixels : struct, INumber
    {
        nuint step = TStep.Of(lines.SourceStep), channelStep = chunk.SourceChannel, second = chunk.SecondWeights;
        nuint count = Unsafe.SizeOf<TChannels>() > 3 ? (nuint)chunk.To : (nuint)Unsafe.SizeOf<TChannels>();
        ref readonly float weights = ref chunk.Weights;
        ConvSums<TVector> sums = default;
        ref readonly float first = ref At(in chunk.Source, source);
        ref readonly int tap = ref MemoryMarshal.GetReference(lines.Taps), pixel = ref MemoryMarshal.GetReference(lines.Sources);
        for (int left = lines.Taps.Length; left > 0; left--)
        {
            ref readonly float x = ref At(in first, (nuint)pixel);
            ref readonly float w = ref At(in weights, (nuint)tap * count * ConvImage.Lanes);
            tap = ref Unsafe.Add(ref Unsafe.AsRef(in tap), 1);
            pixel = ref Unsafe.Add(ref Unsafe.AsRef(in pixel), 1);
            ConvTile<TVector, TLanes>.Add<TPixels, TVectors>(ref sums, in x, step, in w, second);
            if (Unsafe.SizeOf<TChannels>() == 3)
            {
                ConvTile<TVector, TLanes>.Add<TPixels, TVectors>(ref sums, in At(in x, channelStep), step, in At(in w, ConvImage.Lanes), second);
                ConvTile<TVector, TLanes>.Add<TPixels, TVectors>(ref sums, in At(in x, 2 * channelStep), step, in At(in w, 2 * ConvImage.Lanes), second);
            }

            if (Unsafe.SizeOf<TChannels>() > 3)
            {
                for (nuint c = 1; c < count; c++)
                    ConvTile<TVector, TLanes>.Add<TPixels, TVectors>(ref sums, in At(in x, c * channelStep), step, in At(in w, c * ConvImage.Lanes), second);
            }
        }

        ConvTile<TVector, TLanes>.Store<TPixels, TVectors>(in sums, ref chunk, in lines, result);
    }
}
