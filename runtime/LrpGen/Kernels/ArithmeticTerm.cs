using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>What <see cref="Arithmetic"/> makes of a value of each of two or three buffers; it reads those that it needs.</summary>
internal interface IArithmeticTerm
{
    TVector Of<TVector, TLanes>(ref readonly float a, ref readonly float b, ref readonly float c, nuint k)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>;
}

/// <summary><c>a + b</c></summary>
internal readonly struct Sum : IArithmeticTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of<TVector, TLanes>(ref readonly float a, ref readonly float b, ref readonly float c, nuint k)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Add(TLanes.Load(in a, k), TLanes.Load(in b, k));
}

/// <summary><c>factor a - b</c></summary>
internal readonly struct Difference(float factor) : IArithmeticTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of<TVector, TLanes>(ref readonly float a, ref readonly float b, ref readonly float c, nuint k)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Subtract(TLanes.Multiply(TLanes.Create(factor), TLanes.Load(in a, k)), TLanes.Load(in b, k));
}

/// <summary><c>c + a b</c></summary>
internal readonly struct SumAndProduct : IArithmeticTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of<TVector, TLanes>(ref readonly float a, ref readonly float b, ref readonly float c, nuint k)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Add(TLanes.Load(in c, k), TLanes.Multiply(TLanes.Load(in a, k), TLanes.Load(in b, k)));
}

/// <summary><c>coefficient a / (b + s(b) epsilon)</c>, and zero where that divides by zero.</summary>
internal readonly struct StabilizedQuotient(float epsilon, float coefficient) : IArithmeticTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of<TVector, TLanes>(ref readonly float a, ref readonly float b, ref readonly float c, nuint k)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        Tail.SafeQuotient<TVector, TLanes>(TLanes.Load(in a, k), TLanes.Load(in b, k), epsilon, coefficient);
}

/// <summary>The quotient of <paramref name="quotient"/> where <c>c &gt; 0</c>, zero elsewhere.</summary>
internal readonly struct WherePositive(StabilizedQuotient quotient) : IArithmeticTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of<TVector, TLanes>(ref readonly float a, ref readonly float b, ref readonly float c, nuint k)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.Select(TLanes.GreaterThan(TLanes.Load(in c, k), TLanes.Zero), quotient.Of<TVector, TLanes>(in a, in b, in c, k), TLanes.Zero);
}

/// <summary>The quotient of <paramref name="quotient"/> where <c>c &lt; 0</c>, zero elsewhere.</summary>
internal readonly struct WhereNegative(StabilizedQuotient quotient) : IArithmeticTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of<TVector, TLanes>(ref readonly float a, ref readonly float b, ref readonly float c, nuint k)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.Select(TLanes.GreaterThan(TLanes.Zero, TLanes.Load(in c, k)), quotient.Of<TVector, TLanes>(in a, in b, in c, k), TLanes.Zero);
}
