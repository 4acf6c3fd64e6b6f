using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>Packs weights for <see cref="WinogradSmall{TVector, TLanes}"/>: as they are, 16 result channels side by side.</summary>
internal static class WinogradSmallWeights
{
    private const int Taps = WinogradMap.Taps, Lanes = ConvImage.Lanes;

    /// <summary>Packs the weights of a block of result channels; for the parameters see <see cref="WinogradWeights.Pack"/>.</summary>
    public static void Pack(
        WinogradMap map, int block, ReadOnlySpan<float> weights, int resultStride, int sourceStride, bool flip, WeightSigns signs, Span<float> packed)
    {
        int channels = map.Source.Channels, first = block * Lanes, count = Math.Min(Lanes, map.Result.Channels - first);
        int firstTap = flip ? Taps - 1 : 0, tapStep = flip ? -Lanes : Lanes;
        Span<float> target = packed.Slice(block * channels * Taps * Lanes, channels * Taps * Lanes);
        if (count < Lanes)
            target.Clear();
        for (int channel = 0; channel < channels; channel++)
        {
            for (int lane = 0; lane < count; lane++)
            {
                ReadOnlySpan<float> kernel = weights.Slice(((first + lane) * resultStride) + (channel * sourceStride), Taps);
                int at = (((channel * Taps) + firstTap) * Lanes) + lane;
                for (int tap = 0; tap < Taps; tap++, at += tapStep)
                    target[at] = signs.Of(kernel[tap]);
            }
        }
    }
}
