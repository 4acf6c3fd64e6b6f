using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>LRP-0 (Bach et al. 2015).</summary>
internal sealed record ZeroRule(RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "ZeroAttribute";

    public override string Wording => "LRP-0";

    public override string Formula => "R_i = x_i sum_j w_ij R_j / stab(z_j)";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute) => new ZeroRule(RuleReader.Settings(attribute));

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(1, BranchCondition.Always, EquatableArray.Of(new Term(InputPart.X, WeightPart.Whole)), WeightPart.Whole, stabilizer),
    ];
}
