namespace LrpGen.Reference;

/// <summary>How relevance goes back through an operation.</summary>
public enum WayBack
{
    /// <summary>By a rule over its connections.</summary>
    Rule,

    /// <summary>The way the values came.</summary>
    Route,

    /// <summary>Each value keeps its own.</summary>
    Pass,

    /// <summary>To the first of the largest values of a window.</summary>
    Winner,

    /// <summary>In equal parts to the largest values of a window.</summary>
    Split,
}

/// <summary>What a node of a graph computes. An operation with several inputs sees them one behind the other.</summary>
public abstract record Operation
{
    public abstract WayBack Way { get; }

    /// <summary>Whether it has weights and so must have a rule; sums and averages have the norm rule unless told.</summary>
    public virtual bool IsLinear => false;

    /// <summary>Whether its values are computed, and so rounded; values that are only chosen or moved stay what they are.</summary>
    public virtual bool Rounds => Way == WayBack.Rule;

    /// <summary>The shape of its output; a size below 1 where its inputs do not fit.</summary>
    public abstract Size Output(IReadOnlyList<Size> inputs);

    /// <summary>The shapes of its weights by the endings of their names.</summary>
    public virtual IEnumerable<(string Name, int[] Shape)> Weights(Size input) => [];

    /// <summary>Its connections. Those of a maximum are the places of each window.</summary>
    public abstract Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights);

    /// <summary>Its output, from its connections.</summary>
    public virtual double[] Apply(double[] x, Wiring wiring) => wiring.Apply(x);
}

/// <summary>A dense layer.</summary>
public sealed record Dense(int Features, bool HasBias = true) : Operation
{
    public override WayBack Way => WayBack.Rule;

    public override bool IsLinear => true;

    public override Size Output(IReadOnlyList<Size> inputs) => Size.Of(Features);

    public override IEnumerable<(string Name, int[] Shape)> Weights(Size input) =>
        HasBias ? [("weight", [Features, input.Count]), ("bias", [Features])] : [("weight", [Features, input.Count])];

    public override Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights) =>
        Wiring.Dense(weights("weight"), HasBias ? weights("bias") : null, Features);
}

/// <summary>Batch normalization as after training: a factor and a shift for each channel.</summary>
public sealed record BatchNorm(double Epsilon = 1e-5) : Operation
{
    public override WayBack Way => WayBack.Rule;

    public override bool IsLinear => true;

    public override Size Output(IReadOnlyList<Size> inputs) => inputs[0];

    public override IEnumerable<(string Name, int[] Shape)> Weights(Size input)
    {
        int[] channels = [input.Channels];
        return [("running_mean", channels), ("running_var", channels), ("weight", channels), ("bias", channels)];
    }

    public ChannelMap Map(Func<string, double[]> weights)
    {
        double[] factors = [.. weights("weight").Zip(weights("running_var"), (weight, variance) => weight / Math.Sqrt(variance + Epsilon))];
        return new ChannelMap(factors, [.. weights("bias").Select((bias, c) => bias - (weights("running_mean")[c] * factors[c]))]);
    }

    public override Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights) => Identity(inputs[0].Count).Then(Map(weights));

    internal static Wiring Identity(int count) => new([.. Enumerable.Range(0, count).Select(static i => new[] { new Tap(i, 1) })]);
}

/// <summary>The sum of values of one shape.</summary>
public sealed record Sum : Operation
{
    public override WayBack Way => WayBack.Rule;

    public override Size Output(IReadOnlyList<Size> inputs) => inputs[0];

    public override Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights)
    {
        int count = inputs[0].Count;
        return new Wiring([.. Enumerable.Range(0, count).Select(i => inputs.Select((_, k) => new Tap((k * count) + i, 1)).ToArray())]);
    }
}

/// <summary>A function of each value by itself.</summary>
/// <param name="Name">relu, relu6, leakyrelu, elu, gelu, gelutanh, silu, tanh, sigmoid, hardswish, dropout, softmax.</param>
/// <param name="Parameter">The slope of leakyrelu, the alpha of elu.</param>
public sealed record Activation(string Name, double Parameter = 0) : Operation
{
    public override WayBack Way => WayBack.Pass;

    public override bool Rounds => Name is not ("relu" or "relu6" or "dropout");

    public override Size Output(IReadOnlyList<Size> inputs) => inputs[0];

    public override Wiring Wire(IReadOnlyList<Size> inputs, Func<string, double[]> weights) => BatchNorm.Identity(inputs[0].Count);

    public override double[] Apply(double[] x, Wiring wiring) => Activations.Apply(Name, Parameter, x);
}
