namespace LrpGen;

/// <summary>One layer of a step. The layers of a step are its layer attributes, in the order written.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    // The compiler knows a fixed list of layers.
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The earlier step whose output this step takes, as <c>nameof(Step)</c>; the step before it unless told. Only the
    /// first layer of a step has one.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>Lays out a picture as one row of values, in the order channel, row, column. Relevance goes back the same way.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>
/// A dense layer, <c>z_j = sum_i x_i w_ij + b_j</c>. Takes a shape of one dimension (put a
/// <see cref="FlattenAttribute"/> before it where the input is a picture) and needs a rule. Its tensors are
/// <c>NAME.weight</c> of shape [features, inputs] and <c>NAME.bias</c> of shape [features].
/// </summary>
/// <param name="features">The number of outputs, at least 1.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class LinearAttribute(int features) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int Features { get; } = features;

    /// <summary>Whether the layer has a bias; yes unless told.</summary>
    public bool Bias { get; set; } = true;
}

/// <summary>max(x, 0). Relevance passes unchanged.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ReLUAttribute : LayerAttribute;

/// <summary>x where x is positive, slope times x elsewhere. Relevance passes unchanged.</summary>
/// <param name="slope">The slope for negative x; finite. PyTorch's default is 0.01.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class LeakyReLUAttribute(float slope = 0.01f) : LayerAttribute
{
    /// <summary>The slope for negative x.</summary>
    public float Slope { get; } = slope;
}

/// <summary>x where x is positive, alpha (exp(x) - 1) elsewhere. Relevance passes unchanged.</summary>
/// <param name="alpha">The limit for very negative x, negated; finite and not negative.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ELUAttribute(float alpha = 1f) : LayerAttribute
{
    /// <summary>The limit for very negative x, negated.</summary>
    public float Alpha { get; } = alpha;
}

/// <summary>x times the normal distribution function at x (Hendrycks and Gimpel 2016). Relevance passes unchanged.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary>
    /// Whether the network was trained with the tanh approximation, <c>0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715
    /// x^3)))</c> (PyTorch's <c>approximate="tanh"</c>); the exact form unless told.
    /// </summary>
    public bool Tanh { get; set; }
}

/// <summary>x / (1 + exp(-x)), also called swish. Relevance passes unchanged.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SiLUAttribute : LayerAttribute;

/// <summary>The hyperbolic tangent. Relevance passes unchanged.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class TanhAttribute : LayerAttribute;

/// <summary>
/// 1 / (1 + exp(-x)). Inside the network relevance passes unchanged; as the last layer it is left out of the
/// explanation, which starts from the logit before it.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>
/// exp(x_k) / sum_j exp(x_j). Only the last layer of a network may be one; it is left out of the explanation, which
/// starts from the logit before it.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SoftmaxAttribute : LayerAttribute;

/// <summary>Does nothing when a network is used rather than trained; here so that a declaration can follow its original line by line.</summary>
/// <param name="probability">The share of values that were dropped in training, in [0, 1); not used.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class DropoutAttribute(float probability = 0.5f) : LayerAttribute
{
    /// <summary>The share of values that were dropped in training.</summary>
    public float Probability { get; } = probability;
}
