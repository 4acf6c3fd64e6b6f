using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>LRP-epsilon with epsilon in proportion to the root mean square of the layer's pre-activations (the thesis's "c std").</summary>
internal sealed record EpsilonRmsRule(float Factor, RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "EpsilonRmsAttribute";

    public override string Wording => $"epsilon-rms({Number(Factor)})";

    public override string Formula => $"R_i = x_i sum_j w_ij R_j / (z_j + s(z_j) e), e = {Number(Factor)} sqrt(mean_j z_j^2)";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute)
    {
        float factor = attribute.Float("factor", 0.25f);
        return RuleReader.NotNegative(attribute, "factor", factor) ? new EpsilonRmsRule(factor, RuleReader.Settings(attribute)) : null;
    }

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(
            1,
            BranchCondition.Always,
            EquatableArray.Of(new Term(InputPart.X, WeightPart.Whole)),
            WeightPart.Whole,
            new StabilizerSpec(Factor, IsRms: true)),
    ];
}
