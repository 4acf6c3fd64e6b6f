using System.ComponentModel;
using System.Runtime.Intrinsics;
using LrpGen.Threading;
using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>
/// Convolutions, their transposed maps, and what the flat rule needs of them; for generated code. Pictures lie as
/// <see cref="ConvShape"/> says. Results overlap no other argument.
/// </summary>
/// <remarks>
/// Nothing outside a picture is read. An input that is not a number may spread to channels of other groups in its block, and
/// beyond the last channel. The order of sums depends on shapes and on the width of the machine's vectors, never on values or
/// addresses.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Conv
{
    /// <summary>Packs weights for <c>Forward</c>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights"><c>[out channels, in channels / groups, kernel height, kernel width]</c>.</param>
    /// <param name="packed">Takes the packed weights.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void PackForward(ConvShape shape, ReadOnlySpan<float> weights, Span<float> packed)
    {
        Pack(new ConvPacking(shape, isAdjoint: false), weights, WeightSigns.None, packed, Worker.Alone);
    }

    /// <summary>Packs weights for <c>Adjoint</c>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights"><c>[out channels, in channels / groups, kernel height, kernel width]</c>.</param>
    /// <param name="packed">Takes the packed weights.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void PackAdjoint(ConvShape shape, ReadOnlySpan<float> weights, Span<float> packed)
    {
        Pack(new ConvPacking(shape, isAdjoint: true), weights, WeightSigns.None, packed, Worker.Alone);
    }

    /// <summary>Packs <c>positive w+ + negative w-</c> for <c>Forward</c> just before it runs.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights"><c>[out channels, in channels / groups, kernel height, kernel width]</c>.</param>
    /// <param name="positive">The factor of weights above zero.</param>
    /// <param name="negative">The factor of weights below zero.</param>
    /// <param name="packed">Takes the packed weights.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void RepackForward(ConvShape shape, ReadOnlySpan<float> weights, float positive, float negative, Span<float> packed, Worker worker) =>
        Pack(new ConvPacking(shape, isAdjoint: false), weights, new WeightSigns(positive, negative), packed, worker);

    /// <summary>Packs <c>positive w+ + negative w-</c> for <c>Adjoint</c> just before it runs.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights"><c>[out channels, in channels / groups, kernel height, kernel width]</c>.</param>
    /// <param name="positive">The factor of weights above zero.</param>
    /// <param name="negative">The factor of weights below zero.</param>
    /// <param name="packed">Takes the packed weights.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void RepackAdjoint(ConvShape shape, ReadOnlySpan<float> weights, float positive, float negative, Span<float> packed, Worker worker) =>
        Pack(new ConvPacking(shape, isAdjoint: true), weights, new WeightSigns(positive, negative), packed, worker);

    /// <summary><c>z_j = b_j + sum_i x_i w_ij</c></summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the output picture.</param>
    /// <param name="accumulate">Whether the sums, and the bias, are added to what <paramref name="z"/> holds.</param>
    /// <param name="tail">What is done with the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Forward(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, bool accumulate, Tail tail, Worker worker)
    {
        Check(shape.Forward, x.Length, bias.Length, z.Length, in tail);
        Require.Length(packed.Length, shape.ForwardFloats);
        Run(shape.Forward, shape.ForwardWinograd, x, packed, bias, z, accumulate, in tail, worker);
    }

    /// <summary><c>r_i = b_i + sum_j w_ij s_j</c>, the transposed map.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="s">The output picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackAdjoint"/>.</param>
    /// <param name="bias">One value per input channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="r">Takes the input picture.</param>
    /// <param name="accumulate">Whether the sums, and the bias, are added to what <paramref name="r"/> holds.</param>
    /// <param name="tail">What is done with the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Adjoint(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> r, bool accumulate, Tail tail, Worker worker)
    {
        Check(shape.Adjoint, s.Length, bias.Length, r.Length, in tail);
        Require.Length(packed.Length, shape.AdjointFloats);
        Run(shape.Adjoint, shape.AdjointWinograd, s, packed, bias, r, accumulate, in tail, worker);
    }

    private static void Pack(ConvPacking packing, ReadOnlySpan<float> weights, WeightSigns signs, Span<float> packed, Worker worker)
    {
        packing.Check(weights.Length, packed.Length);
        foreach (int item in worker.Share(packing.Items, packing.Floats))
            packing.Pack(item, weights, signs, packed);
        worker.Sync();
    }

    private static void Check(ConvMap map, int source, int bias, int result, in Tail tail)
    {
        Require.Length(source, map.Source.Floats);
        CheckResults(map, bias, result, in tail);
    }

    private static void CheckResults(ConvMap map, int bias, int result, in Tail tail)
    {
        Require.EmptyOrLength(bias, map.Result.Blocks * ConvImage.Lanes);
        Require.Length(result, map.Result.Floats);
        tail.Check(result);
    }

    private static void Run(
        ConvMap map, WinogradMap? winograd, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result,
        bool accumulate, in Tail tail, Worker worker)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Vector512<float>, Lanes512>(map, winograd, source, packed, bias, result, accumulate, in tail, worker);
        else if (Vector256.IsHardwareAccelerated)
            Run<Vector256<float>, Lanes256>(map, winograd, source, packed, bias, result, accumulate, in tail, worker);
        else
            Run<Vector128<float>, Lanes128>(map, winograd, source, packed, bias, result, accumulate, in tail, worker);
    }

    private static void Run<TVector, TLanes>(
        ConvMap map, WinogradMap? winograd, ReadOnlySpan<float> source, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> result,
        bool accumulate, in Tail tail, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (winograd is null)
            Run<TVector, TLanes>(map, source, packed, bias, result, accumulate, in tail, worker);
        else
            Winograd.Run<TVector, TLanes>(winograd, source, packed, bias, result, accumulate, in tail, worker);
    }
}
