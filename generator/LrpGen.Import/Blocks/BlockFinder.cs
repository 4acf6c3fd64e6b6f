using LrpGen.Import.Passes;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Blocks;

/// <summary>Finds modules that occur several times and makes blocks of them.</summary>
internal static class BlockFinder
{
    // Below this a block is longer than what it saves.
    private const int LeastSaving = 2;

    /// <summary>The members of the declaration, with uses in place of the steps of blocks.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="consumers">Who takes which value.</param>
    /// <param name="fixedSteps">Steps that must stand for themselves.</param>
    public static List<Element> Run(IReadOnlyList<NetworkStep> steps, Consumers consumers, IReadOnlySet<NetworkStep> fixedSteps)
    {
        var uses = new Dictionary<int, UseElement>();
        var taken = new HashSet<NetworkStep>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<IGrouping<string, BlockRun>> groups = BlockRun.Find(steps, consumers, fixedSteps)
            .GroupBy(RunSignature.Of)
            .OrderBy(static group => group.First().IsContainer)
            .ThenByDescending(static group => group.First().Steps.Count)
            .ThenByDescending(static group => group.Count());
        foreach (IGrouping<string, BlockRun> group in groups)
        {
            List<BlockRun> runs = [.. group.Where(run => !run.Steps.Any(taken.Contains)).OrderBy(static run => run.First)];
            if (runs.Count == 0 || (runs.Count - 1) * (runs[0].Steps.Count - 1) < LeastSaving)
                continue;
            (Block block, IReadOnlyList<IReadOnlyList<int>> arguments) = BlockBuilder.Create(runs, names);
            for (int k = 0; k < runs.Count; k++)
            {
                uses.Add(runs[k].First, new UseElement(block, runs[k], arguments[k]));
                taken.UnionWith(runs[k].Steps);
            }
        }

        var elements = new List<Element>();
        for (int k = 0; k < steps.Count; k++)
        {
            if (uses.TryGetValue(k, out UseElement? use))
                elements.Add(use);
            else if (!taken.Contains(steps[k]))
                elements.Add(new StepElement(steps[k]));
        }

        return elements;
    }
}
