using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>What one input adds to one output on the way forward.</summary>
internal interface IForwardTerm
{
    static abstract TVector Add<TVector, TLanes>(TVector x, TVector w, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>;
}

/// <summary><c>x w</c></summary>
internal readonly struct WholeProduct : IForwardTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector x, TVector w, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.MultiplyAdd(x, w, sum);
}

/// <summary><c>(x w)+ = x+ w+ + x- w-</c></summary>
internal readonly struct PositiveProduct : IForwardTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector x, TVector w, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Add(sum, TLanes.Max(TLanes.Zero, TLanes.Multiply(x, w)));
}

/// <summary><c>(x w)- = x+ w- + x- w+</c></summary>
internal readonly struct NegativeProduct : IForwardTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector x, TVector w, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Add(sum, TLanes.Min(TLanes.Zero, TLanes.Multiply(x, w)));
}

/// <summary>
/// Adds a chunk of rows, each times its input, to the outputs. Eight registers hold the sums of a panel of columns over the
/// whole chunk and are added to the outputs once: sums in two levels round less than one long sum. A narrow panel has its
/// eight sums over several rows instead, so that additions never wait for each other.
/// </summary>
internal static class RowSum<TVector, TLanes, TWeight, TTerm>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TWeight : unmanaged, IWeight<TWeight>
    where TTerm : struct, IForwardTerm
{
    /// <summary>Eight vectors of columns, from <paramref name="w"/>'s and <paramref name="z"/>'s first on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel8(ref readonly TWeight w, nuint stride, ref readonly nuint rows, ref readonly float x, int count, ref float z)
    {
        nuint n = (nuint)TLanes.Count;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        for (int k = 0; k < count; k++)
        {
            ref readonly TWeight row = ref Row(in w, stride, in rows, k);
            TVector value = Value(in x, k);
            a0 = Add(value, Weight(in row, 0), a0);
            a1 = Add(value, Weight(in row, n), a1);
            a2 = Add(value, Weight(in row, 2 * n), a2);
            a3 = Add(value, Weight(in row, 3 * n), a3);
            a4 = Add(value, Weight(in row, 4 * n), a4);
            a5 = Add(value, Weight(in row, 5 * n), a5);
            a6 = Add(value, Weight(in row, 6 * n), a6);
            a7 = Add(value, Weight(in row, 7 * n), a7);
        }

        AddTo(ref z, 0, a0);
        AddTo(ref z, n, a1);
        AddTo(ref z, 2 * n, a2);
        AddTo(ref z, 3 * n, a3);
        AddTo(ref z, 4 * n, a4);
        AddTo(ref z, 5 * n, a5);
        AddTo(ref z, 6 * n, a6);
        AddTo(ref z, 7 * n, a7);
    }

    /// <summary>Four vectors of columns, two rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel4(ref readonly TWeight w, nuint stride, ref readonly nuint rows, ref readonly float x, int count, ref float z)
    {
        nuint n = (nuint)TLanes.Count;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        int k = 0;
        for (; k + 2 <= count; k += 2)
        {
            ref readonly TWeight row = ref Row(in w, stride, in rows, k);
            TVector value = Value(in x, k);
            a0 = Add(value, Weight(in row, 0), a0);
            a1 = Add(value, Weight(in row, n), a1);
            a2 = Add(value, Weight(in row, 2 * n), a2);
            a3 = Add(value, Weight(in row, 3 * n), a3);
            row = ref Row(in w, stride, in rows, k + 1);
            value = Value(in x, k + 1);
            b0 = Add(value, Weight(in row, 0), b0);
            b1 = Add(value, Weight(in row, n), b1);
            b2 = Add(value, Weight(in row, 2 * n), b2);
            b3 = Add(value, Weight(in row, 3 * n), b3);
        }

        if (k < count)
        {
            ref readonly TWeight row = ref Row(in w, stride, in rows, k);
            TVector value = Value(in x, k);
            a0 = Add(value, Weight(in row, 0), a0);
            a1 = Add(value, Weight(in row, n), a1);
            a2 = Add(value, Weight(in row, 2 * n), a2);
            a3 = Add(value, Weight(in row, 3 * n), a3);
        }

        AddTo(ref z, 0, TLanes.Add(a0, b0));
        AddTo(ref z, n, TLanes.Add(a1, b1));
        AddTo(ref z, 2 * n, TLanes.Add(a2, b2));
        AddTo(ref z, 3 * n, TLanes.Add(a3, b3));
    }

    /// <summary>Two vectors of columns, four rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel2(ref readonly TWeight w, nuint stride, ref readonly nuint rows, ref readonly float x, int count, ref float z)
    {
        nuint n = (nuint)TLanes.Count;
        TVector a0 = TLanes.Zero, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        int k = 0;
        for (; k + 4 <= count; k += 4)
        {
            AddRow(in w, stride, in rows, in x, k, n, ref a0, ref a1);
            AddRow(in w, stride, in rows, in x, k + 1, n, ref b0, ref b1);
            AddRow(in w, stride, in rows, in x, k + 2, n, ref c0, ref c1);
            AddRow(in w, stride, in rows, in x, k + 3, n, ref d0, ref d1);
        }

        for (; k < count; k++)
            AddRow(in w, stride, in rows, in x, k, n, ref a0, ref a1);
        AddTo(ref z, 0, TLanes.Add(TLanes.Add(a0, b0), TLanes.Add(c0, d0)));
        AddTo(ref z, n, TLanes.Add(TLanes.Add(a1, b1), TLanes.Add(c1, d1)));
    }

    /// <summary>One vector of columns, eight rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel1(ref readonly TWeight w, nuint stride, ref readonly nuint rows, ref readonly float x, int count, ref float z)
    {
        TVector a = TLanes.Zero, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int k = 0;
        for (; k + 8 <= count; k += 8)
        {
            a = Add(Value(in x, k), Weight(in Row(in w, stride, in rows, k), 0), a);
            b = Add(Value(in x, k + 1), Weight(in Row(in w, stride, in rows, k + 1), 0), b);
            c = Add(Value(in x, k + 2), Weight(in Row(in w, stride, in rows, k + 2), 0), c);
            d = Add(Value(in x, k + 3), Weight(in Row(in w, stride, in rows, k + 3), 0), d);
            e = Add(Value(in x, k + 4), Weight(in Row(in w, stride, in rows, k + 4), 0), e);
            f = Add(Value(in x, k + 5), Weight(in Row(in w, stride, in rows, k + 5), 0), f);
            g = Add(Value(in x, k + 6), Weight(in Row(in w, stride, in rows, k + 6), 0), g);
            h = Add(Value(in x, k + 7), Weight(in Row(in w, stride, in rows, k + 7), 0), h);
        }

        for (; k < count; k++)
            a = Add(Value(in x, k), Weight(in Row(in w, stride, in rows, k), 0), a);
        AddTo(ref z, 0, TLanes.Add(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), TLanes.Add(TLanes.Add(e, f), TLanes.Add(g, h))));
    }

    /// <summary>
    /// Eight rows at a time over <paramref name="columns"/> columns: every row is read in order, as memory likes it, and the
    /// sums live in <paramref name="z"/>, which stays in the cache.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Strip(ref readonly TWeight w, nuint stride, ref readonly nuint rows, ref readonly float x, int count, ref float z, nuint columns)
    {
        nuint n = (nuint)TLanes.Count;
        int k = 0;
        for (; k + 8 <= count; k += 8)
        {
            ref readonly TWeight r0 = ref Row(in w, stride, in rows, k);
            ref readonly TWeight r1 = ref Row(in w, stride, in rows, k + 1);
            ref readonly TWeight r2 = ref Row(in w, stride, in rows, k + 2);
            ref readonly TWeight r3 = ref Row(in w, stride, in rows, k + 3);
            ref readonly TWeight r4 = ref Row(in w, stride, in rows, k + 4);
            ref readonly TWeight r5 = ref Row(in w, stride, in rows, k + 5);
            ref readonly TWeight r6 = ref Row(in w, stride, in rows, k + 6);
            ref readonly TWeight r7 = ref Row(in w, stride, in rows, k + 7);
            TVector x0 = Value(in x, k), x1 = Value(in x, k + 1), x2 = Value(in x, k + 2), x3 = Value(in x, k + 3);
            TVector x4 = Value(in x, k + 4), x5 = Value(in x, k + 5), x6 = Value(in x, k + 6), x7 = Value(in x, k + 7);
            for (nuint j = 0; j < columns; j += n)
            {
                TVector a = Add(x0, Weight(in r0, j), TLanes.Zero);
                TVector b = Add(x1, Weight(in r1, j), TLanes.Zero);
                a = Add(x2, Weight(in r2, j), a);
                b = Add(x3, Weight(in r3, j), b);
                a = Add(x4, Weight(in r4, j), a);
                b = Add(x5, Weight(in r5, j), b);
                a = Add(x6, Weight(in r6, j), a);
                b = Add(x7, Weight(in r7, j), b);
                AddTo(ref z, j, TLanes.Add(a, b));
            }
        }

        for (; k < count; k++)
        {
            ref readonly TWeight row = ref Row(in w, stride, in rows, k);
            TVector value = Value(in x, k);
            for (nuint j = 0; j < columns; j += n)
                TLanes.Store(Add(value, Weight(in row, j), TLanes.Load(in z, j)), ref z, j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(TVector x, TVector w, TVector sum) => TTerm.Add<TVector, TLanes>(x, w, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        ref readonly TWeight w, nuint stride, ref readonly nuint rows, ref readonly float x, int k, nuint n, ref TVector first, ref TVector second)
    {
        ref readonly TWeight row = ref Row(in w, stride, in rows, k);
        TVector value = Value(in x, k);
        first = Add(value, Weight(in row, 0), first);
        second = Add(value, Weight(in row, n), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly TWeight Row(ref readonly TWeight w, nuint stride, ref readonly nuint rows, int k) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in w), Unsafe.Add(ref Unsafe.AsRef(in rows), k) * stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Weight(ref readonly TWeight row, nuint column) => TWeight.Load<TVector, TLanes>(in row, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Value(ref readonly float x, int k) => TLanes.Create(Unsafe.Add(ref Unsafe.AsRef(in x), k));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref float z, nuint offset, TVector sum) => TLanes.Store(TLanes.Add(TLanes.Load(in z, offset), sum), ref z, offset);
}
