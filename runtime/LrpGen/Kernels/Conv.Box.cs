using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

public static partial class Conv
{
    /// <summary>Channels up to which the sums of both signs live in registers.</summary>
    private const int MostBoxChannels = 3;

    /// <summary><c>r_i = (x_i - low_i) sum_j w_ij+ s_j + (x_i - high_i) sum_j w_ij- s_j</c>: the way back of a z-box.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="s">The output picture.</param>
    /// <param name="packedPositive">The weights above zero, packed by <see cref="PackAdjoint"/>.</param>
    /// <param name="packedNegative">The weights below zero, packed the same way.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="low">The lowest value of each channel, padded to a multiple of 16.</param>
    /// <param name="high">The highest value of each channel.</param>
    /// <param name="positive">Scratch memory of an input picture's size.</param>
    /// <param name="negative">The same.</param>
    /// <param name="r">Takes the relevance of the input picture.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void AdjointBox(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> packedPositive, ReadOnlySpan<float> packedNegative, ReadOnlySpan<float> x,
        ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> positive, Span<float> negative, Span<float> r, Worker worker)
    {
        if (!TryBox(shape.Adjoint, s, packedPositive, packedNegative, x, low, high, r, worker))
        {
            Adjoint(shape, s, packedPositive, default, positive, accumulate: false, Tail.None, worker);
            Adjoint(shape, s, packedNegative, default, negative, accumulate: false, Tail.None, worker);
            Blocks.Box(x, low, high, positive, negative, r, worker);
        }
    }

    /// <summary><see cref="AdjointBox"/> of a transposed convolution, whose way back is the forward map of <paramref name="shape"/>.</summary>
    /// <param name="shape">The convolution whose transposed map the layer is.</param>
    /// <param name="s">The layer's output picture.</param>
    /// <param name="packedPositive">The weights above zero, packed by <see cref="PackForward"/>.</param>
    /// <param name="packedNegative">The weights below zero, packed the same way.</param>
    /// <param name="x">The layer's input picture.</param>
    /// <param name="low">The lowest value of each channel, padded to a multiple of 16.</param>
    /// <param name="high">The highest value of each channel.</param>
    /// <param name="positive">Scratch memory of an input picture's size.</param>
    /// <param name="negative">The same.</param>
    /// <param name="r">Takes the relevance of the input picture.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ForwardBox(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> packedPositive, ReadOnlySpan<float> packedNegative, ReadOnlySpan<float> x,
        ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> positive, Span<float> negative, Span<float> r, Worker worker)
    {
        if (!TryBox(shape.Forward, s, packedPositive, packedNegative, x, low, high, r, worker))
        {
            Forward(shape, s, packedPositive, default, positive, accumulate: false, Tail.None, worker);
            Forward(shape, s, packedNegative, default, negative, accumulate: false, Tail.None, worker);
            Blocks.Box(x, low, high, positive, negative, r, worker);
        }
    }

    /// <summary>A picture's few colors need no second reading of the relevance.</summary>
    private static bool TryBox(
        ConvMap map, ReadOnlySpan<float> s, ReadOnlySpan<float> packedPositive, ReadOnlySpan<float> packedNegative, ReadOnlySpan<float> x,
        ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> r, Worker worker)
    {
        if (!map.IsDot || map.Result.Channels > MostBoxChannels)
            return false;
        Check(map, s.Length, 0, r.Length, default);
        Require.Length(packedPositive.Length, map.Floats);
        Require.Length(packedNegative.Length, map.Floats);
        Require.Length(x.Length, r.Length);
        Require.Length(low.Length, ConvImage.Lanes);
        Require.Length(high.Length, ConvImage.Lanes);
        if (Vector512.IsHardwareAccelerated)
            RunBox<Vector512<float>, Lanes512>(map, s, packedPositive, packedNegative, x, low, high, r, worker);
        else if (Vector256.IsHardwareAccelerated)
            RunBox<Vector256<float>, Lanes256>(map, s, packedPositive, packedNegative, x, low, high, r, worker);
        else
            RunBox<Vector128<float>, Lanes128>(map, s, packedPositive, packedNegative, x, low, high, r, worker);
        return true;
    }

    internal static void RunBox<TVector, TLanes>(
        ConvMap map, ReadOnlySpan<float> s, ReadOnlySpan<float> packedPositive, ReadOnlySpan<float> packedNegative, ReadOnlySpan<float> x,
        ReadOnlySpan<float> low, ReadOnlySpan<float> high, Span<float> r, Worker worker)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var chunk = new ConvChunk
        {
            Source = ref MemoryMarshal.GetReference(s),
            SourceBlock = Floats(map.Source.Pixels),
            Weights = ref MemoryMarshal.GetReference(packedPositive),
            NegativeWeights = ref MemoryMarshal.GetReference(packedNegative),
            Input = ref MemoryMarshal.GetReference(x),
            Low = ref MemoryMarshal.GetReference(low),
            High = ref MemoryMarshal.GetReference(high),
            Result = ref MemoryMarshal.GetReference(r),
            To = map.Source.Channels,
            Taps = map.Taps,
        };
        foreach (int piece in worker.Share(map.Pieces.Length, 2 * map.Products))
        {
            ReadOnlySpan<ConvStrip> strips = map.Strips.AsSpan(map.Pieces[piece]);
            switch (map.Result.Channels)
            {
                case 1: Fill<TVector, TLanes, ConvDotBox<TVector, TLanes, N1>>(ref chunk, strips); break;
                case 2: Fill<TVector, TLanes, ConvDotBox<TVector, TLanes, N2>>(ref chunk, strips); break;
                default: Fill<TVector, TLanes, ConvDotBox<TVector, TLanes, N3>>(ref chunk, strips); break;
            }
        }

        worker.Sync();
    }
}
