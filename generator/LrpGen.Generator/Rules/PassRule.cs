using System.Collections.Generic;

namespace LrpGen.Generator.Rules;

/// <summary>Relevance goes on unchanged.</summary>
internal sealed record PassRule(RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "PassAttribute";

    public override string Wording => "pass";

    public override string Formula => "R_i = R_j";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute) => new PassRule(RuleReader.Settings(attribute));

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) => [];
}
