using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>
/// What a convolution connects, worked out once: for generated code, which keeps one for each layer. Pictures lie in blocks
/// of 16 channels, <c>[ceil(channels / 16)][height * width][16]</c>; what is beyond the last channel is zero, and kernels
/// write zeros there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConvShape
{
    /// <summary>A convolution of a picture; what is padded after its end follows from the size of the output.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="inHeight">Rows of the input.</param>
    /// <param name="inWidth">Columns of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="outHeight">Rows of the output.</param>
    /// <param name="outWidth">Columns of the output.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    /// <param name="strideY">Rows from one output to the next.</param>
    /// <param name="strideX">Columns from one output to the next.</param>
    /// <param name="padTop">Rows of zeros before the first.</param>
    /// <param name="padLeft">Columns of zeros before the first.</param>
    /// <param name="dilationY">Rows from one tap to the next.</param>
    /// <param name="dilationX">Columns from one tap to the next.</param>
    /// <param name="groups">Outputs of a group see the inputs of that group alone.</param>
    /// <exception cref="ArgumentException">A size is not positive, a padding negative, or the groups do not divide the channels.</exception>
    /// <exception cref="OverflowException">A picture or the weights are larger than an array.</exception>
    public ConvShape(
        int inChannels, int inHeight, int inWidth, int outChannels, int outHeight, int outWidth, int kernelHeight, int kernelWidth,
        int strideY, int strideX, int padTop, int padLeft, int dilationY, int dilationX, int groups)
        : this(
            inChannels, inHeight, inWidth, outChannels, outHeight, outWidth, kernelHeight, kernelWidth,
            strideY, strideX, padTop, padLeft, dilationY, dilationX, groups, winograd: false)
    {
    }

    /// <summary>A convolution of a picture, by fewer multiplications if <paramref name="winograd"/> says so.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="inHeight">Rows of the input.</param>
    /// <param name="inWidth">Columns of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="outHeight">Rows of the output.</param>
    /// <param name="outWidth">Columns of the output.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    /// <param name="strideY">Rows from one output to the next.</param>
    /// <param name="strideX">Columns from one output to the next.</param>
    /// <param name="padTop">Rows of zeros before the first.</param>
    /// <param name="padLeft">Columns of zeros before the first.</param>
    /// <param name="dilationY">Rows from one tap to the next.</param>
    /// <param name="dilationX">Columns from one tap to the next.</param>
    /// <param name="groups">Outputs of a group see the inputs of that group alone.</param>
    /// <param name="winograd">
    /// Whether results are made four by four with a quarter of the multiplications, in large pictures six by six with a fifth, for a 3x3
    /// kernel without stride, dilation and groups. It needs scratch memory, and rounds by what lies near a pixel, not only by what is
    /// added there.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A size is not positive, a padding negative, the groups do not divide the channels, or the kernel is none for Winograd.
    /// </exception>
    /// <exception cref="OverflowException">A picture or the weights are larger than an array.</exception>
    public ConvShape(
        int inChannels, int inHeight, int inWidth, int outChannels, int outHeight, int outWidth, int kernelHeight, int kernelWidth,
        int strideY, int strideX, int padTop, int padLeft, int dilationY, int dilationX, int groups, bool winograd)
    {
        Positive(inChannels);
        Positive(inHeight);
        Positive(inWidth);
        Positive(outChannels);
        Positive(outHeight);
        Positive(outWidth);
        Positive(kernelHeight);
        Positive(kernelWidth);
        Positive(strideY);
        Positive(strideX);
        Positive(dilationY);
        Positive(dilationX);
        Positive(groups);
        ArgumentOutOfRangeException.ThrowIfNegative(padTop);
        ArgumentOutOfRangeException.ThrowIfNegative(padLeft);
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"groups is {groups}; expected a divisor of {inChannels} and {outChannels} channels.");
        var input = new ConvImage(inChannels, inHeight, inWidth);
        var output = new ConvImage(outChannels, outHeight, outWidth);
        var y = new ConvAxis(inHeight, outHeight, kernelHeight, strideY, padTop, dilationY);
        var x = new ConvAxis(inWidth, outWidth, kernelWidth, strideX, padLeft, dilationX);
        int taps = checked(kernelHeight * kernelWidth);
        WeightFloats = checked(outChannels * (inChannels / groups) * taps);
        Forward = new ConvMap(input, output, groups, kernelWidth, taps, y.Forward(), x.Forward());
        Adjoint = new ConvMap(output, input, groups, kernelWidth, taps, y.Adjoint(), x.Adjoint());
        if (groups == 1 && dilationX == 1 && inChannels <= BoxMap.MostChannels)
            Box = BoxMap.Of(input, output, kernelHeight, kernelWidth, strideY, strideX, padTop, padLeft, dilationY);
        if (!winograd)
            return;
        if ((kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups) is not (3, 3, 1, 1, 1, 1, 1))
            throw new ArgumentException("A Winograd convolution has a 3x3 kernel, no stride, no dilation and one group.");
        ForwardWinograd = new WinogradMap(input, output, padTop, padLeft);
        AdjointWinograd = new WinogradMap(output, input, 2 - padTop, 2 - padLeft);
    }

    /// <summary>The length of the packed weights from inputs to outputs.</summary>
    public int ForwardFloats => ForwardWinograd?.Floats ?? Forward.Floats;

    /// <summary>The length of the packed weights from outputs to inputs.</summary>
    public int AdjointFloats => AdjointWinograd?.Floats ?? Adjoint.Floats;

    /// <summary>How much scratch memory each of several workers needs, in either direction.</summary>
    public int ScratchFloats => Math.Max(ScratchOf(ForwardWinograd, shared: false), ScratchOf(AdjointWinograd, shared: false));

    /// <summary>How much scratch memory several workers need together, or one that is alone.</summary>
    public int SharedFloats => Math.Max(ScratchOf(ForwardWinograd, shared: true), ScratchOf(AdjointWinograd, shared: true));

    /// <summary>The length of the weights that <see cref="Conv.PackBox"/> packs; 0 for a convolution that it does not take.</summary>
    public int BoxFloats => Box?.Floats ?? 0;

    /// <summary>The length of the sums of <see cref="Conv.AdjointBoxPlain"/>; 0 for a convolution that it does not take.</summary>
    public int BoxSums => Box?.Sums ?? 0;

    /// <summary>Whether both directions are made in tiles that windows of 2x2 fill, as they do the output, so that a pooling over those can be made with them.</summary>
    internal bool HasWindows =>
        ForwardWinograd is { HasWindows: true, Result: { Height: var height, Width: var width } } && AdjointWinograd is { HasWindows: true }
        && height % 2 == 0 && width % 2 == 0;

    internal int WeightFloats { get; }

    internal ConvMap Forward { get; }

    internal ConvMap Adjoint { get; }

    /// <summary>The way back of a z-box to a plain picture; null where there is none.</summary>
    internal BoxMap? Box { get; }

    /// <summary>Takes the place of <see cref="Forward"/>, except for the flat rule.</summary>
    internal WinogradMap? ForwardWinograd { get; }

    /// <summary>Takes the place of <see cref="Adjoint"/>, except for the flat rule.</summary>
    internal WinogradMap? AdjointWinograd { get; }

    private static int ScratchOf(WinogradMap? map, bool shared) => map is null ? 0 : shared ? map.ScratchFloats : map.OwnFloats;

    private static void Positive(int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
}
