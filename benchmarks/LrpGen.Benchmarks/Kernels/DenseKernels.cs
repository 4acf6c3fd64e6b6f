using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>Dense layers on one sample without a zero: each weight is read once, so that memory decides.</summary>
internal static class DenseKernels
{
    private static readonly (int Inputs, int Outputs)[] Sizes = [(784, 300), (512, 1000), (4096, 1000), (4096, 4096), (25088, 4096)];

    public static IEnumerable<Kernel> All { get; } =
        [.. Sizes.SelectMany(static size => new[] { Forward(size.Inputs, size.Outputs), Backward(size.Inputs, size.Outputs), BackwardParts(size.Inputs, size.Outputs) })];

    private static Kernel Forward(int inputs, int outputs) => new($"dense, {inputs} to {outputs}", Work.Bytes, Bytes(inputs, outputs), () =>
    {
        int stride = Numbers.Padded(outputs);
        Floats w = Weights(inputs, outputs), x = new(Numbers.Random(inputs), inputs), bias = PaddedRandom(outputs), z = new(stride);
        return new ReadyKernel(() => Dense.Forward(x, w, bias, z, Worker.Alone), () =>
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

    private static Kernel Backward(int inputs, int outputs) => new($"dense back, {inputs} to {outputs}", Work.Bytes, Bytes(inputs, outputs), () =>
    {
        Floats w = Weights(inputs, outputs), x = new(Numbers.Random(inputs), inputs), s = PaddedRandom(outputs), r = new(Numbers.Padded(inputs));
        return new ReadyKernel(
            () => Dense.Backward(s, w, x, r, Worker.Alone),
            () => RelativeError.Of(r.Span.Slice(0, inputs), i => x[i] * Row(w, i, s, static (weight, value) => weight * value)));
    });

    /// <summary>Positive and negative weights with a vector of their own each, as gamma and alpha-beta need.</summary>
    private static Kernel BackwardParts(int inputs, int outputs) => new($"dense back by signs, {inputs} to {outputs}", Work.Bytes, Bytes(inputs, outputs), () =>
    {
        Floats w = Weights(inputs, outputs), x = new(Numbers.Random(inputs), inputs), u = PaddedRandom(outputs), r = new(Numbers.Padded(inputs));
        var v = new Floats(u.Length);
        for (int j = 0; j < u.Length; j++)
            v.Span[j] = -0.5f * u[j];
        return new ReadyKernel(
            () => Dense.BackwardParts(u, v, w, x, r, Worker.Alone),
            () => RelativeError.Of(r.Span.Slice(0, inputs), i => x[i] * Row(w, i, u, (weight, value) => weight > 0 == x[i] > 0 ? weight * value : -0.5 * weight * value)));
    });

    private static double Bytes(int inputs, int outputs) => sizeof(float) * (double)inputs * Numbers.Padded(outputs);

    private static double Row(Floats w, int i, Floats s, Func<double, double, double> term)
    {
        double sum = 0;
        for (int j = 0; j < s.Length; j++)
            sum += term(w[(i * s.Length) + j], s[j]);
        return sum;
    }

    private static Floats Weights(int inputs, int outputs)
    {
        int stride = Numbers.Padded(outputs);
        var w = new Floats(Numbers.Random(inputs * stride, Math.Sqrt(6.0 / inputs)), inputs * stride);
        for (int i = 0; i < inputs; i++)
            w.Span.Slice((i * stride) + outputs, stride - outputs).Clear();
        return w;
    }

    private static Floats PaddedRandom(int count) => new(Numbers.Random(count), Numbers.Padded(count));
}
