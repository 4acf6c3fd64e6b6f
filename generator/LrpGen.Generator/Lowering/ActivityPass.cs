using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Proves for a linear layer that no relevance arrives where its output is not positive: its output feeds only rectifiers,
/// and behind each of them every way leads to a layer that multiplies by its input, so that a rectified zero gets nothing.
/// No way may end at the explained output, where the caller may put any relevance.
/// </summary>
internal static class ActivityPass
{
    public static bool IsRelevantOnlyWherePositive(Graph graph, EquatableArray<NodeRule> rules, int logits, Node node) =>
        FeedsRectifiersAlone(graph, rules, logits, node.Output);

    private static bool FeedsRectifiersAlone(Graph graph, EquatableArray<NodeRule> rules, int logits, int value) =>
        value != logits
        && graph.ConsumersOf(value).Any()
        && graph.ConsumersOf(value).All(consumer => consumer.Layer.IsRectifier
            ? ZeroGetsNothing(graph, rules, logits, consumer.Output)
            : consumer.Layer.IsIdentity && FeedsRectifiersAlone(graph, rules, logits, consumer.Output));

    /// <summary>Whether an element of a value gets no relevance wherever it is zero.</summary>
    private static bool ZeroGetsNothing(Graph graph, EquatableArray<NodeRule> rules, int logits, int value) =>
        value != logits
        && graph.ConsumersOf(value).Any()
        && graph.ConsumersOf(value).All(consumer => rules[consumer.Index].Rule is { } rule
            ? MultipliesByInput(rule)
            : consumer.Layer is { KeepsZero: true, Head: not HeadRole.OnlyAtEnd } && ZeroGetsNothing(graph, rules, logits, consumer.Output));

    private static bool MultipliesByInput(RuleSpec rule) =>
        rule is not PassRule
        && rule.Resolve(1).Items.All(static branch => branch.Terms.Items.All(static term =>
            term.Input is InputPart.X or InputPart.XPositive or InputPart.XNegative));
}
