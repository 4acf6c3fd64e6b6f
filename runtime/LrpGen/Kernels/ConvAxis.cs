namespace LrpGen.Kernels;

/// <summary>
/// Result positions along one axis of a picture, evenly spaced, that see the same taps of the kernel. A tap's source moves
/// by <paramref name="SourceStep"/> from one result to the next.
/// </summary>
/// <param name="First">The first result position.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Step">From one result position to the next.</param>
/// <param name="SourceStep">From one source position to the next.</param>
/// <param name="Taps">The taps that lie inside the picture.</param>
/// <param name="Sources">For each of them the source position of the first result.</param>
internal sealed record ConvRun(int First, int Count, int Step, int SourceStep, int[] Taps, int[] Sources);

/// <summary>One axis of a convolution: which inputs and outputs its kernel connects.</summary>
internal readonly record struct ConvAxis(int In, int Out, int Kernel, int Stride, int Pad, int Dilation)
{
    /// <summary>All outputs, in runs that see the same inputs.</summary>
    public List<ConvRun> Forward() => Runs(Out, 1, Stride, InputOf);

    /// <summary>
    /// All inputs, in runs that see the same outputs. With a stride, neighbors see different taps, but inputs a stride apart
    /// see the same ones.
    /// </summary>
    public List<ConvRun> Adjoint() => Runs(In, Stride, 1, OutputOf);

    /// <summary>The input that a tap connects to an output, or -1.</summary>
    private int InputOf(int output, int tap)
    {
        int input = (output * Stride) - Pad + (tap * Dilation);
        return input < In ? Math.Max(input, -1) : -1;
    }

    /// <summary>The output that a tap connects to an input, or -1.</summary>
    private int OutputOf(int input, int tap)
    {
        int distance = input + Pad - (tap * Dilation);
        return distance >= 0 && distance % Stride == 0 && distance / Stride < Out ? distance / Stride : -1;
    }

    private List<ConvRun> Runs(int results, int step, int sourceStep, Func<int, int, int> sourceOf)
    {
        List<ConvRun> runs = [];
        for (int phase = 0; phase < Math.Min(step, results); phase++)
        {
            int start = runs.Count;
            for (int result = phase; result < results; result += step)
            {
                int[] taps = [.. Enumerable.Range(0, Kernel).Where(tap => sourceOf(result, tap) >= 0)];
                if (runs.Count > start && runs[^1].Taps.AsSpan().SequenceEqual(taps))
                    runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
                else
                    runs.Add(new ConvRun(result, 1, step, sourceStep, taps, [.. taps.Select(tap => sourceOf(result, tap))]));
            }
        }

        return runs;
    }
}
