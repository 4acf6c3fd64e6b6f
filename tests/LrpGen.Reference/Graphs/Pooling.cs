namespace LrpGen.Reference;

/// <summary>What becomes of a window.</summary>
public enum PoolingKind
{
    Max,
    Average,
    Sum,
}

/// <summary>Pooling by sliding windows, or by windows that cut the picture into a given number of rows and columns.</summary>
/// <param name="Kind">What becomes of a window.</param>
/// <param name="Y">How it slides along rows.</param>
/// <param name="X">How it slides along columns.</param>
/// <param name="IsCeil">Whether a last window that ends outside is kept.</param>
/// <param name="CountsPadding">Whether padding counts in an average's divisor.</param>
/// <param name="Largest">For the largest value: how relevance goes back; <see cref="WayBack.Rule"/> as through an average.</param>
/// <param name="Cut">The rows and columns of the output, for windows that do not slide.</param>
public sealed record Pooling(
    PoolingKind Kind, Axis Y = default, Axis X = default, bool IsCeil = false, bool CountsPadding = false, WayBack Largest = WayBack.Winner, (int Rows, int Columns)? Cut = null) : Operation
{
    public override WayBack Way => Kind == PoolingKind.Max ? Largest : WayBack.Rule;

    public override bool Rounds => Kind != PoolingKind.Max;

    public override Size Output(IReadOnlyList<Size> inputs)
    {
        Size input = inputs[0];
        return Cut is (int rows, int columns)
            ? input.With(input.Channels, rows, columns)
            : input.With(input.Channels, Y.Positions(input.Height, IsCeil), X.Positions(input.Width, IsCeil));
    }

    /// <summary>Whether each window holds one element and there are as many as elements, so that nothing changes.</summary>
    public bool IsIdentity(Size input) => Output([input]) == input && Rows(input).Concat(Columns(input)).All(static window => window.Places.Length == 1 && window.Divisor == 1);

    public override Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights)
    {
        Size input = inputs[0];
        var taps = new List<Tap[]>();
        for (int c = 0; c < input.Channels; c++)
        {
            foreach ((int[] rows, int rowDivisor) in Rows(input))
            {
                foreach ((int[] columns, int columnDivisor) in Columns(input))
                {
                    double weight = Kind == PoolingKind.Sum ? 1 : 1.0 / (rowDivisor * columnDivisor);
                    int first = c * input.Pixels;
                    taps.Add([.. rows.SelectMany(row => columns.Select(column => new Tap(first + (row * input.Width) + column, weight)))]);
                }
            }
        }

        return new Wiring([.. taps]);
    }

    public override double[] Apply(double[] x, Wiring wiring) =>
        Kind == PoolingKind.Max ? [.. wiring.Taps.Select(taps => taps.Max(tap => x[tap.Input]))] : wiring.Apply(x);

    private IEnumerable<(int[] Places, int Divisor)> Rows(Size input) =>
        input.Rank == 2 ? [([0], 1)] : Windows(Y, input.Height, Cut?.Rows);

    private IEnumerable<(int[] Places, int Divisor)> Columns(Size input) => Windows(X, input.Width, Cut?.Columns);

    /// <summary>The places of each window along one direction, and the number that an average divides by.</summary>
    private IEnumerable<(int[] Places, int Divisor)> Windows(Axis axis, int size, int? cut)
    {
        if (cut is { } count)
        {
            for (int k = 0; k < count; k++)
            {
                int start = k * size / count;
                int end = (((k + 1) * size) + count - 1) / count;
                yield return ([.. Enumerable.Range(start, end - start)], end - start);
            }

            yield break;
        }

        bool counts = CountsPadding && Kind == PoolingKind.Average;
        for (int k = 0; k < axis.Positions(size, IsCeil); k++)
        {
            int[] inside = [.. axis.Inside(k, size)];

            // Places behind the padding, which ceil mode may reach, count in no divisor.
            yield return (inside, counts ? Math.Min(axis.At(k, axis.Kernel), size + axis.Behind) - axis.At(k, 0) : inside.Length);
        }
    }
}
