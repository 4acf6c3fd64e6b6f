using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>The w-square rule (Montavon et al. 2017).</summary>
internal sealed record WSquareRule(RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "WSquareAttribute";

    public override string Wording => "w-square";

    public override string Formula => "R_i = sum_j w_ij^2 R_j / stab(sum_i w_ij^2 + b_j^2)";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute) => new WSquareRule(RuleReader.Settings(attribute));

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(1, BranchCondition.Always, EquatableArray.Of(new Term(InputPart.One, WeightPart.Square)), WeightPart.Square, stabilizer),
    ];
}
