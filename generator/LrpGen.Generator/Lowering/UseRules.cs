using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>The rules beside uses of blocks, which hold for the linear layers within that have none of their own.</summary>
internal sealed class UseRules(NetworkSpec spec)
{
    private readonly HashSet<UseSpec> _needed = [];

    /// <summary>The rule of the innermost use around a layer that has one.</summary>
    public RuleSpec? For(Node node)
    {
        // Each use stands behind those within it.
        if (spec.Uses.Items.FirstOrDefault(use => use.Rules.Count > 0 && use.Contains(node.Step)) is not { } found)
            return null;
        _needed.Add(found);
        return found.Rules[0];
    }

    /// <summary>Says where there are two, and where one decides nothing.</summary>
    public void Check(Graph graph, DiagnosticBag diagnostics)
    {
        foreach (UseSpec use in spec.Uses)
        {
            if (use.Rules.Count > 1)
                diagnostics.Report(Descriptors.TwoRules, use.Rules[1].Settings.Anchor, use.Name, use.Rules[0].Wording, use.Rules[1].Wording, "beside it");
            else if (use.Rules.Count == 1 && !_needed.Contains(use))
                diagnostics.Report(Descriptors.UseRuleMatchesNothing, use.Rules[0].Settings.Anchor, use.Rules[0].Wording, use.Name, Why(graph, use));
        }
    }

    private static string Why(Graph graph, UseSpec use) => graph.Nodes.Items.Any(node => node.Layer.Linear != LinearKind.None && use.Contains(node.Step))
        ? "each linear layer of the block has a nearer rule"
        : "the block has no linear layer";
}
