using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>Prints what the norm rule of sums and averages has in common.</summary>
internal static class NormEmitter
{
    /// <summary>Prints the quotients, unless the layer above has written them, and gives their name.</summary>
    public static string EmitQuotient(MethodBody body, LoweredNode node, NormPlan plan)
    {
        if (node.IsDivided)
            return body.Padded(node.OutputRelevance!.Value, "s");
        string s = body.Padded(plan.Quotient, "s");
        QuotientPrinter.Print(body, QuotientPlan.Of(plan, node.Output, node.OutputShape), "", body.Padded(node.OutputRelevance!.Value, "relevance"), s);
        return s;
    }

    public static void EmitLedger(MethodBody body, LoweredNode node, NormPlan plan, int step)
    {
        var quotient = QuotientPlan.Of(plan, node.Output, node.OutputShape);
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        string d = QuotientPrinter.Denominator(body, quotient, "z");
        body.Line($"Books.KeepOfBranch({CodeWriter.Number(step)}, {relevance}, {d}, default, 1, {QuotientPrinter.Epsilon(body, quotient, d)}, 1, default);");
    }
}
