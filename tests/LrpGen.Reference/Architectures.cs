namespace LrpGen.Reference;

/// <summary>Weight files of well-known networks with generated values, by torchvision's names and in its shapes.</summary>
public static class Architectures
{
    // Expansion, channels, uses: table 2 of Sandler et al. 2018.
    private static readonly (int Expansion, int Channels, int Uses)[] InvertedResiduals =
        [(1, 16, 1), (6, 24, 2), (6, 32, 3), (6, 64, 4), (6, 96, 3), (6, 160, 3), (6, 320, 1)];

    // Channels between, and of each of the two convolutions behind: table 1 of Iandola et al. 2016.
    private static readonly (int Module, int Few, int Many)[] Fires =
        [(3, 16, 64), (4, 16, 64), (5, 32, 128), (7, 32, 128), (8, 48, 192), (9, 48, 192), (10, 64, 256), (12, 64, 256)];

    public static GeneratedTensors ResNet18() => ResNet([2, 2, 2, 2], isDeep: false);

    public static GeneratedTensors ResNet50() => ResNet([3, 4, 6, 3], isDeep: true);

    public static GeneratedTensors MobileNetV2()
    {
        GeneratedTensors tensors = new GeneratedTensors().Conv("features.0.0", 3, 32, 3).Norm("features.0.1", 32);
        int inputs = 32;
        int module = 1;
        foreach ((int expansion, int channels, int uses) in InvertedResiduals)
        {
            for (int k = 0; k < uses; k++)
            {
                string name = $"features.{module++}.conv.";
                int wide = expansion * inputs;
                int at = expansion > 1 ? 1 : 0;
                if (at > 0)
                    tensors.Conv(name + "0.0", inputs, wide, 1).Norm(name + "0.1", wide);
                tensors.Conv($"{name}{at}.0", 1, wide, 3).Norm($"{name}{at}.1", wide);
                tensors.Conv($"{name}{at + 1}", wide, channels, 1).Norm($"{name}{at + 2}", channels);
                inputs = channels;
            }
        }

        return tensors.Conv("features.18.0", inputs, 1280, 1).Norm("features.18.1", 1280).Linear("classifier.1", 1280, 1000);
    }

    /// <summary>SqueezeNet 1.0.</summary>
    /// <param name="byAuthors">Whether the names are its authors' instead.</param>
    public static GeneratedTensors SqueezeNet(bool byAuthors = false)
    {
        GeneratedTensors tensors = new GeneratedTensors().Conv(byAuthors ? "conv1" : "features.0", 3, 96, 7, hasBias: true);
        int inputs = 96;
        int number = 2;
        foreach ((int module, int few, int many) in Fires)
        {
            string name = byAuthors ? $"fire{number++}." : $"features.{module}.";
            tensors.Conv(name + (byAuthors ? "squeeze1x1" : "squeeze"), inputs, few, 1, hasBias: true);
            tensors.Conv(name + "expand1x1", few, many, 1, hasBias: true).Conv(name + "expand3x3", few, many, 3, hasBias: true);
            inputs = 2 * many;
        }

        return tensors.Conv(byAuthors ? "conv10" : "classifier.1", inputs, 1000, 1, hasBias: true);
    }

    private static GeneratedTensors ResNet(int[] depths, bool isDeep)
    {
        GeneratedTensors tensors = new GeneratedTensors().Conv("conv1", 3, 64, 7).Norm("bn1", 64);
        int inputs = 64;
        for (int stage = 0; stage < depths.Length; stage++)
        {
            int channels = 64 << stage;
            int result = isDeep ? 4 * channels : channels;
            for (int k = 0; k < depths[stage]; k++)
            {
                string block = $"layer{stage + 1}.{k}.";
                tensors.Conv(block + "conv1", inputs, channels, isDeep ? 1 : 3).Norm(block + "bn1", channels);
                tensors.Conv(block + "conv2", channels, channels, 3).Norm(block + "bn2", channels);
                if (isDeep)
                    tensors.Conv(block + "conv3", channels, result, 1).Norm(block + "bn3", result);
                if (inputs != result)
                    tensors.Conv(block + "downsample.0", inputs, result, 1).Norm(block + "downsample.1", result);
                inputs = result;
            }
        }

        return tensors.Linear("fc", inputs, 1000);
    }
}
