using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Rules;

// A rule is data: branches of terms (input part) x (weight part) over a denominator made of the same terms. This file says
// what those parts can be; the files beside it say which of them each rule has.

/// <summary>What a term takes of the input <c>x_i</c>.</summary>
internal enum InputPart
{
    /// <summary><c>x_i</c>.</summary>
    X,

    /// <summary><c>max(x_i, 0)</c>.</summary>
    XPositive,

    /// <summary><c>min(x_i, 0)</c>.</summary>
    XNegative,

    /// <summary>1 for every connected input.</summary>
    One,

    /// <summary>The low bound of a z-box.</summary>
    Low,

    /// <summary>The high bound of a z-box.</summary>
    High,
}

/// <summary>How a term uses the weight <c>w_ij</c>.</summary>
internal enum WeightForm
{
    /// <summary><c>p w+ + n w-</c>.</summary>
    BySign,

    /// <summary><c>w^2</c>.</summary>
    Square,

    /// <summary>1 where there is a weight, whatever its value.</summary>
    Connection,

    /// <summary><c>rho(w)</c>, the user's function.</summary>
    Rho,

    /// <summary>Nothing: 0.</summary>
    None,
}

/// <summary>
/// What a term takes of the weight, or a denominator of the bias. Factors are double, so that <c>1 + gamma</c> less 1 is gamma
/// again.
/// </summary>
/// <param name="Form">How it is made.</param>
/// <param name="Positive">For <see cref="WeightForm.BySign"/>: the factor of <c>w+</c>.</param>
/// <param name="Negative">For <see cref="WeightForm.BySign"/>: the factor of <c>w-</c>.</param>
internal readonly record struct WeightPart(WeightForm Form, double Positive = 0, double Negative = 0)
{
    /// <summary><c>w</c> itself.</summary>
    public static WeightPart Whole => BySign(1, 1);

    /// <summary><c>w+ = max(w, 0)</c>.</summary>
    public static WeightPart Plus => BySign(1, 0);

    /// <summary><c>w- = min(w, 0)</c>.</summary>
    public static WeightPart Minus => BySign(0, 1);

    public static WeightPart Square => new(WeightForm.Square);

    public static WeightPart Connection => new(WeightForm.Connection);

    public static WeightPart Rho => new(WeightForm.Rho);

    public static WeightPart None => new(WeightForm.None);

    public static WeightPart BySign(double positive, double negative) => new(WeightForm.BySign, positive, negative);
}

/// <summary>One term of a numerator and its denominator: <c>factor * input part * weight part</c>.</summary>
internal readonly record struct Term(InputPart Input, WeightPart Weight, float Factor = 1);

/// <summary>For which outputs a branch of a rule holds.</summary>
internal enum BranchCondition
{
    /// <summary>For all.</summary>
    Always,

    /// <summary>Where the pre-activation <c>z_j &gt; 0</c>.</summary>
    OutputPositive,

    /// <summary>Where <c>z_j &lt; 0</c>.</summary>
    OutputNegative,
}

/// <summary>How a denominator is kept away from zero: <c>D + s(D) e</c>.</summary>
/// <param name="Value">e, or the factor of the root mean square.</param>
/// <param name="IsRms">Whether <c>e = Value * sqrt(mean_j z_j^2)</c>.</param>
internal readonly record struct StabilizerSpec(float Value, bool IsRms)
{
    /// <summary>Whether the stabilized denominator can be zero, where nothing passes.</summary>
    public bool CanBeZero => IsRms || Value == 0;
}

/// <summary>
/// <c>coefficient * sum_j (terms)_ij R_j / D_j</c>, <c>D_j = stab(sum_i (terms)_ij + bias part)</c>, over the outputs where the
/// condition holds.
/// </summary>
internal readonly record struct Branch(
    float Coefficient,
    BranchCondition Condition,
    EquatableArray<Term> Terms,
    WeightPart Bias,
    StabilizerSpec Stabilizer)
{
    /// <summary>Whether its terms make the output, or the output less the bias.</summary>
    public bool IsWhole => Terms.Items is [{ Input: InputPart.X, Factor: 1 } only] && only.Weight == WeightPart.Whole;

    /// <summary>Whether its denominator is the output itself, of a layer with a bias or without.</summary>
    public bool IsOutput(bool hasBias) => IsWhole && (!hasBias || Bias == WeightPart.Whole);

    /// <summary>Where it holds, if relevance may come to outputs above zero alone.</summary>
    public BranchCondition ConditionFor(bool relevantOnlyWherePositive) =>
        relevantOnlyWherePositive && Condition == BranchCondition.OutputPositive ? BranchCondition.Always : Condition;
}

/// <summary>What a rule attribute holds, whatever the rule: see the files beside this one.</summary>
/// <param name="Settings">What every rule can be told.</param>
internal abstract record RuleSpec(RuleSettings Settings)
{
    /// <summary>For people: <c>gamma(0.25)</c>.</summary>
    public abstract string Wording { get; }

    /// <summary>The formula that documents the layer.</summary>
    public abstract string Formula { get; }

    /// <summary>The rule as data, or none for <c>pass</c>.</summary>
    /// <param name="stabilizer">The stabilizer of this rule, its own or the network's.</param>
    protected abstract IEnumerable<Branch> Branches(StabilizerSpec stabilizer);

    /// <summary>The branches with the rule's settings worked in.</summary>
    public EquatableArray<Branch> Resolve(float networkStabilizer)
    {
        var branches = new List<Branch>();
        foreach (Branch branch in Branches(new StabilizerSpec(Settings.Stabilizer ?? networkStabilizer, IsRms: false)))
            branches.Add(Settings.IgnoreBias ? branch with { Bias = WeightPart.None } : branch);
        return branches.ToEquatable();
    }

    /// <summary>Wording with the settings that differ from the usual.</summary>
    public string FullWording => Settings.IgnoreBias ? Wording + ", bias ignored" : Wording;

    protected static string Number(float value) => Emission.CodeWriter.Plain(value);

    protected static string Bounds(EquatableArray<float> bounds) =>
        bounds.Count == 1 ? Number(bounds[0]) : "[" + string.Join(", ", System.Linq.Enumerable.Select(bounds, Number)) + "]";
}

/// <summary>What every rule can be told.</summary>
/// <param name="IgnoreBias">Whether the bias is left out of the denominators.</param>
/// <param name="Stabilizer">The rule's own stabilizer, or null for the network's.</param>
/// <param name="Anchor">The attribute's place.</param>
internal readonly record struct RuleSettings(bool IgnoreBias, float? Stabilizer, int Anchor);

/// <summary>Questions about all branches of a rule.</summary>
internal static class Branches
{
    /// <summary>Whether there are two branches, for outputs above and below zero, whose quotients can be written at once.</summary>
    public static bool QuotientsBySign(this EquatableArray<Branch> branches) =>
        branches.Items is [{ Condition: BranchCondition.OutputPositive, Coefficient: 1 } positive, { Condition: BranchCondition.OutputNegative, Coefficient: 1 } negative]
        && !positive.Stabilizer.IsRms && positive.Stabilizer == negative.Stabilizer;

    /// <summary>Whether every term is of inputs above zero or of inputs below, and both occur: each input then takes one of two sums.</summary>
    public static bool ReturnBySign(this EquatableArray<Branch> branches)
    {
        bool takesPositive = false, takesNegative = false;
        foreach (Branch branch in branches)
        {
            foreach (Term term in branch.Terms)
            {
                if (term.Input is not (InputPart.XPositive or InputPart.XNegative))
                    return false;
                takesPositive |= term.Input == InputPart.XPositive;
                takesNegative |= term.Input == InputPart.XNegative;
            }
        }

        return takesPositive && takesNegative;
    }
}
