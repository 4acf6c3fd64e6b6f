using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Emission;

/// <summary>Prints quotients: as a kernel of their own, or as the tail of another.</summary>
internal static class QuotientPrinter
{
    private const string K = CodeWriter.Kernels;

    /// <summary>Prints <c>s = R / stab(D)</c>.</summary>
    /// <param name="body">Where to print.</param>
    /// <param name="plan">The quotient.</param>
    /// <param name="suffix">What tells several quotients of a layer apart.</param>
    /// <param name="relevance">The name of R.</param>
    /// <param name="s">The name of s.</param>
    public static void Print(MethodBody body, QuotientPlan plan, string suffix, string relevance, string s)
    {
        if (plan.Negative is { } negative)
        {
            body.Line($"// {Formula(plan, "s", "R_j", "")}");
            body.Line($"{K}Arithmetic.Share({relevance}, {K}Tail.None{OverBySign(body, plan, negative, "z")}, {s}, worker);");
            return;
        }

        string d = Materialize(body, plan, "d" + suffix, s, "worker");
        string epsilon = Epsilon(body, plan, d);
        string call = plan.Condition switch
        {
            BranchCondition.OutputPositive => $"QuotientWherePositive({body.Padded(plan.Output, "z")}, ",
            BranchCondition.OutputNegative => $"QuotientWhereNegative({body.Padded(plan.Output, "z")}, ",
            _ => "Quotient(",
        };
        body.Line($"// {Formula(plan, "s" + suffix, "R_j", epsilon)}");
        body.Line($"{K}Arithmetic.{call}{relevance}, {d}, {epsilon}, {CodeWriter.Literal(plan.Coefficient)}, {s}, worker);");
    }

    /// <summary>The argument that gives a kernel its tail: times an input, and over the denominator of the layer below.</summary>
    /// <param name="body">Where the kernel is printed.</param>
    /// <param name="factor">How it begins: the call of a method of Tail, or null.</param>
    /// <param name="below">The quotient of the layer below, or null.</param>
    public static string Tail(MethodBody body, string? factor, QuotientPlan? below)
    {
        string tail = $"{K}Tail.{factor ?? "None"}";
        if (below is null)
            return tail;
        if (below.Negative is { } negative)
            return tail + OverBySign(body, below, negative, "zBelow");
        string d = Denominator(body, below, "below");
        string offset = below.IsLessConstants ? $", {Constants(body, below)}" : "";
        tail += $".Over({d}{offset}, {Epsilon(body, below, d)}, {CodeWriter.Literal(below.Coefficient)})";
        return below.Condition == BranchCondition.OutputPositive ? $"{tail}.WherePositive({body.Padded(below.Output, "zBelow")})" : tail;
    }

    private static string OverBySign(MethodBody body, QuotientPlan positive, QuotientPlan negative, string z)
    {
        string d1 = Denominator(body, positive, "d1");
        string d2 = negative.Both is { } both ? CodeWriter.Literal(both) : Denominator(body, negative, "d2");
        string s2 = body.Padded(positive.NegativeResult, "s2");
        return $".OverBySign({body.Padded(positive.Output, z)}, {d1}, {d2}, {Epsilon(body, positive, d1)}, {s2})";
    }

    /// <summary>Says what a tail does for the layer below, if anything.</summary>
    public static void PrintTail(MethodBody body, QuotientPlan? below, string what = "the layer below")
    {
        if (below is not null)
            body.Line($"// Then, for {what}, {Formula(below, "s", "R_j", below.Stabilizer.IsRms ? "e" : "")}");
    }

    private static string Formula(QuotientPlan plan, string s, string relevance, string epsilon)
    {
        if (plan.Negative is { } negative)
        {
            return $"{s}1_j = {relevance} / stab({plan.Name}) where z_j > 0, {s}2_j = {relevance} / stab({negative.Name}) where z_j < 0, else 0; "
                + $"stab(d) = d + s(d) {CodeWriter.Plain(plan.Stabilizer.Value)}";
        }

        string factor = plan.Coefficient == 1 ? "" : CodeWriter.Plain(plan.Coefficient) + " ";
        string where = plan.Condition switch
        {
            BranchCondition.OutputPositive => " where z_j > 0, else 0",
            BranchCondition.OutputNegative => " where z_j < 0, else 0",
            _ => "",
        };
        return $"{s}_j = {factor}{relevance} / stab({plan.Name}){where}; stab(d) = d + s(d) {(plan.Stabilizer.IsRms ? epsilon : CodeWriter.Plain(plan.Stabilizer.Value))}";
    }

    /// <summary>The name of the denominator, which a ledger asks for too; where it stands nowhere yet, it is written down first.</summary>
    /// <param name="body">Where to print.</param>
    /// <param name="plan">The quotient.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="room">Where there is room for it.</param>
    /// <param name="worker">Who writes it.</param>
    public static string Materialize(MethodBody body, QuotientPlan plan, string name, string room, string worker)
    {
        string d = Denominator(body, plan, plan.Both is null ? name : "d1");
        if (plan.Both is { } both)
        {
            body.Line($"// {plan.Name}: what w+ counts in D1_j, w- counts here");
            body.Line($"{K}Arithmetic.Less({body.Padded(plan.Output, "z")}, {CodeWriter.Literal(both)}, {d}, {room}, {worker});");
            return room;
        }

        if (!plan.IsLessConstants)
            return d;
        body.Line("// z_j less b_j + sum_i (low_i w_ij+ + high_i w_ij-)");
        body.Line($"{K}Arithmetic.Subtract({d}, {Constants(body, plan)}, {room}, {worker});");
        return room;
    }

    /// <summary>The name of the denominator, or of what the constants are taken off.</summary>
    public static string Denominator(MethodBody body, QuotientPlan plan, string name) => plan.Denominator is { } slot
        ? body.Padded(slot, slot == plan.Output ? "z" : name)
        : Constants(body, plan);

    private static string Constants(MethodBody body, QuotientPlan plan) => body.Parameters(plan.Constants!.Value, plan.Output.Padded, "constant");

    /// <summary>The stabilizer as a number, or the local that holds it.</summary>
    public static string Epsilon(MethodBody body, QuotientPlan plan, string d) => plan.Stabilizer.IsRms
        ? body.Declare("e", $"{CodeWriter.Literal(plan.Stabilizer.Value)} * {K}Arithmetic.RootMeanSquare({d}, {CodeWriter.Number(plan.Count)})")
        : CodeWriter.Literal(plan.Stabilizer.Value);
}
