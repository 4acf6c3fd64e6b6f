namespace LrpGen;

/// <summary>
/// A layer whose kernel or window slides over a picture <c>[channels, height, width]</c> or a sequence <c>[channels, length]</c>.
/// Sizes that are told for one direction go before those for both.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public abstract class SlidingLayerAttribute : LayerAttribute
{
    private protected SlidingLayerAttribute()
    {
    }

    /// <summary>The distance of two neighboring places of the kernel, in both directions; at least 1. The kernel's own size for pooling unless told, else 1.</summary>
    public int Stride { get; set; }

    /// <summary>The distance in rows.</summary>
    public int StrideY { get; set; }

    /// <summary>The distance in columns.</summary>
    public int StrideX { get; set; }

    /// <summary>Rows and columns of padding on each side; not negative.</summary>
    public int Padding { get; set; }

    /// <summary>Rows of padding above and below.</summary>
    public int PaddingY { get; set; }

    /// <summary>Columns of padding left and right.</summary>
    public int PaddingX { get; set; }

    /// <summary>Rows of padding above.</summary>
    public int PaddingTop { get; set; }

    /// <summary>Rows of padding below.</summary>
    public int PaddingBottom { get; set; }

    /// <summary>Columns of padding on the left.</summary>
    public int PaddingLeft { get; set; }

    /// <summary>Columns of padding on the right.</summary>
    public int PaddingRight { get; set; }

    /// <summary>
    /// Whether as much padding is added as makes the output <c>ceil(size / stride)</c>, the odd one below and on the right
    /// (TensorFlow's "same"); the paddings are not told then.
    /// </summary>
    public bool Same { get; set; }
}

/// <summary>What all convolutions have. They need a rule.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public abstract class ConvolutionAttribute : SlidingLayerAttribute
{
    private protected ConvolutionAttribute()
    {
    }

    /// <summary>The distance of two neighboring weights of the kernel in the picture, in both directions; at least 1.</summary>
    public int Dilation { get; set; }

    /// <summary>The distance in rows.</summary>
    public int DilationY { get; set; }

    /// <summary>The distance in columns.</summary>
    public int DilationX { get; set; }

    /// <summary>Into how many groups the channels are divided, each convolved by itself; 1 unless told. As many as channels make it depthwise.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether the layer has a bias; yes unless told.</summary>
    public bool Bias { get; set; } = true;
}

/// <summary>
/// A convolution of a picture. Its tensors are <c>NAME.weight</c> of shape [channels, input channels / groups, height, width] and
/// <c>NAME.bias</c> of shape [channels], as PyTorch has them.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class Conv2dAttribute : ConvolutionAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="kernel">The kernel's rows and columns.</param>
    public Conv2dAttribute(int channels, int kernel)
        : this(channels, kernel, kernel)
    {
    }

    /// <summary>A kernel of any size.</summary>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="kernelHeight">The kernel's rows.</param>
    /// <param name="kernelWidth">The kernel's columns.</param>
    public Conv2dAttribute(int channels, int kernelHeight, int kernelWidth)
    {
        Channels = channels;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The number of output channels.</summary>
    public int Channels { get; }

    /// <summary>The kernel's rows.</summary>
    public int KernelHeight { get; }

    /// <summary>The kernel's columns.</summary>
    public int KernelWidth { get; }
}

/// <summary>
/// A convolution of a sequence [channels, length]. Its tensors are <c>NAME.weight</c> of shape [channels, input channels / groups,
/// kernel] and <c>NAME.bias</c> of shape [channels].
/// </summary>
/// <param name="channels">The number of output channels.</param>
/// <param name="kernel">The kernel's length.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class Conv1dAttribute(int channels, int kernel) : ConvolutionAttribute
{
    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>The kernel's length.</summary>
    public int Kernel { get; } = kernel;
}

/// <summary>
/// A transposed convolution of a picture. Its tensors are <c>NAME.weight</c> of shape [input channels, channels / groups, height,
/// width] and <c>NAME.bias</c> of shape [channels].
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ConvTranspose2dAttribute : ConvolutionAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="kernel">The kernel's rows and columns.</param>
    public ConvTranspose2dAttribute(int channels, int kernel)
        : this(channels, kernel, kernel)
    {
    }

    /// <summary>A kernel of any size.</summary>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="kernelHeight">The kernel's rows.</param>
    /// <param name="kernelWidth">The kernel's columns.</param>
    public ConvTranspose2dAttribute(int channels, int kernelHeight, int kernelWidth)
    {
        Channels = channels;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The number of output channels.</summary>
    public int Channels { get; }

    /// <summary>The kernel's rows.</summary>
    public int KernelHeight { get; }

    /// <summary>The kernel's columns.</summary>
    public int KernelWidth { get; }

    /// <summary>Rows and columns that are added to the output below and on the right, where several output sizes belong to one input size.</summary>
    public int OutputPadding { get; set; }
}

/// <summary>How relevance goes back through a max pooling.</summary>
public enum MaxRelevance
{
    /// <summary>The first of the largest values, in the order of rows, takes all.</summary>
    Winner,

    /// <summary>As through an average over the same window (the thesis's way).</summary>
    Average,

    /// <summary>Equal largest values share.</summary>
    Split,
}

/// <summary>The largest value of each window. Padding never wins.</summary>
/// <param name="kernel">The window's rows and columns.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class MaxPoolAttribute(int kernel) : SlidingLayerAttribute
{
    /// <summary>The window's rows and columns.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The window's rows, where they differ.</summary>
    public int KernelY { get; set; }

    /// <summary>The window's columns, where they differ.</summary>
    public int KernelX { get; set; }

    /// <summary>Whether a last window that ends outside the picture is kept.</summary>
    public bool Ceil { get; set; }

    /// <summary>How relevance goes back; the network's choice unless told.</summary>
    public MaxRelevance Relevance { get; set; }
}

/// <summary>The average of each window. Relevance goes back by the norm rule, unless another stands beside it.</summary>
/// <param name="kernel">The window's rows and columns.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AvgPoolAttribute(int kernel) : SlidingLayerAttribute
{
    /// <summary>The window's rows and columns.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The window's rows, where they differ.</summary>
    public int KernelY { get; set; }

    /// <summary>The window's columns, where they differ.</summary>
    public int KernelX { get; set; }

    /// <summary>Whether a last window that ends outside the picture is kept.</summary>
    public bool Ceil { get; set; }

    /// <summary>Whether padding counts in the divisor (PyTorch's <c>count_include_pad</c>); yes unless told.</summary>
    public bool CountPadding { get; set; } = true;
}

/// <summary>The sum of each window. Relevance goes back by the norm rule, unless another stands beside it.</summary>
/// <param name="kernel">The window's rows and columns.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SumPoolAttribute(int kernel) : SlidingLayerAttribute
{
    /// <summary>The window's rows and columns.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The window's rows, where they differ.</summary>
    public int KernelY { get; set; }

    /// <summary>The window's columns, where they differ.</summary>
    public int KernelX { get; set; }

    /// <summary>Whether a last window that ends outside the picture is kept.</summary>
    public bool Ceil { get; set; }
}

/// <summary>Averages to a picture of a given size, whatever the size that comes in. Relevance goes back by the norm rule, unless another stands beside it.</summary>
/// <param name="height">The output's rows.</param>
/// <param name="width">The output's columns; as many as rows unless told.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class AdaptiveAvgPoolAttribute(int height, int width = 0) : LayerAttribute
{
    /// <summary>The output's rows.</summary>
    public int Height { get; } = height;

    /// <summary>The output's columns.</summary>
    public int Width { get; } = width == 0 ? height : width;
}

/// <summary>The average of each channel, [channels, 1, 1]. Relevance goes back by the norm rule, unless another stands beside it.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class GlobalAvgPoolAttribute : LayerAttribute;

/// <summary>The largest value of each channel, [channels, 1, 1].</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class GlobalMaxPoolAttribute : LayerAttribute
{
    /// <summary>How relevance goes back; the network's choice unless told.</summary>
    public MaxRelevance Relevance { get; set; }
}
