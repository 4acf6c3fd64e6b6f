using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>
/// <c>e^x</c> for x that is not positive, which is all that the activations need. <c>x = n ln 2 + r</c> with
/// <c>|r| &lt;= ln 2 / 2</c>, and a Taylor polynomial of <c>r</c> whose first missing term is below a tenth of a unit in the
/// last place. NaN stays NaN.
/// </summary>
internal static class Exponential<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Below this, <c>e^x</c> rounds to zero, and so do its products with factors up to 10^8.</summary>
    private const float Lowest = -125f;

    /// <summary>Below this, <c>e^x - 1</c> rounds to -1.</summary>
    private const float LowestMinusOne = -30f;

    /// <summary>Adding and subtracting 1.5 * 2^23 rounds to a whole number.</summary>
    private const float Rounder = 12582912f;

    // ln 2 in two parts; the first has so few digits that its product with n is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Log2E = 1.44269504f;

    /// <summary>
    /// <c>e^(x + low) = value * scale</c>, in two factors because their product may be too small for full precision: multiply
    /// by <paramref name="scale"/>, a power of two, last.
    /// </summary>
    /// <param name="x">Not positive.</param>
    /// <param name="low">A correction below the last place of <paramref name="x"/>.</param>
    /// <param name="scale">A power of two, at most 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of(TVector x, TVector low, out TVector scale)
    {
        x = TLanes.Max(TLanes.Create(Lowest), x);
        TVector rounder = TLanes.Create(Rounder);
        TVector n = TLanes.Subtract(TLanes.MultiplyAdd(x, TLanes.Create(Log2E), rounder), rounder);
        TVector value = TLanes.Add(TLanes.Create(1), RestMinusOne(TLanes.Add(Rest(x, n), low)));
        TVector half = TLanes.Subtract(TLanes.MultiplyAdd(n, TLanes.Create(0.5f), rounder), rounder);
        scale = TLanes.PowerOfTwo(half);
        return TLanes.Multiply(value, TLanes.PowerOfTwo(TLanes.Subtract(n, half)));
    }

    /// <summary><c>e^x - 1</c>, to full precision where x is near zero too.</summary>
    /// <param name="x">Not positive.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector MinusOne(TVector x)
    {
        x = TLanes.Max(TLanes.Create(LowestMinusOne), x);
        TVector rounder = TLanes.Create(Rounder);
        TVector n = TLanes.Subtract(TLanes.MultiplyAdd(x, TLanes.Create(Log2E), rounder), rounder);
        TVector power = TLanes.PowerOfTwo(n);
        return TLanes.MultiplyAdd(power, RestMinusOne(Rest(x, n)), TLanes.Subtract(power, TLanes.Create(1)));
    }

    /// <summary><c>x - n ln 2</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Rest(TVector x, TVector n) =>
        TLanes.MultiplyAdd(n, TLanes.Create(-Ln2Low), TLanes.MultiplyAdd(n, TLanes.Create(-Ln2High), x));

    /// <summary><c>e^r - 1 = r + r^2 (1/2! + r/3! + ... + r^5/7!)</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector RestMinusOne(TVector r)
    {
        TVector sum = TLanes.MultiplyAdd(r, TLanes.Create(1f / 5040), TLanes.Create(1f / 720));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(1f / 120));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(1f / 24));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(1f / 6));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(0.5f));
        return TLanes.MultiplyAdd(TLanes.Multiply(r, r), sum, r);
    }
}
