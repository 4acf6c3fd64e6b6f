using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Tells where a rule costs more than it would if the layer's input were known never to be negative. In dense layers it does not: one pass
/// over the weights gives the sums of both signs.
/// </summary>
internal static class CostPass
{
    public static void Run(NetworkSpec spec, LaidOutGraph laid, IReadOnlyList<Facts> facts, DiagnosticBag diagnostics)
    {
        foreach (Node node in laid.Graph.Nodes)
        {
            Facts known = facts[node.Index];
            if (node.Layer is not (ConvLayer or BatchNormLayer) || laid.Rules[node.Index].Rule is not (GammaRule or AlphaBetaRule) || known.InputNeverNegative || known.InputNeverPositive)
                continue;
            RuleSpec rule = laid.Rules[node.Index].Rule!;
            int passes = Passes(spec, rule, known);
            int fewer = Passes(spec, rule, known with { InputNeverNegative = true });
            if (passes > fewer)
            {
                diagnostics.Report(
                    Descriptors.CostOfNegativeInputs,
                    node.Layer.Anchor,
                    node.Layer.Wording,
                    spec.Steps[node.Step].Name,
                    rule.Wording,
                    Text(passes),
                    Text(fewer),
                    TakesInput(laid, node) ? "declare [InputRange(0, ...)] if it never is" : "a ReLU before it saves them");
            }
        }
    }

    /// <summary>The passes back over the weights, one for each product of a part of the input with a part of the weights.</summary>
    private static int Passes(NetworkSpec spec, RuleSpec rule, Facts facts) =>
        TermSimplifier.Run(rule.Resolve(spec.Stabilizer), facts).Items.Sum(static branch => branch.Terms.Count);

    private static bool TakesInput(LaidOutGraph laid, Node node)
    {
        int value = node.Input;
        while (laid.Graph.ProducerOf(value) is { } producer && (producer.Layer.IsIdentity || producer.Layer.IsConversion))
            value = producer.Input;
        return value == 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
