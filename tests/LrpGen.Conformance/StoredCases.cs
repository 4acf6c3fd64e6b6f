// Written by the tests from the specs of the stored cases; LRPGEN_UPDATE_SNAPSHOTS=1 writes it anew.

namespace LrpGen.Conformance;

/// <summary>The stored cases by name.</summary>
internal static class StoredCases
{
    public static IReadOnlyList<(string Name, Func<WeightFile, INetwork> Load)> All { get; } =
    [
        ("asymmetric-kernel", static file => AsymmetricKernel.Load(file)),
        ("bn-epsilon", static file => BnEpsilon.Load(file)),
        ("bn-gamma", static file => BnGamma.Load(file)),
        ("cnn-alpha1beta0", static file => CnnAlpha1beta0.Load(file)),
        ("cnn-alpha2beta1", static file => CnnAlpha2beta1.Load(file)),
        ("cnn-epsilon-rms", static file => CnnEpsilonRms.Load(file)),
        ("cnn-epsilon", static file => CnnEpsilon.Load(file)),
        ("cnn-flat", static file => CnnFlat.Load(file)),
        ("cnn-gamma", static file => CnnGamma.Load(file)),
        ("cnn-wsquare", static file => CnnWsquare.Load(file)),
        ("cnn-zbox", static file => CnnZbox.Load(file)),
        ("cnn-zero", static file => CnnZero.Load(file)),
        ("cnn-zplus", static file => CnnZplus.Load(file)),
        ("conv1d-gait", static file => Conv1dGait.Load(file)),
        ("deconv-epsilon", static file => DeconvEpsilon.Load(file)),
        ("depthwise-gamma", static file => DepthwiseGamma.Load(file)),
        ("epsilon-rms-batch", static file => EpsilonRmsBatch.Load(file)),
        ("excitation-backprop", static file => ExcitationBackprop.Load(file)),
        ("flat-above-maxpool", static file => FlatAboveMaxpool.Load(file)),
        ("gamma-output-negative", static file => GammaOutputNegative.Load(file)),
        ("ignore-bias-alpha2beta1", static file => IgnoreBiasAlpha2beta1.Load(file)),
        ("ignore-bias-epsilon-rms", static file => IgnoreBiasEpsilonRms.Load(file)),
        ("ignore-bias-epsilon", static file => IgnoreBiasEpsilon.Load(file)),
        ("ignore-bias-gamma", static file => IgnoreBiasGamma.Load(file)),
        ("ignore-bias-wsquare", static file => IgnoreBiasWsquare.Load(file)),
        ("leaky-alpha2beta1", static file => LeakyAlpha2beta1.Load(file)),
        ("maxpool-padded-average", static file => MaxpoolPaddedAverage.Load(file)),
        ("maxpool-padded-winner", static file => MaxpoolPaddedWinner.Load(file)),
        ("mlp-alpha1beta0", static file => MlpAlpha1beta0.Load(file)),
        ("mlp-alpha2beta1", static file => MlpAlpha2beta1.Load(file)),
        ("mlp-epsilon-rms", static file => MlpEpsilonRms.Load(file)),
        ("mlp-epsilon", static file => MlpEpsilon.Load(file)),
        ("mlp-flat", static file => MlpFlat.Load(file)),
        ("mlp-gamma", static file => MlpGamma.Load(file)),
        ("mlp-wsquare", static file => MlpWsquare.Load(file)),
        ("mlp-zbox", static file => MlpZbox.Load(file)),
        ("mlp-zero", static file => MlpZero.Load(file)),
        ("mlp-zplus", static file => MlpZplus.Load(file)),
        ("resnet-add-epsilon", static file => ResnetAddEpsilon.Load(file)),
        ("resnet-epsilon", static file => ResnetEpsilon.Load(file)),
        ("resnet-gamma", static file => ResnetGamma.Load(file)),
        ("resnet-zplus", static file => ResnetZplus.Load(file)),
        ("squeezenet-epsilon", static file => SqueezenetEpsilon.Load(file)),
        ("squeezenet-zplus", static file => SqueezenetZplus.Load(file)),
        ("tanh-mlp", static file => TanhMlp.Load(file)),
        ("vgg-batch", static file => VggBatch.Load(file)),
        ("vgg-epsilon-alpha2-beta1-flat", static file => VggEpsilonAlpha2Beta1Flat.Load(file)),
        ("vgg-epsilon-alpha2-beta1", static file => VggEpsilonAlpha2Beta1.Load(file)),
        ("vgg-epsilon-gamma-box-average", static file => VggEpsilonGammaBoxAverage.Load(file)),
        ("vgg-epsilon-gamma-box-winner", static file => VggEpsilonGammaBoxWinner.Load(file)),
        ("vgg-epsilon-plus-average", static file => VggEpsilonPlusAverage.Load(file)),
        ("vgg-epsilon-plus-flat", static file => VggEpsilonPlusFlat.Load(file)),
        ("vgg-epsilon-plus-winner", static file => VggEpsilonPlusWinner.Load(file)),
        ("vgg-thesis", static file => VggThesis.Load(file)),
        ("wsquare-above-maxpool", static file => WsquareAboveMaxpool.Load(file)),
    ];
}

/// <summary>The case asymmetric-kernel.</summary>
[Network(2, 11, 18), Keep]
public sealed partial class AsymmetricKernel
{
    [Conv2d(7, 3, 5, StrideY = 1, StrideX = 2, PaddingY = 0, PaddingX = 2)] [Gamma(0.25f)] [Weights("param.c1")] public partial Layer C1 { get; }

    [ReLU] public partial Layer R1 { get; }

    [Conv2d(3, 1, 7)] [Epsilon(0.02f)] [Weights("param.c2")] public partial Layer C2 { get; }

    [ReLU] public partial Layer R2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(6)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case bn-epsilon.</summary>
[Network(3, 10, 10), Keep]
public sealed partial class BnEpsilon
{
    [Conv2d(9, 3, Padding = 1, Bias = false)] [Epsilon(0.1f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [BatchNorm] [Weights("param.bn1")] public partial Layer Bn1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Epsilon(0.1f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [BatchNorm] [Weights("param.bn2")] public partial Layer Bn2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case bn-gamma.</summary>
[Network(3, 10, 10), Keep]
public sealed partial class BnGamma
{
    [Conv2d(9, 3, Padding = 1, Bias = false)] [Gamma(0.1f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [BatchNorm] [Weights("param.bn1")] public partial Layer Bn1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Gamma(0.1f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [BatchNorm] [Weights("param.bn2")] public partial Layer Bn2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-alpha1beta0.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnAlpha1beta0
{
    [Conv2d(8, 3, Padding = 1)] [AlphaBeta(1f, 0f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [AlphaBeta(1f, 0f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-alpha2beta1.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnAlpha2beta1
{
    [Conv2d(8, 3, Padding = 1)] [AlphaBeta(2f, 1f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [AlphaBeta(2f, 1f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-epsilon-rms.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnEpsilonRms
{
    [Conv2d(8, 3, Padding = 1)] [EpsilonRms(0.1f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [EpsilonRms(0.1f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-epsilon.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnEpsilon
{
    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.1f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Epsilon(0.1f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-flat.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnFlat
{
    [Conv2d(8, 3, Padding = 1)] [Flat] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Flat] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-gamma.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnGamma
{
    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-wsquare.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnWsquare
{
    [Conv2d(8, 3, Padding = 1)] [WSquare] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [WSquare] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-zbox.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnZbox
{
    [Conv2d(8, 3, Padding = 1)] [ZBox(-3f, 3f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-zero.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnZero
{
    [Conv2d(8, 3, Padding = 1)] [Zero] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Zero] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case cnn-zplus.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class CnnZplus
{
    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [ZPlus] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case conv1d-gait.</summary>
[Network(6, 101), Keep]
public sealed partial class Conv1dGait
{
    [Conv1d(16, 8, Stride = 2)] [Epsilon(0.001f)] [Weights("param.c1")] public partial Layer C1 { get; }

    [ReLU] public partial Layer R1 { get; }

    [MaxPool(2)] public partial Layer P1 { get; }

    [Conv1d(16, 6)] [Gamma(0.25f)] [Weights("param.c2")] public partial Layer C2 { get; }

    [ReLU] public partial Layer R2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case deconv-epsilon.</summary>
[Network(5, 6, 6), Keep]
public sealed partial class DeconvEpsilon
{
    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Epsilon(1E-06f)] [Weights("param.c1")] public partial Layer C1 { get; }

    [ReLU] public partial Layer R1 { get; }

    [ConvTranspose2d(4, 2, Stride = 2)] [Epsilon(0.01f)] [Weights("param.up")] public partial Layer Up { get; }

    [ReLU] public partial Layer R2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(3)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case depthwise-gamma.</summary>
[Network(4, 12, 12), Keep]
public sealed partial class DepthwiseGamma
{
    [Conv2d(4, 3, Padding = 1, Groups = 4)] [Gamma(0.25f)] [Weights("param.dw")] public partial Layer Dw { get; }

    [Conv2d(10, 1)] [Gamma(0.25f)] [Weights("param.pw")] public partial Layer Pw { get; }

    [ReLU] public partial Layer R1 { get; }

    [Conv2d(6, 3, Padding = 2, Dilation = 2, Groups = 2)] [Gamma(0.25f)] [Weights("param.grouped")] public partial Layer Grouped { get; }

    [ReLU] public partial Layer R2 { get; }

    [AvgPool(3, Stride = 2)] public partial Layer Avg { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(3)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case epsilon-rms-batch.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class EpsilonRmsBatch
{
    [Conv2d(8, 3, Padding = 1)] [ZBox(new[] { -2.1f, -2f, -1.8f }, new[] { 2.2f, 2.4f, 2.6f })] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [EpsilonRms(0.25f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [EpsilonRms(0.25f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case excitation-backprop.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class ExcitationBackprop
{
    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [ZPlus] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [ZPlus] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [ZPlus] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case flat-above-maxpool.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class FlatAboveMaxpool
{
    [Conv2d(6, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(5, 3)] [Flat] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case gamma-output-negative.</summary>
[Network(9), Keep]
public sealed partial class GammaOutputNegative
{
    [Linear(11)] [Gamma(0.25f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(5)] [Gamma(0.25f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case ignore-bias-alpha2beta1.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class IgnoreBiasAlpha2beta1
{
    [Conv2d(8, 3, Padding = 1)] [AlphaBeta(2f, 1f, Bias = Bias.Ignore)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [AlphaBeta(2f, 1f, Bias = Bias.Ignore)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case ignore-bias-epsilon-rms.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class IgnoreBiasEpsilonRms
{
    [Conv2d(8, 3, Padding = 1)] [EpsilonRms(0.1f, Bias = Bias.Ignore)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [EpsilonRms(0.1f, Bias = Bias.Ignore)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case ignore-bias-epsilon.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class IgnoreBiasEpsilon
{
    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.1f, Bias = Bias.Ignore)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Epsilon(0.1f, Bias = Bias.Ignore)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case ignore-bias-gamma.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class IgnoreBiasGamma
{
    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f, Bias = Bias.Ignore)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [Gamma(0.25f, Bias = Bias.Ignore)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case ignore-bias-wsquare.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class IgnoreBiasWsquare
{
    [Conv2d(8, 3, Padding = 1)] [WSquare(Bias = Bias.Ignore)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(6, 3, Stride = 2, Padding = 1)] [WSquare(Bias = Bias.Ignore)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case leaky-alpha2beta1.</summary>
[Network(3, 9, 9), Keep]
public sealed partial class LeakyAlpha2beta1
{
    [Conv2d(5, 3)] [AlphaBeta(2f, 1f)] [Weights("param.c1")] public partial Layer C1 { get; }

    [LeakyReLU(0.1f)] public partial Layer L1 { get; }

    [Conv2d(4, 3)] [AlphaBeta(2f, 1f)] [Weights("param.c2")] public partial Layer C2 { get; }

    [LeakyReLU(0.1f)] public partial Layer L2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(3)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case maxpool-padded-average.</summary>
[Network(3, 13, 10), Keep]
public sealed partial class MaxpoolPaddedAverage
{
    [Conv2d(6, 3, Padding = 1)] [ZBox(new[] { -2.1f, -2f, -1.8f }, new[] { 2.2f, 2.4f, 2.6f })] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [MaxPool(3, Stride = 2, Padding = 1, Relevance = MaxRelevance.Average)] public partial Layer Pool1 { get; }

    [Conv2d(7, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [AvgPool(3, Stride = 2, Padding = 1)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case maxpool-padded-winner.</summary>
[Network(3, 13, 10), Keep]
public sealed partial class MaxpoolPaddedWinner
{
    [Conv2d(6, 3, Padding = 1)] [ZBox(new[] { -2.1f, -2f, -1.8f }, new[] { 2.2f, 2.4f, 2.6f })] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pool1 { get; }

    [Conv2d(7, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [AvgPool(3, Stride = 2, Padding = 1)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case mlp-alpha1beta0.</summary>
[Network(12), Keep]
public sealed partial class MlpAlpha1beta0
{
    [Linear(10)] [AlphaBeta(1f, 0f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [AlphaBeta(1f, 0f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-alpha2beta1.</summary>
[Network(12), Keep]
public sealed partial class MlpAlpha2beta1
{
    [Linear(10)] [AlphaBeta(2f, 1f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [AlphaBeta(2f, 1f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-epsilon-rms.</summary>
[Network(12), Keep]
public sealed partial class MlpEpsilonRms
{
    [Linear(10)] [EpsilonRms(0.1f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [EpsilonRms(0.1f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-epsilon.</summary>
[Network(12), Keep]
public sealed partial class MlpEpsilon
{
    [Linear(10)] [Epsilon(0.1f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Epsilon(0.1f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-flat.</summary>
[Network(12), Keep]
public sealed partial class MlpFlat
{
    [Linear(10)] [Flat] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Flat] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-gamma.</summary>
[Network(12), Keep]
public sealed partial class MlpGamma
{
    [Linear(10)] [Gamma(0.25f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Gamma(0.25f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-wsquare.</summary>
[Network(12), Keep]
public sealed partial class MlpWsquare
{
    [Linear(10)] [WSquare] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [WSquare] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-zbox.</summary>
[Network(12), Keep]
public sealed partial class MlpZbox
{
    [Linear(10)] [ZBox(-3f, 3f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-zero.</summary>
[Network(12), Keep]
public sealed partial class MlpZero
{
    [Linear(10)] [Zero] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Zero] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-zplus.</summary>
[Network(12), Keep]
public sealed partial class MlpZplus
{
    [Linear(10)] [ZPlus] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [ZPlus] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case resnet-add-epsilon.</summary>
[Network(3, 14, 14), Keep]
public sealed partial class ResnetAddEpsilon
{
    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.stem")] public partial Layer Stem { get; }

    [ReLU] public partial Layer Relu0 { get; }

    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.c1")] public partial Layer C1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.c2")] public partial Layer C2 { get; }

    [Add(nameof(C2), nameof(Relu0))] [Epsilon(0.05f)] public partial Layer Add1 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Conv2d(12, 3, Stride = 2, Padding = 1)] [Epsilon(0.05f)] [Weights("param.d1")] public partial Layer D1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Conv2d(12, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.d2")] public partial Layer D2 { get; }

    [Conv2d(12, 1, Stride = 2, From = nameof(Relu2))] [Epsilon(0.05f)] [Weights("param.down")] public partial Layer Down { get; }

    [Add(nameof(D2), nameof(Down))] [Epsilon(0.05f)] public partial Layer Add2 { get; }

    [ReLU] public partial Layer Relu4 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case resnet-epsilon.</summary>
[Network(3, 14, 14), Keep]
public sealed partial class ResnetEpsilon
{
    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.stem")] public partial Layer Stem { get; }

    [ReLU] public partial Layer Relu0 { get; }

    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.c1")] public partial Layer C1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.c2")] public partial Layer C2 { get; }

    [Add(nameof(C2), nameof(Relu0))] public partial Layer Add1 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Conv2d(12, 3, Stride = 2, Padding = 1)] [Epsilon(0.05f)] [Weights("param.d1")] public partial Layer D1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Conv2d(12, 3, Padding = 1)] [Epsilon(0.05f)] [Weights("param.d2")] public partial Layer D2 { get; }

    [Conv2d(12, 1, Stride = 2, From = nameof(Relu2))] [Epsilon(0.05f)] [Weights("param.down")] public partial Layer Down { get; }

    [Add(nameof(D2), nameof(Down))] public partial Layer Add2 { get; }

    [ReLU] public partial Layer Relu4 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case resnet-gamma.</summary>
[Network(3, 14, 14), Keep]
public sealed partial class ResnetGamma
{
    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.stem")] public partial Layer Stem { get; }

    [ReLU] public partial Layer Relu0 { get; }

    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.c1")] public partial Layer C1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.c2")] public partial Layer C2 { get; }

    [Add(nameof(C2), nameof(Relu0))] public partial Layer Add1 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Conv2d(12, 3, Stride = 2, Padding = 1)] [Gamma(0.25f)] [Weights("param.d1")] public partial Layer D1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Conv2d(12, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.d2")] public partial Layer D2 { get; }

    [Conv2d(12, 1, Stride = 2, From = nameof(Relu2))] [Gamma(0.25f)] [Weights("param.down")] public partial Layer Down { get; }

    [Add(nameof(D2), nameof(Down))] public partial Layer Add2 { get; }

    [ReLU] public partial Layer Relu4 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case resnet-zplus.</summary>
[Network(3, 14, 14), Keep]
public sealed partial class ResnetZplus
{
    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.stem")] public partial Layer Stem { get; }

    [ReLU] public partial Layer Relu0 { get; }

    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.c1")] public partial Layer C1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.c2")] public partial Layer C2 { get; }

    [Add(nameof(C2), nameof(Relu0))] public partial Layer Add1 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Conv2d(12, 3, Stride = 2, Padding = 1)] [ZPlus] [Weights("param.d1")] public partial Layer D1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Conv2d(12, 3, Padding = 1)] [ZPlus] [Weights("param.d2")] public partial Layer D2 { get; }

    [Conv2d(12, 1, Stride = 2, From = nameof(Relu2))] [ZPlus] [Weights("param.down")] public partial Layer Down { get; }

    [Add(nameof(D2), nameof(Down))] public partial Layer Add2 { get; }

    [ReLU] public partial Layer Relu4 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(5)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}

/// <summary>The case squeezenet-epsilon.</summary>
[Network(3, 13, 13), Keep]
public sealed partial class SqueezenetEpsilon
{
    [Conv2d(4, 1)] [Epsilon(0.01f)] [Weights("param.squeeze")] public partial Layer Squeeze { get; }

    [ReLU] public partial Layer R0 { get; }

    [Conv2d(6, 1)] [Epsilon(0.01f)] [Weights("param.e1")] public partial Layer E1 { get; }

    [ReLU] public partial Layer R1 { get; }

    [Conv2d(7, 3, Padding = 1, From = nameof(R0))] [Epsilon(0.01f)] [Weights("param.e3")] public partial Layer E3 { get; }

    [ReLU] public partial Layer R2 { get; }

    [Concat(nameof(R1), nameof(R2))] public partial Layer Cat { get; }

    [MaxPool(3, Stride = 2)] public partial Layer Pool { get; }

    [Conv2d(5, 1)] [Epsilon(0.01f)] [Weights("param.head")] public partial Layer Head { get; }

    [ReLU] public partial Layer R3 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }
}

/// <summary>The case squeezenet-zplus.</summary>
[Network(3, 13, 13), Keep]
public sealed partial class SqueezenetZplus
{
    [Conv2d(4, 1)] [ZPlus] [Weights("param.squeeze")] public partial Layer Squeeze { get; }

    [ReLU] public partial Layer R0 { get; }

    [Conv2d(6, 1)] [ZPlus] [Weights("param.e1")] public partial Layer E1 { get; }

    [ReLU] public partial Layer R1 { get; }

    [Conv2d(7, 3, Padding = 1, From = nameof(R0))] [ZPlus] [Weights("param.e3")] public partial Layer E3 { get; }

    [ReLU] public partial Layer R2 { get; }

    [Concat(nameof(R1), nameof(R2))] public partial Layer Cat { get; }

    [MaxPool(3, Stride = 2)] public partial Layer Pool { get; }

    [Conv2d(5, 1)] [ZPlus] [Weights("param.head")] public partial Layer Head { get; }

    [ReLU] public partial Layer R3 { get; }

    [AdaptiveAvgPool(1)] public partial Layer Gap { get; }

    [Flatten] public partial Layer Flatten { get; }
}

/// <summary>The case tanh-mlp.</summary>
[Network(20), Keep]
public sealed partial class TanhMlp
{
    [Linear(15)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [Tanh] public partial Layer T1 { get; }

    [Linear(9)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [Sigmoid] public partial Layer S2 { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case vgg-batch.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggBatch
{
    [Conv2d(8, 3, Padding = 1)] [ZBox(new[] { -2.1f, -2f, -1.8f }, new[] { 2.2f, 2.4f, 2.6f })] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-epsilon-alpha2-beta1-flat.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggEpsilonAlpha2Beta1Flat
{
    [Conv2d(8, 3, Padding = 1)] [Flat] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [AlphaBeta(2f, 1f)] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [AlphaBeta(2f, 1f)] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-epsilon-alpha2-beta1.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggEpsilonAlpha2Beta1
{
    [Conv2d(8, 3, Padding = 1)] [AlphaBeta(2f, 1f)] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [AlphaBeta(2f, 1f)] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [AlphaBeta(2f, 1f)] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-epsilon-gamma-box-average.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggEpsilonGammaBoxAverage
{
    [Conv2d(8, 3, Padding = 1)] [ZBox(new[] { -2.1f, -2f, -1.8f }, new[] { 2.2f, 2.4f, 2.6f })] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-epsilon-gamma-box-winner.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggEpsilonGammaBoxWinner
{
    [Conv2d(8, 3, Padding = 1)] [ZBox(new[] { -2.1f, -2f, -1.8f }, new[] { 2.2f, 2.4f, 2.6f })] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-epsilon-plus-average.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggEpsilonPlusAverage
{
    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [ZPlus] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-epsilon-plus-flat.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggEpsilonPlusFlat
{
    [Conv2d(8, 3, Padding = 1)] [Flat] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [ZPlus] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-epsilon-plus-winner.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggEpsilonPlusWinner
{
    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [ZPlus] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [ZPlus] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [Epsilon(1E-06f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [Epsilon(1E-06f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case vgg-thesis.</summary>
[Network(3, 16, 16), Keep]
public sealed partial class VggThesis
{
    [Conv2d(8, 3, Padding = 1)] [ZBox(new[] { -2.1f, -2f, -1.8f }, new[] { 2.2f, 2.4f, 2.6f })] [Weights("param.conv1_1")] public partial Layer Conv1_1 { get; }

    [ReLU] public partial Layer Relu1_1 { get; }

    [Conv2d(8, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1_2")] public partial Layer Conv1_2 { get; }

    [ReLU] public partial Layer Relu1_2 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool1 { get; }

    [Conv2d(16, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv2_1")] public partial Layer Conv2_1 { get; }

    [ReLU] public partial Layer Relu2_1 { get; }

    [MaxPool(2, Relevance = MaxRelevance.Average)] public partial Layer Pool2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(24)] [EpsilonRms(0.25f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu3 { get; }

    [Linear(10)] [EpsilonRms(0.25f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}

/// <summary>The case wsquare-above-maxpool.</summary>
[Network(3, 12, 12), Keep]
public sealed partial class WsquareAboveMaxpool
{
    [Conv2d(6, 3, Padding = 1)] [Gamma(0.25f)] [Weights("param.conv1")] public partial Layer Conv1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [MaxPool(2)] public partial Layer Pool1 { get; }

    [Conv2d(5, 3)] [WSquare] [Weights("param.conv2")] public partial Layer Conv2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Flatten] public partial Layer Flatten { get; }

    [Linear(4)] [Epsilon(1E-06f)] [Weights("param.fc")] public partial Layer Fc { get; }
}
