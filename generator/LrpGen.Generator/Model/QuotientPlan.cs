using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Model;

/// <summary>
/// The first step of a way back: <c>s_j = coefficient R_j / stab(D_j)</c>. It stands by itself, or as the tail of the layer above,
/// which then writes s in place of R.
/// </summary>
/// <param name="Name">The denominator's name in formulas: <c>z_j</c>, <c>D_j</c>.</param>
/// <param name="Coefficient">The branch's share.</param>
/// <param name="Condition">Where it holds; s is zero elsewhere.</param>
/// <param name="Output">Where the layer's output z stands, for the condition.</param>
/// <param name="Denominator">Where the denominator stands in the workspace; null where it is made at load.</param>
/// <param name="Constants">Where it stands among the weights, or what is taken off the one in the workspace.</param>
/// <param name="Stabilizer">How it is kept from zero.</param>
/// <param name="Count">The values of the output without padding, for their mean.</param>
internal sealed record QuotientPlan(
    string Name,
    float Coefficient,
    BranchCondition Condition,
    Slot Output,
    Slot? Denominator,
    long? Constants,
    StabilizerSpec Stabilizer,
    int Count)
{
    /// <summary>Whether the denominator is what stands in the workspace less the constants.</summary>
    public bool IsLessConstants { get; init; }

    /// <summary>Where both denominators by sign are a multiple of the output: how many times it, and this one is that less what stands in the workspace; or null.</summary>
    public float? Both { get; init; }

    /// <summary>The quotient of outputs below zero, which is written at once with this one, of those above; or null.</summary>
    public QuotientPlan? Negative { get; init; }

    /// <summary>Where <see cref="Negative"/> goes.</summary>
    public Slot NegativeResult { get; init; }

    /// <summary>All quotients that a convolution's way back starts with, where they can be written at once; else those of its first branch.</summary>
    public static QuotientPlan First(ConvPlan plan, Slot output, Dims shape)
    {
        QuotientPlan first = Of(plan, 0, output, shape);
        return plan.QuotientsBySign ? first with { Negative = Of(plan, 1, output, shape), NegativeResult = plan.Branches[1].Quotient } : first;
    }

    /// <summary>The quotient of a convolution's branch.</summary>
    public static QuotientPlan Of(ConvPlan plan, int branch, Slot output, Dims shape)
    {
        ConvBranch b = plan.Branches[branch];
        string suffix = plan.Branches.Count == 1 ? "" : Emission.CodeWriter.Number(branch + 1);
        string name = b.Source switch
        {
            ConvDenominator.Output => "z_j",
            ConvDenominator.Constants => plan.Backward == ConvBackward.Flat ? "n_j" : "constant_j",
            ConvDenominator.LessConstants => "z_j - constant_j",
            ConvDenominator.Mirror => $"{Emission.CodeWriter.Plain(plan.MirroredWhole())} z_j - D1_j",
            _ when plan.Windows?.Average is not null => "mean_j",
            _ => $"D{suffix}_j",
        };
        Slot? denominator = b.Source switch
        {
            ConvDenominator.Output or ConvDenominator.LessConstants => output,
            ConvDenominator.Constants => null,
            ConvDenominator.Mirror => plan.Branches[0].Denominator,
            _ => b.Denominator,
        };
        return new QuotientPlan(name, b.Coefficient, b.Condition, output, denominator, plan.Constants, b.Stabilizer, shape.Count)
        {
            IsLessConstants = b.Source == ConvDenominator.LessConstants,
            Both = b.Source == ConvDenominator.Mirror ? plan.MirroredWhole() : null,
        };
    }

    /// <summary>The quotient of a sum or an average.</summary>
    public static QuotientPlan Of(NormPlan plan, Slot output, Dims shape) =>
        new("z_j", 1, BranchCondition.Always, output, plan.Average ?? output, null, plan.Stabilizer, shape.Count);
}
