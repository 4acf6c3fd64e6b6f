using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Chooses how a dense layer is explained: which denominators are there already, which need a pass of their own, and which
/// kernel takes the quotients back.
/// </summary>
/// <remarks>
/// Contributions <c>x_i w_ij</c> split into those above zero, P, and those below, N. Every rule that multiplies by the input is
/// <c>p P + n N</c> with two factors, so that with <c>z = P + N + b</c> its denominator is <c>min(p, n) z</c> and one more sum,
/// of P or of N, and its way back one pass over the weights.
/// </remarks>
internal sealed class DensePass(MemoryPlanner memory, WeightPlanner weights, Schedule schedule)
{
    /// <summary>Weights that are worth laying out once more for z-box, 16 MB: a first layer that has more is rare, and its memory dear.</summary>
    private const long MostLiveWeights = 1 << 22;

    public DensePlan Run(Node node, LinearLayer layer, RuleSpec rule, EquatableArray<Branch> branches, Facts facts, int inputs, string weightName)
    {
        int outputs = layer.Features;
        int stride = Dims.Pad(outputs);
        var plan = new DensePlan(
            weightName,
            inputs,
            outputs,
            Weights: weights.Place((long)inputs * stride),
            Bias: layer.HasBias || layer.Folds.Count > 0 ? weights.Place(stride) : null,
            RhoMethod: null,
            RhoWeights: null,
            RhoBias: null,
            Box: null,
            Constants: null,
            DenseBackward.Pass,
            EquatableArray<BranchPlan>.Empty,
            U: null,
            V: null,
            Sum: null);
        if (branches.Count == 0)
            return plan;

        Slot Scratch() => memory.Place(outputs, schedule.Explain(node), schedule.Explain(node));
        Term first = branches[0].Terms.Items.FirstOrDefault();
        if (first.Weight.Form == WeightForm.Connection)
            return plan with { Backward = DenseBackward.Flat, Branches = Single(branches[0], DenominatorSource.Count) };
        if (first.Weight.Form == WeightForm.Square)
        {
            return plan with
            {
                Backward = DenseBackward.Square,
                Constants = weights.Place(stride),
                Branches = Single(branches[0], DenominatorSource.Constants),
                U = Scratch(),
            };
        }

        if (first.Weight.Form == WeightForm.Rho)
            return Generic(plan, node, (GenericRule)rule, branches[0], Scratch());
        if (rule is ZBoxRule box && branches[0].Terms.Count > 1)
            return Box(plan, box, branches[0], facts, Scratch(), () => memory.Place(Dims.Pad(inputs), schedule.Explain(node), schedule.Explain(node)));
        return BySign(plan, node, branches, facts, plan.Bias is not null, Scratch);
    }

    private DensePlan Generic(DensePlan plan, Node node, GenericRule rule, Branch branch, Slot scratch)
    {
        var preparation = new Preparation(0, ContributionPart.Rho, 1, 0, 0, IsWithoutBias: false, Prepared(node, plan.Outputs));
        return plan with
        {
            RhoMethod = Parsing.Identifiers.Escape(rule.Method),
            RhoWeights = weights.Place(plan.WeightCount),
            RhoBias = plan.Bias is not null && branch.Bias.Form == WeightForm.Rho ? weights.Place(plan.Stride) : null,
            Backward = DenseBackward.Whole,
            Branches = EquatableArray.Of(Plan(branch, DenominatorSource.Prepared, 1, 1) with { Preparation = preparation }),
            U = scratch,
        };
    }

    private DensePlan Box(DensePlan plan, ZBoxRule rule, Branch branch, Facts facts, Slot scratch, Func<Slot> sums)
    {
        bool isVector = rule.Low.Count > 1;
        long live = (long)Dims.Pad(plan.Inputs) * plan.Outputs;
        return plan with
        {
            Box = new BoxPlan(rule.Low, rule.High, isVector ? weights.Place(plan.Inputs) : null, isVector ? weights.Place(plan.Inputs) : null)
            {
                Live = facts.RelevantOnlyWherePositive && live <= MostLiveWeights ? new LiveWeights(weights.Place(live), (int)live, sums()) : null,
            },
            Constants = weights.Place(plan.Stride),
            Backward = DenseBackward.Box,
            Branches = Single(branch, DenominatorSource.LessConstants),
            U = scratch,
        };
    }

    private DensePlan BySign(DensePlan plan, Node node, EquatableArray<Branch> branches, Facts facts, bool hasBias, Func<Slot> scratch)
    {
        var planned = new List<BranchPlan>();
        bool needsSum = false;
        foreach (Branch branch in branches)
        {
            (double positive, double negative) = Factors(branch, facts);
            double shared = Math.Min(positive, negative);
            double extra = Math.Abs(positive - negative);
            WeightPart bias = hasBias ? branch.Bias : WeightPart.None;

            // z_j - b_j would keep few digits where the bias makes most of z_j.
            bool isWithoutBias = hasBias && shared > 0 && bias.Form == WeightForm.None;
            double biasPositive = hasBias && !isWithoutBias ? bias.Positive - shared : 0;
            double biasNegative = hasBias && !isWithoutBias ? bias.Negative - shared : 0;
            DenominatorSource source = (shared, extra, biasPositive, biasNegative) switch
            {
                (1, 0, 0, 0) => isWithoutBias ? DenominatorSource.WithoutBias : DenominatorSource.Preactivation,
                _ => DenominatorSource.Prepared,
            };
            Preparation? preparation = source != DenominatorSource.Prepared
                ? null
                : new Preparation(
                    (float)shared,
                    extra == 0 ? ContributionPart.None : positive > negative ? ContributionPart.Positive : ContributionPart.Negative,
                    (float)extra,
                    (float)biasPositive,
                    (float)biasNegative,
                    isWithoutBias,
                    Prepared(node, plan.Outputs));
            needsSum |= isWithoutBias;
            planned.Add(Plan(branch with { Bias = bias }, source, positive, negative) with { Preparation = preparation });
        }

        bool isWhole = planned.All(static branch => branch.Positive == branch.Negative);
        bool onlyPositive = planned.All(static branch => branch.Negative == 0);
        return plan with
        {
            Backward = isWhole ? DenseBackward.Whole : DenseBackward.Parts,
            Branches = planned.ToEquatable(),
            U = scratch(),
            V = isWhole || onlyPositive ? null : scratch(),
            Sum = needsSum ? memory.Place(plan.Outputs, schedule.Forward(node), MemoryPlanner.Forever) : null,
        };
    }

    /// <summary>The factors of the contributions above and below zero in a branch.</summary>
    private static (double Positive, double Negative) Factors(Branch branch, Facts facts)
    {
        (double Positive, double Negative) whereAbove = Sum(branch, InputPart.XPositive);
        (double Positive, double Negative) whereBelow = Sum(branch, InputPart.XNegative);

        // Below zero, the input turns the sign: negative weights make the contributions above zero.
        whereBelow = (whereBelow.Negative, whereBelow.Positive);
        if (facts.InputNeverNegative)
            return whereAbove;
        if (facts.InputNeverPositive || whereAbove == whereBelow)
            return whereBelow;
        throw new InvalidOperationException($"The terms {string.Join(" + ", branch.Terms)} treat contributions of one sign differently for inputs above and below zero, which no kernel does.");
    }

    private static (double Positive, double Negative) Sum(Branch branch, InputPart side)
    {
        double positive = 0;
        double negative = 0;
        foreach (Term term in branch.Terms)
        {
            if (term.Input != InputPart.X && term.Input != side)
                continue;
            positive += term.Factor * term.Weight.Positive;
            negative += term.Factor * term.Weight.Negative;
        }

        return (positive, negative);
    }

    private Slot Prepared(Node node, int outputs) => memory.Place(outputs, schedule.Prepare(node), MemoryPlanner.Forever);

    private static EquatableArray<BranchPlan> Single(Branch branch, DenominatorSource source) => EquatableArray.Of(Plan(branch, source, 1, 1));

    private static BranchPlan Plan(Branch branch, DenominatorSource source, double positive, double negative) =>
        new(branch.Coefficient, branch.Condition, source, null, branch.Stabilizer, (float)positive, (float)negative, branch.Bias);
}
