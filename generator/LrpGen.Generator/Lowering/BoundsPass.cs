using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Tells of a composite's bounds that no z-box uses: a reader would think that one stands at the input.</summary>
internal static class BoundsPass
{
    public static void Run(NetworkSpec spec, Graph graph, EquatableArray<NodeRule> rules, DiagnosticBag diagnostics)
    {
        foreach (CompositeSpec composite in spec.Composites)
        {
            if (composite.Low.Count + composite.High.Count == 0 || rules.Items.Any(rule => rule.Rule is ZBoxRule box && box.Settings == composite.Settings))
                continue;
            string bounds = composite.High.Count == 0 ? "Low" : composite.Low.Count == 0 ? "High" : "Low and High";
            (string why, string remedy) = Why(spec, graph, rules, composite);
            diagnostics.Report(Descriptors.UnusedBounds, composite.BoundsAnchor, bounds, composite.Kind, why, remedy);
        }
    }

    private static (string Why, string Remedy) Why(NetworkSpec spec, Graph graph, EquatableArray<NodeRule> rules, CompositeSpec composite)
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
