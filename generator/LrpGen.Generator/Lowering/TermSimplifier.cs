using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>What has been proven about a layer.</summary>
/// <param name="InputNeverNegative">No input is below zero.</param>
/// <param name="InputNeverPositive">No input is above zero.</param>
/// <param name="RelevantOnlyWherePositive">No relevance arrives where the output is not positive.</param>
/// <param name="LowIsZero">The low bounds of its z-box are all zero.</param>
/// <param name="HighIsZero">The high bounds of its z-box are all zero.</param>
internal readonly record struct Facts(
    bool InputNeverNegative,
    bool InputNeverPositive,
    bool RelevantOnlyWherePositive,
    bool LowIsZero,
    bool HighIsZero);

/// <summary>Drops what proven facts make zero from a rule's branches and joins what they make equal.</summary>
internal static class TermSimplifier
{
    public static EquatableArray<Branch> Run(EquatableArray<Branch> branches, Facts facts) => branches.Items
        .Where(static branch => branch.Coefficient != 0)
        .Where(branch => !(facts.RelevantOnlyWherePositive && branch.Condition == BranchCondition.OutputNegative))
        .Select(branch => branch with { Terms = Join(branch.Terms.Items.Where(term => !IsZero(term, facts)).Select(term => Whole(term, facts))) })
        .ToEquatable();

    private static bool IsZero(Term term, Facts facts) => term.Input switch
    {
        InputPart.XNegative => facts.InputNeverNegative,
        InputPart.XPositive => facts.InputNeverPositive,
        InputPart.Low => facts.LowIsZero,
        InputPart.High => facts.HighIsZero,
        _ => term.Factor == 0,
    };

    /// <summary>A part of the input is all of it where the rest is zero.</summary>
    private static Term Whole(Term term, Facts facts) => term.Input switch
    {
        InputPart.XPositive when facts.InputNeverNegative => term with { Input = InputPart.X },
        InputPart.XNegative when facts.InputNeverPositive => term with { Input = InputPart.X },
        _ => term,
    };

    /// <summary>x+ A and x- A are x A.</summary>
    private static EquatableArray<Term> Join(IEnumerable<Term> terms)
    {
        var joined = terms.ToList();
        for (int k = 0; k < joined.Count; k++)
        {
            Term term = joined[k];
            if (term.Input != InputPart.XPositive)
                continue;
            int other = joined.IndexOf(term with { Input = InputPart.XNegative });
            if (other < 0)
                continue;
            joined[k] = term with { Input = InputPart.X };
            joined.RemoveAt(other);
            if (other < k)
                k--;
        }

        return joined.ToEquatable();
    }
}
