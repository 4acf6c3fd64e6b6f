namespace LrpGen.Reference;

/// <summary>Operations that only move values: relevance goes back the way they came.</summary>
public abstract record Routing : Operation
{
    private static readonly Tap[] Nowhere = [];

    public override WayBack Way => WayBack.Route;

    public override Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights) =>
        new([.. Sources(inputs).Select(static source => source < 0 ? Nowhere : [new Tap(source, 1)])]);

    /// <summary>Where each value of the output comes from; negative for a zero from nowhere.</summary>
    protected abstract IEnumerable<int> Sources(IReadOnlyList<Size> inputs);

    /// <summary>The sources of a picture's values from those of its rows and columns.</summary>
    protected static IEnumerable<int> Pixels(Size input, Size output, Func<int, int> row, Func<int, int> column)
    {
        for (int k = 0; k < output.Count; k++)
        {
            int y = input.Rank == 3 ? row(k % output.Pixels / output.Width) : 0;
            int x = column(k % output.Width);
            yield return y < 0 || x < 0 ? -1 : (((k / output.Pixels * input.Height) + y) * input.Width) + x;
        }
    }
}

/// <summary>The same values in another shape.</summary>
public sealed record Reshape(Size Shape) : Routing
{
    public override Size Output(IReadOnlyList<Size> inputs) => Shape;

    protected override IEnumerable<int> Sources(IReadOnlyList<Size> inputs) => Enumerable.Range(0, Shape.Count);
}

/// <summary>The same values as one row.</summary>
public sealed record Flatten : Routing
{
    public override Size Output(IReadOnlyList<Size> inputs) => Size.Of(inputs[0].Count);

    protected override IEnumerable<int> Sources(IReadOnlyList<Size> inputs) => Enumerable.Range(0, inputs[0].Count);
}

/// <summary>The channels of several values, one behind the other.</summary>
public sealed record Concat : Routing
{
    public override Size Output(IReadOnlyList<Size> inputs) => inputs[0] with { Channels = inputs.Sum(static input => input.Channels) };

    protected override IEnumerable<int> Sources(IReadOnlyList<Size> inputs) => Enumerable.Range(0, inputs.Sum(static input => input.Count));
}

/// <summary>What a frame holds.</summary>
public enum FrameFill
{
    Zero,
    Reflect,
    Replicate,
}

/// <summary>A frame around a picture; where a side is negative it is cut off.</summary>
public sealed record Frame(int Top, int Bottom, int Left, int Right, FrameFill Fill = FrameFill.Zero, bool IsCrop = false) : Routing
{
    public override Size Output(IReadOnlyList<Size> inputs)
    {
        Size input = inputs[0];
        int sign = IsCrop ? -1 : 1;
        return input.With(input.Channels, input.Height + (sign * (Top + Bottom)), input.Width + (sign * (Left + Right)));
    }

    protected override IEnumerable<int> Sources(IReadOnlyList<Size> inputs)
    {
        Size input = inputs[0];
        int sign = IsCrop ? -1 : 1;
        return Pixels(input, Output(inputs), row => Source(row - (sign * Top), input.Height), column => Source(column - (sign * Left), input.Width));
    }

    private int Source(int place, int size) => Fill switch
    {
        FrameFill.Zero => place >= 0 && place < size ? place : -1,
        FrameFill.Replicate => Math.Clamp(place, 0, size - 1),
        _ => place < 0 ? -place : place >= size ? (2 * (size - 1)) - place : place,
    };
}

/// <summary>Each pixel repeated in both directions.</summary>
public sealed record Upsample(int Scale) : Routing
{
    public override Size Output(IReadOnlyList<Size> inputs) => inputs[0].With(inputs[0].Channels, inputs[0].Height * Scale, inputs[0].Width * Scale);

    protected override IEnumerable<int> Sources(IReadOnlyList<Size> inputs) =>
        Pixels(inputs[0], Output(inputs), row => row / Scale, column => column / Scale);
}
