using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>Which rules a layer takes.</summary>
internal static class LegalRules
{
    private static readonly RuleKind[] Linear =
    [
        RuleKind.Zero, RuleKind.Epsilon, RuleKind.EpsilonRms, RuleKind.Gamma, RuleKind.AlphaBeta, RuleKind.ZPlus, RuleKind.WSquare, RuleKind.Flat, RuleKind.ZBox, RuleKind.Pass,
    ];

    private static readonly RuleKind[] Norm = [RuleKind.Norm, RuleKind.Epsilon, RuleKind.EpsilonRms, RuleKind.Zero];

    private static readonly RuleKind[] Max = [RuleKind.Winner, RuleKind.Average, RuleKind.Split];

    public static bool Takes(LayerRole role, RuleKind rule) => Of(role).Contains(rule);

    public static string Names(LayerRole role) => string.Join(", ", Of(role).Select(RuleReader.NameOf));

    private static RuleKind[] Of(LayerRole role) => role switch
    {
        LayerRole.Dense or LayerRole.Convolution or LayerRole.Affine => Linear,
        LayerRole.Norm => Norm,
        LayerRole.Max => Max,
        _ => [RuleKind.Pass],
    };
}
