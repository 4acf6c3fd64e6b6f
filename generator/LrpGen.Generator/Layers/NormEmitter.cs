using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>Prints what the norm rule of sums and averages has in common.</summary>
internal static class NormEmitter
{
    private const string K = CodeWriter.Kernels;

    /// <summary>Prints the quotients and gives their name.</summary>
    public static string EmitQuotient(MethodBody body, LoweredNode node, NormPlan plan)
    {
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        string d = body.Padded(plan.Average ?? node.Output, "z");
        string s = body.Padded(plan.Quotient, "s");
        string epsilon = Epsilon(body, node, plan);
        body.Line($"// s_j = R_j / stab(z_j); stab(d) = d + s(d) {(plan.Stabilizer.IsRms ? epsilon : CodeWriter.Plain(plan.Stabilizer.Value))}");
        body.Line($"{K}Arithmetic.Quotient({relevance}, {d}, {epsilon}, 1, {s});");
        return s;
    }

    public static void EmitLedger(MethodBody body, LoweredNode node, NormPlan plan, int step)
    {
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        string d = body.Padded(plan.Average ?? node.Output, "z");
        body.Line($"Books.KeepOfBranch({CodeWriter.Number(step)}, {relevance}, {d}, default, 1, {Epsilon(body, node, plan)}, 1, default);");
    }

    private static string Epsilon(MethodBody body, LoweredNode node, NormPlan plan)
    {
        if (!plan.Stabilizer.IsRms)
            return CodeWriter.Literal(plan.Stabilizer.Value);
        string d = body.Padded(plan.Average ?? node.Output, "z");
        return body.Declare("e", $"{CodeWriter.Literal(plan.Stabilizer.Value)} * {K}Arithmetic.RootMeanSquare({d}, {CodeWriter.Number(node.OutputShape.Count)})");
    }
}
