using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>What the machine can do at most, measured with its widest vectors on one thread: the speeds that kernels are held against.</summary>
internal static class Yardstick
{
    // Multiply-adds that do not wait for each other: two a cycle, each of which takes four.
    private const int Chains = 12;
    private const int Steps = 2000;
    private const int Operations = 2;

    /// <summary>The floating-point operations of one call of <see cref="MultiplyAdds"/>.</summary>
    public static double MultiplyAddOperations { get; } = (double)Operations * Chains * Steps * Width;

    private static int Width => Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256.IsHardwareAccelerated ? Vector256<float>.Count : Vector128<float>.Count;

    /// <summary>Multiply-adds in registers alone. The result only keeps them from being left out.</summary>
    public static float MultiplyAdds()
    {
        if (Vector512.IsHardwareAccelerated)
            return Chain<Vector512<float>, Wide512>(0.999f, 0.001f);
        if (Vector256.IsHardwareAccelerated)
            return Chain<Vector256<float>, Wide256>(0.999f, 0.001f);
        return Chain<Vector128<float>, Wide128>(0.999f, 0.001f);
    }

    /// <summary>Reads a buffer once, from wherever in the memory's hierarchy it lies. The result only keeps that from being left out.</summary>
    public static float Read(ReadOnlySpan<float> buffer)
    {
        if (Vector512.IsHardwareAccelerated)
            return Sum<Vector512<float>, Wide512>(buffer);
        if (Vector256.IsHardwareAccelerated)
            return Sum<Vector256<float>, Wide256>(buffer);
        return Sum<Vector128<float>, Wide128>(buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain<TVector, TWide>(float factor, float addend)
        where TWide : struct, IWide<TVector>
    {
        TVector m = TWide.Create(factor), n = TWide.Create(addend);
        TVector a = n, b = n, c = n, d = n, e = n, f = n, g = n, h = n, i = n, j = n, k = n, l = n;
        for (int step = 0; step < Steps; step++)
        {
            a = TWide.MultiplyAdd(a, m, n);
            b = TWide.MultiplyAdd(b, m, n);
            c = TWide.MultiplyAdd(c, m, n);
            d = TWide.MultiplyAdd(d, m, n);
            e = TWide.MultiplyAdd(e, m, n);
            f = TWide.MultiplyAdd(f, m, n);
            g = TWide.MultiplyAdd(g, m, n);
            h = TWide.MultiplyAdd(h, m, n);
            i = TWide.MultiplyAdd(i, m, n);
            j = TWide.MultiplyAdd(j, m, n);
            k = TWide.MultiplyAdd(k, m, n);
            l = TWide.MultiplyAdd(l, m, n);
        }

        return TWide.First(a) + TWide.First(b) + TWide.First(c) + TWide.First(d) + TWide.First(e) + TWide.First(f)
            + TWide.First(g) + TWide.First(h) + TWide.First(i) + TWide.First(j) + TWide.First(k) + TWide.First(l);
    }

    /// <summary>Eight parts at once, because a core waits less for memory that it asks for at several places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum<TVector, TWide>(ReadOnlySpan<float> buffer)
        where TWide : struct, IWide<TVector>
    {
        ref readonly float first = ref MemoryMarshal.GetReference(buffer);
        TVector one = TWide.Create(1), a = TWide.Create(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        nuint width = (nuint)Unsafe.SizeOf<TVector>() / sizeof(float), part = (nuint)buffer.Length / 8 / width * width;
        for (nuint k = 0; k < part; k += width)
        {
            a = TWide.MultiplyAdd(TWide.Load(in first, k), one, a);
            b = TWide.MultiplyAdd(TWide.Load(in first, part + k), one, b);
            c = TWide.MultiplyAdd(TWide.Load(in first, (2 * part) + k), one, c);
            d = TWide.MultiplyAdd(TWide.Load(in first, (3 * part) + k), one, d);
            e = TWide.MultiplyAdd(TWide.Load(in first, (4 * part) + k), one, e);
            f = TWide.MultiplyAdd(TWide.Load(in first, (5 * part) + k), one, f);
            g = TWide.MultiplyAdd(TWide.Load(in first, (6 * part) + k), one, g);
            h = TWide.MultiplyAdd(TWide.Load(in first, (7 * part) + k), one, h);
        }

        return TWide.First(a) + TWide.First(b) + TWide.First(c) + TWide.First(d) + TWide.First(e) + TWide.First(f) + TWide.First(g) + TWide.First(h);
    }

    private interface IWide<TVector>
    {
        static abstract TVector Create(float value);

        static abstract TVector Load(ref readonly float source, nuint at);

        static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

        static abstract float First(TVector value);
    }

    private readonly struct Wide512 : IWide<Vector512<float>>
    {
        public static Vector512<float> Create(float value) => Vector512.Create(value);

        public static Vector512<float> Load(ref readonly float source, nuint at) => Vector512.LoadUnsafe(in source, at);

        public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.MultiplyAddEstimate(a, b, c);

        public static float First(Vector512<float> value) => value.ToScalar();
    }

    private readonly struct Wide256 : IWide<Vector256<float>>
    {
        public static Vector256<float> Create(float value) => Vector256.Create(value);

        public static Vector256<float> Load(ref readonly float source, nuint at) => Vector256.LoadUnsafe(in source, at);

        public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.MultiplyAddEstimate(a, b, c);

        public static float First(Vector256<float> value) => value.ToScalar();
    }

    private readonly struct Wide128 : IWide<Vector128<float>>
    {
        public static Vector128<float> Create(float value) => Vector128.Create(value);

        public static Vector128<float> Load(ref readonly float source, nuint at) => Vector128.LoadUnsafe(in source, at);

        public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.MultiplyAddEstimate(a, b, c);

        public static float First(Vector128<float> value) => value.ToScalar();
    }
}
