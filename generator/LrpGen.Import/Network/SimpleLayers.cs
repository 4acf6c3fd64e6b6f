using LrpGen.Import.Graph;

namespace LrpGen.Import.Network;

/// <summary>A function of each value by itself, or a softmax.</summary>
internal sealed class ActivationLayer(Value input, OnnxNode node, AttributeText attribute) : NetworkLayer([input], input.Shape, node)
{
    public override string Kind => attribute.Name;

    public override LayerRole Role => LayerRole.Pass;

    public override AttributeText Attribute => attribute;

    /// <summary>Whether an explanation starts before it, where it is the last layer.</summary>
    public bool IsHead => Kind is "Softmax" or "Sigmoid";
}

/// <summary>A sum of values of one shape; its attribute names steps, which the declaration adds.</summary>
internal sealed class AddLayer(IReadOnlyList<Value> inputs, OnnxNode node) : NetworkLayer(inputs, inputs[0].Shape, node)
{
    public override string Kind => "Add";

    public override LayerRole Role => LayerRole.Norm;

    public override AttributeText Attribute => AttributeText.Of(Kind);
}

/// <summary>The channels of several values one behind the other.</summary>
internal sealed class ConcatLayer(IReadOnlyList<Value> inputs, int[] outputShape, OnnxNode node) : NetworkLayer(inputs, outputShape, node)
{
    public override string Kind => "Concat";

    public override LayerRole Role => LayerRole.Pass;

    public override AttributeText Attribute => AttributeText.Of(Kind);
}

/// <summary>The same values in another shape.</summary>
internal sealed class ReshapeLayer(Value input, int[] outputShape, OnnxNode? node) : NetworkLayer([input], outputShape, node)
{
    public override string Kind => Output.Rank == 1 ? "Flatten" : "Reshape";

    public override LayerRole Role => LayerRole.Pass;

    public override AttributeText Attribute => Output.Rank == 1
        ? AttributeText.Of(Kind)
        : Output.Shape.Aggregate(AttributeText.Of(Kind), static (text, size) => text.With(size, "Size"));
}

/// <summary>What a frame of padding holds; the order is that of the runtime's enumeration.</summary>
internal enum FrameMode
{
    Zero,
    Reflect,
    Replicate,
}

/// <summary>A frame around a picture, or less of one.</summary>
internal sealed class FrameLayer(Value input, int[] outputShape, OnnxNode node, Frame frame, bool isCrop, FrameMode mode) : NetworkLayer([input], outputShape, node)
{
    public Frame Frame => frame;

    public bool IsZeroPad => !isCrop && mode == FrameMode.Zero;

    public override string Kind => isCrop ? "Crop" : "Pad";

    public override LayerRole Role => LayerRole.Pass;

    public override AttributeText Attribute
    {
        get
        {
            bool isSequence = Output.Rank == 2;
            bool isEven = frame.Left == frame.Right && (isSequence || (frame.Top == frame.Bottom && frame.Top == frame.Left));
            AttributeText text = isEven
                ? AttributeText.Of(Kind).With(frame.Left, "Size")
                : AttributeText.Of(Kind).Named("Top", frame.Top, 0).Named("Bottom", frame.Bottom, 0).Named("Left", frame.Left, 0).Named("Right", frame.Right, 0);
            return mode == FrameMode.Zero ? text : text.Named("Mode", "PadMode." + mode);
        }
    }
}

/// <summary>Each pixel repeated.</summary>
internal sealed class UpsampleLayer(Value input, int[] outputShape, OnnxNode node, int scale) : NetworkLayer([input], outputShape, node)
{
    public override string Kind => "Upsample";

    public override LayerRole Role => LayerRole.Pass;

    public override AttributeText Attribute => AttributeText.Of(Kind).With(scale, "Scale");
}
