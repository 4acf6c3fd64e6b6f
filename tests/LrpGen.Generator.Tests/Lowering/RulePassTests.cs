namespace LrpGen.Generator.Tests.Lowering;

/// <summary>Which rule a layer gets.</summary>
public class RulePassTests
{
    private const string Step = "[Linear(4)]";

    [Theory]
    [InlineData("[Gamma]", "gamma(0.25), gamma(0.25), gamma(0.25), gamma(0.25)")]
    [InlineData("[Gamma(From = \"B\", To = \"C\")] [Flat(To = \"A\")] [Zero(From = \"D\")]", "flat, gamma(0.25), gamma(0.25), LRP-0")]
    [InlineData("[Gamma(From = \"B\", To = \"B\")] [Composite(Composite.ExcitationBackprop)]", "z+, gamma(0.25), z+, z+")]
    [InlineData("[Composite(Composite.EpsilonGammaBox, Epsilon = 0.5f)]", "epsilon(0.5), epsilon(0.5), epsilon(0.5), epsilon(0.5)")]
    [InlineData("[Composite(Composite.EpsilonPlus)]", "epsilon(1e-6), epsilon(1e-6), epsilon(1e-6), epsilon(1e-6)")]
    [InlineData("[Composite(Composite.EpsilonAlpha2Beta1)]", "epsilon(1e-6), epsilon(1e-6), epsilon(1e-6), epsilon(1e-6)")]
    [InlineData("[Composite(Composite.EpsilonPlusFlat)]", "flat, epsilon(1e-6), epsilon(1e-6), epsilon(1e-6)")]
    [InlineData("[Composite(Composite.EpsilonAlpha2Beta1Flat)]", "flat, epsilon(1e-6), epsilon(1e-6), epsilon(1e-6)")]
    [InlineData(
        "[Composite(Composite.EpsilonPlusFlat, To = \"B\", Bias = Bias.Ignore)] [Composite(Composite.EpsilonPlusFlat, From = \"C\", Epsilon = 0)]",
        "flat, bias ignored, epsilon(1e-6), bias ignored, epsilon(0), epsilon(0)")]
    public void Ranges_and_composites_assign_rules(string classAttributes, string rules) => AssertRules(classAttributes, [Step, Step, Step, Step], rules);

    [Fact]
    public void The_nearest_rule_wins() => AssertRules(
        "[Gamma(From = \"A\", To = \"B\")] [Composite(Composite.EpsilonPlusFlat)]",
        [Step + "[ZPlus]", Step, Step],
        "z+, gamma(0.25), epsilon(1e-6)");

    [Fact]
    public void The_first_linear_layer_is_first_behind_any_other_layers() => AssertRules(
        "[Composite(Composite.EpsilonPlusFlat)]", ["[Dropout, Tanh]", "[ReLU, Linear(4)]", Step], "flat, epsilon(1e-6)");

    [Theory]
    [InlineData("", "LRPG0030")]
    [InlineData("[Gamma(To = \"B\")] [Zero(From = \"B\")]", "LRPG0031")]
    [InlineData("[Gamma(From = \"B\", To = \"A\")] [Composite(Composite.EpsilonPlus)]", "LRPG0032")]
    [InlineData("[Gamma(From = \"Z\")] [Composite(Composite.EpsilonPlus)]", "LRPG0015")]
    [InlineData("[Composite(Composite.EpsilonPlus)] [Composite(Composite.EpsilonPlusFlat, From = \"B\")]", "LRPG0031")]
    [InlineData("[Gamma] [Composite(Composite.EpsilonPlus)]", "LRPG0034")]
    public void What_cannot_be_is_said(string classAttributes, string id) =>
        Assert.Equal([id], new Passes([Step, Step], "[Network(4)]" + classAttributes).Diagnostics.Distinct());

    private static void AssertRules(string classAttributes, string[] steps, string rules)
    {
        var passes = new Passes(steps, "[Network(4)]" + classAttributes);
        Assert.Empty(passes.Diagnostics);
        Assert.Equal(rules, string.Join(", ", passes.Rules.Items.Select(static rule => rule.Rule?.FullWording).OfType<string>()));
    }
}
