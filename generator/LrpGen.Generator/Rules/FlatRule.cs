using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>The flat rule (Lapuschkin et al. 2019): every connected input gets the same share; the bias gets none.</summary>
internal sealed record FlatRule(RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "FlatAttribute";

    public override string Wording => "flat";

    public override string Formula => "R_i = sum_j R_j / stab(number of inputs of j)";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute) => new FlatRule(RuleReader.Settings(attribute));

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(1, BranchCondition.Always, EquatableArray.Of(new Term(InputPart.One, WeightPart.Connection)), WeightPart.None, stabilizer),
    ];
}
