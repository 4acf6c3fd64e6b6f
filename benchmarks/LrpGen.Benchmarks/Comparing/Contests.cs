using LrpGen.Benchmarks.Models;
using LrpGen.Benchmarks.Networks;
using LrpGen.Samples.Fashion;
using LrpGen.Samples.ImageNet;
using LrpGen.Samples.Vgg16;

namespace LrpGen.Benchmarks.Comparing;

/// <summary>Every comparison with the peer, in the order of the table.</summary>
internal static class Contests
{
    public static IReadOnlyList<Contest> All { get; } =
    [
        new("mnist-mlp", null, ModelFiles.Mnist, Data.Digits, Load<MnistThesis>),
        new("mnist-mlp", "thesis", ModelFiles.Mnist, Data.Digits, Load<MnistThesis>),
        new("mnist-mlp-noise", null, ModelFiles.Mnist, Data.Noise, Load<MnistThesis>),
        new("mnist-mlp-noise", "thesis", ModelFiles.Mnist, Data.Noise, Load<MnistThesis>),
        new("fashion-vgg", null, static () => ModelFiles.Shared("fashion-vgg"), Data.Garments, Load<FashionVgg>),
        new("fashion-resnet", null, static () => ModelFiles.Shared("fashion-resnet"), Data.Garments, Load<FashionResNet>),
        new("face-expression", null, static () => ModelFiles.Shared("face-expression"), Data.Faces, Load<FaceExpression>),
        new("face-expression", "epsilon-plus", static () => ModelFiles.Shared("face-expression"), Data.Faces, Load<FaceExpression>),
        new("squeezenet-1.0", null, static () => ModelFiles.Shared("squeezenet-1.0"), Data.Photos, Load<SqueezeNetPlusFlat>),
        new("mobilenet-v2", null, GeneratedModels.MobileNetV2, Data.Colors, Load<MobileNet>),
        new("resnet-18", null, GeneratedModels.ResNet18, Data.Colors, Load<ResNet18GammaBox>),
        new("resnet-18", "epsilon-gamma-box", GeneratedModels.ResNet18, Data.Colors, Load<ResNet18GammaBox>),
        new("vgg-16", null, GeneratedModels.Vgg16, Data.Colors, Load<ThesisRules>),
        new("vgg-16", "thesis", GeneratedModels.Vgg16, Data.Colors, Load<ThesisRules>),
        new("vgg-16", "epsilon-plus-flat", GeneratedModels.Vgg16, Data.Colors, Load<EpsilonPlusFlat>),
        new("vgg-16", "epsilon-gamma-box", GeneratedModels.Vgg16, Data.Colors, Load<EpsilonGammaBox>),
    ];

    /// <summary>The names of the networks.</summary>
    public static IReadOnlyList<string> Networks { get; } = [.. All.Select(static contest => contest.Network).Distinct()];

    private static INetwork Load<TNetwork>(string weights, int threads)
        where TNetwork : INetwork<TNetwork> => TNetwork.Load(weights, threads);
}
