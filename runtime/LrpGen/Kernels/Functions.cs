using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary><c>max(x, 0)</c></summary>
internal readonly struct ReluFunction : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Max(TLanes.Zero, x);
}

/// <summary><c>min(x, 0)</c></summary>
internal readonly struct NegativeFunction : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Min(TLanes.Zero, x);
}

/// <summary><c>min(max(x, 0), 6)</c></summary>
internal readonly struct Relu6Function : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Min(TLanes.Create(6), TLanes.Max(TLanes.Zero, x));
}

/// <summary><c>x min(max(x + 3, 0), 6) / 6</c>; the limit, zero, of minus infinity.</summary>
internal readonly struct HardSwishFunction : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        x = TLanes.Max(TLanes.Create(-3), x);
        TVector gate = TLanes.Min(TLanes.Create(6), TLanes.Add(x, TLanes.Create(3)));
        return TLanes.Divide(TLanes.Multiply(x, gate), TLanes.Create(6));
    }
}

/// <summary><c>x</c> where it is positive, <c>slope x</c> elsewhere.</summary>
internal readonly struct LeakyReluFunction(float slope) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, TLanes.Multiply(x, TLanes.Create(slope)));
}

/// <summary><c>x</c> where it is positive, <c>alpha (e^x - 1)</c> elsewhere.</summary>
internal readonly struct EluFunction(float alpha) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector curve = TLanes.Multiply(TLanes.Create(alpha), Exponential<TVector, TLanes>.MinusOne(TLanes.Min(TLanes.Zero, x)));
        return TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, curve);
    }
}

/// <summary><c>tanh |x| = -t / (2 + t)</c> with <c>t = e^(-2|x|) - 1</c>, and the sign of x.</summary>
internal readonly struct TanhFunction : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector t = Exponential<TVector, TLanes>.MinusOne(TLanes.Multiply(TLanes.Create(-2), TLanes.Abs(x)));
        return TLanes.CopySign(TLanes.Divide(t, TLanes.Add(TLanes.Create(2), t)), x);
    }
}

/// <summary><c>1 / (1 + e^-x)</c>, as <c>e^x / (1 + e^x)</c> where x is negative.</summary>
internal readonly struct SigmoidFunction : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        Gate<TVector, TLanes>.Times(TLanes.Create(1), x, TLanes.Zero);
}

/// <summary><c>x / (1 + e^-x)</c></summary>
internal readonly struct SiluFunction : IFunction
{
    /// <summary>Below this the result rounds to zero; a bound keeps minus infinity from meeting that zero.</summary>
    private const float Lowest = -150f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        x = TLanes.Max(TLanes.Create(Lowest), x);
        return Gate<TVector, TLanes>.Times(x, x, TLanes.Zero);
    }
}

/// <summary>
/// <c>x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2 = x sigmoid(y)</c> with <c>y = x (a + b x^2)</c>. Far out on the negative
/// side an error in the last place of y would be a hundred in the result, so y is kept in two floats.
/// </summary>
internal readonly struct GeluTanhFunction : IFunction
{
    /// <summary>Beyond this the result is x, or rounds to zero.</summary>
    private const float Farthest = 30f;

    // a = 2 sqrt(2/pi) and b = 0.044715 a, each as the sum of two floats.
    private const float A = 1.59576917f;
    private const float ALow = -4.53406805e-8f;
    private const float B = 0.0713548139f;
    private const float BLow = 2.39883247e-9f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        x = TLanes.Max(TLanes.Create(-Farthest), x);
        TVector near = TLanes.Min(TLanes.Create(Farthest), x);
        TVector square = TwoFloats<TVector, TLanes>.Product(near, near, out TVector squareLow);
        TVector cubic = TwoFloats<TVector, TLanes>.Product(TLanes.Create(B), square, out TVector cubicLow);
        cubicLow = TLanes.MultiplyAdd(TLanes.Create(B), squareLow, TLanes.MultiplyAdd(TLanes.Create(BLow), square, cubicLow));
        TVector factor = TwoFloats<TVector, TLanes>.Sum(TLanes.Create(A), cubic, out TVector factorLow);
        factorLow = TLanes.Add(factorLow, TLanes.Add(cubicLow, TLanes.Create(ALow)));
        TVector y = TwoFloats<TVector, TLanes>.Product(near, factor, out TVector yLow);
        return Gate<TVector, TLanes>.Times(x, y, TLanes.MultiplyAdd(near, factorLow, yLow));
    }
}

/// <summary>
/// <c>x Phi(x)</c>, with <c>Phi(-t) = e^(-t^2/2) q(u) / (t + 4)</c>, <c>u = (t - 4) / (t + 4)</c>, for <c>t = |x|</c>: what is
/// left of the Gaussian's tail after its exponential is a smooth function, and q is the polynomial through its values at the
/// Chebyshev points (relative error 3e-9, 2.5e-8 with its coefficients rounded). Near zero a Taylor polynomial rounds less.
/// </summary>
internal readonly struct GeluFunction : IFunction
{
    private const float NearLimit = 0.75f;

    /// <summary>Beyond this the result is x, or rounds to zero.</summary>
    private const float Farthest = 30f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector t = TLanes.Min(TLanes.Create(Farthest), TLanes.Abs(x));
        TVector sum = TLanes.Add(t, TLanes.Create(4));
        // Two divisions rather than two products with an inverse: each saves a rounding.
        TVector u = TLanes.Divide(TLanes.Subtract(t, TLanes.Create(4)), sum);
        TVector q = TLanes.Create(-5.2425461e-05f);
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(-0.000234046005f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(0.000169712483f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(0.0016460882f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(-0.00348832831f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(-0.00754527282f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(0.0603973418f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(-0.186521307f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(0.387137383f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(-0.607896686f));
        q = TLanes.MultiplyAdd(u, q, TLanes.Create(0.755285144f));

        // -t^2/2 as an exact square and the little that is left.
        TVector upper = TLanes.UpperHalf(t);
        TVector rest = TLanes.Multiply(TLanes.Subtract(t, upper), TLanes.Add(t, upper));
        TVector minusHalf = TLanes.Create(-0.5f);
        TVector exponential = Exponential<TVector, TLanes>.Of(
            TLanes.Multiply(minusHalf, TLanes.Multiply(upper, upper)), TLanes.Multiply(minusHalf, rest), out TVector scale);
        TVector tail = TLanes.Multiply(TLanes.Divide(TLanes.Multiply(TLanes.Multiply(t, q), exponential), sum), scale);
        TVector far = TLanes.Subtract(TLanes.Max(TLanes.Zero, x), tail);
        return TLanes.Select(TLanes.GreaterThan(t, TLanes.Create(NearLimit)), far, Near<TVector, TLanes>(x));
    }

    /// <summary><c>x (1/2 + x P(x^2))</c> with the Taylor polynomial <c>x P(x^2)</c> of <c>Phi(x) - 1/2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Near<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector square = TLanes.Multiply(x, x);
        TVector p = TLanes.Create(-4.12266741e-08f);
        p = TLanes.MultiplyAdd(square, p, TLanes.Create(6.65969352e-07f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Create(-9.44465626e-06f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Create(0.000115434688f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Create(-0.00118732822f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Create(0.00997355701f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Create(-0.0664903801f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Create(0.39894228f));
        return TLanes.Multiply(x, TLanes.MultiplyAdd(x, p, TLanes.Create(0.5f)));
    }
}

/// <summary><c>e^(x - largest)</c>, the upper line of softmax.</summary>
internal readonly struct ExponentialBelow(float largest) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        TVector difference = TwoFloats<TVector, TLanes>.Sum(x, TLanes.Create(-largest), out TVector low);
        // Far below, where infinities are too, the correction counts nothing and may be NaN.
        low = TLanes.Select(TLanes.GreaterThan(difference, TLanes.Create(-110)), low, TLanes.Zero);
        return TLanes.Multiply(Exponential<TVector, TLanes>.Of(difference, low, out TVector scale), scale);
    }
}

/// <summary><c>x / divisor</c></summary>
internal readonly struct Quotient(float divisor) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> => TLanes.Divide(x, TLanes.Create(divisor));
}

/// <summary>Products with a sigmoid.</summary>
internal static class Gate<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary><c>x sigmoid(y + yLow)</c>; the power of two comes last, so that small results are rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Times(TVector x, TVector y, TVector yLow)
    {
        TVector one = TLanes.Create(1);
        TVector isPositive = TLanes.GreaterThan(y, TLanes.Zero);
        TVector low = TLanes.Select(isPositive, TLanes.Negate(yLow), yLow);
        TVector value = Exponential<TVector, TLanes>.Of(TLanes.Negate(TLanes.Abs(y)), low, out TVector scale);
        TVector upper = TLanes.Select(isPositive, x, TLanes.Multiply(x, value));
        TVector quotient = TLanes.Divide(upper, TLanes.MultiplyAdd(value, scale, one));
        return TLanes.Multiply(quotient, TLanes.Select(isPositive, one, scale));
    }
}

/// <summary>Sums and products with their rounding errors (Dekker 1971, Knuth). Exact without a fused multiplication too.</summary>
internal static class TwoFloats<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary><c>a + b = sum + low</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sum(TVector a, TVector b, out TVector low)
    {
        TVector sum = TLanes.Add(a, b);
        TVector fromB = TLanes.Subtract(sum, a);
        TVector fromA = TLanes.Subtract(sum, fromB);
        low = TLanes.Add(TLanes.Subtract(a, fromA), TLanes.Subtract(b, fromB));
        return sum;
    }

    /// <summary><c>a b = product + low</c>, to 36 bits and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Product(TVector a, TVector b, out TVector low)
    {
        TVector product = TLanes.Multiply(a, b);
        TVector upperA = TLanes.UpperHalf(a), lowerA = TLanes.Subtract(a, upperA);
        TVector upperB = TLanes.UpperHalf(b), lowerB = TLanes.Subtract(b, upperB);
        low = TLanes.Subtract(TLanes.Multiply(upperA, upperB), product);
        low = TLanes.Add(low, TLanes.Add(TLanes.Multiply(upperA, lowerB), TLanes.Multiply(lowerA, upperB)));
        low = TLanes.Add(low, TLanes.Multiply(lowerA, lowerB));
        return product;
    }
}
