using System.Runtime.Intrinsics;
using CsCheck;
using LrpGen.Kernels;

namespace LrpGen.Tests.Kernels;

public class ElementwiseTests
{
    [Fact]
    public void IndexOutside_is_the_first_value_outside_at_every_width() =>
        Gen.Select(Gen.Float[-1.2f, 1.2f].Array[0, 70], Gen.Int[0, 69]).Sample((values, at) =>
        {
            if (at < values.Length)
                values[at] = float.NaN;
            int expected = Array.FindIndex(values, value => value is < -1 or > 1);
            return Elementwise.IndexOutside(values, -1, 1) == expected
                && Elementwise.IndexOutside<Vector128<float>, Lanes128>(values, -1, 1) == expected
                && Elementwise.IndexOutside<Vector256<float>, Lanes256>(values, -1, 1) == expected
                && Elementwise.IndexOutside<Vector512<float>, Lanes512>(values, -1, 1) == expected;
        });

    [Fact]
    public void Infinities_are_outside_and_bounds_and_NaN_are_not()
    {
        float[] values = new float[40];
        values.AsSpan().Fill(float.NaN);
        values[3] = -1;
        values[21] = 1;
        Assert.Equal(-1, Elementwise.IndexOutside(values, -1, 1));
        values[37] = float.PositiveInfinity;
        Assert.Equal(37, Elementwise.IndexOutside(values, -1, 1));
        values[18] = float.NegativeInfinity;
        Assert.Equal(18, Elementwise.IndexOutside(values, -1, 1));
        Assert.Equal(-1, Elementwise.IndexOutside(values, float.NegativeInfinity, float.PositiveInfinity));
        Assert.Equal(-1, Elementwise.IndexOutside([], 0, 1));
    }

    [Fact]
    public void Sums_are_added_in_float64() =>
        Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.Float[-1f, 1f]).Array[0, 100].Sample(pairs =>
        {
            float[] a = [.. pairs.Select(pair => pair.Item1)], b = [.. pairs.Select(pair => pair.Item2)];
            double sum = a.Sum(value => (double)value), products = pairs.Sum(pair => (double)pair.Item1 * pair.Item2);
            double squares = a.Sum(value => (double)value * value);
            double root = a.Length == 0 ? 0 : Math.Sqrt(squares / a.Length);
            return Math.Abs(Elementwise.Sum(a) - sum) <= 1e-13 * a.Sum(value => Math.Abs((double)value))
                && Math.Abs(Elementwise.SumOfProducts(a, b) - products) <= 1e-13 * pairs.Sum(pair => Math.Abs((double)pair.Item1 * pair.Item2))
                && Math.Abs(Elementwise.RootMeanSquare(a) - root) <= 1e-7 * root;
        });

    [Fact]
    public void A_root_mean_square_does_not_overflow_on_the_way()
    {
        float[] values = new float[19];
        values.AsSpan().Fill(1e30f);
        Assert.Equal(1e30f, Elementwise.RootMeanSquare(values));
        Assert.Equal(0, Elementwise.RootMeanSquare([]));
    }

}
