using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>Every rule term by term, as declared and after what is proven has been dropped.</summary>
public class TermTests
{
    private static readonly Facts Nothing = default;
    private static readonly Facts NeverNegative = Nothing with { InputNeverNegative = true };
    private static readonly Facts NeverPositive = Nothing with { InputNeverPositive = true };

    [Theory]
    [InlineData("[Zero]", "1 (x w), bias w, always, e = 1E-06")]
    [InlineData("[Zero(Stabilizer = 0.5f)]", "1 (x w), bias w, always, e = 0.5")]
    [InlineData("[Zero(Bias = Bias.Ignore)]", "1 (x w), bias none, always, e = 1E-06")]
    [InlineData("[Epsilon(0.25f)]", "1 (x w), bias w, always, e = 0.25")]
    [InlineData("[Epsilon(0)]", "1 (x w), bias w, always, e = 0")]
    [InlineData("[EpsilonRms(0.3f)]", "1 (x w), bias w, always, e = 0.3 rms")]
    [InlineData("[EpsilonRms(0.3f, Bias = Bias.Ignore)]", "1 (x w), bias none, always, e = 0.3 rms")]
    [InlineData(
        "[Gamma(0.25f)]",
        "1 (x+ [1.25 w+, 1 w-] + x- [1 w+, 1.25 w-]), bias [1.25 w+, 1 w-], z > 0, e = 1E-06",
        "1 (x+ [1 w+, 1.25 w-] + x- [1.25 w+, 1 w-]), bias [1 w+, 1.25 w-], z < 0, e = 1E-06")]
    [InlineData("[AlphaBeta(2, 1)]", "2 (x+ w+ + x- w-), bias w+, always, e = 1E-06", "-1 (x+ w- + x- w+), bias w-, always, e = 1E-06")]
    [InlineData("[ZPlus]", "1 (x+ w+ + x- w-), bias w+, always, e = 1E-06", "-0 (x+ w- + x- w+), bias w-, always, e = 1E-06")]
    [InlineData("[WSquare]", "1 (1 w^2), bias w^2, always, e = 1E-06")]
    [InlineData("[Flat]", "1 (1 connected), bias none, always, e = 1E-06")]
    [InlineData("[ZBox(-1, 2)]", "1 (x w + -l w+ + -h w-), bias none, always, e = 1E-06")]
    [InlineData("[Generic(\"Rho\", 0.1f)]", "1 (x rho), bias rho, always, e = 0.1")]
    [InlineData("[Pass]")]
    public void A_rule_is_its_terms(string rule, params string[] branches) => Assert.Equal(branches, Passes.Text(Resolve(rule)));

    [Theory]
    [InlineData("[AlphaBeta(2, 1)]", "2 (x w+), bias w+, always, e = 1E-06", "-1 (x w-), bias w-, always, e = 1E-06")]
    [InlineData(
        "[Gamma(0.25f)]",
        "1 (x [1.25 w+, 1 w-]), bias [1.25 w+, 1 w-], z > 0, e = 1E-06",
        "1 (x [1 w+, 1.25 w-]), bias [1 w+, 1.25 w-], z < 0, e = 1E-06")]
    [InlineData("[Zero]", "1 (x w), bias w, always, e = 1E-06")]
    [InlineData("[WSquare]", "1 (1 w^2), bias w^2, always, e = 1E-06")]
    public void Inputs_that_are_never_negative_have_no_negative_part(string rule, params string[] branches) =>
        AssertSimplified(rule, NeverNegative, branches);

    [Theory]
    [InlineData("[AlphaBeta(2, 1)]", "2 (x w-), bias w+, always, e = 1E-06", "-1 (x w+), bias w-, always, e = 1E-06")]
    [InlineData("[ZPlus]", "1 (x w-), bias w+, always, e = 1E-06")]
    public void Inputs_that_are_never_positive_have_no_positive_part(string rule, params string[] branches) =>
        AssertSimplified(rule, NeverPositive, branches);

    [Fact]
    public void Without_relevance_below_zero_gamma_has_one_branch() => AssertSimplified(
        "[Gamma(0.25f)]", Nothing with { RelevantOnlyWherePositive = true }, "1 (x+ [1.25 w+, 1 w-] + x- [1 w+, 1.25 w-]), bias [1.25 w+, 1 w-], z > 0, e = 1E-06");

    [Fact]
    public void Under_both_facts_gamma_is_the_short_form() => AssertSimplified(
        "[Gamma(0.25f)]", NeverNegative with { RelevantOnlyWherePositive = true }, "1 (x [1.25 w+, 1 w-]), bias [1.25 w+, 1 w-], z > 0, e = 1E-06");

    [Fact]
    public void Gamma_of_nothing_takes_the_input_whole() => AssertSimplified(
        "[Gamma(0)]", Nothing, "1 (x w), bias w, z > 0, e = 1E-06", "1 (x w), bias w, z < 0, e = 1E-06");

    [Fact]
    public void A_branch_without_a_share_goes() => AssertSimplified("[ZPlus]", Nothing, "1 (x+ w+ + x- w-), bias w+, always, e = 1E-06");

    [Theory]
    [InlineData(true, false, "1 (x w + -h w-), bias none, always, e = 1E-06")]
    [InlineData(false, true, "1 (x w + -l w+), bias none, always, e = 1E-06")]
    [InlineData(true, true, "1 (x w), bias none, always, e = 1E-06")]
    public void Bounds_of_zero_have_no_term(bool lowIsZero, bool highIsZero, string branch) =>
        AssertSimplified("[ZBox(-1, 2)]", Nothing with { LowIsZero = lowIsZero, HighIsZero = highIsZero }, branch);

    private static void AssertSimplified(string rule, Facts facts, params string[] branches) =>
        Assert.Equal(branches, Passes.Text(TermSimplifier.Run(Resolve(rule), facts)));

    private static EquatableArray<Branch> Resolve(string rule) =>
        Harness.Spec(Passes.Source(["[Linear(4)]" + rule], "[Network(4)]")).Steps[0].Rules[0].Resolve(1e-6f);
}
