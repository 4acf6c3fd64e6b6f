namespace LrpGen;

/// <summary>
/// Well-known assignments of rules to layers. "First" means every linear layer that is reached from the input through no
/// other linear layer; convolutions are 1-d, 2-d, transposed and depthwise ones.
/// </summary>
public enum Composite
{
    /// <summary>First convolution: z-box (<see cref="CompositeAttribute.Low"/>, <see cref="CompositeAttribute.High"/>); other convolutions: gamma; dense: epsilon.</summary>
    EpsilonGammaBox,

    /// <summary>Convolutions: z+; dense: epsilon.</summary>
    EpsilonPlus,

    /// <summary>First linear layer: flat; other convolutions: z+; other dense: epsilon.</summary>
    EpsilonPlusFlat,

    /// <summary>Convolutions: alpha-beta with 2 and 1; dense: epsilon.</summary>
    EpsilonAlpha2Beta1,

    /// <summary>First linear layer: flat; other convolutions: alpha-beta with 2 and 1; other dense: epsilon.</summary>
    EpsilonAlpha2Beta1Flat,

    /// <summary>Every linear layer: z+ (Zhang et al. 2016).</summary>
    ExcitationBackprop,
}

/// <summary>
/// Gives every linear layer that no rule of its own or of a range reaches the rule that a well-known assignment has for
/// it (the composites of zennit).
/// </summary>
/// <param name="composite">The assignment.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CompositeAttribute(Composite composite) : Attribute
{
    /// <summary>The assignment.</summary>
    public Composite Composite { get; } = composite;

    /// <summary>The first step it covers, as <c>nameof(Step)</c>; the first of the network unless told.</summary>
    public string? From { get; set; }

    /// <summary>The last step it covers, as <c>nameof(Step)</c>; the last of the network unless told.</summary>
    public string? To { get; set; }

    /// <summary>The epsilon of its epsilon rules; not negative.</summary>
    public float Epsilon { get; set; } = 1e-6f;

    /// <summary>The gamma of its gamma rules; not negative.</summary>
    public float Gamma { get; set; } = 0.25f;

    /// <summary>The low bound of its z-box, one for all inputs or one per channel; needed by <see cref="Composite.EpsilonGammaBox"/> where the first linear layer is a convolution.</summary>
    public float[]? Low { get; set; }

    /// <summary>The high bound of its z-box, one for all inputs or one per channel; needed by <see cref="Composite.EpsilonGammaBox"/> where the first linear layer is a convolution.</summary>
    public float[]? High { get; set; }

    /// <summary>What its rules do with the bias.</summary>
    public Bias Bias { get; set; }

    /// <summary>The stabilizer of its rules, greater than 0; the network's unless told.</summary>
    public float Stabilizer { get; set; }
}
