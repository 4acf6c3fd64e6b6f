using System.Linq;
using System.Threading;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>What lowering makes of a declaration: a network to print, or what is wrong with it.</summary>
internal sealed record LoweringResult(LoweredNetwork? Network, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>Runs the passes in order. Pure: the same declaration gives an equal result.</summary>
internal static class Compiler
{
    public static LoweringResult Run(NetworkSpec spec, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        LoweredNetwork? network = Lower(spec, diagnostics, cancellation);
        return new LoweringResult(diagnostics.HasErrors ? null : network, diagnostics.Found);
    }

    private static LoweredNetwork? Lower(NetworkSpec spec, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (GraphPass.Run(spec, diagnostics) is not { } graph)
            return null;
        cancellation.ThrowIfCancellationRequested();
        if (ShapePass.Run(spec, graph, diagnostics) is not { } shapes)
            return null;
        int logits = HeadPass.Run(spec, graph, diagnostics);
        graph = FoldPass.Run(spec, graph, shapes);
        EquatableArray<ValueRange> ranges = RangePass.Run(spec, graph);
        EquatableArray<NodeRule> rules = RulePass.Run(spec, graph, shapes, diagnostics);
        if (diagnostics.HasErrors)
            return null;
        SettingsPass.Run(spec, graph, rules, diagnostics);
        cancellation.ThrowIfCancellationRequested();

        LaidOutGraph laid = LayoutPass.Run(graph, shapes, ranges, rules, logits);
        var facts = laid.Graph.Nodes.Items.Select(node => FactsOf(laid.Graph, laid.Ranges, laid.Rules, laid.Logits, node)).ToList();
        CostPass.Run(spec, laid, facts, diagnostics);
        return BudgetPass.Run(spec, laid, facts, diagnostics) is { } network ? PredictionPass.Run(laid, network) : null;
    }

    private static Facts FactsOf(Graph graph, EquatableArray<ValueRange> ranges, EquatableArray<NodeRule> rules, int logits, Node node)
    {
        bool isRelevantOnlyWherePositive = (node.Layer.Linear != LinearKind.None || node.Layer.IsNormed) && ActivityPass.IsRelevantOnlyWherePositive(graph, rules, logits, node);
        if (node.Layer.Linear == LinearKind.None)
            return default(Facts) with { RelevantOnlyWherePositive = isRelevantOnlyWherePositive };
        var box = rules[node.Index].Rule as ZBoxRule;
        ValueRange input = ranges[node.Input];
        return new Facts(
            input.IsNeverNegative,

            // Inputs that are always zero are both; one fact is enough, and two would leave a rule without a term.
            input.IsNeverPositive && !input.IsNeverNegative,
            isRelevantOnlyWherePositive,
            box is not null && box.Low.Items.All(static bound => bound == 0),
            box is not null && box.High.Items.All(static bound => bound == 0));
    }
}
