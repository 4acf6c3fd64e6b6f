using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>Every dense kernel, at every width of vectors, against its formula in float64.</summary>
public class DenseTests
{
    private static readonly (int Inputs, int Outputs)[] Shapes =
        [(1, 1), (3, 10), (5, 16), (17, 33), (64, 48), (100, 10), (65, 300), (300, 100), (130, 1030), (70, 4100), (784, 300)];

    private static readonly string[] Kinds = ["dense", "signed", "relu", "zero", "one"];

    public static IEnumerable<TheoryDataRow<int, int, int, string>> Cases() =>
        from width in new[] { 128, 256, 512 }
        from shape in Shapes
        from kind in Kinds
        select new TheoryDataRow<int, int, int, string>(width, shape.Inputs, shape.Outputs, kind);

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_is_its_formula_and_reads_no_row_of_a_zero(int width, int inputs, int outputs, string kind)
    {
        var layer = new Sample(inputs, outputs, kind);
        layer.PoisonDeadRows();
        float[] z = Noise(layer.Stride), noBias = Noise(layer.Stride);
        Forward(width, layer.X, layer.W, layer.Bias, z);
        Forward(width, layer.X, layer.W, [], noBias);
        layer.CheckOutputs(z, (x, w) => x * w, layer.Bias);
        layer.CheckOutputs(noBias, (x, w) => x * w, null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForwardParts_splits_by_the_sign_of_each_product(int width, int inputs, int outputs, string kind)
    {
        var layer = new Sample(inputs, outputs, kind);
        layer.PoisonDeadRows();
        float[] same = Noise(layer.Stride), opposite = Noise(layer.Stride), sameAlone = Noise(layer.Stride), oppositeAlone = Noise(layer.Stride);
        ForwardParts(width, layer.X, layer.W, same, opposite);
        ForwardParts(width, layer.X, layer.W, sameAlone, []);
        ForwardParts(width, layer.X, layer.W, [], oppositeAlone);
        layer.CheckOutputs(same, (x, w) => Plus(x) * Plus(w) + Minus(x) * Minus(w), null);
        layer.CheckOutputs(opposite, (x, w) => Plus(x) * Minus(w) + Minus(x) * Plus(w), null);
        Assert.Equal(same, sameAlone);
        Assert.Equal(opposite, oppositeAlone);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_is_its_formula_and_reads_no_row_of_a_zero(int width, int inputs, int outputs, string kind)
    {
        var layer = new Sample(inputs, outputs, kind);
        layer.PoisonDeadRows();
        float[] r = Noise(layer.PaddedInputs);
        switch (width)
        {
            case 512: Dense.Backward<Vector512<float>, Lanes512>(layer.U, layer.W, layer.X, r, Worker.Alone); break;
            case 256: Dense.Backward<Vector256<float>, Lanes256>(layer.U, layer.W, layer.X, r, Worker.Alone); break;
            default: Dense.Backward<Vector128<float>, Lanes128>(layer.U, layer.W, layer.X, r, Worker.Alone); break;
        }

        layer.CheckInputs(r, (i, w, u, _) => layer.X[i] * w * u, skipsZeros: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardParts_gives_u_to_what_raised_and_v_to_what_lowered(int width, int inputs, int outputs, string kind)
    {
        var layer = new Sample(inputs, outputs, kind);
        layer.PoisonDeadRows();
        float[] both = Noise(layer.PaddedInputs), onlyU = Noise(layer.PaddedInputs), onlyV = Noise(layer.PaddedInputs);
        BackwardParts(width, layer.U, layer.V, layer.W, layer.X, both);
        BackwardParts(width, layer.U, [], layer.W, layer.X, onlyU);
        BackwardParts(width, [], layer.V, layer.W, layer.X, onlyV);
        layer.CheckInputs(both, (i, w, u, v) => Parts(layer.X[i], w, u, v), skipsZeros: true);
        layer.CheckInputs(onlyU, (i, w, u, _) => Parts(layer.X[i], w, u, 0), skipsZeros: true);
        layer.CheckInputs(onlyV, (i, w, _, v) => Parts(layer.X[i], w, 0, v), skipsZeros: true);
        static double Parts(double x, double w, double u, double v) =>
            x > 0 ? x * ((Plus(w) * u) + (Minus(w) * v)) : x * ((Minus(w) * u) + (Plus(w) * v));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kernels_over_all_rows_are_their_formulas(int width, int inputs, int outputs, string kind)
    {
        var layer = new Sample(inputs, outputs, kind);
        float[] plain = Noise(layer.PaddedInputs), square = Noise(layer.PaddedInputs), box = Noise(layer.PaddedInputs), boxes = Noise(layer.PaddedInputs);
        float[] low = [.. layer.X.Select((x, i) => x - (i % 3))];
        float[] high = [.. layer.X.Select((x, i) => x + (i % 5) + 0.5f)];
        switch (width)
        {
            case 512:
                AllRows<Vector512<float>, Lanes512>();
                break;
            case 256:
                AllRows<Vector256<float>, Lanes256>();
                break;
            default:
                AllRows<Vector128<float>, Lanes128>();
                break;
        }

        layer.CheckInputs(plain, (_, w, u, _) => w * u, skipsZeros: false);
        layer.CheckInputs(square, (_, w, u, _) => w * w * u, skipsZeros: false);
        layer.CheckInputs(box, (i, w, u, _) => (((layer.X[i] + 1.0) * Plus(w)) + ((layer.X[i] - 2.0) * Minus(w))) * u, skipsZeros: false);
        layer.CheckInputs(
            boxes, (i, w, u, _) => ((((double)layer.X[i] - low[i]) * Plus(w)) + (((double)layer.X[i] - high[i]) * Minus(w))) * u, skipsZeros: false);

        void AllRows<TVector, TLanes>()
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
        {
            Dense.AllRows<TVector, TLanes, WholeWeight>(layer.U, layer.W, inputs, plain, Worker.Alone);
            Dense.AllRows<TVector, TLanes, SquaredWeight>(layer.U, layer.W, inputs, square, Worker.Alone);
            Dense.Box<TVector, TLanes>(layer.U, layer.W, layer.X, [-1f], [2f], box, boundPerInput: false, Worker.Alone);
            Dense.Box<TVector, TLanes>(layer.U, layer.W, layer.X, low, high, boxes, boundPerInput: true, Worker.Alone);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LiveBox_is_its_formula_and_reads_no_row_of_an_output_without_relevance(int width, int inputs, int outputs, string kind)
    {
        var layer = new Sample(inputs, outputs, kind);
        float[] w = layer.LiveByOutput(), box = Noise(layer.PaddedInputs), boxes = Noise(layer.PaddedInputs), sums = Noise(layer.PaddedInputs);
        float[] low = [.. layer.X.Select((x, i) => x - (i % 3))];
        float[] high = [.. layer.X.Select((x, i) => x + (i % 5) + 0.5f)];
        switch (width)
        {
            case 512: Both<Vector512<float>, Lanes512>(); break;
            case 256: Both<Vector256<float>, Lanes256>(); break;
            default: Both<Vector128<float>, Lanes128>(); break;
        }

        layer.CheckInputs(box, (i, w, u, _) => (((layer.X[i] + 1.0) * Plus(w)) + ((layer.X[i] - 2.0) * Minus(w))) * u, skipsZeros: false);
        layer.CheckInputs(
            boxes, (i, w, u, _) => ((((double)layer.X[i] - low[i]) * Plus(w)) + (((double)layer.X[i] - high[i]) * Minus(w))) * u, skipsZeros: false);

        void Both<TVector, TLanes>()
            where TVector : struct
            where TLanes : struct, ILanes<TVector>
        {
            Dense.LiveBox<TVector, TLanes>(layer.U, w, layer.X, [-1f], [2f], sums, box, boundPerInput: false, Worker.Alone);
            Dense.LiveBox<TVector, TLanes>(layer.U, w, layer.X, low, high, sums, boxes, boundPerInput: true, Worker.Alone);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 33)]
    [InlineData(70, 600)]
    public void Sums_made_at_load_are_added_in_float64(int inputs, int outputs)
    {
        var layer = new Sample(inputs, outputs, "signed");
        float[] low = [.. layer.X.Select(x => x - 1)];
        float[] high = [.. layer.X.Select(x => x + 2)];
        float[] offset = Noise(layer.Stride), offsets = Noise(layer.Stride), squares = Noise(layer.Stride);
        Dense.BoxOffset(layer.W, [], -0.5f, 3, inputs, offset);
        Dense.BoxOffset(layer.W, [], low, high, inputs, offsets);
        Dense.SquareSum(layer.W, [], inputs, squares);
        for (int j = 0; j < layer.Stride; j++)
        {
            double one = 0, each = 0, square = 0;
            for (int i = 0; i < inputs; i++)
            {
                double w = layer.W[(i * layer.Stride) + j];
                one += (-0.5 * Plus(w)) + (3 * Minus(w));
                each += (low[i] * Plus(w)) + (high[i] * Minus(w));
                square += w * w;
            }

            // Float64 in the same order: the same to the last bit.
            Assert.Equal((float)one, offset[j]);
            Assert.Equal((float)each, offsets[j]);
            Assert.Equal((float)square, squares[j]);
        }
    }

    [Fact]
    public void The_public_kernels_use_the_widest_vectors_of_the_machine()
    {
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        var layer = new Sample(300, 100, "signed");
        float[] z = new float[layer.Stride], expected = new float[layer.Stride], other = new float[layer.Stride];
        Dense.Forward(layer.X, layer.W, layer.Bias, z, Worker.Alone);
        Forward(width, layer.X, layer.W, layer.Bias, expected);
        Assert.Equal(expected, z);
        float[] expectedOther = new float[layer.Stride];
        Dense.ForwardParts(layer.X, layer.W, z, other, Worker.Alone);
        ForwardParts(width, layer.X, layer.W, expected, expectedOther);
        Assert.Equal(expected, z);
        Assert.Equal(expectedOther, other);
        float[] r = new float[layer.PaddedInputs], expectedR = new float[layer.PaddedInputs];
        Dense.BackwardParts(layer.U, layer.V, layer.W, layer.X, r, Worker.Alone);
        BackwardParts(width, layer.U, layer.V, layer.W, layer.X, expectedR);
        Assert.Equal(expectedR, r);

        Dense.Backward(layer.U, layer.W, layer.X, r, Worker.Alone);
        layer.CheckInputs(r, (i, w, u, _) => layer.X[i] * w * u, skipsZeros: true);
        Dense.BackwardSquare(layer.U, layer.W, r, Worker.Alone);
        layer.CheckInputs(r, (_, w, u, _) => w * w * u, skipsZeros: false);
        Dense.BackwardBox(layer.U, layer.W, layer.X, -1, 2, r, Worker.Alone);
        layer.CheckInputs(r, (i, w, u, _) => (((layer.X[i] + 1.0) * Plus(w)) + ((layer.X[i] - 2.0) * Minus(w))) * u, skipsZeros: false);
        float[] low = [.. layer.X.Select(_ => -1f)], high = [.. layer.X.Select(_ => 2f)], each = Noise(layer.PaddedInputs);
        Dense.BackwardBox(layer.U, layer.W, layer.X, low, high, each, Worker.Alone);
        Assert.Equal(r, each);
        float[] live = layer.LiveByOutput(), sums = Noise(layer.PaddedInputs);
        Dense.BackwardLiveBox(layer.U, live, layer.X, -1, 2, sums, r, Worker.Alone);
        layer.CheckInputs(r, (i, w, u, _) => (((layer.X[i] + 1.0) * Plus(w)) + ((layer.X[i] - 2.0) * Minus(w))) * u, skipsZeros: false);
        Dense.BackwardLiveBox(layer.U, live, layer.X, low, high, sums, each, Worker.Alone);
        Assert.Equal(r, each);
        Dense.BackwardParts([], [], default, layer.X, r, Worker.Alone);
        Assert.Equal(new float[layer.PaddedInputs], r);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void An_input_that_is_not_a_number_is_live(int width)
    {
        var layer = new Sample(40, 20, "relu");
        layer.X[33] = float.NaN;
        float[] z = new float[layer.Stride], same = new float[layer.Stride], opposite = new float[layer.Stride], r = new float[layer.PaddedInputs];
        Forward(width, layer.X, layer.W, layer.Bias, z);
        ForwardParts(width, layer.X, layer.W, same, opposite);
        BackwardParts(width, layer.U, layer.V, layer.W, layer.X, r);
        Assert.All(z[..20], value => Assert.True(float.IsNaN(value)));
        Assert.All(same[..20], value => Assert.True(float.IsNaN(value)));
        Assert.All(opposite[..20], value => Assert.True(float.IsNaN(value)));
        Assert.Single(r, float.IsNaN);
        Assert.True(float.IsNaN(r[33]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Results_do_not_depend_on_addresses(int width)
    {
        var layer = new Sample(130, 90, "signed");
        float[] z = new float[layer.Stride], r = new float[layer.PaddedInputs];
        Forward(width, layer.X, layer.W, layer.Bias, z);
        BackwardParts(width, layer.U, layer.V, layer.W, layer.X, r);
        for (int shift = 1; shift < 16; shift += 3)
        {
            Span<float> moved = new float[layer.Stride + shift], movedR = new float[layer.PaddedInputs + shift];
            Forward(width, Moved(layer.X, shift), Moved(layer.W, shift), Moved(layer.Bias, shift), moved[shift..]);
            BackwardParts(width, Moved(layer.U, shift), Moved(layer.V, shift), Moved(layer.W, shift), Moved(layer.X, shift), movedR[shift..]);
            Assert.Equal(z, moved[shift..].ToArray());
            Assert.Equal(r, movedR[shift..].ToArray());
        }

        static ReadOnlySpan<float> Moved(float[] values, int shift)
        {
            float[] copy = new float[values.Length + shift];
            values.CopyTo(copy, shift);
            return copy.AsSpan(shift);
        }
    }

    [Fact]
    public void A_long_sum_rounds_like_a_short_one()
    {
        // 20,000 equal products: one running float32 sum would be off by more than 1e-5.
        const int Inputs = 20_000;
        float[] x = new float[Inputs], w = new float[Inputs * 16], z = new float[16];
        x.AsSpan().Fill(0.1f);
        w.AsSpan().Fill(0.3f);
        double expected = Inputs * (double)0.1f * 0.3f;
        foreach (int width in new[] { 128, 256, 512 })
        {
            Forward(width, x, w, [], z);
            Assert.InRange(Math.Abs(z[0] - expected) / expected, 0, 4e-6);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var layer = new Sample(300, 100, "signed");
        float[] z = new float[layer.Stride], other = new float[layer.Stride], r = new float[layer.PaddedInputs];
        float[] live = layer.LiveByOutput(), sums = new float[layer.PaddedInputs];
        Run();
        Assert.Equal(0, Allocations.Least(Run));

        void Run()
        {
            Dense.Forward(layer.X, layer.W, layer.Bias, z, Worker.Alone);
            Dense.ForwardParts(layer.X, layer.W, z, other, Worker.Alone);
            Dense.Backward(layer.U, layer.W, layer.X, r, Worker.Alone);
            Dense.BackwardParts(layer.U, layer.V, layer.W, layer.X, r, Worker.Alone);
            Dense.BackwardBox(layer.U, layer.W, layer.X, 0, 1, r, Worker.Alone);
            Dense.BackwardLiveBox(layer.U, live, layer.X, 0, 1, sums, r, Worker.Alone);
            Dense.BackwardSquare(layer.U, layer.W, r, Worker.Alone);
            Dense.BoxOffset(layer.W, [], 0, 1, 300, z);
            Dense.SquareSum(layer.W, [], 300, z);
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        float[] x = new float[3], w = new float[48], z = new float[16], r = new float[16];
        Assert.Throws<ArgumentException>(() => Dense.Forward(x, w, [], new float[8], Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.Forward(x, new float[47], [], z, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.Forward(x, w, new float[10], z, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.ForwardParts(x, w, z, new float[32], Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.ForwardParts(x, new float[32], z, z, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.Backward(z, w, x, new float[3], Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.Backward(z, w, new float[4], r, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BackwardParts(z, new float[32], w, x, r, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BackwardBox(z, w, x, new float[2], new float[3], r, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BackwardBox(z, w, x, 0, 1, new float[32], Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.ByOutput(w, 3, 16, new float[255]));
        Assert.Throws<ArgumentException>(() => Dense.ByOutput(w, 2, 16, new float[256]));
        Assert.Throws<ArgumentException>(() => Dense.BackwardLiveBox(z, new float[255], x, 0, 1, r, r, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BackwardLiveBox(z, new float[272], x, 0, 1, r, r, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BackwardLiveBox(z, new float[256], x, 0, 1, new float[32], r, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BackwardLiveBox(z, new float[256], x, new float[2], new float[3], r, r, Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BackwardSquare(z, w, new float[32], Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.BoxOffset(w, [], 0, 1, 4, z));
        Assert.Throws<ArgumentException>(() => Dense.BoxOffset(w, [], x, new float[4], 3, z));
        Assert.Throws<ArgumentException>(() => Dense.SquareSum(w, [], 6, new float[8]));
        var error = Assert.Throws<ArgumentException>(() => Dense.Forward(x, new float[47], [], z, Worker.Alone));
        Assert.Equal("w.Length is 47; expected 3 inputs of 16 values, 48.", error.Message);
    }

    private static double Plus(double value) => Math.Max(value, 0);

    private static double Minus(double value) => Math.Min(value, 0);

    /// <summary>What a kernel must overwrite.</summary>
    private static float[] Noise(int length)
    {
        float[] values = new float[length];
        values.AsSpan().Fill(float.NaN);
        return values;
    }

    private static void Forward(int width, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, Span<float> z)
    {
        switch (width)
        {
            case 512: Dense.Forward<Vector512<float>, Lanes512>(x, w, bias, z, Worker.Alone); break;
            case 256: Dense.Forward<Vector256<float>, Lanes256>(x, w, bias, z, Worker.Alone); break;
            default: Dense.Forward<Vector128<float>, Lanes128>(x, w, bias, z, Worker.Alone); break;
        }
    }

    private static void ForwardParts(int width, ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> same, Span<float> opposite)
    {
        switch (width)
        {
            case 512: Dense.ForwardParts<Vector512<float>, Lanes512>(x, w, same, opposite, Worker.Alone); break;
            case 256: Dense.ForwardParts<Vector256<float>, Lanes256>(x, w, same, opposite, Worker.Alone); break;
            default: Dense.ForwardParts<Vector128<float>, Lanes128>(x, w, same, opposite, Worker.Alone); break;
        }
    }

    private static void BackwardParts(
        int width, ReadOnlySpan<float> u, ReadOnlySpan<float> v, ReadOnlySpan<float> w, ReadOnlySpan<float> x, Span<float> r)
    {
        switch (width)
        {
            case 512: Dense.BackwardParts<Vector512<float>, Lanes512>(u, v, w, x, r, Worker.Alone); break;
            case 256: Dense.BackwardParts<Vector256<float>, Lanes256>(u, v, w, x, r, Worker.Alone); break;
            default: Dense.BackwardParts<Vector128<float>, Lanes128>(u, v, w, x, r, Worker.Alone); break;
        }
    }

    /// <summary>A layer with random weights, inputs of some kind, and two values per output for the way back.</summary>
    private sealed class Sample
    {
        private readonly int _outputs;

        public Sample(int inputs, int outputs, string kind)
        {
            var random = new Random((inputs * 10_007) + outputs);
            _outputs = outputs;
            Stride = (outputs + 15) / 16 * 16;
            PaddedInputs = (inputs + 15) / 16 * 16;
            X = new float[inputs];
            for (int i = 0; i < inputs; i++)
            {
                float value = (random.NextSingle() * 2) - 1;
                X[i] = kind switch
                {
                    "dense" => Math.Abs(value) + 0.01f,
                    "signed" => i % 7 == 3 ? -0f : value,
                    "relu" => Math.Max(value, 0),
                    "one" => i == inputs / 2 ? value : 0,
                    _ => 0,
                };
            }

            W = new float[inputs * Stride];
            Bias = new float[Stride];
            U = new float[Stride];
            V = new float[Stride];
            for (int j = 0; j < outputs; j++)
            {
                Bias[j] = random.NextSingle() - 0.5f;
                U[j] = j % 3 == 1 ? 0 : random.NextSingle() - 0.5f;
                V[j] = random.NextSingle() - 0.5f;
                for (int i = 0; i < inputs; i++)
                    W[(i * Stride) + j] = (random.NextSingle() - 0.5f) * (j % 4 == 0 ? 10 : 1);
            }
        }

        public int Stride { get; }

        public int PaddedInputs { get; }

        public float[] X { get; }

        public float[] W { get; }

        public float[] Bias { get; }

        public float[] U { get; }

        public float[] V { get; }

        /// <summary>The weights output by output, NaN where an output has no relevance.</summary>
        public float[] LiveByOutput()
        {
            float[] result = Noise(_outputs * PaddedInputs);
            Dense.ByOutput(W, X.Length, _outputs, result);
            for (int j = 0; j < _outputs; j++)
            {
                if (U[j] == 0)
                    result.AsSpan(j * PaddedInputs, PaddedInputs).Fill(float.NaN);
            }

            return result;
        }

        /// <summary>Makes the weights of inputs that are zero NaN: whoever reads them gives himself away.</summary>
        public void PoisonDeadRows()
        {
            for (int i = 0; i < X.Length; i++)
            {
                if (X[i] == 0)
                    W.AsSpan(i * Stride, Stride).Fill(float.NaN);
            }
        }

        public void CheckOutputs(float[] found, Func<double, double, double> term, float[]? bias)
        {
            for (int j = 0; j < Stride; j++)
            {
                double sum = bias?[j] ?? 0, size = Math.Abs(sum);
                for (int i = 0; i < X.Length; i++)
                {
                    if (X[i] == 0)
                        continue;
                    double product = term(X[i], W[(i * Stride) + j]);
                    sum += product;
                    size += Math.Abs(product);
                }

                Check(sum, size, found[j], $"output {j}");
            }
        }

        public void CheckInputs(float[] found, Func<int, double, double, double, double> term, bool skipsZeros)
        {
            for (int i = 0; i < PaddedInputs; i++)
            {
                double sum = 0, size = 0;
                for (int j = 0; i < X.Length && j < _outputs; j++)
                {
                    if (skipsZeros && X[i] == 0)
                        continue;
                    double product = term(i, W[(i * Stride) + j], U[j], V[j]);
                    sum += product;
                    size += Math.Abs(product);
                }

                Check(sum, size, found[i], $"input {i}");
            }
        }

        /// <summary>A sum in float32 may be off by some roundings of the size of what was added, and of nothing if that is nothing.</summary>
        private static void Check(double expected, double size, float found, string where) =>
            Assert.True(Math.Abs(found - expected) <= 6e-7 * size, $"{where}: expected {expected}, found {found}.");
    }
}
