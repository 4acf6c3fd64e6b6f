using LrpGen.Imaging;

namespace LrpGen.Samples.ImageNet;

/// <summary>One assignment of rules to a network.</summary>
/// <param name="Name">What it does, for captions.</param>
/// <param name="Load">Loads the network that is declared so.</param>
internal sealed record RuleSet(string Name, Func<WeightFile, INetwork> Load)
{
    public static RuleSet Of<TNetwork>(string name)
        where TNetwork : INetwork<TNetwork> =>
        new(name, static file => TNetwork.Load(file));
}

/// <summary>A network that this sample declares, under several rules.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mark">A tensor that its files have and the others' have not.</param>
/// <param name="Input">The shape of a photograph.</param>
/// <param name="Pixels">How a photograph becomes its input.</param>
/// <param name="RuleSets">The rules.</param>
internal sealed record Model(string Name, string Mark, Shape Input, ImageOptions Pixels, RuleSet[] RuleSets)
{
    /// <summary>How many classes ImageNet has.</summary>
    public const int Classes = 1000;

    /// <summary>The rules that are shown over the photograph: they mark areas rather than single pixels.</summary>
    public const string Shown = PlusFlat;

    private const string Zero = "LRP-0";
    private const string GammaBox = "z-box, gamma";
    private const string PlusFlat = "flat, z+";
    private const string AlphaBetaFlat = "flat, alpha-beta";

    // The middle of the picture, as the networks were trained.
    private static readonly ImageOptions Cropped = new() { ResizeShorterSide = 256, CenterCrop = true };
    private static readonly ImageOptions Torchvision = Cropped with { Mean = [0.485f, 0.456f, 0.406f], Std = [0.229f, 0.224f, 0.225f] };

    private static readonly Model[] All =
    [
        new(
            "SqueezeNet 1.0",
            "fire2.squeeze1x1.weight",
            SqueezeNetZero.InputShape,
            Cropped with { Scale = 1, Mean = [123, 117, 104] },
            [
                RuleSet.Of<SqueezeNetZero>(Zero),
                RuleSet.Of<SqueezeNetGammaBox>(GammaBox),
                RuleSet.Of<SqueezeNetPlusFlat>(PlusFlat),
                RuleSet.Of<SqueezeNetAlphaBetaFlat>(AlphaBetaFlat),
            ]),
        new(
            "SqueezeNet 1.0 by torchvision",
            "features.3.squeeze.weight",
            TorchSqueezeNetZero.InputShape,
            Torchvision,
            [
                RuleSet.Of<TorchSqueezeNetZero>(Zero),
                RuleSet.Of<TorchSqueezeNetGammaBox>(GammaBox),
                RuleSet.Of<TorchSqueezeNetPlusFlat>(PlusFlat),
                RuleSet.Of<TorchSqueezeNetAlphaBetaFlat>(AlphaBetaFlat),
            ]),
        new(
            "ResNet-18 by torchvision",
            "layer1.0.conv1.weight",
            ResNet18Zero.InputShape,
            Torchvision,
            [
                RuleSet.Of<ResNet18Zero>(Zero),
                RuleSet.Of<ResNet18GammaBox>(GammaBox),
                RuleSet.Of<ResNet18PlusFlat>(PlusFlat),
                RuleSet.Of<ResNet18AlphaBetaFlat>(AlphaBetaFlat),
            ]),
    ];

    /// <summary>The network that a file has the weights of.</summary>
    /// <exception cref="WeightFileException">None that is declared here; the message is one line.</exception>
    public static Model Of(WeightFile file) => All.FirstOrDefault(model => file.Contains(model.Mark)) ?? throw new WeightFileException(
        $"{file.Name}: has the weights of none of {string.Join(", ", All.Select(static model => $"{model.Name} ('{model.Mark}')"))}.");

    /// <summary>A photograph as the network takes it.</summary>
    /// <exception cref="ImageException">It cannot be read; the message is one line.</exception>
    public float[] Read(string path) => ImageReader.Load(path, Input, Pixels);
}
