using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>The transforms of a tile along one of its sides.</summary>
internal interface IWinogradTile<TVector>
    where TVector : struct
{
    /// <summary>The pixels of the result, two less than those of the source and than the points.</summary>
    static abstract int Side { get; }

    /// <summary>A bit for each point that it has of the picture's.</summary>
    static abstract int Points { get; }

    /// <summary>Pixels of the source to points, each to its place among the picture's.</summary>
    static abstract void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep);

    /// <summary>Points to pixels of the result, as many as the side has, and zeros.</summary>
    static abstract void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5);
}

/// <summary>F(4, 3) over the points 0, +-sqrt(1/2), +-sqrt(2) and infinity.</summary>
internal readonly struct WinogradTile4<TVector, TLanes> : IWinogradTile<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const float RootHalf = 0.70710678118654752f, RootTwo = 1.4142135623730951f;

    public static int Side => 4;

    public static int Points => 0x3F;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep) =>
        ToPoints<N1>(in source, step, ref target, targetStep);

    /// <typeparam name="TScale">Two for the factors that belong to the weights too.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints<TScale>(ref readonly float source, nuint step, ref float target, nuint targetStep)
        where TScale : struct, INumber
    {
        TVector d0 = TLanes.Load(in source, 0), d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step);
        TVector d3 = TLanes.Load(in source, 3 * step), d4 = TLanes.Load(in source, 4 * step), d5 = TLanes.Load(in source, 5 * step);
        TVector fiveHalves = TLanes.Create(-2.5f), two = TLanes.Create(-2), oneHalf = TLanes.Create(-0.5f);
        TVector even = Scale<TScale>(TLanes.MultiplyAdd(d2, two, d4), -2f / 3), odd = Scale<TScale>(TLanes.MultiplyAdd(d1, two, d3), -2f / 3);
        TLanes.Store(TLanes.MultiplyAdd(d2, fiveHalves, TLanes.Add(d0, d4)), ref target, 0);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(RootHalf), even), ref target, targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-RootHalf), even), ref target, 2 * targetStep);
        even = Scale<TScale>(TLanes.MultiplyAdd(d2, oneHalf, d4), 1f / 6);
        odd = Scale<TScale>(TLanes.MultiplyAdd(d1, oneHalf, d3), 1f / 6);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(RootTwo), even), ref target, 3 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-RootTwo), even), ref target, 4 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(d3, fiveHalves, TLanes.Add(d1, d5)), ref target, 5 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5)
    {
        TVector d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step);
        TVector d3 = TLanes.Load(in source, 3 * step), d4 = TLanes.Load(in source, 4 * step);
        TVector s = TLanes.Add(d1, d2), e = TLanes.Multiply(TLanes.Create(RootHalf), TLanes.Subtract(d1, d2));
        TVector p = TLanes.Add(d3, d4), q = TLanes.Multiply(TLanes.Create(RootTwo), TLanes.Subtract(d3, d4));
        TVector two = TLanes.Create(2), half = TLanes.Create(0.5f);
        o0 = TLanes.Add(TLanes.Add(TLanes.Load(in source, 0), s), p);
        o1 = TLanes.Add(e, q);
        o2 = TLanes.MultiplyAdd(p, two, TLanes.Multiply(s, half));
        o3 = TLanes.Add(TLanes.MultiplyAdd(q, two, TLanes.Multiply(e, half)), TLanes.Load(in source, 5 * step));
        o4 = TLanes.Zero;
        o5 = TLanes.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Scale<TScale>(TVector value, float factor)
        where TScale : struct, INumber => Unsafe.SizeOf<TScale>() > 1 ? TLanes.Multiply(value, TLanes.Create(factor)) : value;
}

/// <summary><see cref="WinogradTile4{TVector, TLanes}"/> with the factors <c>-2/3</c> and <c>1/6</c> that belong to the weights: they are few values, and transformed but once.</summary>
internal readonly struct WinogradScaledTile4<TVector, TLanes> : IWinogradTile<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static int Side => WinogradTile4<TVector, TLanes>.Side;

    public static int Points => WinogradTile4<TVector, TLanes>.Points;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep) =>
        WinogradTile4<TVector, TLanes>.ToPoints<N2>(in source, step, ref target, targetStep);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5) =>
        WinogradTile4<TVector, TLanes>.ToPixels(in source, step, out o0, out o1, out o2, out o3, out o4, out o5);
}

/// <summary>F(3, 3) over the points +-1/2, +-3/2 and infinity: of those tried the ones that round least, less than F(4, 3).</summary>
internal readonly struct WinogradTile3<TVector, TLanes> : IWinogradTile<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static int Side => 3;

    public static int Points => 0x1F;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep)
    {
        TVector d0 = TLanes.Load(in source, 0), d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step);
        TVector d3 = TLanes.Load(in source, 3 * step), d4 = TLanes.Load(in source, 4 * step);
        TVector nineQuarters = TLanes.Create(-2.25f), oneQuarter = TLanes.Create(-0.25f);
        TVector even = TLanes.MultiplyAdd(d0, nineQuarters, d2), odd = TLanes.MultiplyAdd(d1, nineQuarters, d3);
        TLanes.Store(TLanes.MultiplyAdd(even, TLanes.Create(0.5f), odd), ref target, 0);
        TLanes.Store(TLanes.MultiplyAdd(even, TLanes.Create(-0.5f), odd), ref target, targetStep);
        even = TLanes.MultiplyAdd(d0, oneQuarter, d2);
        odd = TLanes.MultiplyAdd(d1, oneQuarter, d3);
        TLanes.Store(TLanes.MultiplyAdd(even, TLanes.Create(1.5f), odd), ref target, 2 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(even, TLanes.Create(-1.5f), odd), ref target, 3 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(d0, TLanes.Create(0.5625f), TLanes.MultiplyAdd(d2, TLanes.Create(-2.5f), d4)), ref target, 4 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5)
    {
        TVector d0 = TLanes.Load(in source, 0), d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step), d3 = TLanes.Load(in source, 3 * step);
        TVector s = TLanes.Add(d0, d1), p = TLanes.Add(d2, d3);
        o0 = TLanes.Add(s, p);
        o1 = TLanes.MultiplyAdd(TLanes.Subtract(d2, d3), TLanes.Create(1.5f), TLanes.Multiply(TLanes.Subtract(d0, d1), TLanes.Create(0.5f)));
        o2 = TLanes.MultiplyAdd(p, TLanes.Create(2.25f), TLanes.MultiplyAdd(s, TLanes.Create(0.25f), TLanes.Load(in source, 4 * step)));
        o3 = TLanes.Zero;
        o4 = TLanes.Zero;
        o5 = TLanes.Zero;
    }
}

/// <summary>F(6, 3) over the points 0, +-1/2, +-1, +-2 and infinity: of those tried the ones that round least, four times as much as F(4, 3).</summary>
internal readonly struct WinogradTile6<TVector, TLanes> : IWinogradTile<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static int Side => 6;

    public static int Points => 0xFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPoints(ref readonly float source, nuint step, ref float target, nuint targetStep)
    {
        TVector d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step), d3 = TLanes.Load(in source, 3 * step);
        TVector d4 = TLanes.Load(in source, 4 * step), d5 = TLanes.Load(in source, 5 * step), d6 = TLanes.Load(in source, 6 * step);
        TVector ends = TLanes.Create(5.25f), minusFive = TLanes.Create(-5), four = TLanes.Create(4), one = TLanes.Create(-4.25f);
        TVector fiveQuarters = TLanes.Create(-1.25f), quarter = TLanes.Create(0.25f);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.Subtract(d4, d2), ends, TLanes.Subtract(TLanes.Load(in source, 0), d6)), ref target, 0);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.Subtract(d3, d5), ends, TLanes.Subtract(TLanes.Load(in source, 7 * step), d1)), ref target, 7 * targetStep);
        TVector even = TLanes.MultiplyAdd(d2, four, TLanes.MultiplyAdd(d4, minusFive, d6));
        TVector odd = TLanes.MultiplyAdd(d1, four, TLanes.MultiplyAdd(d3, minusFive, d5));
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(0.5f), even), ref target, targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-0.5f), even), ref target, 2 * targetStep);
        even = TLanes.MultiplyAdd(d4, one, TLanes.Add(d2, d6));
        odd = TLanes.MultiplyAdd(d3, one, TLanes.Add(d1, d5));
        TLanes.Store(TLanes.Add(even, odd), ref target, 3 * targetStep);
        TLanes.Store(TLanes.Subtract(even, odd), ref target, 4 * targetStep);
        even = TLanes.MultiplyAdd(d2, quarter, TLanes.MultiplyAdd(d4, fiveQuarters, d6));
        odd = TLanes.MultiplyAdd(d1, quarter, TLanes.MultiplyAdd(d3, fiveQuarters, d5));
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(2), even), ref target, 5 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(odd, TLanes.Create(-2), even), ref target, 6 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToPixels(
        ref readonly float source, nuint step, out TVector o0, out TVector o1, out TVector o2, out TVector o3, out TVector o4, out TVector o5)
    {
        TVector d1 = TLanes.Load(in source, step), d2 = TLanes.Load(in source, 2 * step), d3 = TLanes.Load(in source, 3 * step);
        TVector d4 = TLanes.Load(in source, 4 * step), d5 = TLanes.Load(in source, 5 * step), d6 = TLanes.Load(in source, 6 * step);
        TVector s = TLanes.Add(d1, d2), e = TLanes.Subtract(d1, d2), p = TLanes.Add(d3, d4), q = TLanes.Subtract(d3, d4);
        TVector u = TLanes.Add(d5, d6), v = TLanes.Subtract(d5, d6);
        o0 = TLanes.Add(TLanes.Add(TLanes.Load(in source, 0), s), TLanes.Add(p, u));
        o1 = TLanes.MultiplyAdd(v, TLanes.Create(2), TLanes.MultiplyAdd(e, TLanes.Create(0.5f), q));
        o2 = TLanes.MultiplyAdd(u, TLanes.Create(4), TLanes.MultiplyAdd(s, TLanes.Create(0.25f), p));
        o3 = TLanes.MultiplyAdd(v, TLanes.Create(8), TLanes.MultiplyAdd(e, TLanes.Create(0.125f), q));
        o4 = TLanes.MultiplyAdd(u, TLanes.Create(16), TLanes.MultiplyAdd(s, TLanes.Create(0.0625f), p));
        o5 = TLanes.Add(TLanes.MultiplyAdd(v, TLanes.Create(32), TLanes.MultiplyAdd(e, TLanes.Create(0.03125f), q)), TLanes.Load(in source, 7 * step));
    }
}
