using LrpGen.Import.Conversion;
using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>Takes layers into others where nothing that is explained changes by it.</summary>
internal static class FoldingPass
{
    /// <summary>Takes factors of channels into the linear layer behind them, whose padding of zeros they leave as it is.</summary>
    public static void FoldScales(List<NetworkLayer> layers, IReadOnlyList<ModelOutput> outputs)
    {
        foreach (ScaleLayer norm in layers.OfType<ScaleLayer>().Where(static norm => norm.PureScale is not null).ToList())
        {
            var consumers = new Consumers(layers, outputs);
            NetworkLayer? consumer = consumers.Sole(norm.Output);
            while (consumer is FrameLayer { IsZeroPad: true })
                consumer = consumers.Sole(consumer.Output);
            if (norm.HasOwnRule || consumer is not LinearLayer linear || linear.Input.Rank != norm.Output.Rank)
                continue;
            linear.FoldBefore(norm.PureScale!);
            linear.Nodes.AddRange(norm.Nodes);
            Remove(layers, norm);
        }
    }

    /// <summary>
    /// Takes frames of zeros into the padding of the layer behind them: of averages, and of convolutions under rules that multiply by the
    /// input. Under the others the zeros count, and stay.
    /// </summary>
    public static void FoldPads(List<NetworkLayer> layers, IReadOnlyList<ModelOutput> outputs, IReadOnlySet<string> kept)
    {
        var consumers = new Consumers(layers, outputs);
        foreach (FrameLayer pad in layers.OfType<FrameLayer>().Where(pad => pad.IsZeroPad && !kept.Contains(pad.Name)).ToList())
        {
            switch (consumers.Sole(pad.Output))
            {
                case ConvLayer { IsTransposed: false } conv when conv.Rule?.Kind is not (RuleKind.Flat or RuleKind.WSquare or RuleKind.ZBox or RuleKind.Pass):
                    conv.Pad(pad.Frame);
                    conv.Nodes.AddRange(pad.Nodes);
                    break;
                case PoolLayer { Pooling: not PoolKind.Max, IsCeil: false } pool when CanPad(pool, pad.Frame):
                    pool.Pad(pad.Frame);
                    pool.Nodes.AddRange(pad.Nodes);
                    break;
                default:
                    continue;
            }

            Remove(layers, pad);
        }
    }

    /// <summary>Finds the batch norms that the compiler folds into a linear layer, before or behind them.</summary>
    public static void FindFolds(IReadOnlyList<NetworkLayer> layers, IReadOnlyList<ModelOutput> outputs)
    {
        var consumers = new Consumers(layers, outputs);
        foreach (NormLayer norm in layers.OfType<NormLayer>())
        {
            bool isBehind = IsBehindLinear(norm, consumers);
            norm.IsFoldedAhead = !isBehind && !norm.HasOwnRule && IsBeforeLinear(norm, consumers);
            norm.IsFolded = isBehind || norm.IsFoldedAhead;
        }
    }

    private static bool IsBehindLinear(NormLayer norm, Consumers consumers)
    {
        Value value = norm.Input;
        while (consumers.Sole(value) is not null)
        {
            if (value.Producer is LinearLayer)
                return true;
            if (value.Producer is not NormLayer { IsFolded: true, IsFoldedAhead: false } folded)
                return false;
            value = folded.Input;
        }

        return false;
    }

    private static bool IsBeforeLinear(NormLayer norm, Consumers consumers)
    {
        NetworkLayer? consumer = consumers.Sole(norm.Output);
        while (consumer is ReshapeLayer { Output.Rank: 1 })
            consumer = consumers.Sole(consumer.Output);
        return consumer is DenseLayer or ConvLayer { IsPadded: false, Groups: 1 };
    }

    /// <summary>Whether an average counts the frame as the pad had it: it counts no padding of its own otherwise.</summary>
    private static bool CanPad(PoolLayer pool, Frame frame)
    {
        Frame all = pool.Sliding.Padding.Plus(frame);
        return (pool.CountsPadding || pool.Sliding.Padding.IsEmpty)
            && all.Top < pool.Sliding.KernelY && all.Bottom < pool.Sliding.KernelY && all.Left < pool.Sliding.KernelX && all.Right < pool.Sliding.KernelX;
    }

    private static void Remove(List<NetworkLayer> layers, NetworkLayer layer)
    {
        layers.Remove(layer);
        foreach (NetworkLayer other in layers)
        {
            for (int k = 0; k < other.Inputs.Count; k++)
            {
                if (other.Inputs[k] == layer.Output)
                    other.Inputs[k] = layer.Input;
            }
        }
    }
}
