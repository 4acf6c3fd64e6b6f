using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>How far a tile's source pixels lie apart, in floats: known when the kernel is compiled where it can be.</summary>
internal interface IConvStep
{
    static abstract nuint Of(nuint step);
}

/// <summary>Neighbors of a plain picture.</summary>
internal readonly struct NextFloat : IConvStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Of(nuint step) => 1;
}

/// <summary>Every other pixel of a plain picture.</summary>
internal readonly struct SecondFloat : IConvStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Of(nuint step) => 2;
}

/// <summary>Neighbors in blocks of 16 channels.</summary>
internal readonly struct NextBlock : IConvStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Of(nuint step) => ConvImage.Lanes;
}

/// <summary>Any distance.</summary>
internal readonly struct AnyStep : IConvStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Of(nuint step) => step;
}
