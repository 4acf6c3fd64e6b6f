using LrpGen.Import.Network;

namespace LrpGen.Import.Steps;

/// <summary>Which layers can share a step, which has one rule.</summary>
internal static class StepRules
{
    /// <summary>Whether a layer's rule stands as an attribute beside its step.</summary>
    public static bool StandsBeside(NetworkLayer layer) => layer.HasOwnRule && layer switch
    {
        LinearLayer => true,
        NormLayer norm => !norm.IsFolded,
        _ => IsUnusualNorm(layer),
    };

    /// <summary>Whether a step's rule would hold for a layer, if it is no linear one's.</summary>
    public static bool IsNormed(NetworkLayer layer) => layer.Role == LayerRole.Norm || layer is { Role: LayerRole.Max, Rule.Kind: RuleKind.Average };

    /// <summary>Whether a layer may join a step without taking another's rule, or giving it its own.</summary>
    public static bool CanShare(NetworkStep step, NetworkLayer layer)
    {
        bool isOwn = IsUnusualNorm(layer) || layer is NormLayer { IsFolded: false };
        bool hasOwn = step.Layers.Any(static other => IsUnusualNorm(other) || other is NormLayer { IsFolded: false });
        if (isOwn)
            return !hasOwn && step.Linear is null && step.Norm is null && !step.Layers.Any(IsNormed);
        return !hasOwn || (layer is not (LinearLayer or NormLayer) && !IsNormed(layer));
    }

    private static bool IsUnusualNorm(NetworkLayer layer) => IsNormed(layer) && layer.HasOwnRule
        && layer.Rule is { } rule && (rule.Kind is not (RuleKind.Norm or RuleKind.Average) || rule.Stabilizer is not null);
}
