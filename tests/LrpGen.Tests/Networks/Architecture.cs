using LrpGen.Benchmarks.Networks;
using LrpGen.Reference;

namespace LrpGen.Tests.Networks;

/// <summary>Networks that people run, on generated weights by the names of their usual files.</summary>
/// <param name="Tensors">The weights.</param>
/// <param name="Parameters">How many torchvision counts.</param>
/// <param name="Convolutions">How many convolutions there are.</param>
/// <param name="Load">Loads the network.</param>
internal sealed record Architecture(Func<GeneratedTensors> Tensors, long Parameters, int Convolutions, Func<WeightFile, INetwork> Load)
{
    public static Dictionary<string, Architecture> All { get; } = new()
    {
        [nameof(ResNet18)] = new(Architectures.ResNet18, 11_689_512, 20, ResNet18.Load),
        [nameof(ResNet50)] = new(Architectures.ResNet50, 25_557_032, 53, ResNet50.Load),
        [nameof(MobileNet)] = new(Architectures.MobileNetV2, 3_504_872, 52, MobileNet.Load),
        [nameof(SqueezeNet)] = new(static () => Architectures.SqueezeNet(byAuthors: true), 1_248_424, 26, SqueezeNet.Load),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The network on its generated weights.</summary>
    public INetwork LoadGenerated()
    {
        using WeightFile file = WeightFile.Read(Tensors().ToFile(), "generated");
        return Load(file);
    }
}
