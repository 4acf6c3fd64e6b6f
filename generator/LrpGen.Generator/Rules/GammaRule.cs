using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>
/// LRP-gamma for inputs and outputs of either sign (Montavon et al. 2019, as zennit extends it): where the output is positive,
/// what pushes it up counts <c>1 + gamma</c> times; where it is negative, what pushes it down.
/// </summary>
internal sealed record GammaRule(float Gamma, RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "GammaAttribute";

    public override string Wording => $"gamma({Number(Gamma)})";

    public override string Formula => $"R_i = sum_j x_i (w_ij + {Number(Gamma)} w_ij+) R_j / stab(sum_i x_i (w_ij + {Number(Gamma)} w_ij+) + b_j + {Number(Gamma)} b_j+) for x_i, z_j > 0; the favored sign turns with each of them";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute)
    {
        float gamma = attribute.Float("gamma", 0.25f);
        return RuleReader.NotNegative(attribute, "gamma", gamma) ? new GammaRule(gamma, RuleReader.Settings(attribute)) : null;
    }

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer)
    {
        WeightPart up = WeightPart.BySign(1 + (double)Gamma, 1);
        WeightPart down = WeightPart.BySign(1, 1 + (double)Gamma);
        return
        [
            new(
                1,
                BranchCondition.OutputPositive,
                EquatableArray.Of(new Term(InputPart.XPositive, up), new Term(InputPart.XNegative, down)),
                up,
                stabilizer),
            new(
                1,
                BranchCondition.OutputNegative,
                EquatableArray.Of(new Term(InputPart.XPositive, down), new Term(InputPart.XNegative, up)),
                down,
                stabilizer),
        ];
    }
}
