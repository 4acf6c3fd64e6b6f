using LrpGen.Import.Tests.Operators;
using LrpGen.Onnx.Testing;
using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests;

/// <summary>Models like those that PyTorch exports, with random weights.</summary>
internal static class SampleModels
{
    /// <summary>
    /// The residual network of samples/Fashion, its batch norms folded by the exporter, which then renames the weights.
    /// </summary>
    public static OnnxBuilder FashionResNet()
    {
        var s = new Sketch();
        int number = 89;
        string y = s.Model.Node("Relu", [Conv(s.Model.Input("input", "N", 1, 28, 28), "/conv1", 16, 1, 3, 1)], "/relu/Relu");
        y = Block(y, "/layer1", 16, 16, 1);
        y = Block(y, "/layer2", 32, 16, 2);
        y = Block(y, "/layer3", 64, 32, 2);
        y = s.Model.Node("Flatten", [s.Model.Node("GlobalAveragePool", [y], "/pool/GlobalAveragePool")], "/Flatten");
        s.Model.Add("Gemm", [y, s.W("fc.weight", 10, 64), s.W("fc.bias", 10)], ["logits"], "/fc/Gemm", ("alpha", 1f), ("beta", 1f), ("transB", 1));
        s.Model.Output("logits", "N", 10);
        return s.Model;

        string Block(string x, string path, int channels, int inputs, int stride)
        {
            string inner = s.Model.Node("Relu", [Conv(x, path + "/conv1", channels, inputs, 3, stride)], path + "/relu/Relu");
            inner = Conv(inner, path + "/conv2", channels, channels, 3, 1);
            string shortcut = stride == 1 ? x : Conv(x, path + "/down/down.0", channels, inputs, 1, stride);
            return s.Model.Node("Relu", [s.Model.Node("Add", [inner, shortcut], path + "/Add")], path + "/relu_1/Relu");
        }

        string Conv(string x, string path, int channels, int inputs, int kernel, int stride)
        {
            int pad = kernel / 2;
            string weight = s.W($"onnx::Conv_{number++}", channels, inputs, kernel, kernel);
            string bias = s.W($"onnx::Conv_{number++}", channels);
            number++;
            return s.Model.Node("Conv", [x, weight, bias], path + "/Conv", Ints("pads", pad, pad, pad, pad), Ints("strides", stride, stride), Ints("dilations", 1, 1), Ints("kernel_shape", kernel, kernel), ("group", 1));
        }
    }

    /// <summary>
    /// VGG-16 in torchvision's layout with elements from the given function of tensor and element: 138 million weights, which are made when
    /// they are written.
    /// </summary>
    /// <param name="element">The element of a tensor of so many inputs; biases have none.</param>
    /// <param name="storage">Where the tensors are kept.</param>
    public static OnnxBuilder Vgg16(Func<int, long, long, double> element, TensorStorage storage = TensorStorage.Raw)
    {
        var model = new OnnxBuilder();
        int tensor = 0;
        int inputs = 3;
        int module = 0;
        string y = model.Input("input", "N", 3, 224, 224);
        foreach (int channels in new[] { 64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0 })
        {
            if (channels == 0)
            {
                y = model.Node("MaxPool", [y], $"/features/features.{module++}/MaxPool", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Ints("pads", 0, 0, 0, 0), ("ceil_mode", 0));
                continue;
            }

            string[] weights = Weights($"features.{module}", [channels, inputs, 3, 3]);
            y = model.Node("Conv", [y, .. weights], $"/features/features.{module++}/Conv", Ints("pads", 1, 1, 1, 1), Ints("strides", 1, 1), Ints("kernel_shape", 3, 3));
            y = model.Node("Relu", [y], $"/features/features.{module++}/Relu");
            inputs = channels;
        }

        y = model.Node("AveragePool", [y], "/avgpool/AveragePool", Ints("kernel_shape", 1, 1), Ints("strides", 1, 1));
        y = model.Node("Flatten", [y], "/Flatten", ("axis", 1));
        y = Dense(y, "classifier.0", 4096, 25088);
        y = model.Node("Relu", [y], "/classifier/classifier.1/Relu");
        y = Dense(y, "classifier.3", 4096, 4096);
        y = model.Node("Relu", [y], "/classifier/classifier.4/Relu");
        model.Output(Dense(y, "classifier.6", 1000, 4096), "N", 1000);
        return model;

        string Dense(string x, string name, int features, int count) =>
            model.Node("Gemm", [x, .. Weights(name, [features, count])], $"/classifier/{name}/Gemm", ("transB", 1));

        string[] Weights(string name, int[] shape)
        {
            int weight = tensor++;
            int bias = tensor++;
            long count = shape.Skip(1).Aggregate(1L, static (product, size) => product * size);
            return
            [
                model.Tensor(new OnnxTensor(name + ".weight", ElementType.Float, shape, k => element(weight, k, count), storage)),
                model.Tensor(new OnnxTensor(name + ".bias", ElementType.Float, shape[..1], k => element(bias, k, 0), storage)),
            ];
        }
    }

    /// <summary>A network of bottlenecks as in ResNet-50, its batch norms not folded.</summary>
    public static OnnxBuilder Bottlenecks()
    {
        var s = new Sketch();
        string y = Norm(s.Conv(s.Model.Input("x", "N", 3, 16, 16), "conv1", 8, 3, 3, Ints("pads", 1, 1, 1, 1)), "bn1", 8, relu: true);
        int inputs = 8;
        for (int stage = 1; stage <= 4; stage++)
        {
            int channels = 4 << stage;
            for (int k = 0; k < 3; k++)
            {
                y = Bottleneck(y, $"layer{stage}.{k}", channels, inputs, k == 0 && stage > 1 ? 2 : 1);
                inputs = 2 * channels;
            }
        }

        y = s.Model.Node("Flatten", [s.Model.Node("GlobalAveragePool", [y], "/avgpool/GlobalAveragePool")], "/Flatten");
        s.Model.Output(s.Linear(y, 10, inputs), "N", 10);
        return s.Model;

        string Bottleneck(string x, string name, int channels, int count, int stride)
        {
            string path = Path(name);
            string z = Norm(Conv(x, name + ".conv1", channels, count, 1, 1), name + ".bn1", channels, relu: true);
            z = Norm(Conv(z, name + ".conv2", channels, channels, 3, stride), name + ".bn2", channels, relu: true);
            z = Norm(Conv(z, name + ".conv3", 2 * channels, channels, 1, 1), name + ".bn3", 2 * channels, relu: false);
            string shortcut = count == 2 * channels && stride == 1 ? x : Norm(Conv(x, name + ".downsample.0", 2 * channels, count, 1, stride), name + ".downsample.1", 2 * channels, relu: false);
            return s.Model.Node("Relu", [s.Model.Node("Add", [z, shortcut], path + "/Add")], path + "/relu/Relu");
        }

        string Conv(string x, string name, int channels, int count, int kernel, int stride) => s.Model.Node(
            "Conv",
            [x, s.W(name + ".weight", channels, count, kernel, kernel)],
            Path(name) + "/Conv",
            Ints("strides", stride, stride),
            Ints("pads", kernel / 2, kernel / 2, kernel / 2, kernel / 2));

        string Norm(string x, string name, int channels, bool relu)
        {
            string z = s.Model.Node(
                "BatchNormalization",
                [x, s.W(name + ".weight", channels), s.W(name + ".bias", channels), s.W(name + ".running_mean", channels), s.Positive(name + ".running_var", channels)],
                Path(name) + "/BatchNormalization");
            return relu ? s.Model.Node("Relu", [z], Path(name) + "/Relu") : z;
        }

        static string Path(string name)
        {
            string[] parts = name.Split('.');
            return "/" + string.Join('/', parts.Select((part, k) => int.TryParse(part, out _) ? parts[k - 1] + "." + part : part));
        }
    }
}
