using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpGen.Kernels;

/// <summary>
/// Memory of the stack that begins with a line of the cache, as vectors want it: the stack itself promises 16 bytes, and a vector that
/// lies in two lines takes as long as two.
/// </summary>
internal static class StackRoom
{
    /// <summary>How many more floats to take.</summary>
    public const int Slack = Line - 1;

    private const int Line = 16;

    /// <summary>The part of the memory that begins with a line, <see cref="Slack"/> shorter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Span<float> Align(Span<float> memory)
    {
        nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory)) / sizeof(float);
        return memory.Slice((int)((0 - start) % Line), memory.Length - Slack);
    }
}
