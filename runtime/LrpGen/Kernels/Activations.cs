using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>
/// Activations, from <c>x</c> to <c>y</c> of the same length, which may be the same memory but not overlap otherwise. Any length:
/// nothing beyond the last value is read or written, so padding stays what it was. NaN stays NaN. Results are within 4 units in
/// the last place of float32 over the whole range, small and large.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Activations
{
    /// <summary><c>max(x, 0)</c>; of negative zero, a zero of either sign.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Relu(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new ReluFunction(), worker);

    /// <summary><c>min(max(x, 0), 6)</c></summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Relu6(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new Relu6Function(), worker);

    /// <summary><c>x min(max(x + 3, 0), 6) / 6</c></summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void HardSwish(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new HardSwishFunction(), worker);

    /// <summary><c>x</c> where it is positive, <c>slope x</c> elsewhere.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="slope">The slope on the negative side.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void LeakyRelu(ReadOnlySpan<float> x, Span<float> y, float slope, Worker worker) => Map.Run(x, y, new LeakyReluFunction(slope), worker);

    /// <summary><c>x</c> where it is positive, <c>alpha (e^x - 1)</c> elsewhere.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="alpha">What is subtracted far on the negative side.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Elu(ReadOnlySpan<float> x, Span<float> y, float alpha, Worker worker) => Map.Run(x, y, new EluFunction(alpha), worker);

    /// <summary><c>x Phi(x)</c> with the normal distribution's own Phi; the limit, zero, of minus infinity.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Gelu(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new GeluFunction(), worker);

    /// <summary><c>x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2</c>, the approximation of <see cref="Gelu"/>; the limit, zero, of minus infinity.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void GeluTanh(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new GeluTanhFunction(), worker);

    /// <summary><c>x / (1 + e^-x)</c>; the limit, zero, of minus infinity.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Silu(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new SiluFunction(), worker);

    /// <summary><c>tanh x</c></summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new TanhFunction(), worker);

    /// <summary><c>1 / (1 + e^-x)</c></summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y, Worker worker) => Map.Run(x, y, new SigmoidFunction(), worker);

    /// <summary>
    /// <c>e^x_k / sum_l e^x_l</c>, with the largest value taken from all first, so that nothing overflows. All results are NaN
    /// if a value is NaN or plus infinity, or all are minus infinity; some minus infinities give zeros.
    /// </summary>
    /// <param name="x">The values, without padding.</param>
    /// <param name="y">Takes the results.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Softmax(ReadOnlySpan<float> x, Span<float> y, Worker worker)
    {
        // Their sum is asked for between reading and writing, so one worker does it all.
        if (worker.IsFirst)
        {
            Map.Run(x, y, new ExponentialBelow(Largest(x)), worker.Solo);
            Map.Run(y, y, new Quotient((float)Elementwise.Sum(y)), worker.Solo);
        }

        worker.Sync();
    }

    /// <summary>The largest value. A NaN may be missed: its own exponential is NaN, and so is the sum then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Largest(ReadOnlySpan<float> x)
    {
        var lanes = new Vector<float>(float.NegativeInfinity);
        int k = 0;
        for (; k <= x.Length - Vector<float>.Count; k += Vector<float>.Count)
            lanes = Vector.MaxNative(lanes, new Vector<float>(x[k..]));
        float largest = float.NegativeInfinity;
        for (int lane = 0; lane < Vector<float>.Count; lane++)
            largest = lanes[lane] > largest ? lanes[lane] : largest;
        for (; k < x.Length; k++)
            largest = x[k] > largest ? x[k] : largest;
        return largest;
    }
}
