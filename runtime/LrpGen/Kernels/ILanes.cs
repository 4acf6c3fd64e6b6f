using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

/// <summary>
/// What kernels do with a vector of floats. A kernel is written once against this interface and compiled once for each width;
/// the members are resolved when the kernel is compiled, and cost nothing. The operations stand apart from the vectors because
/// a struct around a vector would keep the compiler from folding loads into multiplications (3 to 5% of a dense layer).
/// </summary>
/// <typeparam name="TVector">The hardware's vector of that width.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>How many floats one vector holds: 4, 8 or 16.</summary>
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Create(float value);

    static abstract TVector Load(ref readonly float source, nuint offset);

    /// <summary>Values of which memory holds the upper two bytes; the lower two are zero.</summary>
    static abstract TVector LoadUpperHalves(ref readonly ushort source, nuint offset);

    static abstract void Store(TVector value, ref float target, nuint offset);

    /// <summary>A store past the caches, to what <see cref="PastCaches.Suits"/>: to a boundary of vectors, of memory that stays where it is.</summary>
    static abstract void StorePast(TVector value, ref float target, nuint offset);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Negate(TVector value);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary><c>left * right + addend</c>, fused where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger one; <paramref name="value"/> where it is NaN, so that a bound hides no NaN.</summary>
    static abstract TVector Max(TVector bound, TVector value);

    /// <summary>The larger one; NaN where either is.</summary>
    static abstract TVector Largest(TVector left, TVector right);

    /// <summary>The smaller one; <paramref name="value"/> where it is NaN, so that a bound hides no NaN.</summary>
    static abstract TVector Min(TVector bound, TVector value);

    static abstract TVector Abs(TVector value);

    /// <summary>The magnitude of one with the sign bit of the other.</summary>
    static abstract TVector CopySign(TVector magnitude, TVector sign);

    /// <summary>All bits of a lane set where <c>left &gt; right</c>; clear where either is NaN.</summary>
    static abstract TVector GreaterThan(TVector left, TVector right);

    /// <summary>All bits of a lane set where both are equal; clear where either is NaN.</summary>
    static abstract TVector Equal(TVector left, TVector right);

    static abstract TVector Select(TVector mask, TVector whereSet, TVector whereClear);

    /// <summary>The value with the low 12 bits of its fraction cleared: its square is exact.</summary>
    static abstract TVector UpperHalf(TVector value);

    /// <summary>2^n for whole n from -126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector n);

    /// <summary>One bit for each lane that is not zero, the first lane lowest. NaN is not zero.</summary>
    static abstract uint NonZeroBits(TVector value);

    /// <summary>One bit for each lane below <paramref name="low"/> or above <paramref name="high"/>. NaN is neither.</summary>
    static abstract uint OutsideBits(TVector value, TVector low, TVector high);

    /// <summary>The lanes added up to four, halves first: the order depends on the width alone.</summary>
    static abstract Vector128<float> AddToFour(TVector value);
}
