namespace LrpGen;

/// <summary>Names that steps take beside those of other steps.</summary>
public static class Step
{
    /// <summary>The network's input, or within a block the block's: <c>From = Step.Input</c>.</summary>
    public const string Input = "input";
}

/// <summary>
/// The sum of two or more values of one shape. As the first layer of a step it adds the named steps; with a single name, or further
/// inside a step, it adds them to the value that stands before it. Relevance goes back by the norm rule, in proportion to the
/// summands; <see cref="EpsilonAttribute"/> or <see cref="EpsilonRmsAttribute"/> beside it tame sums near zero.
/// </summary>
/// <param name="steps">The earlier steps, as <c>nameof(Step)</c>.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AddAttribute(params string[] steps) : LayerAttribute
{
    /// <summary>The earlier steps.</summary>
    public string[] Steps { get; } = steps;
}

/// <summary>
/// Puts the channels (or features) of several values of otherwise one shape one behind the other. As the first layer of a step it
/// joins the named steps; with a single name, or further inside a step, the value that stands before it comes first. Relevance goes
/// back the way the values came.
/// </summary>
/// <param name="steps">The earlier steps, as <c>nameof(Step)</c>.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ConcatAttribute(params string[] steps) : LayerAttribute
{
    /// <summary>The earlier steps.</summary>
    public string[] Steps { get; } = steps;
}

/// <summary>
/// Batch normalization with the statistics of training (Ioffe and Szegedy 2015). It is folded into the linear layer before it, or,
/// where there is none, into an unpadded one behind it; else it is a layer of its own, which needs a rule. Its tensors are
/// <c>NAME.running_mean</c>, <c>NAME.running_var</c>, <c>NAME.weight</c> and <c>NAME.bias</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>The part of its tensors' names before ".weight"; needed where a linear layer of the same step has the step's name.</summary>
    public string? Weights { get; set; }

    /// <summary>What is added to the variance; greater than 0.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether it has weights and biases of its own; yes unless told.</summary>
    public bool Affine { get; set; } = true;
}

/// <summary>The same values in the same order, in another shape. Relevance goes back the same way.</summary>
/// <param name="sizes">The sizes, without the batch dimension.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ReshapeAttribute(params int[] sizes) : LayerAttribute
{
    /// <summary>The sizes, without the batch dimension.</summary>
    public int[] Sizes { get; } = sizes;
}

/// <summary>What a frame of padding holds.</summary>
public enum PadMode
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>The picture mirrored at its outermost pixels.</summary>
    Reflect,

    /// <summary>The outermost pixels repeated.</summary>
    Replicate,
}

/// <summary>Puts a frame around a picture or a sequence, as a layer of its own. Relevance of the frame goes back where its values came from.</summary>
/// <param name="size">Rows and columns on each side; not negative.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class PadAttribute(int size = 0) : LayerAttribute
{
    /// <summary>Rows and columns on each side.</summary>
    public int Size { get; } = size;

    /// <summary>Rows above.</summary>
    public int Top { get; set; }

    /// <summary>Rows below.</summary>
    public int Bottom { get; set; }

    /// <summary>Columns on the left.</summary>
    public int Left { get; set; }

    /// <summary>Columns on the right.</summary>
    public int Right { get; set; }

    /// <summary>What the frame holds.</summary>
    public PadMode Mode { get; set; }
}

/// <summary>Cuts rows and columns off a picture or a sequence.</summary>
/// <param name="size">Rows and columns on each side; not negative.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class CropAttribute(int size = 0) : LayerAttribute
{
    /// <summary>Rows and columns on each side.</summary>
    public int Size { get; } = size;

    /// <summary>Rows above.</summary>
    public int Top { get; set; }

    /// <summary>Rows below.</summary>
    public int Bottom { get; set; }

    /// <summary>Columns on the left.</summary>
    public int Left { get; set; }

    /// <summary>Columns on the right.</summary>
    public int Right { get; set; }
}

/// <summary>Enlarges a picture or a sequence by repeating its pixels (nearest neighbor).</summary>
/// <param name="scale">How many times larger, in both directions.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class UpsampleAttribute(int scale) : LayerAttribute
{
    /// <summary>How many times larger.</summary>
    public int Scale { get; } = scale;
}

/// <summary>min(max(x, 0), 6). Relevance passes unchanged.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ReLU6Attribute : LayerAttribute;

/// <summary>x min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). Relevance passes unchanged.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class HardSwishAttribute : LayerAttribute;

/// <summary>Marks a step whose output is an output of the network too. The last step is the one that is explained; the values of the others are read by <see cref="Layer.Activation"/>.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class OutputAttribute : Attribute;
