// Written by the tests from GraphCases of the reference; LRPGEN_UPDATE_SNAPSHOTS=1 writes it anew.

namespace LrpGen.Conformance;

/// <summary>The loaders of the graph cases by name.</summary>
internal static class GraphNetworks
{
    public static IReadOnlyDictionary<string, Func<WeightFile, INetwork>> All { get; } = new Dictionary<string, Func<WeightFile, INetwork>>
    {
        ["PictureZero"] = static file => PictureZero.Load(file),
        ["PictureEpsilon"] = static file => PictureEpsilon.Load(file),
        ["PictureEpsilonRms"] = static file => PictureEpsilonRms.Load(file),
        ["PictureGamma"] = static file => PictureGamma.Load(file),
        ["PictureAlphabeta"] = static file => PictureAlphabeta.Load(file),
        ["PictureZplus"] = static file => PictureZplus.Load(file),
        ["PictureWsquare"] = static file => PictureWsquare.Load(file),
        ["PictureFlat"] = static file => PictureFlat.Load(file),
        ["PictureGeneric"] = static file => PictureGeneric.Load(file),
        ["PictureZeroWithoutBias"] = static file => PictureZeroWithoutBias.Load(file),
        ["PictureEpsilonWithoutBias"] = static file => PictureEpsilonWithoutBias.Load(file),
        ["PictureEpsilonRmsWithoutBias"] = static file => PictureEpsilonRmsWithoutBias.Load(file),
        ["PictureGammaWithoutBias"] = static file => PictureGammaWithoutBias.Load(file),
        ["PictureAlphabetaWithoutBias"] = static file => PictureAlphabetaWithoutBias.Load(file),
        ["PictureZplusWithoutBias"] = static file => PictureZplusWithoutBias.Load(file),
        ["PictureWsquareWithoutBias"] = static file => PictureWsquareWithoutBias.Load(file),
        ["PictureGenericWithoutBias"] = static file => PictureGenericWithoutBias.Load(file),
        ["PictureZeroFast"] = static file => PictureZeroFast.Load(file),
        ["PictureEpsilonFast"] = static file => PictureEpsilonFast.Load(file),
        ["PictureEpsilonRmsFast"] = static file => PictureEpsilonRmsFast.Load(file),
        ["PictureGammaFast"] = static file => PictureGammaFast.Load(file),
        ["PictureAlphabetaFast"] = static file => PictureAlphabetaFast.Load(file),
        ["PictureZplusFast"] = static file => PictureZplusFast.Load(file),
        ["PictureWsquareFast"] = static file => PictureWsquareFast.Load(file),
        ["PictureFlatFast"] = static file => PictureFlatFast.Load(file),
        ["PictureGenericFast"] = static file => PictureGenericFast.Load(file),
        ["WideGamma"] = static file => WideGamma.Load(file),
    };
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureZero
{
    [Conv2d(5, 3, 3, Padding = 1)] [Zero] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Zero] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Zero] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Zero] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Zero] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureEpsilon
{
    [Conv2d(5, 3, 3, Padding = 1)] [Epsilon(0.05f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Epsilon(0.05f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Epsilon(0.05f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Epsilon(0.05f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Epsilon(0.05f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureEpsilonRms
{
    [Conv2d(5, 3, 3, Padding = 1)] [EpsilonRms(0.25f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [EpsilonRms(0.25f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [EpsilonRms(0.25f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [EpsilonRms(0.25f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [EpsilonRms(0.25f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureGamma
{
    [Conv2d(5, 3, 3, Padding = 1)] [Gamma(0.5f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Gamma(0.5f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Gamma(0.5f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Gamma(0.5f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Gamma(0.5f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureAlphabeta
{
    [Conv2d(5, 3, 3, Padding = 1)] [AlphaBeta(2f, 1f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [AlphaBeta(2f, 1f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [AlphaBeta(2f, 1f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [AlphaBeta(2f, 1f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [AlphaBeta(2f, 1f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureZplus
{
    [Conv2d(5, 3, 3, Padding = 1)] [ZPlus] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [ZPlus] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [ZPlus] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [ZPlus] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [ZPlus] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureWsquare
{
    [Conv2d(5, 3, 3, Padding = 1)] [WSquare] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [WSquare] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [WSquare] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [WSquare] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [WSquare] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureFlat
{
    [Conv2d(5, 3, 3, Padding = 1)] [Flat] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Flat] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Flat] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Flat] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Flat] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureGeneric
{
    [Conv2d(5, 3, 3, Padding = 1)] [Generic(nameof(Rho), 0.001f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Generic(nameof(Rho), 0.001f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Generic(nameof(Rho), 0.001f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Generic(nameof(Rho), 0.001f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Generic(nameof(Rho), 0.001f)] [Keep] public partial Layer Scores { get; }
    private static float Rho(float w) => System.MathF.Max(w, 0) + (0.5f * System.MathF.Abs(w));
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureZeroWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [Zero(Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Zero(Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Zero(Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Zero(Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Zero(Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureEpsilonWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [Epsilon(0.05f, Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Epsilon(0.05f, Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Epsilon(0.05f, Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Epsilon(0.05f, Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Epsilon(0.05f, Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureEpsilonRmsWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [EpsilonRms(0.25f, Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [EpsilonRms(0.25f, Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [EpsilonRms(0.25f, Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [EpsilonRms(0.25f, Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [EpsilonRms(0.25f, Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureGammaWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [Gamma(0.5f, Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Gamma(0.5f, Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Gamma(0.5f, Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Gamma(0.5f, Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Gamma(0.5f, Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureAlphabetaWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [AlphaBeta(2f, 1f, Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [AlphaBeta(2f, 1f, Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [AlphaBeta(2f, 1f, Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [AlphaBeta(2f, 1f, Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [AlphaBeta(2f, 1f, Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureZplusWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [ZPlus(Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [ZPlus(Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [ZPlus(Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [ZPlus(Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [ZPlus(Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureWsquareWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [WSquare(Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [WSquare(Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [WSquare(Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [WSquare(Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [WSquare(Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f)]
public sealed partial class PictureGenericWithoutBias
{
    [Conv2d(5, 3, 3, Padding = 1)] [Generic(nameof(Rho), 0.001f, Bias = Bias.Ignore)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Generic(nameof(Rho), 0.001f, Bias = Bias.Ignore)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Generic(nameof(Rho), 0.001f, Bias = Bias.Ignore)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Generic(nameof(Rho), 0.001f, Bias = Bias.Ignore)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Generic(nameof(Rho), 0.001f, Bias = Bias.Ignore)] [Keep] public partial Layer Scores { get; }
    private static float Rho(float w) => System.MathF.Max(w, 0) + (0.5f * System.MathF.Abs(w));
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureZeroFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [Zero] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Zero] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Zero] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Zero] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Zero] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureEpsilonFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [Epsilon(0.05f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Epsilon(0.05f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Epsilon(0.05f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Epsilon(0.05f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Epsilon(0.05f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureEpsilonRmsFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [EpsilonRms(0.25f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [EpsilonRms(0.25f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [EpsilonRms(0.25f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [EpsilonRms(0.25f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [EpsilonRms(0.25f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureGammaFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [Gamma(0.5f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Gamma(0.5f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Gamma(0.5f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Gamma(0.5f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Gamma(0.5f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureAlphabetaFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [AlphaBeta(2f, 1f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [AlphaBeta(2f, 1f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [AlphaBeta(2f, 1f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [AlphaBeta(2f, 1f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [AlphaBeta(2f, 1f)] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureZplusFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [ZPlus] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [ZPlus] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [ZPlus] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [ZPlus] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [ZPlus] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureWsquareFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [WSquare] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [WSquare] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [WSquare] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [WSquare] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [WSquare] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureFlatFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [Flat] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Flat] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Flat] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Flat] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Flat] [Keep] public partial Layer Scores { get; }
}

[Network(3, 7, 6, Ledger = true, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class PictureGenericFast
{
    [Conv2d(5, 3, 3, Padding = 1)] [Generic(nameof(Rho), 0.001f)] public partial Layer First { get; }
    [ReLU] [Keep] public partial Layer Active { get; }
    [Conv2d(5, 3, 3, Padding = 1, Groups = 5, Bias = false)] [Generic(nameof(Rho), 0.001f)] public partial Layer Depth { get; }
    [BatchNorm(Epsilon = 0.001f)] public partial Layer Normed { get; }
    [LeakyReLU(0.125f)] public partial Layer Leaky { get; }
    [Add(nameof(Active))] [Keep] public partial Layer Sum { get; }
    [MaxPool(3, Stride = 2, Padding = 1)] public partial Layer Pooled { get; }
    [Conv2d(4, 3, 3, Stride = 2, Padding = 1, From = nameof(Sum))] [Generic(nameof(Rho), 0.001f)] public partial Layer Strided { get; }
    [Concat(nameof(Pooled), nameof(Strided))] public partial Layer Both { get; }
    [ConvTranspose2d(6, 2, 3, Stride = 2, PaddingLeft = 1)] [Generic(nameof(Rho), 0.001f)] [Keep] public partial Layer Spread { get; }
    [ReLU] public partial Layer Bent { get; }
    [AvgPool(2, CountPadding = false)] [Keep] public partial Layer Mean { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Generic(nameof(Rho), 0.001f)] [Keep] public partial Layer Scores { get; }
    private static float Rho(float w) => System.MathF.Max(w, 0) + (0.5f * System.MathF.Abs(w));
}

[Network(3, 10, 8, Stabilizer = 1E-06f, Precision = Precision.Fast)]
public sealed partial class WideGamma
{
    [Conv2d(20, 3, 3, Padding = 1)] [Gamma(0.25f)] public partial Layer First { get; }
    [Upsample(3)] public partial Layer Large { get; }
    [ReLU] public partial Layer Active { get; }
    [Conv2d(20, 3, 3, Padding = 1, Groups = 20)] [Gamma(0.25f)] public partial Layer Depth { get; }
    [Conv2d(20, 1, 1)] [Gamma(0.25f)] public partial Layer Mixed { get; }
    [Add(nameof(Large))] [Keep] public partial Layer Sum { get; }
    [AvgPool(3, CountPadding = false)] public partial Layer Small { get; }
    [AvgPool(3, CountPadding = false, From = nameof(Depth))] public partial Layer Other { get; }
    [Concat(nameof(Small), nameof(Other))] public partial Layer Both { get; }
    [Conv2d(16, 3, 3, Padding = 1), ReLU, MaxPool(2)] [Gamma(0.25f)] public partial Layer Tiled { get; }
    [Flatten] public partial Layer Flat { get; }
    [Linear(4)] [Gamma(0.25f)] public partial Layer Scores { get; }
}
