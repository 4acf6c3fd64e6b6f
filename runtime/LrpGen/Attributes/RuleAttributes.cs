namespace LrpGen;

/// <summary>What a rule does with the bias of its layer.</summary>
public enum Bias
{
    /// <summary>The bias is part of the denominator; its share of the relevance stays in it.</summary>
    Absorb,

    /// <summary>The bias is left out of the denominators, so that its share goes to the inputs (zennit's <c>zero_params="bias"</c>).</summary>
    Ignore,
}

/// <summary>
/// A rule says how the relevance of a layer's outputs is shared among its inputs. On a step it holds for that step; on
/// the class it holds for every layer from <see cref="From"/> to <see cref="To"/> that can take it. The nearest wins: the
/// step's, then the range's, then the composite's.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public abstract class RuleAttribute : Attribute
{
    // The compiler knows a fixed list of rules.
    private protected RuleAttribute()
    {
    }

    /// <summary>On the class: the first step of the range, as <c>nameof(Step)</c>; the first of the network unless told.</summary>
    public string? From { get; set; }

    /// <summary>On the class: the last step of the range, as <c>nameof(Step)</c>; the last of the network unless told.</summary>
    public string? To { get; set; }

    /// <summary>What the rule does with the bias.</summary>
    public Bias Bias { get; set; }

    /// <summary>The stabilizer <c>e</c> of this rule's denominators, greater than 0; the network's unless told.</summary>
    public float Stabilizer { get; set; }
}

/// <summary>
/// LRP-0: <c>R_i = x_i sum_j w_ij R_j / stab(z_j)</c> (Bach et al. 2015). With an output relevance equal to the logit this
/// is input times gradient for a network of ReLUs.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class ZeroAttribute : RuleAttribute;

/// <summary>LRP-epsilon: <c>R_i = x_i sum_j w_ij R_j / (z_j + s(z_j) epsilon)</c> (Bach et al. 2015). Where the denominator is 0 nothing passes.</summary>
/// <param name="epsilon">Not negative.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class EpsilonAttribute(float epsilon = 1e-6f) : RuleAttribute
{
    /// <summary>What is added to the denominator, away from zero.</summary>
    public float Epsilon { get; } = epsilon;
}

/// <summary>
/// LRP-epsilon with an epsilon in proportion to the layer's own pre-activations:
/// <c>epsilon = factor sqrt(mean_j z_j^2)</c>, the mean over all outputs of the layer for this sample. Where the denominator
/// is 0 nothing passes.
/// </summary>
/// <param name="factor">Not negative.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class EpsilonRmsAttribute(float factor = 0.25f) : RuleAttribute
{
    /// <summary>Epsilon as a multiple of the root mean square of the layer's pre-activations.</summary>
    public float Factor { get; } = factor;
}

/// <summary>
/// LRP-gamma: favors what speaks for the output's own sign, <c>w + gamma w+</c> in place of <c>w</c> where inputs and output
/// are positive (Montavon et al. 2019; the four-sign form of zennit for inputs and outputs of either sign).
/// </summary>
/// <param name="gamma">Not negative; 0 is LRP-0.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class GammaAttribute(float gamma = 0.25f) : RuleAttribute
{
    /// <summary>How much the favored part counts extra.</summary>
    public float Gamma { get; } = gamma;
}

/// <summary>
/// LRP-alpha-beta: the positive contributions share <c>alpha R_j</c>, the negative ones <c>-beta R_j</c> (Bach et al. 2015).
/// </summary>
/// <param name="alpha">Not negative, and <c>alpha - beta = 1</c>.</param>
/// <param name="beta">Not negative.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class AlphaBetaAttribute(float alpha = 2f, float beta = 1f) : RuleAttribute
{
    /// <summary>The share of the positive contributions.</summary>
    public float Alpha { get; } = alpha;

    /// <summary>The share of the negative contributions.</summary>
    public float Beta { get; } = beta;
}

/// <summary>The z+ rule: only positive contributions share the relevance, alpha-beta with alpha 1 and beta 0 (Montavon et al. 2017).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class ZPlusAttribute : RuleAttribute;

/// <summary>The w-square rule: <c>R_i = sum_j w_ij^2 R_j / stab(sum_i w_ij^2 + b_j^2)</c> (Montavon et al. 2017). Does not look at the input.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class WSquareAttribute : RuleAttribute;

/// <summary>The flat rule: every connected input gets the same share (Lapuschkin et al. 2019).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class FlatAttribute : RuleAttribute;

/// <summary>
/// The z-box rule (z^B) for inputs within bounds: contributions <c>x_i w_ij - low_i w_ij+ - high_i w_ij-</c> (Montavon et al.
/// 2017). Only for a layer that takes the network's input.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class ZBoxAttribute : RuleAttribute
{
    /// <summary>The same bounds for every input.</summary>
    /// <param name="low">The least value an input can have; finite.</param>
    /// <param name="high">The largest value an input can have; finite and at least <paramref name="low"/>.</param>
    public ZBoxAttribute(float low, float high)
    {
        Low = [low];
        High = [high];
    }

    /// <summary>Bounds for each channel of the network's input (for each feature where the input has one dimension).</summary>
    /// <param name="low">The least values; one per channel.</param>
    /// <param name="high">The largest values; one per channel.</param>
    public ZBoxAttribute(float[] low, float[] high)
    {
        Low = low;
        High = high;
    }

    /// <summary>The least values: one for all, or one per channel.</summary>
    public float[] Low { get; }

    /// <summary>The largest values: one for all, or one per channel.</summary>
    public float[] High { get; }
}

/// <summary>The relevance goes on unchanged. Only for layers whose output has the shape of their input.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class PassAttribute : RuleAttribute;

/// <summary>
/// The generic rule (Montavon et al. 2019, eq. 3; the thesis's eq. 2.8):
/// <c>R_i = x_i sum_j rho(w_ij) R_j / stab_e(sum_i x_i rho(w_ij) + rho(b_j))</c> with a function of the user's own.
/// </summary>
/// <param name="rho">
/// The name of a static method of the class that takes a <see cref="float"/> and returns one, as <c>nameof(Rho)</c>. It is
/// applied to every weight once, when the network is loaded.
/// </param>
/// <param name="epsilon">What is added to the denominator, away from zero; not negative. Where the denominator is 0 nothing passes.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class GenericAttribute(string rho, float epsilon = 1e-6f) : RuleAttribute
{
    /// <summary>The name of the static method.</summary>
    public string Rho { get; } = rho;

    /// <summary>What is added to the denominator, away from zero.</summary>
    public float Epsilon { get; } = epsilon;
}

/// <summary>
/// The norm rule, <c>R_i = x_i v_i R / stab(z)</c> with the layer's own fixed weights v, for sums and average pooling, which have it
/// unless told; write it to give it a stabilizer of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class NormAttribute : RuleAttribute;
