using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>Every dense kernel gives the same bits on weights held as bfloat16 as on the same weights held as floats, at every width of vectors.</summary>
public class DenseBFloat16Tests
{
    private static readonly (int Inputs, int Outputs)[] Shapes = [(1, 1), (3, 10), (5, 16), (17, 33), (65, 300), (100, 70), (300, 100), (130, 1030), (70, 4100)];

    /// <summary>Runs every kernel of one width, each into results of its own.</summary>
    private delegate void Kernels(Sample layer, DenseWeights w, List<float[]> results);

    public static IEnumerable<TheoryDataRow<int, int, int, string>> Cases() =>
        from width in new[] { 128, 256, 512 }
        from shape in Shapes
        from kind in new[] { "trained", "any bits" }
        select new TheoryDataRow<int, int, int, string>(width, shape.Inputs, shape.Outputs, kind);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_those_of_the_widened_weights(int width, int inputs, int outputs, string kind) =>
        Check(new Sample(inputs, outputs, kind), width switch { 512 => Run<Vector512<float>, Lanes512>, 256 => Run<Vector256<float>, Lanes256>, _ => Run<Vector128<float>, Lanes128> });

    [Theory]
    [InlineData("trained")]
    [InlineData("any bits")]
    public void The_public_kernels_take_either(string kind) => Check(new Sample(77, 150, kind), RunPublic);

    [Fact]
    public void Rows_of_zeros_are_not_read()
    {
        var layer = new Sample(40, 20, "trained");
        for (int i = 0; i < 40; i++)
        {
            if (layer.X[i] == 0)
                layer.Bits.AsSpan(i * layer.Stride, layer.Stride).Fill(0x7fc0);
        }

        var results = new List<float[]>();
        DenseWeights w = DenseWeights.FromBFloat16(layer.Bits);
        Dense.Forward(layer.X, w, [], New(results, layer.Stride), Worker.Alone);
        Dense.BackwardParts(layer.U, layer.V, w, layer.X, New(results, layer.PaddedInputs), Worker.Alone);
        Assert.All(results, static result => Assert.DoesNotContain(result, float.IsNaN));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var layer = new Sample(300, 100, "trained");
        float[] z = new float[layer.Stride], other = new float[layer.Stride], r = new float[layer.PaddedInputs];
        Run();
        Assert.Equal(0, Allocations.Least(Run));

        void Run()
        {
            DenseWeights w = DenseWeights.FromBFloat16(layer.Bits);
            Dense.Forward(layer.X, w, layer.U, z, Worker.Alone);
            Dense.ForwardParts(layer.X, w, z, other, Worker.Alone);
            Dense.Backward(layer.U, w, layer.X, r, Worker.Alone);
            Dense.BackwardParts(layer.U, layer.V, w, layer.X, r, Worker.Alone);
            Dense.BackwardBox(layer.U, w, layer.X, 0, 1, r, Worker.Alone);
            Dense.BackwardSquare(layer.U, w, r, Worker.Alone);
            Dense.BoxOffset(w, [], 0, 1, 300, z);
            Dense.SquareSum(w, [], 300, z);
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        float[] x = new float[3], z = new float[16];
        var error = Assert.Throws<ArgumentException>(() => Dense.Forward(x, DenseWeights.FromBFloat16(new ushort[47]), [], z, Worker.Alone));
        Assert.Equal("w.Length is 47; expected 3 inputs of 16 values, 48.", error.Message);
        Assert.Throws<ArgumentException>(() => Dense.BackwardSquare(z, DenseWeights.FromBFloat16(new ushort[48]), new float[32], Worker.Alone));
        Assert.Throws<ArgumentException>(() => Dense.Map(static w => w, DenseWeights.FromBFloat16(new ushort[16]), 10, new float[32]));
    }

    private static void Check(Sample layer, Kernels kernels)
    {
        List<float[]> expected = [], found = [];
        kernels(layer, layer.Widened.AsSpan(), expected);
        kernels(layer, DenseWeights.FromBFloat16(layer.Bits), found);
        Assert.Equal(expected.Count, found.Count);
        for (int k = 0; k < expected.Count; k++)
            Assert.True(BitsOf(expected[k]).SequenceEqual(BitsOf(found[k])), $"kernel {k}");
    }

    private static void Run<TVector, TLanes>(Sample layer, DenseWeights w, List<float[]> results)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        Dense.Forward<TVector, TLanes>(layer.X, w, layer.U, New(results, layer.Stride), Worker.Alone);
        Dense.Forward<TVector, TLanes>(layer.X, w, [], New(results, layer.Stride), Worker.Alone);
        Dense.ForwardParts<TVector, TLanes>(layer.X, w, New(results, layer.Stride), New(results, layer.Stride), Worker.Alone);
        Dense.ForwardParts<TVector, TLanes>(layer.X, w, New(results, layer.Stride), [], Worker.Alone);
        Dense.ForwardParts<TVector, TLanes>(layer.X, w, [], New(results, layer.Stride), Worker.Alone);
        Dense.Backward<TVector, TLanes>(layer.U, w, layer.X, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.BackwardParts<TVector, TLanes>(layer.U, layer.V, w, layer.X, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.BackwardParts<TVector, TLanes>(layer.U, [], w, layer.X, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.BackwardParts<TVector, TLanes>([], layer.V, w, layer.X, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.AllRows<TVector, TLanes, WholeWeight>(layer.U, w, layer.X.Length, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.AllRows<TVector, TLanes, SquaredWeight>(layer.U, w, layer.X.Length, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.Box<TVector, TLanes>(layer.U, w, layer.X, [-1f], [2f], New(results, layer.PaddedInputs), boundPerInput: false, Worker.Alone);
        Dense.Box<TVector, TLanes>(layer.U, w, layer.X, layer.Low, layer.High, New(results, layer.PaddedInputs), boundPerInput: true, Worker.Alone);
    }

    private static void RunPublic(Sample layer, DenseWeights w, List<float[]> results)
    {
        int inputs = layer.X.Length;
        Dense.Forward(layer.X, w, layer.U, New(results, layer.Stride), Worker.Alone);
        Dense.ForwardParts(layer.X, w, New(results, layer.Stride), New(results, layer.Stride), Worker.Alone);
        Dense.Backward(layer.U, w, layer.X, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.BackwardParts(layer.U, layer.V, w, layer.X, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.BackwardSquare(layer.U, w, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.BackwardBox(layer.U, w, layer.X, -1, 2, New(results, layer.PaddedInputs), Worker.Alone);
        Dense.BackwardBox(layer.U, w, layer.X, layer.Low, layer.High, New(results, layer.PaddedInputs), Worker.Alone);

        // At load.
        Dense.BoxOffset(w, layer.U, -1, 2, inputs, New(results, layer.Stride));
        Dense.BoxOffset(w, [], layer.Low, layer.High, inputs, New(results, layer.Stride));
        Dense.SquareSum(w, layer.U, inputs, New(results, layer.Stride));
        Dense.Map(static weight => weight + 0.5f, w, layer.Outputs, New(results, inputs * layer.Stride));
    }

    /// <summary>What a kernel must overwrite.</summary>
    private static float[] New(List<float[]> results, int length)
    {
        var values = new float[length];
        values.AsSpan().Fill(float.NaN);
        results.Add(values);
        return values;
    }

    private static ReadOnlySpan<uint> BitsOf(float[] values) => MemoryMarshal.Cast<float, uint>(values.AsSpan());

    /// <summary>A layer whose weights bfloat16 has exactly: as trained ones are, or any there are, infinities and denormals among them.</summary>
    private sealed class Sample
    {
        public Sample(int inputs, int outputs, string kind)
        {
            var random = new Random((inputs * 10_007) + outputs);
            Outputs = outputs;
            Stride = (outputs + 15) / 16 * 16;
            PaddedInputs = (inputs + 15) / 16 * 16;
            X = [.. Enumerable.Range(0, inputs).Select(i => i % 3 == 1 ? 0 : Signed())];
            Low = [.. X.Select(static (x, i) => x - (i % 3))];
            High = [.. X.Select(static (x, i) => x + (i % 5) + 0.5f)];
            U = [.. Enumerable.Range(0, Stride).Select(j => j >= outputs || j % 3 == 1 ? 0 : Signed())];
            V = [.. Enumerable.Range(0, Stride).Select(j => j >= outputs ? 0 : Signed())];
            Bits = new ushort[inputs * Stride];
            for (int k = 0; k < Bits.Length; k++)
            {
                if (k % Stride < outputs)
                    Bits[k] = kind == "trained" ? (ushort)(BitConverter.SingleToUInt32Bits(Signed()) >> 16) : NotNaN((ushort)random.Next(0x10000));
            }

            Widened = Array.ConvertAll(Bits, static bits => BitConverter.UInt32BitsToSingle((uint)bits << 16));

            float Signed() => (2 * random.NextSingle()) - 1;

            // Which of several NaN a sum keeps is left to the hardware and to the order of a multiplication's operands.
            static ushort NotNaN(ushort bits) => (bits & 0x7fff) > 0x7f80 ? (ushort)(bits & 0x3fff) : bits;
        }

        public int Outputs { get; }

        public int Stride { get; }

        public int PaddedInputs { get; }

        public float[] X { get; }

        public float[] Low { get; }

        public float[] High { get; }

        public float[] U { get; }

        public float[] V { get; }

        public ushort[] Bits { get; }

        public float[] Widened { get; }
    }
}
