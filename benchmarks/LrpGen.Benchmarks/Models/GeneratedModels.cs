namespace LrpGen.Benchmarks.Models;

/// <summary>The large networks in torchvision's layout and order of tensors, with generated weights.</summary>
internal static class GeneratedModels
{
    private const int Classes = 1000;

    private static string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "lrpgen-benchmarks")).FullName;

    public static ModelFiles Vgg16()
    {
        var graph = new GraphBuilder(3, 224, 224);
        string value = GraphBuilder.Input;
        int module = 0, inputs = 3;
        foreach (int[] stage in new int[][] { [64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512] })
        {
            foreach (int channels in stage)
            {
                value = graph.ReLU(graph.Conv(value, $"features.{module}", inputs, channels, 3, bias: true));
                (inputs, module) = (channels, module + 2);
            }

            value = graph.MaxPool(value, 2, 2);
            module++;
        }

        value = graph.ReLU(graph.Dense(graph.Flatten(value), "classifier.0", 512 * 7 * 7, 4096));
        value = graph.ReLU(graph.Dense(value, "classifier.3", 4096, 4096));
        return graph.Write(Folder, "vgg-16", graph.Dense(value, "classifier.6", 4096, Classes), Classes);
    }

    public static ModelFiles ResNet18()
    {
        var graph = new GraphBuilder(3, 224, 224);
        string value = graph.ReLU(graph.BatchNorm(graph.Conv(GraphBuilder.Input, "conv1", 3, 64, 7, stride: 2), "bn1", 64));
        value = graph.MaxPool(value, 3, 2, pad: 1);
        int inputs = 64;
        for (int stage = 0; stage < 4; stage++)
        {
            int channels = 64 << stage;
            for (int k = 0; k < 2; k++)
            {
                value = Residual(graph, value, $"layer{stage + 1}.{k}", inputs, channels);
                inputs = channels;
            }
        }

        value = graph.Flatten(graph.GlobalAverage(value));
        return graph.Write(Folder, "resnet-18", graph.Dense(value, "fc", inputs, Classes), Classes);
    }

    public static ModelFiles MobileNetV2()
    {
        var graph = new GraphBuilder(3, 224, 224);
        string value = ConvNorm6(graph, GraphBuilder.Input, "features.0.0", "features.0.1", 3, 32, 3, stride: 2);
        value = ConvNorm6(graph, value, "features.1.conv.0.0", "features.1.conv.0.1", 32, 32, 3, groups: 32);
        value = graph.BatchNorm(graph.Conv(value, "features.1.conv.1", 32, 16, 1), "features.1.conv.2", 16);
        int block = 2, inputs = 16;
        foreach ((int channels, int count, int stride) in new[] { (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1) })
        {
            for (int k = 0; k < count; k++)
            {
                value = Inverted(graph, value, $"features.{block++}", inputs, channels, k == 0 ? stride : 1);
                inputs = channels;
            }
        }

        value = ConvNorm6(graph, value, "features.18.0", "features.18.1", inputs, 1280, 1);
        value = graph.Flatten(graph.GlobalAverage(value));
        return graph.Write(Folder, "mobilenet-v2", graph.Dense(value, "classifier.1", 1280, Classes), Classes);
    }

    private static string Residual(GraphBuilder graph, string input, string name, int inputs, int channels)
    {
        int stride = channels / inputs;
        string value = graph.ReLU(graph.BatchNorm(graph.Conv(input, name + ".conv1", inputs, channels, 3, stride), name + ".bn1", channels));

        // The sum of two has twice the variance; the scale of one keeps values from growing with the depth.
        value = graph.BatchNorm(graph.Conv(value, name + ".conv2", channels, channels, 3), name + ".bn2", channels, scale: 0.6f);
        string shortcut = stride == 1
            ? input
            : graph.BatchNorm(graph.Conv(input, name + ".downsample.0", inputs, channels, 1, stride), name + ".downsample.1", channels, scale: 0.6f);
        return graph.ReLU(graph.Add(value, shortcut));
    }

    private static string Inverted(GraphBuilder graph, string input, string name, int inputs, int channels, int stride)
    {
        int wide = 6 * inputs;
        string value = ConvNorm6(graph, input, name + ".conv.0.0", name + ".conv.0.1", inputs, wide, 1);
        value = ConvNorm6(graph, value, name + ".conv.1.0", name + ".conv.1.1", wide, wide, 3, stride, wide);
        value = graph.BatchNorm(graph.Conv(value, name + ".conv.2", wide, channels, 1), name + ".conv.3", channels, scale: 0.6f);
        return stride == 1 && inputs == channels ? graph.Add(value, input) : value;
    }

    private static string ConvNorm6(
        GraphBuilder graph, string input, string name, string norm, int inputs, int outputs, int kernel, int stride = 1, int groups = 1) =>
        graph.ReLU6(graph.BatchNorm(graph.Conv(input, name, inputs, outputs, kernel, stride, groups), norm, outputs));
}
