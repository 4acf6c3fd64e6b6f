using LrpGen.Tests.Networks;

// Basic alone is a namespace of a package.
using BasicBlock = LrpGen.Tests.Networks.Basic;

namespace LrpGen.Benchmarks.Networks;

/// <summary>ResNet-18 (He et al. 2016) by torchvision's names, without books.</summary>
[Network(3, 224, 224)]
[Composite(Composite.EpsilonGammaBox, Low = new[] { -2.12f, -2.04f, -1.81f }, High = new[] { 2.25f, 2.43f, 2.64f })]
public sealed partial class ResNet
{
    [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm(Weights = "bn1"), ReLU, MaxPool(3, Stride = 2, Padding = 1)] [Weights("conv1")] public partial Layer Stem { get; }

    [Use<BasicBlock>(64)] [Weights("layer1.0")] public partial Layer Layer1_0 { get; }
    [Use<BasicBlock>(64)] [Weights("layer1.1")] public partial Layer Layer1_1 { get; }

    [Use<BasicDown>(128)] [Weights("layer2.0")] public partial Layer Layer2_0 { get; }
    [Use<BasicBlock>(128)] [Weights("layer2.1")] public partial Layer Layer2_1 { get; }

    [Use<BasicDown>(256)] [Weights("layer3.0")] public partial Layer Layer3_0 { get; }
    [Use<BasicBlock>(256)] [Weights("layer3.1")] public partial Layer Layer3_1 { get; }

    [Use<BasicDown>(512)] [Weights("layer4.0")] public partial Layer Layer4_0 { get; }
    [Use<BasicBlock>(512)] [Weights("layer4.1")] public partial Layer Layer4_1 { get; }

    [GlobalAvgPool, Flatten, Linear(1000)] [Weights("fc")] public partial Layer Scores { get; }
}
