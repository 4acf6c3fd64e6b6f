using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>Says that pixels of a picture, of one block of channels, will be read or written next.</summary>
    /// <param name="picture">The picture; where it is empty nothing happens.</param>
    /// <param name="first">The first float.</param>
    /// <param name="columns">Pixels of a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStep">Floats from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Pixels(ReadOnlySpan<float> picture, int first, int columns, int rows, int rowStep)
    {
        if (!Sse.IsSupported || picture.IsEmpty)
            return;
        float* row = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(picture)) + first;
        for (int y = 0; y < rows; y++, row += rowStep)
        {
            for (int x = 0; x < columns; x++)
                Sse.Prefetch0(row + (x * ConvImage.Lanes));
        }
    }
}
