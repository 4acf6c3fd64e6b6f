using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>The norm rule of sums and averages, whose weights are fixed (zennit).</summary>
internal sealed record NormRule(RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "NormAttribute";

    public override string Wording => "norm";

    public override string Formula => "R_i = x_i v_i R_j / stab(z_j), v the layer's own weights";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute) => new NormRule(RuleReader.Settings(attribute));

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(1, BranchCondition.Always, EquatableArray.Of(new Term(InputPart.X, WeightPart.Whole)), WeightPart.Whole, stabilizer),
    ];
}
