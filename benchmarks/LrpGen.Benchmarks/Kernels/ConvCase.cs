using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>A square convolution, padded by half its kernel, and its formula in float64 for single results.</summary>
internal sealed record ConvCase(string Kind, int In, int Size, int Out, int Kernel, int Stride = 1, int Groups = 1, bool Winograd = false)
{
    private const int Samples = 4096;

    private int Pad => Kernel / 2;

    private int OutSize => ((Size + (2 * Pad) - Kernel) / Stride) + 1;

    private int InPerGroup => In / Groups;

    private int OutPerGroup => Out / Groups;

    private string Sizes => $"{In} to {Out} at {Size}";

    /// <summary>Multiply-adds inside the picture, twice. Winograd's are counted as those of the direct convolution that it replaces.</summary>
    private double Operations
    {
        get
        {
            double along = Enumerable.Range(0, OutSize).Sum(o => Enumerable.Range(0, Kernel).Count(tap => IsInside(o, tap)));
            return 2 * along * along * Out * InPerGroup;
        }
    }

    private ConvShape Shape => new(In, Size, Size, Out, OutSize, OutSize, Kernel, Kernel, Stride, Stride, Pad, Pad, 1, 1, Groups, Winograd);

    public Kernel Forward() => new($"{Kind}, {Sizes}", Work.Operations, Operations, () =>
    {
        ConvShape shape = Shape;
        float[] weights = Weights(), x = Numbers.Random(In * Size * Size);
        Floats blocked = Numbers.Blocked(x, In), packed = new(shape.ForwardFloats), bias = Numbers.Blocked(Numbers.Random(Out), Out);
        var z = new Floats(Blocks.Count(Out, OutSize * OutSize));
        Conv.PackForward(shape, weights, packed);
        return new ReadyKernel(
            () =>
            {
                // A picture's few channels are read as they come.
                if (In <= 4)
                    Conv.ForwardPlain(shape, x, packed, bias, z, Tail.None, Worker.Alone);
                else
                    Conv.Forward(shape, blocked, packed, bias, z, accumulate: false, Tail.None, Worker.Alone);
            },
            () => Error(z, Out, OutSize, (channel, row, column) => bias[channel] + Output(x, weights, channel, row, column)));
    });

    public Kernel Backward() => new($"{Kind} back, {Sizes}", Work.Operations, Operations, () =>
    {
        ConvShape shape = Shape;
        float[] weights = Weights(), s = Numbers.Random(Out * OutSize * OutSize);
        Floats blocked = Numbers.Blocked(s, Out), packed = new(shape.AdjointFloats);
        var r = new Floats(Blocks.Count(In, Size * Size));
        Conv.PackAdjoint(shape, weights, packed);
        return new ReadyKernel(
            () => Conv.Adjoint(shape, blocked, packed, [], r, accumulate: false, Tail.None, Worker.Alone),
            () => Error(r, In, Size, (channel, row, column) => Input(s, weights, channel, row, column)));
    });

    /// <summary>The way back of a z-box to colors, where one output in so many has relevance. Multiply-adds are counted for those, once for each weight.</summary>
    public Kernel Box(int oneIn) => new($"{Kind} z-box back, 1 in {oneIn} live, {Sizes}", Work.Operations, Operations / oneIn, () =>
    {
        const float Low = -2, High = 2;
        ConvShape shape = Shape;
        float[] weights = Weights(), s = Numbers.Random(Out * OutSize * OutSize), x = Numbers.Random(In * Size * Size), r = new float[x.Length];
        float[] positive = [.. weights.Select(static weight => Math.Max(weight, 0))], negative = [.. weights.Select(static weight => Math.Min(weight, 0))];
        var random = new Random(1);
        for (int k = 0; k < s.Length; k++)
            s[k] = random.Next(oneIn) == 0 ? s[k] : 0;
        Floats blocked = Numbers.Blocked(s, Out), packed = new(shape.BoxFloats), sums = new(shape.BoxSums);
        float[] low = [.. Enumerable.Repeat(Low, In), .. new float[16 - In]], high = [.. Enumerable.Repeat(High, In), .. new float[16 - In]];
        Conv.PackBox(shape, weights, packed);
        return new ReadyKernel(
            () => Conv.AdjointBoxPlain(shape, blocked, packed, x, low, high, sums, r, Worker.Alone),
            () => Error(r, In, Size, (channel, row, column) =>
            {
                float input = x[(((channel * Size) + row) * Size) + column];
                return (((double)input - Low) * Input(s, positive, channel, row, column)) + (((double)input - High) * Input(s, negative, channel, row, column));
            }));
    });

    /// <summary><see cref="Forward"/> summed in float64, as small networks are.</summary>
    public Kernel Precise() => new($"{Kind} in float64, {Sizes}", Work.Operations, Operations, () =>
    {
        ConvShape shape = Shape;
        float[] weights = Weights(), x = Numbers.Random(In * Size * Size);
        Floats blocked = Numbers.Blocked(x, In), packed = new(shape.ForwardFloats), z = new(Blocks.Count(Out, OutSize * OutSize));
        Conv.PackForward(shape, weights, packed);
        return new ReadyKernel(
            () => PreciseConv.Forward(shape, blocked, packed, [], SignFactors.All, z, Worker.Alone),
            () => Error(z, Out, OutSize, (channel, row, column) => Output(x, weights, channel, row, column)));
    });

    private float[] Weights()
    {
        int fanIn = InPerGroup * Kernel * Kernel;
        return Numbers.Random(Out * fanIn, Math.Sqrt(6.0 / fanIn));
    }

    private bool IsInside(int output, int tap) => (output * Stride) - Pad + tap is var input && input >= 0 && input < Size;

    private double Output(float[] x, float[] weights, int o, int oy, int ox)
    {
        double sum = 0;
        for (int i = 0; i < InPerGroup; i++)
        {
            int channel = (o / OutPerGroup * InPerGroup) + i;
            for (int ky = 0; ky < Kernel; ky++)
            {
                for (int kx = 0; kx < Kernel; kx++)
                {
                    if (IsInside(oy, ky) && IsInside(ox, kx))
                    {
                        int y = (oy * Stride) - Pad + ky, x0 = (ox * Stride) - Pad + kx;
                        sum += (double)x[(((channel * Size) + y) * Size) + x0] * weights[(((o * InPerGroup) + i) * Kernel * Kernel) + (ky * Kernel) + kx];
                    }
                }
            }
        }

        return sum;
    }

    private double Input(float[] s, float[] weights, int channel, int y, int x)
    {
        double sum = 0;
        (int group, int i) = Math.DivRem(channel, InPerGroup);
        for (int o = group * OutPerGroup; o < (group + 1) * OutPerGroup; o++)
        {
            for (int ky = 0; ky < Kernel; ky++)
            {
                for (int kx = 0; kx < Kernel; kx++)
                {
                    int oy = y + Pad - ky, ox = x + Pad - kx;
                    if (oy >= 0 && ox >= 0 && oy % Stride == 0 && ox % Stride == 0 && oy / Stride < OutSize && ox / Stride < OutSize)
                    {
                        int at = (((o * OutSize) + (oy / Stride)) * OutSize) + (ox / Stride);
                        sum += (double)s[at] * weights[(((o * InPerGroup) + i) * Kernel * Kernel) + (ky * Kernel) + kx];
                    }
                }
            }
        }

        return sum;
    }

    private static double Error(Floats found, int channels, int size, Func<int, int, int, double> expected) =>
        Error(Numbers.Plain(found, channels, size * size), channels, size, expected);

    /// <summary>Over results at random places, because all of them would take minutes.</summary>
    private static double Error(float[] plain, int channels, int size, Func<int, int, int, double> expected)
    {
        var random = new Random(channels);
        var error = new RelativeError();
        for (int k = 0; k < Samples; k++)
        {
            int channel = random.Next(channels), row = random.Next(size), column = random.Next(size);
            error.Add(plain[(((channel * size) + row) * size) + column], expected(channel, row, column));
        }

        return error.Value;
    }
}
