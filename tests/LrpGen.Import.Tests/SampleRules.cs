namespace LrpGen.Import.Tests;

/// <summary>Rules that several tests use.</summary>
internal static class SampleRules
{
    /// <summary>The thesis's rules for VGG-16 by torchvision's names: z-box at the pixels, gamma, epsilon, LRP-0 above; maxima as averages.</summary>
    public static ImportOptions Thesis
    {
        get
        {
            var rules = new Dictionary<string, RuleSetting> { ["features.0"] = new(RuleKind.ZBox) { Low = [-2], High = [2] } };
            foreach (int module in new[] { 2, 5, 7, 10, 12, 14 })
                rules.Add($"features.{module}", new RuleSetting(RuleKind.Gamma));
            foreach (int module in new[] { 17, 19, 21, 24, 26, 28 })
                rules.Add($"features.{module}", new RuleSetting(RuleKind.EpsilonRms));
            foreach (int module in new[] { 0, 3, 6 })
                rules.Add($"classifier.{module}", new RuleSetting(RuleKind.Zero));
            return new ImportOptions { Rules = rules, MaxRelevance = MaxRelevance.Average };
        }
    }
}
