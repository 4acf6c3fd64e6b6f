using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>F(2, 3) over the points 0, +-sqrt(1/2) and infinity, with the weights of <see cref="WinogradTile4{TVector, TLanes}"/>: their factor there is -2/3, where it would be 1.</summary>
internal readonly struct WinogradNarrow2Of4<TVector, TLanes> : IWinogradTile<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const float RootHalf = 0.70710678118654752f;

    public static int Side => 2;

    public static int Points => WinogradAxis.PointsOf2Of4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep)
    {
        TVector d0 = TLanes.Load(in source, 0), d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step), d3 = TLanes.Load(in source, 3 * step);
        TVector even = TLanes.Multiply(d2, TLanes.Create(-1.5f)), odd = TLanes.Multiply(d1, TLanes.Create(-1.5f * RootHalf));
        TLanes.Store(TLanes.MultiplyAdd(d2, TLanes.Create(-2), d0), ref target, 0);
        TLanes.Store(TLanes.Add(even, odd), ref target, targetStep);
        TLanes.Store(TLanes.Subtract(even, odd), ref target, 2 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(d1, TLanes.Create(-0.5f), d3), ref target, 5 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5)
    {
        TVector d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step);
        o0 = TLanes.Add(TLanes.Load(in source, 0), TLanes.Add(d1, d2));
        o1 = TLanes.MultiplyAdd(TLanes.Subtract(d1, d2), TLanes.Create(RootHalf), TLanes.Load(in source, 5 * step));
        o2 = TLanes.Zero;
        o3 = TLanes.Zero;
        o4 = TLanes.Zero;
        o5 = TLanes.Zero;
    }
}

/// <summary>F(2, 3) over the points 0, +-1 and infinity, with the weights of <see cref="WinogradTile6{TVector, TLanes}"/>: their factor there is -2/9, where it would be 1/2.</summary>
internal readonly struct WinogradNarrow2Of6<TVector, TLanes> : IWinogradTile<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static int Side => 2;

    public static int Points => WinogradAxis.PointsOf2Of6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep)
    {
        TVector d0 = TLanes.Load(in source, 0), d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step), d3 = TLanes.Load(in source, 3 * step);
        TVector factor = TLanes.Create(-2.25f);
        TLanes.Store(TLanes.Subtract(d0, d2), ref target, 0);
        TLanes.Store(TLanes.Multiply(TLanes.Add(d2, d1), factor), ref target, 3 * targetStep);
        TLanes.Store(TLanes.Multiply(TLanes.Subtract(d2, d1), factor), ref target, 4 * targetStep);
        TLanes.Store(TLanes.Subtract(d3, d1), ref target, 7 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5)
    {
        TVector d1 = TLanes.Load(in source, 3 * step), d2 = TLanes.Load(in source, 4 * step);
        o0 = TLanes.Add(TLanes.Load(in source, 0), TLanes.Add(d1, d2));
        o1 = TLanes.Add(TLanes.Subtract(d1, d2), TLanes.Load(in source, 7 * step));
        o2 = TLanes.Zero;
        o3 = TLanes.Zero;
        o4 = TLanes.Zero;
        o5 = TLanes.Zero;
    }
}

/// <summary>F(4, 3) over the points 0, +-1/2, +-2 and infinity, with the weights of <see cref="WinogradTile6{TVector, TLanes}"/>: their factors there are 32/45 and 1/90, where they would be -8/15 and 1/30.</summary>
internal readonly struct WinogradNarrow4Of6<TVector, TLanes> : IWinogradTile<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static int Side => 4;

    public static int Points => WinogradAxis.PointsOf4Of6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep)
    {
        TVector d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step), d3 = TLanes.Load(in source, 3 * step), d4 = TLanes.Load(in source, 4 * step);
        TVector ends = TLanes.Create(-4.25f), four = TLanes.Create(-4), quarter = TLanes.Create(-0.25f);
        TLanes.Store(TLanes.MultiplyAdd(d2, ends, TLanes.Add(TLanes.Load(in source, 0), d4)), ref target, 0);
        TVector even = TLanes.Multiply(TLanes.MultiplyAdd(d2, four, d4), TLanes.Create(-0.75f)), odd = TLanes.MultiplyAdd(d1, four, d3);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-0.375f), even), ref target, targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(0.375f), even), ref target, 2 * targetStep);
        even = TLanes.Multiply(TLanes.MultiplyAdd(d2, quarter, d4), TLanes.Create(3));
        odd = TLanes.MultiplyAdd(d1, quarter, d3);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(6), even), ref target, 5 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-6), even), ref target, 6 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(d3, ends, TLanes.Add(d1, TLanes.Load(in source, 5 * step))), ref target, 7 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5)
    {
        TVector d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step), d5 = TLanes.Load(in source, 5 * step), d6 = TLanes.Load(in source, 6 * step);
        TVector s = TLanes.Add(d1, d2), e = TLanes.Subtract(d1, d2), p = TLanes.Add(d5, d6), q = TLanes.Subtract(d5, d6);
        o0 = TLanes.Add(TLanes.Load(in source, 0), TLanes.Add(s, p));
        o1 = TLanes.MultiplyAdd(q, TLanes.Create(2), TLanes.Multiply(e, TLanes.Create(0.5f)));
        o2 = TLanes.MultiplyAdd(p, TLanes.Create(4), TLanes.Multiply(s, TLanes.Create(0.25f)));
        o3 = TLanes.MultiplyAdd(q, TLanes.Create(8), TLanes.MultiplyAdd(e, TLanes.Create(0.125f), TLanes.Load(in source, 7 * step)));
        o4 = TLanes.Zero;
        o5 = TLanes.Zero;
    }
}
