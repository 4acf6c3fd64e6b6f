using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>LRP-epsilon (Bach et al. 2015).</summary>
internal sealed record EpsilonRule(float Epsilon, RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "EpsilonAttribute";

    public override string Wording => $"epsilon({Number(Epsilon)})";

    public override string Formula => $"R_i = x_i sum_j w_ij R_j / (z_j + s(z_j) {Number(Epsilon)})";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute)
    {
        float epsilon = attribute.Float("epsilon", 1e-6f);
        return RuleReader.NotNegative(attribute, "epsilon", epsilon) ? new EpsilonRule(epsilon, RuleReader.Settings(attribute)) : null;
    }

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(
            1,
            BranchCondition.Always,
            EquatableArray.Of(new Term(InputPart.X, WeightPart.Whole)),
            WeightPart.Whole,
            new StabilizerSpec(Epsilon, IsRms: false)),
    ];
}
