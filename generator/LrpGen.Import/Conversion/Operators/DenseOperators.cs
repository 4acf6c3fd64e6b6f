using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Conversion.Operators;

/// <summary>Dense layers: products of values with a matrix of the model.</summary>
internal static class DenseOperators
{
    /// <summary>Gemm: alpha A B + beta C.</summary>
    public static void Gemm(NetworkBuilder builder, OnnxNode node)
    {
        Activation input = builder.Input(node);
        Constant matrix = Matrix(node, builder.NeededConstant(node, 1, "weights"));
        if (node.Flag("transA"))
            throw node.Fail("transposes the values, which mixes the samples of a batch; export the model without transA");
        if (input.Shape.Length != 2)
            throw node.Fail($"takes a value of shape {Sizes.Text(input.Shape)}, but needs [batch, features]");
        Constant weight = node.Flag("transB") ? matrix : StructuralFolds.Transposed(matrix, [1, 0]);
        int features = weight.Shape[0];
        float alpha = node.Float("alpha", 1);
        float beta = node.Float("beta", 1);
        Constant? bias = builder.ConstantInput(node, 2) is { } summand ? Bias(node, summand, features) : null;
        if (bias is not null && beta != 1)
            bias = Scaled(bias, beta);
        Give(builder, node, input, alpha == 1 ? weight : Scaled(weight, alpha), bias, [input.Shape[0], features]);
    }

    /// <summary>MatMul, by a matrix of the model from the right.</summary>
    public static void MatMul(NetworkBuilder builder, OnnxNode node)
    {
        if (builder.FindActivation(node.Inputs.ElementAtOrDefault(0) ?? "") is not null && builder.FindActivation(node.Inputs.ElementAtOrDefault(1) ?? "") is not null)
            throw node.Fail("multiplies two values, which no rule of LRP explains: attention cannot be expressed");
        Activation input = builder.Input(node);
        Constant matrix = Matrix(node, builder.NeededConstant(node, 1, "weights"));
        Constant weight = StructuralFolds.Transposed(matrix, [1, 0]);
        int[] output = [.. input.Shape[..^1], weight.Shape[0]];
        if (input.Shape.Length >= 2 && input.Shape[1..^1].All(static size => size == 1))
        {
            Give(builder, node, input, weight, null, output);
            return;
        }

        GiveAtEachPlace(builder, node, input, weight, output);
    }

    /// <summary>A product at each place of a picture or sequence: a convolution of one pixel, where the channels come last in the model.</summary>
    private static void GiveAtEachPlace(NetworkBuilder builder, OnnxNode node, Activation input, Constant weight, int[] output)
    {
        Elementwise.Realize(builder, input);
        if (input.AxisMap() is not [.., 0] || input.Axes is not ([1, 0] or [1, 2, 0]) || input.Value!.Channels != weight.Shape[1])
        {
            throw node.Fail(
                $"multiplies each row of a value of shape {Sizes.Text(input.Shape)} with a matrix; LrpGen multiplies whole samples (put a Flatten before it), or the channels of pictures and sequences");
        }

        Value value = input.Value;
        int[] ones = [.. value.Shape[1..].Select(static _ => 1)];
        int[] shape = [.. weight.Shape, .. ones];
        var kernel = new ComputedConstant(weight.Type, shape, weight.Name, () => weight.Read().Reshaped(shape));
        var layer = new ConvLayer(value, [weight.Shape[0], .. value.Shape[1..]], node, kernel, null, new Sliding(1, 1, 1, 1, 1, 1, default), 1);
        builder.Give(new Activation(node.Outputs[0], output, builder.Add(layer).Output, input.Axes));
    }

    private static void Give(NetworkBuilder builder, OnnxNode node, Activation input, Constant weight, Constant? bias, int[] output)
    {
        if (Sizes.Count(input.SampleShape) != weight.Shape[1])
            throw node.Fail($"has weights for {weight.Shape[1]} inputs, but takes a value of shape {Sizes.Text(input.Shape)}");
        (Value value, int[]? order) = builder.Flat(node, input);
        var layer = new DenseLayer(value, node, order is null ? weight : Ordered(weight, order), bias);
        builder.Give(new Activation(node.Outputs[0], output, builder.Add(layer).Output));
    }

    private static Constant Matrix(OnnxNode node, Constant matrix)
    {
        if (!matrix.Type.IsFloat())
            throw node.Fail($"has weights of the type {matrix.Type.Wording()}; quantized models cannot be expressed: export the float model");
        return matrix.Shape is [>= 1, >= 1] ? matrix : throw node.Fail($"has weights of shape {Sizes.Text(matrix.Shape)}, but needs a matrix");
    }

    /// <summary>The biases, from any shape that stretches to one row.</summary>
    private static Constant Bias(OnnxNode node, Constant summand, int features)
    {
        if (summand.Count != 1 && (summand.Count != features || summand.Shape[^1] != features))
            throw node.Fail($"adds a value of shape {Sizes.Text(summand.Shape)} to {features} features");
        if (summand.Shape is [var count] && count == features)
            return summand;
        return new ComputedConstant(summand.Type, [features], summand.Name, () =>
        {
            Tensor value = summand.Read();
            return value.Gathered([features], k => value.Count == 1 ? 0 : k);
        });
    }

    private static ComputedConstant Scaled(Constant constant, float factor) => new(ElementType.Float, constant.Shape, constant.Name, () =>
    {
        Tensor value = constant.Read();
        return value.Computed(constant.Shape, k => value[k] * factor);
    });

    /// <summary>Weights whose inputs lie in the network's order instead of the model's.</summary>
    private static ComputedConstant Ordered(Constant weight, int[] order)
    {
        int[] source = new int[order.Length];
        for (int k = 0; k < order.Length; k++)
            source[order[k]] = k;
        return new ComputedConstant(weight.Type, weight.Shape, weight.Name, () => weight.Read().Gathered(weight.Shape, k => (k / order.Length * order.Length) + source[k % order.Length]));
    }
}
