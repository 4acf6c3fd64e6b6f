using LrpGen.Import.Network;

namespace LrpGen.Import.Writing;

/// <summary>Rules and composites as attributes.</summary>
internal static class RuleText
{
    public static string Of(RuleSetting rule)
    {
        AttributeText text = rule.Kind switch
        {
            RuleKind.Epsilon => AttributeText.Of("Epsilon").With(AttributeText.Text(rule.Epsilon)),
            RuleKind.EpsilonRms => AttributeText.Of("EpsilonRms").With(AttributeText.Text(rule.Factor)),
            RuleKind.Gamma => AttributeText.Of("Gamma").With(AttributeText.Text(rule.Gamma)),
            RuleKind.AlphaBeta => AttributeText.Of("AlphaBeta").With(AttributeText.Text(rule.Alpha)).With(AttributeText.Text(rule.Beta)),
            RuleKind.ZBox when rule.Low.Count == 1 && rule.High.Count == 1 => AttributeText.Of("ZBox").With(AttributeText.Text(rule.Low[0])).With(AttributeText.Text(rule.High[0])),
            RuleKind.ZBox => AttributeText.Of("ZBox").With(AttributeText.Text(rule.Low)).With(AttributeText.Text(rule.High)),
            RuleKind.Average => AttributeText.Of("Norm"),
            RuleKind other => AttributeText.Of(other.ToString()),
        };
        return Settled(text, rule.Bias, rule.Stabilizer).ToString();
    }

    /// <summary>A composite.</summary>
    /// <param name="composite">The composite.</param>
    /// <param name="reference">How the property of a layer's step is named.</param>
    public static string Of(CompositeSetting composite, Func<string, string> reference)
    {
        var usual = new CompositeSetting(composite.Composite);
        AttributeText text = AttributeText.Of("Composite").With("Composite." + composite.Composite);
        if (composite.Epsilon != usual.Epsilon)
            text = text.Named("Epsilon", AttributeText.Text(composite.Epsilon));
        if (composite.Gamma != usual.Gamma)
            text = text.Named("Gamma", AttributeText.Text(composite.Gamma));
        if (composite.Low.Count > 0)
            text = text.Named("Low", AttributeText.Text(composite.Low));
        if (composite.High.Count > 0)
            text = text.Named("High", AttributeText.Text(composite.High));
        text = Settled(text, composite.Bias, composite.Stabilizer);
        if (composite.From is { } from)
            text = text.Named("From", reference(from));
        if (composite.To is { } to)
            text = text.Named("To", reference(to));
        return text.ToString();
    }

    private static AttributeText Settled(AttributeText text, Bias bias, float? stabilizer)
    {
        if (bias == Bias.Ignore)
            text = text.Named("Bias", "Bias.Ignore");
        return stabilizer is { } e ? text.Named("Stabilizer", AttributeText.Text(e)) : text;
    }
}
