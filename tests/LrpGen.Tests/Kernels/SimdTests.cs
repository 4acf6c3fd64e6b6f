using System.Numerics;
using LrpGen.Kernels;

namespace LrpGen.Tests.Kernels;

public class SimdTests
{
    private static readonly float[] Values = [0f, -0f, 1f, -1f, 1e-9f, -1e-9f, float.PositiveInfinity, float.NegativeInfinity];

    [Fact]
    public void Width_divides_the_padding() => Assert.Equal(0, 16 % Simd.Width);

    [Fact]
    public void Load_and_Store_stay_within_their_spans()
    {
        float[] source = [.. Enumerable.Range(0, 40).Select(k => (float)k)], target = new float[40];
        Simd.Store(Simd.Load(source, 3), target, 5);
        Assert.Equal(source[3..(3 + Simd.Width)], target[5..(5 + Simd.Width)]);
        Assert.Equal(Simd.Width, target.Count(value => value >= 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simd.Load(source, 41 - Simd.Width));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simd.Load(source, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simd.Store(default, target, 41 - Simd.Width));
    }

    [Fact]
    public void Stabilize_moves_away_from_zero_and_negative_zero_counts_as_positive() =>
        Check(z => Simd.Stabilize(z, 0.25f), z => z >= 0 ? z + 0.25f : z - 0.25f);

    [Fact]
    public void SafeQuotient_is_zero_where_the_divisor_is()
    {
        Check(d => Simd.SafeQuotient(new Vector<float>(3), d), d => d == 0 ? 0 : 3 / d);
        Check(d => Simd.SafeQuotient(Vector<float>.Zero, d), d => 0 / (d == 0 ? 1 : d));
    }

    [Fact]
    public void Parts_and_choices_go_by_the_sign()
    {
        Check(Simd.Positive, z => z > 0 ? z : 0);
        Check(Simd.Negative, z => z < 0 ? z : 0);
        Check(z => Simd.WherePositive(z, new Vector<float>(7)), z => z > 0 ? 7 : 0);
        Check(z => Simd.WhereNegative(z, new Vector<float>(7)), z => z < 0 ? 7 : 0);
    }

    [Fact]
    public void NaN_stays_NaN()
    {
        var nan = new Vector<float>(float.NaN);
        Assert.True(float.IsNaN(Simd.Stabilize(nan, 1)[0]));
        Assert.True(float.IsNaN(Simd.Positive(nan)[0]));
        Assert.True(float.IsNaN(Simd.Negative(nan)[0]));
        Assert.True(float.IsNaN(Simd.SafeQuotient(Vector<float>.One, nan)[0]));
        Assert.True(float.IsNaN(Simd.SafeQuotient(nan, Vector<float>.One)[0]));
    }

    private static void Check(Func<Vector<float>, Vector<float>> found, Func<float, float> expected)
    {
        foreach (float value in Values)
        {
            Vector<float> result = found(new Vector<float>(value));
            for (int k = 0; k < Simd.Width; k++)
                Assert.Equal(expected(value), result[k]);
        }
    }
}
