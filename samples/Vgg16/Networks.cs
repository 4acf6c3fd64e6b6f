namespace LrpGen.Samples.Vgg16;

/// <summary>
/// VGG-16 (Simonyan and Zisserman 2015) in torchvision's layout under the thesis's rules, which number its modules: z-box at the pixels,
/// gamma on 1 to 16, epsilon on 17 to 30, LRP-0 on 31 to 38; max pooling is explained as average pooling.
/// </summary>
[Network(3, 224, 224, MaxRelevance = MaxRelevance.Average)]
[Gamma(0.25f, From = nameof(Features2), To = nameof(Features14))]
[EpsilonRms(0.25f, From = nameof(Features17), To = nameof(Features28))]
[Zero(From = nameof(Classifier0), To = nameof(Classifier6))]
public sealed partial class ThesisRules
{
    [Conv2d(64, 3, Padding = 1), ReLU] [ZBox(Pixels.Low, Pixels.High)] [Weights("features.0")] public partial Layer Features0 { get; }

    [Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.2")] public partial Layer Features2 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU] [Weights("features.5")] public partial Layer Features5 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.7")] public partial Layer Features7 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.10")] public partial Layer Features10 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.12")] public partial Layer Features12 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.14")] public partial Layer Features14 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.17")] public partial Layer Features17 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.19")] public partial Layer Features19 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.21")] public partial Layer Features21 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.24")] public partial Layer Features24 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.26")] public partial Layer Features26 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.28")] public partial Layer Features28 { get; }

    [AdaptiveAvgPool(7), Flatten, Linear(4096), ReLU, Dropout] [Weights("classifier.0")] public partial Layer Classifier0 { get; }

    [Linear(4096), ReLU, Dropout] [Weights("classifier.3")] public partial Layer Classifier3 { get; }

    [Linear(1000)] [Weights("classifier.6")] public partial Layer Classifier6 { get; }
}

/// <summary>The same in little memory: the weights of convolutions are kept once and packed whenever they run.</summary>
[Network(3, 224, 224, MaxRelevance = MaxRelevance.Average, MemoryBudget = 735)]
[Gamma(0.25f, From = nameof(Features2), To = nameof(Features14))]
[EpsilonRms(0.25f, From = nameof(Features17), To = nameof(Features28))]
[Zero(From = nameof(Classifier0), To = nameof(Classifier6))]
public sealed partial class FrugalThesisRules
{
    [Conv2d(64, 3, Padding = 1), ReLU] [ZBox(Pixels.Low, Pixels.High)] [Weights("features.0")] public partial Layer Features0 { get; }

    [Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.2")] public partial Layer Features2 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU] [Weights("features.5")] public partial Layer Features5 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.7")] public partial Layer Features7 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.10")] public partial Layer Features10 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.12")] public partial Layer Features12 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.14")] public partial Layer Features14 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.17")] public partial Layer Features17 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.19")] public partial Layer Features19 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.21")] public partial Layer Features21 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.24")] public partial Layer Features24 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.26")] public partial Layer Features26 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.28")] public partial Layer Features28 { get; }

    [AdaptiveAvgPool(7), Flatten, Linear(4096), ReLU, Dropout] [Weights("classifier.0")] public partial Layer Classifier0 { get; }

    [Linear(4096), ReLU, Dropout] [Weights("classifier.3")] public partial Layer Classifier3 { get; }

    [Linear(1000)] [Weights("classifier.6")] public partial Layer Classifier6 { get; }
}

/// <summary>VGG-16 under a well-known composite: z-box at the pixels, gamma on the other convolutions, epsilon on the dense layers.</summary>
[Network(3, 224, 224)]
[Composite(Composite.EpsilonGammaBox, Low = new[] { Pixels.Low }, High = new[] { Pixels.High })]
public sealed partial class EpsilonGammaBox
{
    [Conv2d(64, 3, Padding = 1), ReLU] [Weights("features.0")] public partial Layer Features0 { get; }

    [Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.2")] public partial Layer Features2 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU] [Weights("features.5")] public partial Layer Features5 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.7")] public partial Layer Features7 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.10")] public partial Layer Features10 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.12")] public partial Layer Features12 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.14")] public partial Layer Features14 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.17")] public partial Layer Features17 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.19")] public partial Layer Features19 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.21")] public partial Layer Features21 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.24")] public partial Layer Features24 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.26")] public partial Layer Features26 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.28")] public partial Layer Features28 { get; }

    [AdaptiveAvgPool(7), Flatten, Linear(4096), ReLU, Dropout] [Weights("classifier.0")] public partial Layer Classifier0 { get; }

    [Linear(4096), ReLU, Dropout] [Weights("classifier.3")] public partial Layer Classifier3 { get; }

    [Linear(1000)] [Weights("classifier.6")] public partial Layer Classifier6 { get; }
}

/// <summary>VGG-16 under a composite that shows only what speaks for the class.</summary>
[Network(3, 224, 224)]
[Composite(Composite.EpsilonPlusFlat)]
public sealed partial class EpsilonPlusFlat
{
    [Conv2d(64, 3, Padding = 1), ReLU] [Weights("features.0")] public partial Layer Features0 { get; }

    [Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.2")] public partial Layer Features2 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU] [Weights("features.5")] public partial Layer Features5 { get; }

    [Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.7")] public partial Layer Features7 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.10")] public partial Layer Features10 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU] [Weights("features.12")] public partial Layer Features12 { get; }

    [Conv2d(256, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.14")] public partial Layer Features14 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.17")] public partial Layer Features17 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.19")] public partial Layer Features19 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.21")] public partial Layer Features21 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.24")] public partial Layer Features24 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU] [Weights("features.26")] public partial Layer Features26 { get; }

    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("features.28")] public partial Layer Features28 { get; }

    [AdaptiveAvgPool(7), Flatten, Linear(4096), ReLU, Dropout] [Weights("classifier.0")] public partial Layer Classifier0 { get; }

    [Linear(4096), ReLU, Dropout] [Weights("classifier.3")] public partial Layer Classifier3 { get; }

    [Linear(1000)] [Weights("classifier.6")] public partial Layer Classifier6 { get; }
}
