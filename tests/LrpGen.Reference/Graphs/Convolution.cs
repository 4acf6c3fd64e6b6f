namespace LrpGen.Reference;

/// <summary>A convolution of pictures or sequences, or a transposed one.</summary>
/// <param name="Channels">The output channels.</param>
/// <param name="Y">How it slides along rows; one place for sequences.</param>
/// <param name="X">How it slides along columns.</param>
/// <param name="Groups">Into how many groups the channels are divided.</param>
/// <param name="HasBias">Whether it has a bias.</param>
/// <param name="IsTransposed">Whether it is transposed.</param>
/// <param name="OutputPadding">For transposed ones: rows and columns added below and on the right.</param>
/// <param name="IsSame">Whether the padding follows from the size.</param>
public sealed record Convolution(
    int Channels, Axis Y, Axis X, int Groups = 1, bool HasBias = true, bool IsTransposed = false, int OutputPadding = 0, bool IsSame = false) : Operation
{
    public override WayBack Way => WayBack.Rule;

    public override bool IsLinear => true;

    public bool IsPadded => IsSame || Y.Before + Y.Behind + X.Before + X.Behind > 0;

    public override Size Output(IReadOnlyList<Size> inputs)
    {
        Size input = inputs[0];
        (Axis y, Axis x) = Axes(input);
        return IsTransposed
            ? input.With(Channels, Enlarged(input.Height, y), Enlarged(input.Width, x))
            : input.With(Channels, y.Positions(input.Height), x.Positions(input.Width));
    }

    public override IEnumerable<(string Name, int[] Shape)> Weights(Size input)
    {
        int[] channels = IsTransposed ? [input.Channels, Channels / Groups] : [Channels, input.Channels / Groups];
        yield return ("weight", input.Rank == 2 ? [.. channels, X.Kernel] : [.. channels, Y.Kernel, X.Kernel]);
        if (HasBias)
            yield return ("bias", [Channels]);
    }

    public override Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights)
    {
        Size input = inputs[0];
        Size output = Output(inputs);
        (Axis y, Axis x) = Axes(input);
        List<Tap>[] taps = [.. Enumerable.Range(0, output.Count).Select(static _ => new List<Tap>())];
        double[] w = weights("weight");

        // A transposed convolution is the way back of the one from its output to its input, whose weights it has.
        (Size seen, Size seeing) = IsTransposed ? (output, input) : (input, output);
        int seenInGroup = seen.Channels / Groups;
        int seeingInGroup = seeing.Channels / Groups;
        int weight = 0;
        for (int c = 0; c < seeing.Channels; c++)
        {
            for (int k = 0; k < seenInGroup; k++)
            {
                int from = (c / seeingInGroup * seenInGroup) + k;
                for (int ky = 0; ky < y.Kernel; ky++)
                {
                    for (int kx = 0; kx < x.Kernel; kx++, weight++)
                        Connect(c, from, ky, kx, w[weight]);
                }
            }
        }

        double[]? bias = HasBias ? weights("bias") : null;
        return new Wiring([.. taps.Select(static list => list.ToArray())], bias is null ? null : [.. Enumerable.Range(0, output.Count).Select(j => bias[j / output.Pixels])]);

        void Connect(int c, int from, int ky, int kx, double value)
        {
            for (int pixel = 0; pixel < seeing.Pixels; pixel++)
            {
                int row = y.At(pixel / seeing.Width, ky);
                int column = x.At(pixel % seeing.Width, kx);
                if (row < 0 || row >= seen.Height || column < 0 || column >= seen.Width)
                    continue;
                int here = (c * seeing.Pixels) + pixel;
                int there = (((from * seen.Height) + row) * seen.Width) + column;
                taps[IsTransposed ? there : here].Add(new Tap(IsTransposed ? here : there, value));
            }
        }
    }

    private (Axis Y, Axis X) Axes(Size input)
    {
        Axis y = input.Rank == 2 ? new Axis(1) : Y;
        return IsSame ? (input.Rank == 2 ? y : y.Same(input.Height), X.Same(input.Width)) : (y, X);
    }

    private int Enlarged(int size, Axis axis) => ((size - 1) * axis.Stride) - axis.Before - axis.Behind + axis.Span + OutputPadding;
}
