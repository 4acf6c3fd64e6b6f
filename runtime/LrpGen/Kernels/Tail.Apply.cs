using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

public readonly ref partial struct Tail
{
    /// <summary>Works on blocks of 16 results, one behind the other.</summary>
    internal void Apply(Span<float> results, int first, int blocks)
    {
        if (IsNone)
            return;
        ref float start = ref MemoryMarshal.GetReference(results);
        if (Vector512.IsHardwareAccelerated)
            Apply<Vector512<float>, Lanes512>(ref start, (nuint)first, ConvImage.Lanes, blocks);
        else if (Vector256.IsHardwareAccelerated)
            Apply<Vector256<float>, Lanes256>(ref start, (nuint)first, ConvImage.Lanes, blocks);
        else
            Apply<Vector128<float>, Lanes128>(ref start, (nuint)first, ConvImage.Lanes, blocks);
    }

    /// <summary>Works on blocks of 16 results.</summary>
    /// <param name="results">All results.</param>
    /// <param name="first">The first block's first value.</param>
    /// <param name="step">From one block to the next.</param>
    /// <param name="blocks">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Apply<TVector, TLanes>(ref float results, nuint first, nuint step, int blocks)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        nuint at = first;
        if (!Sum.IsEmpty || !Copy.IsEmpty)
        {
            for (int k = 0; k < blocks; k++, at += step)
            {
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                    Forward<TVector, TLanes>(ref results, at + lane);
            }

            return;
        }

        if (Rectifies)
        {
            TVector ceiling = TLanes.Create(Ceiling);
            for (int k = 0; k < blocks; k++, at += step)
            {
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                    TLanes.Store(TLanes.Min(ceiling, TLanes.Max(TLanes.Zero, TLanes.Load(in results, at + lane))), ref results, at + lane);
            }

            return;
        }

        for (int k = 0; k < blocks; k++, at += step)
        {
            for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                TLanes.Store(Of<TVector, TLanes>(TLanes.Load(in results, at + lane), at + lane), ref results, at + lane);
        }
    }

    /// <summary>Says that it is applied to some pixels next. No more than a hint.</summary>
    internal void Fetch(scoped in TilePixels pixels)
    {
        pixels.Fetch(Factor);
        pixels.Fetch(AtPositive);
        pixels.Fetch(Denominator);
        pixels.Fetch(Offset);
        pixels.Fetch(Positive);
        pixels.Fetch(NegativeDenominator);
        pixels.Fetch(Negative);
        pixels.Fetch(Summand);
        pixels.Fetch(Sum);
        pixels.Fetch(Copy);
    }

    /// <summary>One vector of activations, and what is written beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Forward<TVector, TLanes>(ref float results, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector value = TLanes.Load(in results, at);
        if (Rectifies)
        {
            value = TLanes.Min(TLanes.Create(Ceiling), TLanes.Max(TLanes.Zero, value));
            TLanes.Store(value, ref results, at);
        }

        if (!Sum.IsEmpty)
        {
            value = TLanes.Add(value, TLanes.Load(in MemoryMarshal.GetReference(Summand), at));
            if (RectifiesSum)
                value = TLanes.Max(TLanes.Zero, value);
            TLanes.Store(value, ref MemoryMarshal.GetReference(Sum), at);
        }

        if (!Copy.IsEmpty)
            TLanes.Store(TLanes.Min(TLanes.Create(CopyCeiling), TLanes.Max(TLanes.Zero, value)), ref MemoryMarshal.GetReference(Copy), at);
    }

    /// <summary>What becomes of one vector of relevance.</summary>
    /// <param name="value">The results.</param>
    /// <param name="at">Where the first of them lies.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector Of<TVector, TLanes>(TVector value, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        if (!Factor.IsEmpty)
        {
            TVector factor = TLanes.Load(in MemoryMarshal.GetReference(Factor), at);
            if (!AtPositive.IsEmpty)
                value = TLanes.Select(TLanes.GreaterThan(factor, TLanes.Zero), TLanes.Load(in MemoryMarshal.GetReference(AtPositive), at), value);
            value = TLanes.Multiply(factor, value);
        }

        if (!Negative.IsEmpty)
            return QuotientBySign<TVector, TLanes>(value, at);
        return Denominator.IsEmpty ? value : Quotient<TVector, TLanes>(value, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Quotient<TVector, TLanes>(TVector value, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector d = TLanes.Load(in MemoryMarshal.GetReference(Denominator), at);
        if (!Offset.IsEmpty)
            d = TLanes.Subtract(d, TLanes.Load(in MemoryMarshal.GetReference(Offset), at));
        TVector quotient = SafeQuotient<TVector, TLanes>(value, d, Epsilon, Coefficient);
        return Positive.IsEmpty
            ? quotient
            : TLanes.Select(TLanes.GreaterThan(TLanes.Load(in MemoryMarshal.GetReference(Positive), at), TLanes.Zero), quotient, TLanes.Zero);
    }

    /// <summary>The quotient where z is positive; the one where it is negative is written beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector QuotientBySign<TVector, TLanes>(TVector value, nuint at)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector z = TLanes.Load(in MemoryMarshal.GetReference(Positive), at), positive = TLanes.Load(in MemoryMarshal.GetReference(Denominator), at);
        TVector negative = NegativeDenominator.IsEmpty
            ? TLanes.Subtract(TLanes.Multiply(TLanes.Create(Both), z), positive)
            : TLanes.Load(in MemoryMarshal.GetReference(NegativeDenominator), at);
        TVector isPositive = TLanes.GreaterThan(z, TLanes.Zero);
        TVector quotient = SafeQuotient<TVector, TLanes>(value, TLanes.Select(isPositive, positive, negative), Epsilon, 1);
        TLanes.Store(TLanes.Select(TLanes.GreaterThan(TLanes.Zero, z), quotient, TLanes.Zero), ref MemoryMarshal.GetReference(Negative), at);
        return TLanes.Select(isPositive, quotient, TLanes.Zero);
    }

    /// <summary><c>coefficient r / (d + s(d) epsilon)</c>, and zero where that divides by zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector SafeQuotient<TVector, TLanes>(TVector r, TVector d, float epsilon, float coefficient)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector e = TLanes.Create(epsilon);
        d = TLanes.Add(d, TLanes.Select(TLanes.GreaterThan(TLanes.Zero, d), TLanes.Negate(e), e));
        return TLanes.Select(TLanes.Equal(d, TLanes.Zero), TLanes.Zero, TLanes.Divide(TLanes.Multiply(TLanes.Create(coefficient), r), d));
    }
}
