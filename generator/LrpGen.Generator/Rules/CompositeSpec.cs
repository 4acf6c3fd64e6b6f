using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Rules;

/// <summary>A well-known assignment of rules; the order is that of the attribute's enumeration.</summary>
internal enum CompositeKind
{
    EpsilonGammaBox,
    EpsilonPlus,
    EpsilonPlusFlat,
    EpsilonAlpha2Beta1,
    EpsilonAlpha2Beta1Flat,
    ExcitationBackprop,
}

/// <summary>What composites tell apart.</summary>
internal enum LinearKind
{
    /// <summary>No linear layer: composites do not look at it.</summary>
    None,
    Dense,
    Convolution,

    /// <summary>A batch norm that no other layer took in: composites have no rule for it.</summary>
    Affine,
}

/// <summary>A composite on the class, over a range of steps; either end may be open. The places of Epsilon and Gamma are null where they are not written.</summary>
internal sealed record CompositeSpec(
    CompositeKind Kind,
    float Epsilon,
    float Gamma,
    EquatableArray<float> Low,
    EquatableArray<float> High,
    RuleSettings Settings,
    string? From,
    string? To,
    RangeAnchors Anchors,
    int BoundsAnchor,
    int? EpsilonAnchor,
    int? GammaAnchor)
{
    public static CompositeSpec? Parse(AttributeReader attribute)
    {
        int kind = attribute.Enum("composite");
        float epsilon = attribute.Float("Epsilon", 1e-6f);
        float gamma = attribute.Float("Gamma", 0.25f);
        EquatableArray<float> low = attribute.Floats("Low");
        EquatableArray<float> high = attribute.Floats("High");
        bool good = RuleReader.NotNegative(attribute, "Epsilon", epsilon)
            & RuleReader.NotNegative(attribute, "Gamma", gamma)
            & ZBoxRule.Check(attribute, ("Low", low), ("High", high));
        return good
            ? new CompositeSpec(
                (CompositeKind)kind,
                epsilon,
                gamma,
                low,
                high,
                RuleReader.Settings(attribute),
                attribute.String("From"),
                attribute.String("To"),
                new RangeAnchors(attribute.Anchor, attribute.AnchorOf("From"), attribute.AnchorOf("To")),
                attribute.AnchorOf(low.Count > 0 ? "Low" : "High"),
                Written("Epsilon"),
                Written("Gamma"))
            : null;

        int? Written(string setting) => attribute.OptionalFloat(setting) is null ? null : attribute.AnchorOf(setting);
    }

    /// <summary>The rule for a linear layer, or null where the composite has none for it.</summary>
    /// <param name="linear">What kind of linear layer it is.</param>
    /// <param name="isFirst">Whether no other linear layer lies between it and the input.</param>
    public RuleSpec? RuleFor(LinearKind linear, bool isFirst) => (Kind, linear, isFirst) switch
    {
        (_, LinearKind.Affine or LinearKind.None, _) => null,
        (CompositeKind.EpsilonGammaBox, LinearKind.Convolution, true) => new ZBoxRule(Low, High, Settings),
        (CompositeKind.EpsilonGammaBox, LinearKind.Convolution, false) => new GammaRule(Gamma, Settings),
        (CompositeKind.EpsilonPlusFlat or CompositeKind.EpsilonAlpha2Beta1Flat, _, true) => new FlatRule(Settings),
        (CompositeKind.EpsilonPlus or CompositeKind.EpsilonPlusFlat, LinearKind.Convolution, _) => new AlphaBetaRule(1, 0, Settings),
        (CompositeKind.EpsilonAlpha2Beta1 or CompositeKind.EpsilonAlpha2Beta1Flat, LinearKind.Convolution, _) => new AlphaBetaRule(2, 1, Settings),
        (CompositeKind.ExcitationBackprop, _, _) => new AlphaBetaRule(1, 0, Settings),
        (_, LinearKind.Dense, _) => new EpsilonRule(Epsilon, Settings),
        _ => null,
    };
}
