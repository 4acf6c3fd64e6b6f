using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

internal sealed partial record PoolLayer
{
    private const string K = CodeWriter.Kernels;

    public override bool IsExplained(LoweredNode node) => true;

    public override (string Type, string Value)? Constant(LoweredNode node)
    {
        Dims input = node.InputShapes[0];
        Dims output = node.OutputShape;
        string sizes = Join(input.Height, input.Width, output.Height, output.Width);
        if (SlidingFor(input) is not { } s)
            return (K + "PoolShape", $"{K}PoolShape.Adaptive({sizes})");

        // The average over a max pooling's window has no padding in it.
        bool counts = Kind == PoolKind.Average && CountsPadding;
        string windows = Join(s.KernelY, s.KernelX, s.StrideY, s.StrideX, s.Top, s.Bottom, s.Left, s.Right);
        return (K + "PoolShape", $"{K}PoolShape.Sliding({sizes}, {windows}, countPadding: {(counts ? "true" : "false")})");
    }

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        string x = body.Padded(node.Input, "x");
        string z = body.Padded(node.Output, "z");
        body.Line($"// {Formula("x", "z")}");
        body.Line($"{K}Pool.{Kind}({node.Field}, {x}, {z}, worker);");
    }

    public override bool HasPreparation(LoweredNode node) => node.Plan is NormPlan { Average: not null };

    public override void EmitPrepare(MethodBody body, LoweredNode node)
    {
        Slot average = ((NormPlan)node.Plan!).Average!.Value;
        body.Line("// z_j = the mean of x_i over window j, as which the largest value is explained");
        body.Line($"{K}Pool.Average({node.Field}, {body.Padded(node.Input, "x")}, {body.Padded(average, "z")}, worker);");
    }

    public override void EmitExplain(MethodBody body, LoweredNode node)
    {
        string x = body.Padded(node.Input, "x");
        string r = body.Padded(node.Edges[0].Written, "r");
        if (node.Plan is NormPlan plan)
        {
            string s = NormEmitter.EmitQuotient(body, node, plan);
            bool isSum = Kind == PoolKind.Sum;
            body.Line($"// R_i = x_i sum_j s_j{(isSum ? "" : " / n_j")} over the windows that hold i");
            QuotientPrinter.PrintTail(body, node.Below);
            body.Line($"{K}Pool.{(isSum ? "SumBack" : "AverageBack")}({node.Field}, {s}, {r}, {QuotientPrinter.Tail(body, $"Times({x})", node.Below)}, worker);");
            return;
        }

        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        string z = body.Padded(node.Output, "z");
        body.Line(Relevance == MaxRelevance.Split
            ? "// The largest values of a window share its relevance."
            : "// The first of the largest values of a window takes its relevance.");
        QuotientPrinter.PrintTail(body, node.Below);
        body.Line($"{K}Pool.{(Relevance == MaxRelevance.Split ? "MaxSplit" : "MaxToWinner")}({node.Field}, {x}, {z}, {relevance}, {r}, {QuotientPrinter.Tail(body, null, node.Below)}, worker);");
    }

    public override void EmitLedger(MethodBody body, LoweredNode node, int step)
    {
        if (node.Plan is NormPlan plan)
            NormEmitter.EmitLedger(body, node, plan, step);
    }

    private static string Join(params int[] numbers) => string.Join(", ", System.Array.ConvertAll(numbers, static number => CodeWriter.Number(number)));
}
