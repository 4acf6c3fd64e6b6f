using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Transposed convolutions. One of a sequence is that of a picture one row high.</summary>
internal static class ConvTransposeOperator
{
    public static void Convert(NetworkBuilder builder, OnnxNode node)
    {
        Value input = SlidingReader.Places(builder, node);
        (Constant weight, int groups) = ConvOperator.Weights(builder, node, input);
        int channels = (int)Math.Min((long)weight.Shape[1] * groups, int.MaxValue);
        if (input.Channels != weight.Shape[0] || weight.Shape[0] % groups != 0)
            throw node.Fail($"has weights of shape {Sizes.Text(weight.Shape)} in {groups} groups, which do not fit {input.Channels} channels");
        Constant? bias = ConvOperator.Bias(builder, node, channels);
        (Sliding sliding, int outputPadding, int[] places) = Slide(node, weight.Shape[2..], input.Shape[1..]);
        if (input.Rank == 3)
        {
            builder.Give(node, new ConvLayer(input, [channels, .. places], node, weight, bias, sliding, groups) { IsTransposed = true, OutputPadding = outputPadding });
            return;
        }

        Value picture = builder.Add(new ReshapeLayer(input, [input.Channels, 1, input.Shape[1]], node)).Output;
        int[] shape = [.. weight.Shape[..2], 1, weight.Shape[2]];
        var flat = new ComputedConstant(weight.Type, shape, weight.Name, () => weight.Read().Reshaped(shape));
        var layer = new ConvLayer(picture, [channels, 1, places[0]], node, flat, bias, sliding, groups) { IsTransposed = true, OutputPadding = outputPadding };
        builder.Give(node, new ReshapeLayer(builder.Add(layer).Output, [channels, places[0]], node));
    }

    private static (Sliding Sliding, int OutputPadding, int[] Places) Slide(OnnxNode node, int[] kernel, int[] places)
    {
        Sliding sliding = SlidingReader.Read(node, kernel, places);
        int rank = kernel.Length;
        int[] extra = SlidingReader.Sizes(node, "output_padding", rank, 0) ?? new int[rank];
        int[] wanted = WantedOutput(node, places, sliding);
        int[] before = rank == 1 ? [sliding.Padding.Left] : [sliding.Padding.Top, sliding.Padding.Left];
        int[] behind = rank == 1 ? [sliding.Padding.Right] : [sliding.Padding.Bottom, sliding.Padding.Right];
        int[] spans = rank == 1 ? [sliding.SpanX] : [sliding.SpanY, sliding.SpanX];
        int[] strides = rank == 1 ? [sliding.StrideX] : [sliding.StrideY, sliding.StrideX];
        bool isUpper = node.Text("auto_pad", "NOTSET") == "SAME_UPPER";
        var output = new int[rank];
        int most = extra.Max();
        for (int k = 0; k < rank; k++)
        {
            long whole = ((places[k] - 1L) * strides[k]) + spans[k] + extra[k];
            if (wanted.Length > 0)
            {
                long all = whole - wanted[k];
                if (all is < 0 or > ShapeLimits.MostSlide)
                    throw node.Fail($"is to give {wanted[k]} places along direction {k + 1}, but reaches {whole}");
                int less = (int)all / 2;
                (before[k], behind[k]) = isUpper ? (less, (int)all - less) : ((int)all - less, less);
            }

            long size = whole - before[k] - behind[k];
            output[k] = size is >= 1 and <= int.MaxValue ? (int)size : throw node.Fail($"gives {size} places along direction {k + 1}");

            // The language adds as much in both directions; what one does not want, padding takes away again.
            behind[k] += most - extra[k];
        }

        Frame padding = rank == 1 ? new Frame(0, before[0], most, behind[0]) : new Frame(before[0], before[1], behind[0], behind[1]);
        return (sliding with { Padding = padding }, most, output);
    }

    /// <summary>The output's sizes where the model tells them; else none.</summary>
    private static int[] WantedOutput(OnnxNode node, int[] places, Sliding sliding)
    {
        if (node.Ints("output_shape") is { Count: > 0 } shape)
        {
            int[] sizes = [.. shape.Skip(Math.Max(0, shape.Count - places.Length)).Select(static size => (int)Math.Clamp(size, 0, int.MaxValue))];
            return sizes.Length == places.Length ? sizes : throw node.Fail($"is to give a value of shape [{string.Join(", ", shape)}], which does not fit");
        }

        if (!node.Text("auto_pad", "NOTSET").StartsWith("SAME", StringComparison.Ordinal))
            return [];
        int[] strides = places.Length == 1 ? [sliding.StrideX] : [sliding.StrideY, sliding.StrideX];
        return [.. places.Select((size, k) => (int)Math.Min((long)size * strides[k], int.MaxValue))];
    }
}
