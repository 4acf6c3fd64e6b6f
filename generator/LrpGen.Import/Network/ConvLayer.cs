using LrpGen.Import.Constants;
using LrpGen.Import.Graph;

namespace LrpGen.Import.Network;

/// <summary>A convolution of a picture or a sequence, or a transposed one.</summary>
internal sealed class ConvLayer(Value input, int[] outputShape, OnnxNode node, Constant weight, Constant? bias, Sliding sliding, int groups)
    : LinearLayer(input, outputShape, node, weight, bias)
{
    /// <summary>How the kernel slides; a pad before the layer may go into its padding.</summary>
    public Sliding Sliding { get; private set; } = sliding;

    public bool IsTransposed { get; init; }

    /// <summary>Rows and columns added to a transposed convolution's output below and on the right.</summary>
    public int OutputPadding { get; init; }

    public int Groups => groups;

    public override string Kind => (IsTransposed ? "ConvTranspose" : "Conv") + (Output.Rank == 2 ? "1d" : "2d");

    public override LayerRole Role => LayerRole.Convolution;

    public override bool IsPadded => !Sliding.Padding.IsEmpty || IsTransposed;

    public override AttributeText Attribute
    {
        get
        {
            Sliding s = Sliding;
            AttributeText text = AttributeText.Of(Kind).With(Output.Channels, "Channels");
            text = Output.Rank == 2 ? text.With(s.KernelX, "Kernel") : s.KernelY == s.KernelX ? text.With(s.KernelY, "Kernel") : text.With(s.KernelY, "KernelHeight").With(s.KernelX, "KernelWidth");
            text = Output.Rank == 2
                ? text.Named("Stride", s.StrideX, 1)
                : text.Both("Stride", s.StrideY, s.StrideX, 1);
            text = Padded(text);
            text = Output.Rank == 2 ? text.Named("Dilation", s.DilationX, 1) : text.Both("Dilation", s.DilationY, s.DilationX, 1);
            text = text.Named("OutputPadding", OutputPadding, 0).Named("Groups", groups, 1);
            return Bias is null ? text.Named("Bias", "false") : text;
        }
    }

    /// <summary>Takes in a frame of zeros before the layer.</summary>
    public void Pad(Frame frame) => Sliding = Sliding with { Padding = Sliding.Padding.Plus(frame) };

    protected override int OutputChannel(int weight)
    {
        if (!IsTransposed)
            return weight / (int)Sizes.Count(Weight.Shape[1..]);
        int perGroup = Weight.Shape[1];
        int pair = weight / (int)Sizes.Count(Weight.Shape[2..]);
        return (pair / perGroup / (Weight.Shape[0] / groups) * perGroup) + (pair % perGroup);
    }

    protected override int InputChannel(int weight)
    {
        if (IsTransposed)
            return weight / (int)Sizes.Count(Weight.Shape[1..]);
        int perGroup = Weight.Shape[1];
        int pair = weight / (int)Sizes.Count(Weight.Shape[2..]);
        return (pair / perGroup / (Weight.Shape[0] / groups) * perGroup) + (pair % perGroup);
    }

    private AttributeText Padded(AttributeText text)
    {
        Frame padding = Sliding.Padding;
        if (Output.Rank == 2 && padding.Left == padding.Right)
            return text.Named("Padding", padding.Left, 0);
        int height = Output.Rank == 2 ? 1 : Input.Shape[^2];
        return padding.AddTo(text, !IsTransposed && Sliding.IsSame(height, Input.Shape[^1]));
    }
}
