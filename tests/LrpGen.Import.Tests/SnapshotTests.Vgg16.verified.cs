using LrpGen;

namespace Networks;

/// <summary>The network of vgg16.onnx: [3, 224, 224] to [1000], 138,357,544 parameters.</summary>
[Network(3, 224, 224, MaxRelevance = MaxRelevance.Average)]
public sealed partial class Vgg16
{
    // 224 x 224
    [Conv2d(64, 3, Padding = 1), ReLU]              [ZBox(-2, 2)]       [Weights("features.0")]   public partial Layer Features0 { get; }
    [Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)]  [Gamma(0.25f)]      [Weights("features.2")]   public partial Layer Features2 { get; }

    // 112 x 112
    [Conv2d(128, 3, Padding = 1), ReLU]             [Gamma(0.25f)]      [Weights("features.5")]   public partial Layer Features5 { get; }
    [Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [Gamma(0.25f)]      [Weights("features.7")]   public partial Layer Features7 { get; }

    // 56 x 56
    [Conv2d(256, 3, Padding = 1), ReLU]             [Gamma(0.25f)]      [Weights("features.10")]  public partial Layer Features10 { get; }
    [Conv2d(256, 3, Padding = 1), ReLU]             [Gamma(0.25f)]      [Weights("features.12")]  public partial Layer Features12 { get; }
    [Conv2d(256, 3, Padding = 1), ReLU, MaxPool(2)] [Gamma(0.25f)]      [Weights("features.14")]  public partial Layer Features14 { get; }

    // 28 x 28
    [Conv2d(512, 3, Padding = 1), ReLU]             [EpsilonRms(0.25f)] [Weights("features.17")]  public partial Layer Features17 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU]             [EpsilonRms(0.25f)] [Weights("features.19")]  public partial Layer Features19 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [EpsilonRms(0.25f)] [Weights("features.21")]  public partial Layer Features21 { get; }

    // 14 x 14
    [Conv2d(512, 3, Padding = 1), ReLU]             [EpsilonRms(0.25f)] [Weights("features.24")]  public partial Layer Features24 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU]             [EpsilonRms(0.25f)] [Weights("features.26")]  public partial Layer Features26 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [EpsilonRms(0.25f)] [Weights("features.28")]  public partial Layer Features28 { get; }

    [Flatten, Linear(4096), ReLU]                   [Zero]              [Weights("classifier.0")] public partial Layer Classifier0 { get; }
    [Linear(4096), ReLU]                            [Zero]              [Weights("classifier.3")] public partial Layer Classifier3 { get; }
    [Linear(1000)]                                  [Zero]              [Weights("classifier.6")] public partial Layer Classifier6 { get; }
}
