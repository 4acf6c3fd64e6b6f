using LrpGen.Import.Graph;

namespace LrpGen.Import.Network;

/// <summary>What becomes of a window.</summary>
internal enum PoolKind
{
    Max,
    Average,
    Sum,
}

/// <summary>A pooling with sliding windows.</summary>
internal sealed class PoolLayer(Value input, int[] outputShape, OnnxNode node, PoolKind kind, Sliding sliding, bool isCeil, bool countsPadding)
    : NetworkLayer([input], outputShape, node)
{
    public Sliding Sliding { get; private set; } = sliding;

    public bool IsCeil => isCeil;

    public PoolKind Pooling => kind;

    /// <summary>Whether padding counts in an average's divisor.</summary>
    public bool CountsPadding { get; private set; } = countsPadding;

    public override string Kind => kind switch
    {
        PoolKind.Max => "MaxPool",
        PoolKind.Average => "AvgPool",
        _ => "SumPool",
    };

    public override LayerRole Role => kind == PoolKind.Max ? LayerRole.Max : LayerRole.Norm;

    public override AttributeText Attribute
    {
        get
        {
            Sliding s = Sliding;
            bool isSequence = Output.Rank == 2;
            AttributeText text = AttributeText.Of(Kind).With(isSequence ? s.KernelX : s.KernelY, "Kernel");
            if (!isSequence && s.KernelX != s.KernelY)
                text = text.Named("KernelX", s.KernelX, s.KernelY);
            if (isSequence)
                text = text.Named("Stride", s.StrideX, s.KernelX);
            else if (s.StrideY != s.KernelY || s.StrideX != s.KernelX)
                text = text.Both("Stride", s.StrideY, s.StrideX, 0);
            int height = isSequence ? 1 : Input.Shape[1];
            text = isSequence && s.Padding.Left == s.Padding.Right
                ? text.Named("Padding", s.Padding.Left, 0)
                : s.Padding.AddTo(text, !isCeil && s.IsSame(height, Input.Shape[^1]));
            if (isCeil)
                text = text.Named("Ceil", "true");
            if (kind == PoolKind.Average && !CountsPadding && !s.Padding.IsEmpty)
                text = text.Named("CountPadding", "false");
            return MaxPooling.AddRelevance(this, text);
        }
    }

    /// <summary>Takes in a frame of zeros before the layer, which an average counts.</summary>
    public void Pad(Frame frame)
    {
        Sliding = Sliding with { Padding = Sliding.Padding.Plus(frame) };
        CountsPadding = true;
    }
}

/// <summary>A pooling over all of each channel.</summary>
internal sealed class GlobalPoolLayer(Value input, OnnxNode node, PoolKind kind)
    : NetworkLayer([input], input.Rank == 2 ? [input.Channels, 1] : [input.Channels, 1, 1], node)
{
    public override string Kind => kind == PoolKind.Max ? "GlobalMaxPool" : "GlobalAvgPool";

    public override LayerRole Role => kind == PoolKind.Max ? LayerRole.Max : LayerRole.Norm;

    public override AttributeText Attribute => MaxPooling.AddRelevance(this, AttributeText.Of(Kind));
}

/// <summary>How a maximum's attribute says where relevance goes.</summary>
internal static class MaxPooling
{
    public static AttributeText AddRelevance(NetworkLayer layer, AttributeText text) => layer is { Role: LayerRole.Max, HasOwnRule: true, Rule.Kind: var rule }
        ? text.Named("Relevance", "MaxRelevance." + rule)
        : text;
}
