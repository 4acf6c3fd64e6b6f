using System.Runtime.InteropServices;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>Dense layers on one sample without a zero: each weight is read once, so that memory decides.</summary>
internal static class DenseKernels
{
    private static readonly (int Inputs, int Outputs)[] Sizes = [(784, 300), (512, 1000), (4096, 1000), (4096, 4096), (25088, 4096)];

    private static readonly bool[] Types = [false, true];

    public static IEnumerable<Kernel> All { get; } =
    [
        .. from size in Sizes
           from isBFloat16 in Types
           from make in new[] { Forward, Backward, BackwardParts }
           select make(size.Inputs, size.Outputs, isBFloat16),
    ];

    private static Kernel Forward(int inputs, int outputs, bool isBFloat16) => new($"dense, {inputs} to {outputs}{Suffix(isBFloat16)}", Work.Bytes, Bytes(inputs, outputs, isBFloat16), () =>
    {
        int stride = Numbers.Padded(outputs);
        var w = new Matrix(inputs, outputs, isBFloat16);
        Floats x = new(Numbers.Random(inputs), inputs), bias = PaddedRandom(outputs), z = new(stride);
        return new ReadyKernel(() => Dense.Forward(x, w.Weights, bias, z, Worker.Alone), () =>
        {
            var sums = new double[outputs];
            for (int i = 0; i < inputs; i++)
            {
                for (int j = 0; j < outputs; j++)
                    sums[j] += (double)x[i] * w[(i * stride) + j];
            }

            return RelativeError.Of(z.Span.Slice(0, outputs), j => bias[j] + sums[j]);
        });
    });

    private static Kernel Backward(int inputs, int outputs, bool isBFloat16) => new($"dense back, {inputs} to {outputs}{Suffix(isBFloat16)}", Work.Bytes, Bytes(inputs, outputs, isBFloat16), () =>
    {
        var w = new Matrix(inputs, outputs, isBFloat16);
        Floats x = new(Numbers.Random(inputs), inputs), s = PaddedRandom(outputs), r = new(Numbers.Padded(inputs));
        return new ReadyKernel(
            () => Dense.Backward(s, w.Weights, x, r, Worker.Alone),
            () => RelativeError.Of(r.Span.Slice(0, inputs), i => x[i] * Row(w, i, s, static (weight, value) => weight * value)));
    });

    /// <summary>Positive and negative weights with a vector of their own each, as gamma and alpha-beta need.</summary>
    private static Kernel BackwardParts(int inputs, int outputs, bool isBFloat16) => new($"dense back by signs, {inputs} to {outputs}{Suffix(isBFloat16)}", Work.Bytes, Bytes(inputs, outputs, isBFloat16), () =>
    {
        var w = new Matrix(inputs, outputs, isBFloat16);
        Floats x = new(Numbers.Random(inputs), inputs), u = PaddedRandom(outputs), r = new(Numbers.Padded(inputs));
        var v = new Floats(u.Length);
        for (int j = 0; j < u.Length; j++)
            v.Span[j] = -0.5f * u[j];
        return new ReadyKernel(
            () => Dense.BackwardParts(u, v, w.Weights, x, r, Worker.Alone),
            () => RelativeError.Of(r.Span.Slice(0, inputs), i => x[i] * Row(w, i, u, (weight, value) => weight > 0 == x[i] > 0 ? weight * value : -0.5 * weight * value)));
    });

    private static string Suffix(bool isBFloat16) => isBFloat16 ? ", bfloat16" : "";

    private static double Bytes(int inputs, int outputs, bool isBFloat16) => (isBFloat16 ? sizeof(ushort) : sizeof(float)) * (double)inputs * Numbers.Padded(outputs);

    private static double Row(Matrix w, int i, Floats s, Func<double, double, double> term)
    {
        double sum = 0;
        for (int j = 0; j < s.Length; j++)
            sum += term(w[(i * s.Length) + j], s[j]);
        return sum;
    }

    private static Floats PaddedRandom(int count) => new(Numbers.Random(count), Numbers.Padded(count));

    /// <summary>Weights that bfloat16 has exactly, as floats or so.</summary>
    private sealed class Matrix
    {
        private readonly Floats _memory;
        private readonly int _count;
        private readonly bool _isBFloat16;

        public Matrix(int inputs, int outputs, bool isBFloat16)
        {
            int stride = Numbers.Padded(outputs);
            _count = inputs * stride;
            _isBFloat16 = isBFloat16;
            _memory = new Floats(isBFloat16 ? _count / 2 : _count);
            float[] values = Numbers.Random(_count, Math.Sqrt(6.0 / inputs));
            for (int k = 0; k < _count; k++)
            {
                uint bits = k % stride < outputs ? BitConverter.SingleToUInt32Bits(values[k]) & 0xFFFF0000 : 0;
                if (isBFloat16)
                    Bits[k] = (ushort)(bits >> 16);
                else
                    _memory.Span[k] = BitConverter.UInt32BitsToSingle(bits);
            }
        }

        public DenseWeights Weights => _isBFloat16 ? DenseWeights.FromBFloat16(Bits) : _memory.Span;

        private Span<ushort> Bits => MemoryMarshal.Cast<float, ushort>(_memory.Span);

        public float this[int index] => _isBFloat16 ? BitConverter.UInt32BitsToSingle((uint)Bits[index] << 16) : _memory[index];
    }
}
