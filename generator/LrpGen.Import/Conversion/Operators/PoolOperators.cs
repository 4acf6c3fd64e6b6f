using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Poolings.</summary>
internal static class PoolOperators
{
    public static void Max(NetworkBuilder builder, OnnxNode node)
    {
        if (node.Outputs.Count > 1 && builder.Graph.ConsumersOf(node.Outputs[1]) > 0)
            throw node.Fail("gives the places of its maxima to another node, which LrpGen cannot express; unpool with an upsampling instead");
        node.Int("storage_order", 0);
        Slide(builder, node, PoolKind.Max, countsPadding: false);
    }

    public static void Average(NetworkBuilder builder, OnnxNode node) => Slide(builder, node, PoolKind.Average, node.Flag("count_include_pad"));

    public static void GlobalAverage(NetworkBuilder builder, OnnxNode node) =>
        builder.Give(node, new GlobalPoolLayer(SlidingReader.Places(builder, node), node, PoolKind.Average));

    public static void GlobalMax(NetworkBuilder builder, OnnxNode node) =>
        builder.Give(node, new GlobalPoolLayer(SlidingReader.Places(builder, node), node, PoolKind.Max));

    private static void Slide(NetworkBuilder builder, OnnxNode node, PoolKind kind, bool countsPadding)
    {
        Value input = SlidingReader.Places(builder, node);
        int[] kernel = SlidingReader.Sizes(node, "kernel_shape", input.Rank - 1, 1) ?? throw node.Fail("has no kernel_shape");
        Sliding sliding = SlidingReader.Read(node, kernel, input.Shape[1..]);
        if (sliding.DilationY != 1 || sliding.DilationX != 1)
            throw node.Fail("has windows with gaps (dilations), which LrpGen's poolings do not have");
        Frame padding = sliding.Padding;
        if (padding.Top >= sliding.KernelY || padding.Bottom >= sliding.KernelY || padding.Left >= sliding.KernelX || padding.Right >= sliding.KernelX)
            throw node.Fail($"pads by as much as its window {Sizes.Text(kernel)} is large, so that a window may hold padding alone");
        bool isCeil = node.Flag("ceil_mode");
        if (sliding is { KernelY: 1, KernelX: 1, StrideY: 1, StrideX: 1 })
        {
            builder.Forward(node, builder.Input(node));
            return;
        }

        int[] output = [input.Channels, .. SlidingReader.Output(node, input, sliding, isCeil)];
        if (kind != PoolKind.Sum && padding.IsEmpty && kernel.SequenceEqual(input.Shape[1..]))
        {
            builder.Give(node, new GlobalPoolLayer(input, node, kind));
            return;
        }

        bool isRounded = isCeil && !output.AsSpan(1).SequenceEqual(SlidingReader.Output(node, input, sliding));
        builder.Give(node, new PoolLayer(input, output, node, kind, sliding, isRounded, countsPadding));
    }
}
