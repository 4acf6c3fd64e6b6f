using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>The rules of the composites, as the compiler assigns them.</summary>
internal static class CompositeRules
{
    /// <summary>The rule for a linear layer; null where the composite has none for it.</summary>
    /// <param name="composite">The composite.</param>
    /// <param name="role">What kind of layer it is.</param>
    /// <param name="isFirst">Whether no other linear layer lies between it and the input.</param>
    public static RuleSetting? For(CompositeSetting composite, LayerRole role, bool isFirst)
    {
        RuleSetting? rule = (composite.Composite, role, isFirst) switch
        {
            (Composite.EpsilonGammaBox, LayerRole.Convolution, true) => new RuleSetting(RuleKind.ZBox) { Low = composite.Low, High = composite.High },
            (Composite.EpsilonGammaBox, LayerRole.Convolution, false) => new RuleSetting(RuleKind.Gamma) { Gamma = composite.Gamma },
            (Composite.EpsilonPlusFlat or Composite.EpsilonAlpha2Beta1Flat, _, true) => new RuleSetting(RuleKind.Flat),
            (Composite.EpsilonPlus or Composite.EpsilonPlusFlat, LayerRole.Convolution, _) => new RuleSetting(RuleKind.ZPlus),
            (Composite.EpsilonAlpha2Beta1 or Composite.EpsilonAlpha2Beta1Flat, LayerRole.Convolution, _) => new RuleSetting(RuleKind.AlphaBeta),
            (Composite.ExcitationBackprop, _, _) => new RuleSetting(RuleKind.ZPlus),
            (_, LayerRole.Dense, _) => new RuleSetting(RuleKind.Epsilon) { Epsilon = composite.Epsilon },
            _ => null,
        };
        return rule is null ? null : rule with { Bias = composite.Bias, Stabilizer = composite.Stabilizer };
    }
}
