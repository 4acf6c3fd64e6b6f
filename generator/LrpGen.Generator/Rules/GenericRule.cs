using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>The generic rule with the user's own rho (Montavon et al. 2019, eq. 3).</summary>
internal sealed record GenericRule(string Method, float Epsilon, RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "GenericAttribute";

    public override string Wording => $"generic({Method}, {Number(Epsilon)})";

    public override string Formula => $"R_i = x_i sum_j rho(w_ij) R_j / (D_j + s(D_j) {Number(Epsilon)}), D_j = sum_i x_i rho(w_ij) + rho(b_j), rho = {Method}";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute)
    {
        float epsilon = attribute.Float("epsilon", 1e-6f);
        string? method = attribute.String("rho");
        bool good = RuleReader.NotNegative(attribute, "epsilon", epsilon) & RuleReader.IsRho(attribute, method);
        return good ? new GenericRule(method!, epsilon, RuleReader.Settings(attribute)) : null;
    }

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(
            1,
            BranchCondition.Always,
            EquatableArray.Of(new Term(InputPart.X, WeightPart.Rho)),
            WeightPart.Rho,
            new StabilizerSpec(Epsilon, IsRms: false)),
    ];
}
