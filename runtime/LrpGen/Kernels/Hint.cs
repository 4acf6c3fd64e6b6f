using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LrpGen.Kernels;

/// <summary>Hints to the memory: where they are not known, or point to nothing, nothing happens.</summary>
internal static class Hint
{
    /// <summary>Says that a place will be read soon: it comes as near as it can. It may lie anywhere, so no reference is made to it.</summary>
    /// <param name="start">Where the distance counts from.</param>
    /// <param name="bytes">The distance.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref readonly float start, nint bytes)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in start)) + bytes);
    }
}
