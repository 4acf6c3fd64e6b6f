using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>How one weight lies in memory. A dense kernel is written once against this interface and compiled once for each type.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IWeight<TSelf>
    where TSelf : unmanaged, IWeight<TSelf>
{
    /// <summary>A vector of the weights from <paramref name="offset"/> on, as floats.</summary>
    static abstract TVector Load<TVector, TLanes>(ref readonly TSelf source, nuint offset)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>A weight of 4 bytes, as they lie in memory: a <see cref="float"/> under a name that can implement the interface.</summary>
[StructLayout(LayoutKind.Sequential, Size = sizeof(float))]
internal readonly struct Float32 : IWeight<Float32>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(ref readonly Float32 source, nuint offset)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Load(in Unsafe.As<Float32, float>(ref Unsafe.AsRef(in source)), offset);
}

/// <summary>A weight of 2 bytes: the upper half of the float32 that it is, so that it is widened without rounding.</summary>
internal readonly struct BFloat16(ushort bits) : IWeight<BFloat16>
{
    private readonly ushort _bits = bits;

    public static explicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value._bits << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(ref readonly BFloat16 source, nuint offset)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.LoadUpperHalves(in Unsafe.As<BFloat16, ushort>(ref Unsafe.AsRef(in source)), offset);
}
