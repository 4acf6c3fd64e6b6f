using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>
/// The weights of a dense layer, as <see cref="float"/> or, where the file has them so, as bfloat16: half the bytes to read, and the same
/// results bit for bit, for every kernel widens them and adds in the same order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct DenseWeights
{
    private readonly ReadOnlySpan<float> _floats;
    private readonly ReadOnlySpan<BFloat16> _halves;

    private DenseWeights(ReadOnlySpan<float> floats) => _floats = floats;

    internal DenseWeights(ReadOnlySpan<BFloat16> halves) => _halves = halves;

    /// <summary>The number of weights.</summary>
    public int Length => IsBFloat16 ? _halves.Length : _floats.Length;

    internal bool IsBFloat16 => !_halves.IsEmpty;

    internal ReadOnlySpan<Float32> Floats => MemoryMarshal.Cast<float, Float32>(_floats);

    internal ReadOnlySpan<BFloat16> Halves => _halves;

    /// <summary>Weights of 4 bytes.</summary>
    public static implicit operator DenseWeights(ReadOnlySpan<float> weights) => new(weights);

    /// <summary>Weights of 4 bytes.</summary>
    public static implicit operator DenseWeights(Span<float> weights) => new(weights);

    /// <summary>Weights of 2 bytes.</summary>
    /// <param name="bits">The upper halves of the weights' float32 bits.</param>
    public static DenseWeights FromBFloat16(ReadOnlySpan<ushort> bits) => new(MemoryMarshal.Cast<ushort, BFloat16>(bits));

    /// <summary>Weights as floats, in <paramref name="room"/> where they must be widened.</summary>
    internal ReadOnlySpan<float> Read(int start, int length, Span<float> room)
    {
        if (!IsBFloat16)
            return _floats.Slice(start, length);
        ReadOnlySpan<BFloat16> halves = _halves.Slice(start, length);
        for (int k = 0; k < halves.Length; k++)
            room[k] = (float)halves[k];
        return room[..length];
    }
}
