using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Enlargements that repeat each pixel: Upsample, and Resize where it comes to the same.</summary>
internal static class ResizeOperator
{
    public static void Convert(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        string mode = node.Text("mode", "nearest");
        if (mode != "nearest")
            throw node.Fail($"resizes in the mode '{mode}', which LrpGen does not have; use nearest");
        if (node.Flag("antialias") || node.Text("keep_aspect_ratio_policy", "stretch") != "stretch")
            throw node.Fail("resizes with antialiasing or keeps the aspect ratio, which LrpGen does not have");
        node.Float("extrapolation_value", 0);
        node.Float("cubic_coeff_a", 0);
        node.Flag("exclude_outside");

        int[] size = Target(builder, node, input);
        Value value = builder.Matched(node, input);
        int[] axes = value == input.Value ? input.Axes : [.. Enumerable.Range(0, value.Rank)];
        int[] shape = new int[value.Rank];
        for (int k = 0; k < axes.Length; k++)
            shape[axes[k]] = size[k + 1];
        if (shape.SequenceEqual(value.Shape))
        {
            builder.Forward(node, input);
            return;
        }

        int scale = shape[^1] / value.Shape[^1];
        bool isEven = value.Rank > 1 && size[0] == input.Shape[0] && shape[0] == value.Channels && Enumerable.Range(1, value.Rank - 1).All(axis => shape[axis] == (long)value.Shape[axis] * scale);
        if (!isEven || scale > ShapeLimits.MostSlide)
            throw node.Fail($"resizes {Sizes.Text(input.Shape)} to {Sizes.Text(size)}; LrpGen enlarges rows and columns alike, by a whole number");
        if (!Repeats(node, scale))
            throw node.Fail("takes pixels from other places than a plain repetition does; use asymmetric coordinates and round down (floor)");
        builder.Give(new Activation(node.Outputs[0], size, builder.Add(new UpsampleLayer(value, shape, node, scale)).Output, axes));
    }

    private static int[] Target(NetworkBuilder builder, OnnxNode node, Activation input)
    {
        int rank = input.Shape.Length;
        int[] axes = node.Ints("axes") is { Count: > 0 } told ? ShapeRules.Axes(node, told, rank) : [.. Enumerable.Range(0, rank)];
        int place = node.Op == "Upsample" || node.Opset < 11 ? 1 : 2;
        int[] size = [.. input.Shape];
        if (place == 2 && node.Has(3))
        {
            long[] sizes = builder.NeededConstant(node, 3, "sizes").Read() is { IsInteger: true } tensor ? tensor.Integers : throw node.Fail("has sizes that are no whole numbers");
            if (sizes.Length != axes.Length || sizes.Any(static length => length is < 1 or > int.MaxValue))
                throw node.Fail($"resizes to [{string.Join(", ", sizes)}], which is no shape");
            for (int k = 0; k < axes.Length; k++)
                size[axes[k]] = (int)sizes[k];
            return size;
        }

        double[] scales = node.Floats("scales") is { } attribute
            ? [.. attribute.Select(static scale => (double)scale)]
            : builder.NeededConstant(node, place, "scales").Read() is var values ? [.. Enumerable.Range(0, values.Count).Select(k => values[k])] : [];
        if (scales.Length != axes.Length || scales.Any(static scale => !(scale > 0 && scale <= ShapeLimits.MostSlide)))
            throw node.Fail($"resizes by [{string.Join(", ", scales)}], which does not fit {rank} dimensions");
        for (int k = 0; k < axes.Length; k++)
            size[axes[k]] = (int)Math.Min(Math.Floor(size[axes[k]] * scales[k]), int.MaxValue);
        return size;
    }

    /// <summary>Whether each place of the output takes the pixel that a plain repetition puts there; the same for all pixels of a row.</summary>
    private static bool Repeats(OnnxNode node, int scale)
    {
        string usual = node.Op == "Upsample" || node.Opset < 11 ? "asymmetric" : "half_pixel";
        string coordinates = node.Text("coordinate_transformation_mode", usual);
        string rounding = node.Text("nearest_mode", usual == "asymmetric" ? "floor" : "round_prefer_floor");
        for (int k = 0; k < scale; k++)
        {
            double source = coordinates switch
            {
                "asymmetric" => k / (double)scale,
                "half_pixel" or "pytorch_half_pixel" or "half_pixel_symmetric" => ((k + 0.5) / scale) - 0.5,
                "tf_half_pixel_for_nn" => (k + 0.5) / scale,
                _ => double.NaN,
            };
            double pixel = rounding switch
            {
                "floor" => Math.Floor(source),
                "ceil" => Math.Ceiling(source),
                "round_prefer_floor" => Math.Ceiling(source - 0.5),
                "round_prefer_ceil" => Math.Floor(source + 0.5),
                _ => double.NaN,
            };

            // At the rim, what would lie before the first pixel is the first; inside it would be the pixel before.
            if (pixel != 0)
                return false;
        }

        return true;
    }
}
