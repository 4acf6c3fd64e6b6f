using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

// A convolution below a pooling over windows of 2x2 pixels, made together with it, tile after tile: what belongs to a whole picture is read
// and written once for each window where it can be. Only for Winograd's tiles of 4x4 or 6x6 pixels, which windows fill.
public static partial class Conv
{
    /// <summary>The largest result of each window of 2x2, <c>z_w = max_j (b_j + sum_i x_i w_ij)</c>, and where in it that stands.</summary>
    /// <param name="shape">The convolution, one with <see cref="ConvShape.HasWindows"/>.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the largest results, a picture of half as many rows and columns as the output.</param>
    /// <param name="winners">Takes the place of the first of the largest, 0 to 3 in the order of rows; 4 where one is not a number.</param>
    /// <param name="tail">What is done with <paramref name="z"/>.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution has no such windows.</exception>
    public static void ForwardToWinners(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, Span<float> winners, Tail tail, Worker worker)
    {
        int windows = CheckForward(shape, x.Length, packed.Length, bias.Length);
        Require.Length(z.Length, windows);
        Require.Length(winners.Length, windows);
        tail.Check(windows);
        Run(shape.ForwardWinograd!, new WholePicture(x), packed, new WindowWinners(bias, z, winners, tail), worker);
    }

    /// <summary>The largest result of each window of 2x2, <c>z_w = max_j (b_j + sum_i x_i w_ij)</c>.</summary>
    /// <param name="shape">The convolution, one with <see cref="ConvShape.HasWindows"/>.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the largest results, a picture of half as many rows and columns as the output.</param>
    /// <param name="tail">What is done with <paramref name="z"/>.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution has no such windows.</exception>
    public static void ForwardToLargest(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, Tail tail, Worker worker)
    {
        int windows = CheckForward(shape, x.Length, packed.Length, bias.Length);
        Require.Length(z.Length, windows);
        tail.Check(windows);
        Run(shape.ForwardWinograd!, new WholePicture(x), packed, new WindowLargest(bias, z, tail), worker);
    }

    /// <summary>The results at the winners of <see cref="ForwardToWinners"/>; zero where there is none.</summary>
    /// <param name="shape">The convolution, one with <see cref="ConvShape.HasWindows"/>.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="winners">The winners.</param>
    /// <param name="d">Takes the results, one for each winner.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution has no such windows.</exception>
    public static void ForwardAtWinners(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, ReadOnlySpan<float> winners, Span<float> d, Worker worker)
    {
        int windows = CheckForward(shape, x.Length, packed.Length, bias.Length);
        Require.Length(winners.Length, windows);
        Require.Length(d.Length, windows);
        Run(shape.ForwardWinograd!, new WholePicture(x), packed, new WindowValues(bias, winners, d), worker);
    }

    /// <summary><c>r_i = sum_j w_ij s_j</c>, the transposed map, where <c>s_j</c> is its window's at the winner and zero elsewhere.</summary>
    /// <param name="shape">The convolution, one with <see cref="ConvShape.HasWindows"/>.</param>
    /// <param name="s">One value for each window.</param>
    /// <param name="winners">The winners.</param>
    /// <param name="packed">Weights packed by <see cref="PackAdjoint"/>.</param>
    /// <param name="r">Takes the input picture.</param>
    /// <param name="tail">What is done with that.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution has no such windows.</exception>
    public static void AdjointFromWinners(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> winners, ReadOnlySpan<float> packed, Span<float> r, Tail tail, Worker worker)
    {
        int windows = CheckAdjoint(shape, packed.Length, r.Length, in tail);
        Require.Length(s.Length, windows);
        Require.Length(winners.Length, windows);
        Run(shape.AdjointWinograd!, new WindowedPicture<ToWinner>(s, winners), packed, new WholeResult([], r, Placing.Set, tail), worker);
    }

    /// <summary><c>z_j = b_j + sum_i x_i w_ij</c>, and the largest of each window of 2x2 after the tail.</summary>
    /// <param name="shape">The convolution, one with <see cref="ConvShape.HasWindows"/>.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="z">Takes the output picture.</param>
    /// <param name="largest">Takes the largest results, a picture of half as many rows and columns.</param>
    /// <param name="tail">What is done with <paramref name="z"/>.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution has no such windows.</exception>
    public static void ForwardAndLargest(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, Span<float> z, Span<float> largest, Tail tail, Worker worker)
    {
        int windows = CheckForward(shape, x.Length, packed.Length, bias.Length);
        Require.Length(z.Length, shape.Forward.Result.Floats);
        Require.Length(largest.Length, windows);
        tail.Check(z.Length);
        Run(shape.ForwardWinograd!, new WholePicture(x), packed, new WholeAndLargest(bias, z, largest, tail), worker);
    }

    /// <summary>
    /// With denominators <c>d_j = b_j + sum_i x_i w_ij</c> what a quotient of the mean of a window of 2x2 comes to in each of its four:
    /// <c>q_j = coefficient a_j / 4 / (d_j + s(d_j) epsilon)</c>, zero where that divides by zero; and those means.
    /// </summary>
    /// <param name="shape">The convolution, one with <see cref="ConvShape.HasWindows"/>.</param>
    /// <param name="x">The input picture.</param>
    /// <param name="packed">Weights packed by <see cref="PackForward"/>.</param>
    /// <param name="bias">One value per output channel, padded with zeros to a multiple of 16; or empty for none.</param>
    /// <param name="a">The values that the means are of, a picture like the output.</param>
    /// <param name="shares">Takes <c>q</c>, a picture like the output.</param>
    /// <param name="means">Takes the mean of each window, a picture of half as many rows and columns.</param>
    /// <param name="epsilon">The stabilizer.</param>
    /// <param name="coefficient">The coefficient.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution has no such windows.</exception>
    public static unsafe void ForwardToShares(
        ConvShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, ReadOnlySpan<float> a, Span<float> shares, Span<float> means,
        float epsilon, float coefficient, Worker worker)
    {
        int windows = CheckForward(shape, x.Length, packed.Length, bias.Length);
        Require.Length(a.Length, shape.Forward.Result.Floats);
        Require.Length(shares.Length, a.Length);
        Require.Length(means.Length, windows);
        fixed (float* start = shares)
        {
            var result = new WindowShares(bias, a, shares, means, epsilon, coefficient, PastCaches.Suits(start, shares.Length));
            Run(shape.ForwardWinograd!, new WholePicture(x), packed, result, worker);
        }
    }

    /// <summary><c>r_i = sum_j w_ij q_j s_w</c>, the transposed map, where <c>w</c> is the window of 2x2 that holds <c>j</c>.</summary>
    /// <param name="shape">The convolution, one with <see cref="ConvShape.HasWindows"/>.</param>
    /// <param name="s">One value for each window.</param>
    /// <param name="shares">The shares of <see cref="ForwardToShares"/>.</param>
    /// <param name="packed">Weights packed by <see cref="PackAdjoint"/>.</param>
    /// <param name="r">Takes the input picture.</param>
    /// <param name="tail">What is done with that.</param>
    /// <param name="worker">The calling worker.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the convolution has no such windows.</exception>
    public static void AdjointFromShares(
        ConvShape shape, ReadOnlySpan<float> s, ReadOnlySpan<float> shares, ReadOnlySpan<float> packed, Span<float> r, Tail tail, Worker worker)
    {
        int windows = CheckAdjoint(shape, packed.Length, r.Length, in tail);
        Require.Length(s.Length, windows);
        Require.Length(shares.Length, shape.Forward.Result.Floats);
        Run(shape.AdjointWinograd!, new WindowedPicture<InShares>(s, shares), packed, new WholeResult([], r, Placing.Set, tail), worker);
    }

    /// <summary>Gives the floats of a picture with one pixel for each window.</summary>
    private static int CheckForward(ConvShape shape, int x, int packed, int bias)
    {
        int windows = WindowFloats(shape);
        Require.Length(x, shape.Forward.Source.Floats);
        Require.Length(packed, shape.ForwardFloats);
        Require.EmptyOrLength(bias, shape.Forward.Result.Blocks * ConvImage.Lanes);
        return windows;
    }

    private static int CheckAdjoint(ConvShape shape, int packed, int r, in Tail tail)
    {
        int windows = WindowFloats(shape);
        Require.Length(packed, shape.AdjointFloats);
        Require.Length(r, shape.Adjoint.Result.Floats);
        tail.Check(r);
        return windows;
    }

    private static int WindowFloats(ConvShape shape) => shape.HasWindows
        ? shape.Forward.Result.Floats / 4
        : throw new ArgumentException("The convolution is not made in tiles of 4x4 or 6x6 outputs, or its output has an odd side.", nameof(shape));

    private static void Run<TSource, TResult>(WinogradMap map, scoped TSource source, ReadOnlySpan<float> packed, scoped TResult result, Worker worker)
        where TSource : struct, IWinogradSource, allows ref struct
        where TResult : struct, IWinogradResult, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            Winograd.Run<Vector512<float>, Lanes512, TSource, TResult>(map, in source, packed, in result, worker);
        else if (Vector256.IsHardwareAccelerated)
            Winograd.Run<Vector256<float>, Lanes256, TSource, TResult>(map, in source, packed, in result, worker);
        else
            Winograd.Run<Vector128<float>, Lanes128, TSource, TResult>(map, in source, packed, in result, worker);
    }
}
