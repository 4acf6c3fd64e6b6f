using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>Every activation, at every width, against float64, over float32 values of every size.</summary>
public class ActivationsTests
{
    private const double Units = 4;

    private static readonly float[] Everywhere = EveryMagnitude();

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string name in new[] { "relu", "leaky", "elu", "gelu", "gelu-tanh", "silu", "tanh", "sigmoid" })
        {
            foreach (int width in new[] { 128, 256, 512 })
                cases.Add(name, width);
        }

        return cases;
    }

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Activations_are_within_four_units_in_the_last_place(string name, int width)
    {
        float[] y = new float[Everywhere.Length];
        Apply(name, width, Everywhere, y);
        double worst = 0;
        float worstAt = 0;
        for (int k = 0; k < y.Length; k++)
        {
            double error = UnitsOff(Reference(name, Everywhere[k]), y[k]);
            if (error > worst)
                (worst, worstAt) = (error, Everywhere[k]);
        }

        Assert.True(worst <= Units, FormattableString.Invariant($"{name}: {worst} units off at {worstAt:g9}."));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Limits_are_right_and_NaN_stays_NaN(string name, int width)
    {
        float[] x = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f];
        float[] y = new float[5];
        Apply(name, width, x, y);
        (float high, float low, float zero) = name switch
        {
            "relu" => (float.PositiveInfinity, 0f, 0f),
            "leaky" => (float.PositiveInfinity, float.NegativeInfinity, 0f),
            "elu" => (float.PositiveInfinity, -1.5f, 0f),
            "tanh" => (1f, -1f, 0f),
            "sigmoid" => (1f, 0f, 0.5f),
            _ => (float.PositiveInfinity, 0f, 0f),
        };
        Assert.True(float.IsNaN(y[0]));
        Assert.Equal(high, y[1]);
        Assert.True(low == y[2], $"{name} of minus infinity is {y[2]}.");
        Assert.True(zero == y[3] && zero == y[4]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_place_is_the_same_and_padding_is_left_alone(string name, int width)
    {
        for (int length = 0; length <= 40; length++)
        {
            float[] x = [.. Enumerable.Range(0, 48).Select(k => (k - 20) * 0.37f)];
            float[] y = new float[48];
            Apply(name, width, x.AsSpan(0, length), y.AsSpan(0, length));
            float[] before = [.. x];
            Apply(name, width, x.AsSpan(0, length), x.AsSpan(0, length));
            Assert.Equal(y[..length], x[..length]);
            Assert.Equal(before[length..], x[length..]);
            Assert.Equal(new float[48 - length], y[length..]);
        }
    }

    [Fact]
    public void The_public_activations_are_these()
    {
        float[] x = [.. Enumerable.Range(0, 37).Select(k => (k - 20) * 0.37f)];
        float[] y = new float[37];
        Check("relu", () => Activations.Relu(x, y, Worker.Alone));
        Check("leaky", () => Activations.LeakyRelu(x, y, 0.01f, Worker.Alone));
        Check("elu", () => Activations.Elu(x, y, 1.5f, Worker.Alone));
        Check("gelu", () => Activations.Gelu(x, y, Worker.Alone));
        Check("gelu-tanh", () => Activations.GeluTanh(x, y, Worker.Alone));
        Check("silu", () => Activations.Silu(x, y, Worker.Alone));
        Check("tanh", () => Activations.Tanh(x, y, Worker.Alone));
        Check("sigmoid", () => Activations.Sigmoid(x, y, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Activations.Relu(x, new float[36], Worker.Alone));

        void Check(string name, Action run)
        {
            run();
            for (int k = 0; k < x.Length; k++)
                Assert.InRange(UnitsOff(Reference(name, x[k]), y[k]), 0, Units);
        }
    }

    [Fact]
    public void Softmax_is_stable_and_within_four_units()
    {
        var random = new Random(3);
        foreach (int count in new[] { 1, 2, 10, 16, 17, 1000 })
        {
            foreach (float spread in new[] { 1e-3f, 5f, 60f, 300f, 3e38f })
            {
                float[] x = [.. Enumerable.Range(0, count).Select(_ => ((random.NextSingle() * 2) - 1) * spread)];
                float[] y = new float[count];
                Activations.Softmax(x, y, Worker.Alone);
                double largest = x.Max(), sum = x.Sum(value => Math.Exp(value - largest));
                for (int k = 0; k < count; k++)
                {
                    double expected = Math.Exp(x[k] - largest) / sum;
                    Assert.True(UnitsOff(expected, y[k]) <= Units, $"{count} values to {spread}: expected {expected}, found {y[k]}.");
                }

                Activations.Softmax(x, x, Worker.Alone);
                Assert.Equal(y, x);
            }
        }
    }

    [Fact]
    public void Softmax_of_infinities_and_NaN_is_as_documented()
    {
        float[] y = new float[20];
        float[] x = new float[20];
        x[7] = float.NegativeInfinity;
        Activations.Softmax(x, y, Worker.Alone);
        Assert.Equal(0, y[7]);
        Assert.Equal(1f / 19, y[0], 1e-8f);
        x[3] = float.NaN;
        Activations.Softmax(x, y, Worker.Alone);
        Assert.All(y, value => Assert.True(float.IsNaN(value)));
        x[3] = float.PositiveInfinity;
        Activations.Softmax(x, y, Worker.Alone);
        Assert.All(y, value => Assert.True(float.IsNaN(value)));
        x.AsSpan().Fill(float.NegativeInfinity);
        Activations.Softmax(x, y, Worker.Alone);
        Assert.All(y, value => Assert.True(float.IsNaN(value)));
        Activations.Softmax([], [], Worker.Alone);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_upper_line_of_softmax_is_as_exact_at_every_width(int width)
    {
        float[] x = [.. Everywhere.Where(value => value <= 0.7f)], y = new float[x.Length];
        Run(width, x, y, new ExponentialBelow(0.7f));
        for (int k = 0; k < x.Length; k++)
            Assert.True(UnitsOff(Math.Exp(x[k] - (double)0.7f), y[k]) <= 2, $"exp({x[k]} - 0.7) is {y[k]}");
        Run(width, x, y, new Quotient(3));
        Assert.Equal(x.Select(value => value / 3), y);
    }

    private static void Apply(string name, int width, ReadOnlySpan<float> x, Span<float> y)
    {
        switch (name)
        {
            case "relu": Run(width, x, y, default(ReluFunction)); break;
            case "leaky": Run(width, x, y, new LeakyReluFunction(0.01f)); break;
            case "elu": Run(width, x, y, new EluFunction(1.5f)); break;
            case "gelu": Run(width, x, y, default(GeluFunction)); break;
            case "gelu-tanh": Run(width, x, y, default(GeluTanhFunction)); break;
            case "silu": Run(width, x, y, default(SiluFunction)); break;
            case "tanh": Run(width, x, y, default(TanhFunction)); break;
            default: Run(width, x, y, default(SigmoidFunction)); break;
        }
    }

    private static void Run<TFunction>(int width, ReadOnlySpan<float> x, Span<float> y, TFunction function)
        where TFunction : struct, IFunction
    {
        switch (width)
        {
            case 512: Map.Run<Vector512<float>, Lanes512, TFunction>(x, y, function); break;
            case 256: Map.Run<Vector256<float>, Lanes256, TFunction>(x, y, function); break;
            default: Map.Run<Vector128<float>, Lanes128, TFunction>(x, y, function); break;
        }
    }

    private static double Reference(string name, double x) => name switch
    {
        "relu" => Math.Max(x, 0),
        "leaky" => x > 0 ? x : x * 0.01f,
        "elu" => x > 0 ? x : 1.5 * ExponentialMinusOne(x),
        "gelu" => x * NormalDistribution(x),
        "gelu-tanh" => x / (1 + Math.Exp(-2 * Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        "silu" => x / (1 + Math.Exp(-x)),
        "tanh" => Math.Tanh(x),
        _ => 1 / (1 + Math.Exp(-x)),
    };

    private static double ExponentialMinusOne(double x) =>
        Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;

    /// <summary>Its series near zero, its continued fraction in the tails.</summary>
    private static double NormalDistribution(double x)
    {
        double t = Math.Abs(x);
        double density = Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        double tail;
        if (t < 3)
        {
            double term = t, sum = t;
            for (int k = 3; Math.Abs(term) > 1e-18 * sum; k += 2)
            {
                term *= t * t / k;
                sum += term;
            }

            tail = 0.5 - (density * sum);
        }
        else
        {
            double fraction = t;
            for (int k = 200; k > 0; k--)
                fraction = t + (k / fraction);
            tail = density / fraction;
        }

        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The distance in units of the last place of the float32 nearest to what is expected.</summary>
    private static double UnitsOff(double expected, float found)
    {
        float nearest = (float)expected;
        if (float.IsInfinity(nearest))
            return found == nearest ? 0 : double.PositiveInfinity;
        float magnitude = Math.Abs(nearest);
        double unit = (double)MathF.BitIncrement(magnitude) - magnitude;
        if (double.IsInfinity(unit))
            unit = magnitude - (double)MathF.BitDecrement(magnitude);
        return Math.Abs(found - expected) / unit;
    }

    /// <summary>Values spread evenly over the bit patterns of all finite floats, and densely where curves bend.</summary>
    private static float[] EveryMagnitude()
    {
        var values = new List<float>();
        for (long bits = 0; bits < 1L << 32; bits += 40_009)
        {
            float value = BitConverter.UInt32BitsToSingle((uint)bits);
            if (float.IsFinite(value))
                values.Add(value);
        }

        for (float x = -110; x <= 20; x += 0.00213f)
            values.Add(x);
        return [.. values];
    }
}
