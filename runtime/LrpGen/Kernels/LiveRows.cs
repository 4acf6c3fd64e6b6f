using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>
/// Finds the inputs that are not zero. After a ReLU, and on the background of a digit, most are zero, and the row of weights
/// of such an input need not be read at all: that is worth more than any arithmetic.
/// </summary>
internal static class LiveRows
{
    /// <summary>How many live inputs are collected at a time, and thereby how long the sums are that a register holds.</summary>
    public const int Capacity = 64;

    /// <summary>Collects the next live inputs, up to <see cref="Capacity"/>. Stops only before a vector that may not fit.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="inputs">Their number.</param>
    /// <param name="next">The first input to look at; afterwards the first one not looked at.</param>
    /// <param name="rows">Takes the indices of the live inputs.</param>
    /// <param name="values">Takes their values.</param>
    /// <returns>How many were found.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Collect<TVector, TLanes>(ref readonly float x, nuint inputs, ref nuint next, Span<nuint> rows, Span<float> values)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        ref nuint row = ref rows[0];
        ref float value = ref values[0];
        nuint width = (nuint)TLanes.Count;
        nuint input = next;
        int count = 0;
        while (input + width <= inputs && count <= Capacity - (int)width)
        {
            for (uint live = TLanes.NonZeroBits(TLanes.Load(in x, input)); live != 0; live &= live - 1)
            {
                nuint found = input + (uint)BitOperations.TrailingZeroCount(live);
                Unsafe.Add(ref row, count) = found;
                Unsafe.Add(ref value, count) = Unsafe.Add(ref Unsafe.AsRef(in x), found);
                count++;
            }

            input += width;
        }

        if (input + width > inputs)
        {
            for (; input < inputs && count < Capacity; input++)
            {
                float candidate = Unsafe.Add(ref Unsafe.AsRef(in x), input);
                if (candidate == 0)
                    continue;
                Unsafe.Add(ref row, count) = input;
                Unsafe.Add(ref value, count) = candidate;
                count++;
            }
        }

        next = input;
        return count;
    }
}
