using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

public static partial class Conv
{
    /// <summary>
    /// <see cref="Forward"/> of a picture <c>[channels][pixels]</c>, as networks take theirs: its few channels are read one by one in any
    /// case, and blocks of 16 would be mostly zeros.
    /// </summary>
    /// <param name="shape">The convolution: one group, up to 16 channels of input, more than four of output, none by Winograd.</param>
    /// <param name="x">The input picture, plain.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the output picture, in blocks.</param>
    /// <param name="tail">What is done with the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution is none of those.</exception>
    public static void ForwardPlain(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, Tail tail, Worker worker)
    {
        ConvMap map = shape.Forward;
        if (shape.ForwardWinograd is not null || map is not { Groups: 1, Source.Blocks: 1, IsDot: false })
            throw new ArgumentException("The convolution takes blocks; expected one group, at most 16 channels of input, and no Winograd.", nameof(shape));
        Require.Length(x.Length, map.Source.Channels * map.Source.Pixels);
        CheckResults(map, bias.Length, z.Length, in tail);
        Require.Length(packed.Length, shape.ForwardFloats);
        if (Vector512.IsHardwareAccelerated)
            RunPlain<Vector512<float>, Lanes512>(map, x, packed, bias, z, in tail, worker);
        else if (Vector256.IsHardwareAccelerated)
            RunPlain<Vector256<float>, Lanes256>(map, x, packed, bias, z, in tail, worker);
        else
            RunPlain<Vector128<float>, Lanes128>(map, x, packed, bias, z, in tail, worker);
    }

    internal static void RunPlain<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        RunProducts<TVector, TLanes, PlainFill<TVector, TLanes, N1>, PlainFill<TVector, TLanes, N2>>(map, x, packed, bias, z, accumulate: false, in tail, worker);
        worker.Sync();
    }
}
