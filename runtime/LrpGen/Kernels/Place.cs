using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>Places in buffers whose lengths the callers have checked.</summary>
internal static class Place
{
    /// <summary>The value <paramref name="offset"/> floats behind <paramref name="start"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly float At(ref readonly float start, nuint offset) => ref Unsafe.Add(ref Unsafe.AsRef(in start), offset);
}
