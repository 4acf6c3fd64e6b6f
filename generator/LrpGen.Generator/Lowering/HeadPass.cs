using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Finds the logits: the value before a final softmax or sigmoid, which an explanation leaves out.</summary>
internal static class HeadPass
{
    /// <summary>The value that is explained.</summary>
    public static int Run(NetworkSpec spec, Graph graph, DiagnosticBag diagnostics)
    {
        Node last = graph.Nodes[graph.Nodes.Count - 1];
        int lastLinear = graph.Nodes.Items.LastOrDefault(static node => node.Layer.Linear != LinearKind.None)?.Index ?? -1;
        foreach (Node node in graph.Nodes)
        {
            if (node == last)
                continue;
            string step = spec.Steps[node.Step].Name;
            if (node.Layer.Head == HeadRole.OnlyAtEnd)
                diagnostics.Report(Descriptors.HeadNotLast, node.Layer.Anchor, node.Layer.Name, step, "no rule explains it inside a network");
            else if (node.Layer.Head == HeadRole.AtEnd && node.Index > lastLinear && lastLinear >= 0)
                diagnostics.Report(Descriptors.HeadNotLast, node.Layer.Anchor, node.Layer.Name, step, "no linear layer follows it");
        }

        if (last.Layer.Head == HeadRole.Never)
            return graph.Result;
        diagnostics.Report(Descriptors.HeadLeftOut, last.Layer.Anchor, last.Layer.Name.ToLowerInvariant(), spec.Steps[last.Step].Name);
        return last.Input;
    }
}
