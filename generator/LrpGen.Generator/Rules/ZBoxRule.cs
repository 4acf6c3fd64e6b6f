using System.Collections.Generic;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

/// <summary>The z-box rule z^B for bounded inputs (Montavon et al. 2017). The bias cancels.</summary>
internal sealed record ZBoxRule(EquatableArray<float> Low, EquatableArray<float> High, RuleSettings Settings) : RuleSpec(Settings)
{
    public const string Attribute = "ZBoxAttribute";

    public override string Wording => $"z-box({Bounds(Low)}, {Bounds(High)})";

    public override string Formula =>
        "R_i = sum_j (x_i w_ij - l_i w_ij+ - h_i w_ij-) R_j / stab(sum_i (x_i w_ij - l_i w_ij+ - h_i w_ij-))";

    public static RuleSpec? Parse(Parsing.AttributeReader attribute)
    {
        EquatableArray<float> low = attribute.Floats("low");
        EquatableArray<float> high = attribute.Floats("high");
        return Check(attribute, ("low", low), ("high", high)) ? new ZBoxRule(low, high, RuleReader.Settings(attribute)) : null;
    }

    /// <summary>Whether bounds are finite and in order; what is not, is reported.</summary>
    public static bool Check(Parsing.AttributeReader attribute, (string Name, EquatableArray<float> Bounds) low, (string Name, EquatableArray<float> Bounds) high)
    {
        bool good = RuleReader.AllFinite(attribute, low.Name, low.Bounds) & RuleReader.AllFinite(attribute, high.Name, high.Bounds);
        for (int k = 0; good && k < System.Math.Min(low.Bounds.Count, high.Bounds.Count); k++)
        {
            if (low.Bounds[k] <= high.Bounds[k])
                continue;
            attribute.Report(Descriptors.LowAboveHigh, attribute.AnchorOf(low.Name), "[" + attribute.DisplayName + "]", low.Bounds[k], high.Bounds[k]);
            good = false;
        }

        return good;
    }

    protected override IEnumerable<Branch> Branches(StabilizerSpec stabilizer) =>
    [
        new(
            1,
            BranchCondition.Always,
            EquatableArray.Of(
                new Term(InputPart.X, WeightPart.Whole),
                new Term(InputPart.Low, WeightPart.Plus, Factor: -1),
                new Term(InputPart.High, WeightPart.Minus, Factor: -1)),
            WeightPart.None,
            stabilizer),
    ];
}
