using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>Whole buffers, also in place, by the machine's widest vectors; the other modes run the same tests with narrower ones.</summary>
public class ArithmeticTests
{
    // More than one part of a worker's share.
    private const int Count = 16 * 1100;

    private static readonly float[] A = Values(1), B = Values(2), C = Values(3);

    [Fact]
    public void Sums_differences_and_products_are_those_of_single_values()
    {
        Check((a, b, r) => Arithmetic.Add(a, b, r, Tail.None, Worker.Alone), static (a, b) => a + b);
        Check((a, b, r) => Arithmetic.Subtract(a, b, r, Worker.Alone), static (a, b) => a - b);
        Check((a, b, r) => Arithmetic.Less(a, 1.25f, b, r, Worker.Alone), static (a, b) => (1.25f * a) - b);
        Check((a, _, r) => Arithmetic.Positive(a, r, Worker.Alone), static (a, _) => a > 0 ? a : 0);
        Check((a, _, r) => Arithmetic.Negative(a, r, Worker.Alone), static (a, _) => a < 0 ? a : 0);
        float[] sum = [.. C];
        Arithmetic.MultiplyAdd(A, B, sum, Worker.Alone);
        Assert.Equal(A.Select(static (a, k) => C[k] + (a * B[k])), sum);
    }

    [Fact]
    public void Sums_have_a_tail()
    {
        float[] result = new float[Count];
        Arithmetic.Add(A, B, result, Tail.Rectify, Worker.Alone);
        Assert.Equal(A.Select(static (a, k) => Math.Max(a + B[k], 0)), result);
    }

    [Fact]
    public void Either_side_of_a_buffer_may_take_its_place()
    {
        float[] x = [.. A], other = new float[Count];
        Arithmetic.Sides(x, x, other, Worker.Alone);
        Assert.Equal(A.Select(static a => a > 0 ? a : 0), x);
        Assert.Equal(A.Select(static a => a < 0 ? a : 0), other);
        x = [.. A];
        Arithmetic.Sides(x, other, x, Worker.Alone);
        Assert.Equal(A.Select(static a => a > 0 ? a : 0), other);
        Assert.Equal(A.Select(static a => a < 0 ? a : 0), x);
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(0.25f, 1f)]
    [InlineData(1e-6f, -0.5f)]
    public void Quotients_are_stabilized_and_choose_by_a_sign(float epsilon, float coefficient)
    {
        Check((a, b, r) => Arithmetic.Quotient(a, b, epsilon, coefficient, r, Worker.Alone), Quotient);
        float[] found = new float[Count];
        Arithmetic.QuotientWherePositive(C, A, B, epsilon, coefficient, found, Worker.Alone);
        Assert.Equal(A.Select((a, k) => C[k] > 0 ? Quotient(a, B[k]) : 0), found);
        Arithmetic.QuotientWhereNegative(C, A, B, epsilon, coefficient, found, Worker.Alone);
        Assert.Equal(A.Select((a, k) => C[k] < 0 ? Quotient(a, B[k]) : 0), found);

        float Quotient(float a, float b)
        {
            float d = b + (b < 0 ? -epsilon : epsilon);
            return d == 0 ? 0 : coefficient * a / d;
        }
    }

    [Fact]
    public void Not_a_number_stays_so_on_both_sides()
    {
        float[] x = [.. Enumerable.Repeat(float.NaN, 16)], positive = new float[16], negative = new float[16];
        Arithmetic.Sides(x, positive, negative, Worker.Alone);
        Assert.All(positive, static value => Assert.True(float.IsNaN(value)));
        Assert.All(negative, static value => Assert.True(float.IsNaN(value)));
        Arithmetic.Positive(x, positive, Worker.Alone);
        Assert.All(positive, static value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Other_lengths_are_refused()
    {
        float[] some = new float[16], more = new float[32];
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(some, some, more, Tail.None, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Subtract(some, more, some, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.MultiplyAdd(more, some, some, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Positive(more, some, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Quotient(some, more, 0, 1, some, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.QuotientWherePositive(more, some, some, 0, 1, some, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(new float[8], new float[8], new float[8], Tail.None, Worker.Alone));
    }

    private delegate void Pair(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result);

    /// <summary>Into a buffer of its own, and in the place of either argument.</summary>
    private static void Check(Pair run, Func<float, float, float> expected)
    {
        float[] wanted = [.. A.Select((a, k) => expected(a, B[k]))], apart = new float[Count], first = [.. A], second = [.. B];
        run(A, B, apart);
        Assert.Equal(wanted, apart);
        run(first, B, first);
        Assert.Equal(wanted, first);
        run(A, second, second);
        Assert.Equal(wanted, second);
    }

    private static float[] Values(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => random.Next(9) == 0 ? 0 : (2 * random.NextSingle()) - 1)];
    }
}
