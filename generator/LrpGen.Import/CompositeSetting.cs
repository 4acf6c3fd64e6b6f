namespace LrpGen.Import;

/// <summary>A well-known assignment of rules and its parameters; what they mean is said at <see cref="CompositeAttribute"/>.</summary>
/// <param name="Composite">The assignment.</param>
public sealed record CompositeSetting(Composite Composite)
{
    /// <summary>The epsilon of its epsilon rules.</summary>
    public float Epsilon { get; init; } = 1e-6f;

    /// <summary>The gamma of its gamma rules.</summary>
    public float Gamma { get; init; } = 0.25f;

    /// <summary>The low bounds of its z-box: one, or one per channel. Needed by <see cref="Composite.EpsilonGammaBox"/>.</summary>
    public IReadOnlyList<float> Low { get; init; } = [];

    /// <summary>The high bounds of its z-box.</summary>
    public IReadOnlyList<float> High { get; init; } = [];

    /// <summary>What its rules do with the bias.</summary>
    public Bias Bias { get; init; }

    /// <summary>The stabilizer of its rules; the network's unless told.</summary>
    public float? Stabilizer { get; init; }

    /// <summary>The first layer that it covers; the network's first unless told.</summary>
    public string? From { get; init; }

    /// <summary>The last layer that it covers; the network's last unless told.</summary>
    public string? To { get; init; }
}
