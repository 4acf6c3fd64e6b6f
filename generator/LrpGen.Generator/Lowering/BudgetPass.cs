using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Keeps a network within its memory budget. Weights are packed at load for each direction and rule, which for Winograd's kernels takes
/// four times their bytes each time; a convolution may keep them once instead, in the file's order, and pack them whenever it runs. Those
/// that lose least time for a byte come first, and no more than are needed.
/// </summary>
internal static class BudgetPass
{
    public static LoweredNetwork? Run(NetworkSpec spec, LaidOutGraph laid, IReadOnlyList<Facts> facts, DiagnosticBag diagnostics)
    {
        LoweredNetwork? network = PlanPass.Run(spec, laid, facts, new HashSet<int>(), diagnostics);
        if (network is null || spec.MemoryBudget == 0 || network.Bytes <= spec.MemoryBudget)
            return network;

        List<int> layers = Candidates(network);
        LoweredNetwork? found = null;
        long least = network.Bytes;
        for (int low = 0, high = layers.Count; low <= high;)
        {
            int count = (low + high) / 2;
            LoweredNetwork? plan = PlanPass.Run(spec, laid, facts, new HashSet<int>(layers.Take(count)), new DiagnosticBag());
            least = Math.Min(least, plan?.Bytes ?? long.MaxValue);
            if (plan?.Bytes <= spec.MemoryBudget)
                (found, high) = (plan, count - 1);
            else
                low = count + 1;
        }

        if (found is null)
            diagnostics.Report(Descriptors.OverBudget, spec.Anchors.MemoryBudget, spec.Class.Name, Megabytes(least), Megabytes(spec.MemoryBudget));
        return found;
    }

    /// <summary>The layers for which it saves memory, those that lose least for a byte first.</summary>
    private static List<int> Candidates(LoweredNetwork network) => network.Steps.Items.SelectMany(static step => step.Nodes.Items)
        .Select(static (node, index) => (Plan: node.Plan as ConvPlan, Index: index))
        .Where(static layer => layer.Plan is { Norm: null })
        .Select(static layer => (layer.Index, Packed: PackedFloats(layer.Plan!), Kept: UnpackedFloats(layer.Plan!)))
        .Where(static layer => layer.Packed > layer.Kept)
        .OrderBy(static layer => (double)layer.Packed / (layer.Packed - layer.Kept))
        .ThenByDescending(static layer => layer.Packed)
        .Select(static layer => layer.Index)
        .ToList();

    /// <summary>What need not be kept, and as many floats are packed for an explanation.</summary>
    private static long PackedFloats(ConvPlan plan) => plan.Packed.Items
        .Where(packed => packed.Part.Form == WeightForm.BySign && (plan.Box is null || !packed.IsBack))
        .Sum(static packed => (long)packed.Floats);

    private static long UnpackedFloats(ConvPlan plan) => plan.WeightShape.Items.Aggregate(1L, static (product, size) => product * size);

    private static string Megabytes(long bytes) => ((bytes + NetworkSpec.Megabyte - 1) / NetworkSpec.Megabyte).ToString(CultureInfo.InvariantCulture);
}
