using LrpGen.Benchmarks.Networks;
using LrpGen.Reference;
using LrpGen.Samples.ImageNet;

namespace LrpGen.Tests.Networks;

/// <summary>Networks that people run, on generated weights by the names of their usual files.</summary>
/// <param name="Tensors">The weights.</param>
/// <param name="Parameters">How many torchvision counts.</param>
/// <param name="Convolutions">How many convolutions there are.</param>
/// <param name="Network">The network's class.</param>
/// <param name="Load">Loads it.</param>
internal sealed record Architecture(Func<GeneratedTensors> Tensors, long Parameters, int Convolutions, Type Network, Func<WeightFile, INetwork> Load)
{
    public static Dictionary<string, Architecture> All { get; } = new()
    {
        [nameof(ResNet18)] = Of<ResNet18>(Architectures.ResNet18, 11_689_512, 20),
        [nameof(ResNet50)] = Of<ResNet50>(Architectures.ResNet50, 25_557_032, 53),
        [nameof(MobileNet)] = Of<MobileNet>(Architectures.MobileNetV2, 3_504_872, 52),
        [nameof(SqueezeNetGammaBox)] = Of<SqueezeNetGammaBox>(static () => Architectures.SqueezeNet(byAuthors: true), 1_248_424, 26),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The network on its generated weights.</summary>
    public INetwork LoadGenerated()
    {
        using WeightFile file = WeightFile.Read(Tensors().ToFile(), "generated");
        return Load(file);
    }

    private static Architecture Of<TNetwork>(Func<GeneratedTensors> tensors, long parameters, int convolutions)
        where TNetwork : INetwork<TNetwork> =>
        new(tensors, parameters, convolutions, typeof(TNetwork), static file => TNetwork.Load(file));
}
