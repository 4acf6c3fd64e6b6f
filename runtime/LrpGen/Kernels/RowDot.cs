using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LrpGen.Kernels;

/// <summary>What one weight adds to the sum of its row on the way backward.</summary>
internal interface IBackwardTerm
{
    /// <summary>Whether there is a second value per output.</summary>
    static abstract bool HasSecond { get; }

    static abstract TVector Add<TVector, TLanes>(TVector w, TVector first, TVector second, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>;
}

/// <summary><c>w s</c></summary>
internal readonly struct WholeWeight : IBackwardTerm
{
    public static bool HasSecond => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector w, TVector first, TVector second, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.MultiplyAdd(w, first, sum);
}

/// <summary><c>w^2 s</c></summary>
internal readonly struct SquaredWeight : IBackwardTerm
{
    public static bool HasSecond => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector w, TVector first, TVector second, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.MultiplyAdd(TLanes.Multiply(w, w), first, sum);
}

/// <summary><c>w+ u</c></summary>
internal readonly struct PositiveWeight : IBackwardTerm
{
    public static bool HasSecond => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector w, TVector first, TVector second, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.MultiplyAdd(TLanes.Max(TLanes.Zero, w), first, sum);
}

/// <summary><c>w- v</c></summary>
internal readonly struct NegativeWeight : IBackwardTerm
{
    public static bool HasSecond => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector w, TVector first, TVector second, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.MultiplyAdd(TLanes.Min(TLanes.Zero, w), first, sum);
}

/// <summary><c>w+ u + w- v</c></summary>
internal readonly struct BothWeights : IBackwardTerm
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector w, TVector first, TVector second, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.MultiplyAdd(TLanes.Max(TLanes.Zero, w), first, TLanes.MultiplyAdd(TLanes.Min(TLanes.Zero, w), second, sum));
}

/// <summary>
/// The scalar products of four rows of weights with one or two vectors of the output side. Four rows share each load of
/// those, and eight sums run at once.
/// </summary>
internal static class RowDot<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary><c>sum_j term(w_j, first_j, second_j)</c> for each of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Four<TWeight, TTerm>(
        ref readonly TWeight r0, ref readonly TWeight r1, ref readonly TWeight r2, ref readonly TWeight r3,
        ref readonly float first, ref readonly float second, nuint stride)
        where TWeight : unmanaged, IWeight<TWeight>
        where TTerm : struct, IBackwardTerm
    {
        nuint n = (nuint)TLanes.Count;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        nuint j = 0;
        for (; j + (2 * n) <= stride; j += 2 * n)
        {
            TVector s = TLanes.Load(in first, j);
            TVector t = TTerm.HasSecond ? TLanes.Load(in second, j) : s;
            a0 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r0, j), s, t, a0);
            a1 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r1, j), s, t, a1);
            a2 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r2, j), s, t, a2);
            a3 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r3, j), s, t, a3);
            s = TLanes.Load(in first, j + n);
            t = TTerm.HasSecond ? TLanes.Load(in second, j + n) : s;
            b0 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r0, j + n), s, t, b0);
            b1 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r1, j + n), s, t, b1);
            b2 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r2, j + n), s, t, b2);
            b3 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r3, j + n), s, t, b3);
        }

        if (j < stride)
        {
            TVector s = TLanes.Load(in first, j);
            TVector t = TTerm.HasSecond ? TLanes.Load(in second, j) : s;
            a0 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r0, j), s, t, a0);
            a1 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r1, j), s, t, a1);
            a2 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r2, j), s, t, a2);
            a3 = TTerm.Add<TVector, TLanes>(TWeight.Load<TVector, TLanes>(in r3, j), s, t, a3);
        }

        return AddUp(TLanes.Add(a0, b0), TLanes.Add(a1, b1), TLanes.Add(a2, b2), TLanes.Add(a3, b3));
    }

    /// <summary>
    /// <c>sum_j w+ s_j</c> and <c>sum_j w- s_j</c> for each of four rows, in one reading of the weights: the second is what the first
    /// leaves of the whole sum, which costs less than a sum of its own.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> FourParts<TWeight>(
        ref readonly TWeight r0, ref readonly TWeight r1, ref readonly TWeight r2, ref readonly TWeight r3,
        ref readonly float s, nuint stride, out Vector128<float> negative)
        where TWeight : unmanaged, IWeight<TWeight>
    {
        TVector p0 = TLanes.Zero, p1 = p0, p2 = p0, p3 = p0, a0 = p0, a1 = p0, a2 = p0, a3 = p0;
        for (nuint j = 0; j < stride; j += (nuint)TLanes.Count)
        {
            TVector factor = TLanes.Load(in s, j);
            TVector w = TWeight.Load<TVector, TLanes>(in r0, j);
            p0 = TLanes.MultiplyAdd(TLanes.Max(TLanes.Zero, w), factor, p0);
            a0 = TLanes.MultiplyAdd(w, factor, a0);
            w = TWeight.Load<TVector, TLanes>(in r1, j);
            p1 = TLanes.MultiplyAdd(TLanes.Max(TLanes.Zero, w), factor, p1);
            a1 = TLanes.MultiplyAdd(w, factor, a1);
            w = TWeight.Load<TVector, TLanes>(in r2, j);
            p2 = TLanes.MultiplyAdd(TLanes.Max(TLanes.Zero, w), factor, p2);
            a2 = TLanes.MultiplyAdd(w, factor, a2);
            w = TWeight.Load<TVector, TLanes>(in r3, j);
            p3 = TLanes.MultiplyAdd(TLanes.Max(TLanes.Zero, w), factor, p3);
            a3 = TLanes.MultiplyAdd(w, factor, a3);
        }

        negative = AddUp(TLanes.Subtract(a0, p0), TLanes.Subtract(a1, p1), TLanes.Subtract(a2, p2), TLanes.Subtract(a3, p3));
        return AddUp(p0, p1, p2, p3);
    }

    /// <summary>The four sums over lanes, each as <c>(l0 + l1) + (l2 + l3)</c> of its last four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddUp(TVector a, TVector b, TVector c, TVector d)
    {
        Vector128<float> a4 = TLanes.AddToFour(a), b4 = TLanes.AddToFour(b), c4 = TLanes.AddToFour(c), d4 = TLanes.AddToFour(d);
        if (Sse3.IsSupported)
            return Sse3.HorizontalAdd(Sse3.HorizontalAdd(a4, b4), Sse3.HorizontalAdd(c4, d4));
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(a4, b4), AdvSimd.Arm64.AddPairwise(c4, d4));
        return Vector128.Create(AddUp(a4), AddUp(b4), AddUp(c4), AddUp(d4));
    }

    private static float AddUp(Vector128<float> four) => (four[0] + four[1]) + (four[2] + four[3]);
}
