using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Tells of a composite's settings that none of its rules uses: a reader would think that one does.</summary>
internal static class SettingsPass
{
    public static void Run(NetworkSpec spec, Graph graph, EquatableArray<NodeRule> rules, DiagnosticBag diagnostics)
    {
        foreach (CompositeSpec composite in spec.Composites)
        {
            if (composite.Low.Count + composite.High.Count > 0 && !Gives<ZBoxRule>(composite, rules))
            {
                string bounds = composite.High.Count == 0 ? "Low" : composite.Low.Count == 0 ? "High" : "Low and High";
                (string why, string remedy) = WhyNoBox(spec, graph, rules, composite);
                Report(composite.BoundsAnchor, bounds, why, remedy);
            }

            if (composite.EpsilonAnchor is { } epsilon && !Gives<EpsilonRule>(composite, rules))
                Report(epsilon, "Epsilon", WhyNot("an epsilon rule", composite.Kind != CompositeKind.ExcitationBackprop), "remove it");
            if (composite.GammaAnchor is { } gamma && !Gives<GammaRule>(composite, rules))
                Report(gamma, "Gamma", WhyNot("a gamma rule", composite.Kind == CompositeKind.EpsilonGammaBox), "remove it");

            void Report(int anchor, string settings, string why, string remedy) =>
                diagnostics.Report(Descriptors.UnusedSetting, anchor, $"{settings} of composite {composite.Kind}", why, remedy);
        }
    }

    private static bool Gives<TRule>(CompositeSpec composite, EquatableArray<NodeRule> rules)
        where TRule : RuleSpec => rules.Items.Any(rule => rule.Rule is TRule given && given.Settings == composite.Settings);

    private static string WhyNot(string rule, bool isOneOfItsRules) => isOneOfItsRules ? $"it gives no layer of this network {rule}" : $"it never gives a layer {rule}";

    private static (string Why, string Remedy) WhyNoBox(NetworkSpec spec, Graph graph, EquatableArray<NodeRule> rules, CompositeSpec composite)
    {
        if (composite.Kind != CompositeKind.EpsilonGammaBox)
            return ("it has no z-box", "remove the bounds, or use EpsilonGammaBox");
        HashSet<int> beforeLinear = RulePass.ValuesBeforeLinear(graph);
        List<Node> firsts = graph.Nodes.Items.Where(node => node.Layer.Linear is LinearKind.Dense or LinearKind.Convolution && node.Inputs.Items.Any(beforeLinear.Contains)).ToList();
        Node first = firsts.Find(static node => node.Layer.Linear == LinearKind.Convolution) ?? firsts[0];
        string step = spec.Steps[first.Step].Name;
        string layer = $"[{first.Layer.Wording}] of '{step}'";
        return first.Layer.Linear == LinearKind.Dense
            ? ($"its z-box is for a convolution at the input, where this network has {layer}", $"remove the bounds, or put a [ZBox(...)] beside '{step}'")
            : ($"{layer}, the first convolution, has {rules[first.Index].Rule!.Wording} from elsewhere", "remove the bounds");
    }
}
