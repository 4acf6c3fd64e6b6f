using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>What rules do to each value between passes over the weights, and changes of layout. Bytes are those of all arguments, each once.</summary>
internal static class ElementwiseKernels
{
    private const int Channels = 64;
    private const int Pixels = 56 * 56;
    private const int Count = Channels * Pixels;
    private const float Epsilon = 1e-6f;

    private static readonly Floats A = new(Numbers.Random(Count, 2), Count);
    private static readonly Floats B = new(Numbers.Random(Count, 3), Count);

    public static IEnumerable<Kernel> All { get; } =
    [
        Values("ReLU", 2, static r => Activations.Relu(A, r, Worker.Alone), static k => Math.Max(A[k], 0)),
        Values("SiLU", 2, static r => Activations.Silu(A, r, Worker.Alone), static k => A[k] / (1 + Math.Exp(-A[k]))),
        Values("sigmoid", 2, static r => Activations.Sigmoid(A, r, Worker.Alone), static k => 1 / (1 + Math.Exp(-A[k]))),
        Values("tanh", 2, static r => Activations.Tanh(A, r, Worker.Alone), static k => Math.Tanh(A[k])),
        Values("sum", 3, static r => Arithmetic.Add(A, B, r, Tail.None, Worker.Alone), static k => (double)A[k] + B[k]),
        Values("share of a summand", 3, static r => Arithmetic.Share(A, Tail.Times(B), r, Worker.Alone), static k => (double)A[k] * B[k]),
        Values("stabilized quotient", 3, static r => Arithmetic.Quotient(A, B, Epsilon, 1, r, Worker.Alone), Quotient),
        Values("chain of stabilized quotient and share", 4, Chain, static k => Quotient(k) * A[k]),
        Layout("into blocks", static r => Blocks.Pack(A, Channels, Pixels, r, Worker.Alone), static (k, channel, pixel) => (InBlocks(channel, pixel), A[k])),
        Layout("out of blocks", static r => Blocks.Unpack(A, Channels, Pixels, r, Worker.Alone), static (k, channel, pixel) => (k, A[InBlocks(channel, pixel)])),
    ];

    private static void Chain(Floats result)
    {
        Arithmetic.Quotient(A, B, Epsilon, 1, result, Worker.Alone);
        Arithmetic.Share(result, Tail.Times(A), result, Worker.Alone);
    }

    private static double Quotient(int k) => A[k] / (B[k] + (B[k] < 0 ? -(double)Epsilon : Epsilon));

    private static Kernel Values(string name, int arguments, Action<Floats> run, Func<int, double> expected) =>
        new($"{name}, {Channels} at 56", Work.Bytes, sizeof(float) * (double)arguments * Count, () =>
        {
            var result = new Floats(Count);
            return new ReadyKernel(() => run(result), () => RelativeError.Of(result.Span, expected));
        });

    private static Kernel Layout(string name, Action<Floats> run, Func<int, int, int, (int Place, float Value)> expected) =>
        new($"{name}, {Channels} at 56", Work.Bytes, sizeof(float) * 2.0 * Count, () =>
        {
            var result = new Floats(Count);
            return new ReadyKernel(() => run(result), () =>
            {
                var error = new RelativeError();
                for (int k = 0; k < Count; k++)
                {
                    (int place, float value) = expected(k, k / Pixels, k % Pixels);
                    error.Add(result[place], value);
                }

                return error.Value;
            });
        });

    private static int InBlocks(int channel, int pixel) => (((channel / Blocks.Lanes * Pixels) + pixel) * Blocks.Lanes) + (channel % Blocks.Lanes);
}
