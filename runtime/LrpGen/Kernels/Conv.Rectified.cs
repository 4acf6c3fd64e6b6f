using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

// A depthwise convolution loads each value a few times, and waits for that: it can rectify what it loads, and needs no rectified copy.
public static partial class Conv
{
    /// <summary><c>z_j = b_j + sum_i max(x_i, 0) w_ij</c>: the results of <see cref="Forward"/> on a rectified picture, bit for bit.</summary>
    /// <param name="shape">A depthwise convolution: as many groups as channels, in and out.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the output picture.</param>
    /// <param name="tail">What is done with the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution is not depthwise.</exception>
    public static void ForwardRectified(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, Tail tail, Worker worker)
    {
        ConvMap map = shape.Forward;
        if (!map.IsDepthwise)
            throw new ArgumentException("The convolution is not depthwise; expected as many groups as channels, in and out.", nameof(shape));
        Check(map, x.Length, bias.Length, z.Length, in tail);
        Require.Length(packed.Length, shape.ForwardFloats);
        if (Vector512.IsHardwareAccelerated)
            RunRectified<Vector512<float>, Lanes512>(map, x, packed, bias, z, in tail, worker);
        else if (Vector256.IsHardwareAccelerated)
            RunRectified<Vector256<float>, Lanes256>(map, x, packed, bias, z, in tail, worker);
        else
            RunRectified<Vector128<float>, Lanes128>(map, x, packed, bias, z, in tail, worker);
    }

    internal static void RunRectified<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        RunDepthwise<TVector, TLanes, Rectified>(map, x, packed, bias, z, accumulate: false, in tail, worker);
        worker.Sync();
    }
}
