using System;
using System.Collections.Generic;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>LRP-alpha-beta (Bach et al. 2015), and z+ (Montavon et al. 2017), which is alpha-beta with 1 and 0.</summary>
internal sealed record AlphaBetaRule(float Alpha, float Beta, RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "AlphaBetaAttribute";
    public const string ZPlusAttribute = "ZPlusAttribute";

    // alpha - beta may miss 1 by what float arithmetic on the two literals loses, and no more; where that is much, they are no alpha and beta.
    private const double Tolerance = 1e-6;
    private const double MostTolerance = 0.01;

    public override string Wording => Beta == 0 ? "z+" : $"alpha-beta({Number(Alpha)}, {Number(Beta)})";

    public override string Formula => Beta == 0
        ? "R_i = sum_j P_ij R_j / stab(sum_i P_ij + b_j+), P_ij = x_i+ w_ij+ + x_i- w_ij-"
        : $"R_i = {Number(Alpha)} sum_j P_ij R_j / stab(sum_i P_ij + b_j+) - {(Beta == 1 ? "" : Number(Beta) + " ")}sum_j N_ij R_j / stab(sum_i N_ij + b_j-), P_ij = x_i+ w_ij+ + x_i- w_ij-, N_ij = x_i+ w_ij- + x_i- w_ij+";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute)
    {
        float alpha = attribute.Float("alpha", 2);
        float beta = attribute.Float("beta", 1);
        if (!RuleReader.NotNegative(attribute, "alpha", alpha) | !RuleReader.NotNegative(attribute, "beta", beta))
            return null;
        if (Math.Abs((double)alpha - beta - 1) > Math.Min(Tolerance * Math.Max(1, alpha), MostTolerance))
        {
            // Large floats lie so far apart that no alpha is 1 above beta.
            (float better, float kept) = Math.Abs((double)(1 + beta) - beta - 1) <= MostTolerance ? (1 + beta, beta) : (2, 1);
            attribute.Report(Descriptors.AlphaBetaSum, attribute.Anchor, Number(alpha), Number(beta), Number(alpha - beta), Number(better), Number(kept));
            return null;
        }

        return new AlphaBetaRule(alpha, beta, RuleReader.Settings(attribute));
    }

    public static RuleSpec? ParseZPlus(Parsing.AttributeReader attribute) => new AlphaBetaRule(1, 0, RuleReader.Settings(attribute));

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer)
    {
        yield return new Branch(
            Alpha,
            BranchCondition.Always,
            EquatableArray.Of(new Term(InputPart.XPositive, WeightPart.Plus), new Term(InputPart.XNegative, WeightPart.Minus)),
            WeightPart.Plus,
            stabilizer);
        yield return new Branch(
            -Beta,
            BranchCondition.Always,
            EquatableArray.Of(new Term(InputPart.XPositive, WeightPart.Minus), new Term(InputPart.XNegative, WeightPart.Plus)),
            WeightPart.Minus,
            stabilizer);
    }
}
