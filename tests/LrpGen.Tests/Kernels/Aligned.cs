using System.Runtime.CompilerServices;

namespace LrpGen.Tests.Kernels;

/// <summary>Memory as networks have it: from a boundary of 64 bytes on, and where it is.</summary>
internal static class Aligned
{
    private const int Boundary = 16;

    /// <param name="count">How many floats, all of them not numbers.</param>
    /// <param name="shift">How many floats behind the boundary.</param>
    public static unsafe Memory<float> Noise(int count, int shift = 0)
    {
        float[] values = GC.AllocateUninitializedArray<float>(count + Boundary + shift, pinned: true);
        values.AsSpan().Fill(float.NaN);
        nuint start = (nuint)Unsafe.AsPointer(ref values[0]) / sizeof(float);
        return values.AsMemory((int)((Boundary - (start % Boundary)) % Boundary) + shift, count);
    }
}
