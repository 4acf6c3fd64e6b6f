using System.Runtime.InteropServices;

namespace LrpGen.Tests;

/// <summary>Values that are the same to the last bit: unlike equal ones, zeros of one sign.</summary>
internal static class Bits
{
    public static void AssertEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(expected), others = MemoryMarshal.Cast<float, uint>(found);
        int at = bits.CommonPrefixLength(others);
        if (at < bits.Length)
            Assert.Fail($"At {at} of {bits.Length}: expected {expected[at]} (0x{bits[at]:x8}), found {found[at]} (0x{others[at]:x8}).");
    }
}
