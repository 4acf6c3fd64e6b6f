using LrpGen.Import.Network;
using LrpGen.Import.Passes;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Blocks;

/// <summary>Steps one behind the other whose names begin alike: what a module of the model was. It may become a use of a block.</summary>
internal sealed class BlockRun
{
    private BlockRun(string prefix, int first, IReadOnlyList<NetworkStep> steps, Value input)
    {
        Prefix = prefix;
        First = first;
        Steps = steps;
        Input = input;
        RuleSetting?[] rules = [.. steps.Where(static step => step.Weighted is not null).Select(static step => step.Rule).DistinctBy(static rule => rule?.ToString())];
        CommonRule = rules is [{ } only] && steps.All(static step => step.Weighted is not null || step.Rule is null) ? only : null;
    }

    /// <summary>What the names of their weights begin with.</summary>
    public string Prefix { get; }

    /// <summary>The place of the first one among all steps.</summary>
    public int First { get; }

    public IReadOnlyList<NetworkStep> Steps { get; }

    /// <summary>The one value that comes from outside.</summary>
    public Value Input { get; }

    /// <summary>Whether it only numbers other modules, as a list of them does; those are rather blocks than it is.</summary>
    public bool IsContainer => Steps.Where(static step => step.Weighted is not null).All(step => char.IsAsciiDigit(Within(step.Weighted!.Name)[0]));

    /// <summary>The rule that all linear layers have beside them, so that it can stand beside the use; null where they differ.</summary>
    public RuleSetting? CommonRule { get; }

    /// <summary>The rule that stays beside a step within the block.</summary>
    public RuleSetting? RuleOf(NetworkStep step) => CommonRule is null ? step.Rule : null;

    /// <summary>The end of a name within the run.</summary>
    public string Within(string name) => name.StartsWith(Prefix + ".", StringComparison.Ordinal) ? name[(Prefix.Length + 1)..] : name;

    /// <summary>All runs among the steps that could be blocks.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="consumers">Who takes which value.</param>
    /// <param name="fixedSteps">Steps that the class's rules name, which must stand for themselves.</param>
    public static IEnumerable<BlockRun> Find(IReadOnlyList<NetworkStep> steps, Consumers consumers, IReadOnlySet<NetworkStep> fixedSteps)
    {
        IEnumerable<string> prefixes = steps.Where(static step => step.Weighted is not null).SelectMany(static step => Prefixes(step.Weighted!.Name)).Distinct();
        foreach (string prefix in prefixes)
        {
            int first = Enumerable.Range(0, steps.Count).First(k => Belongs(steps[k], prefix));
            List<NetworkStep> run = [.. steps.Skip(first).TakeWhile(step => Belongs(step, prefix))];
            if (run.Count > 1 && !steps.Skip(first + run.Count).Any(step => Belongs(step, prefix)) && InputOf(run, consumers) is { } input && !run.Any(fixedSteps.Contains))
                yield return new BlockRun(prefix, first, run, input);
        }
    }

    private static IEnumerable<string> Prefixes(string name)
    {
        for (int end = name.IndexOf('.'); end > 0; end = name.IndexOf('.', end + 1))
            yield return name[..end];
    }

    /// <summary>Whether a step is the module's: by the names of all its tensors, or where it has none by its node's.</summary>
    private static bool Belongs(NetworkStep step, string prefix) => step.Weighted is null
        ? step.Main.Name == prefix || step.Main.Name.StartsWith(prefix + ".", StringComparison.Ordinal)
        : step.Layers.Where(static layer => layer is LinearLayer or NormLayer).All(layer => layer.Name.StartsWith(prefix + ".", StringComparison.Ordinal));

    /// <summary>The one value that the steps take from outside; null where there are more, or where others take one of theirs but the last.</summary>
    private static Value? InputOf(List<NetworkStep> run, Consumers consumers)
    {
        HashSet<NetworkLayer> layers = [.. run.SelectMany(static step => step.Layers)];
        HashSet<Value> inner = [.. layers.Select(static layer => layer.Output)];
        Value[] outside = [.. layers.SelectMany(static layer => layer.Inputs).Where(input => !inner.Contains(input)).Distinct()];
        bool isClosed = run.SkipLast(1).All(step => !step.IsKept && !step.IsOutput && !consumers.IsOutput(step.Output) && consumers.Of(step.Output).All(layers.Contains));
        bool startsOutside = run[0].Layers[0].Inputs.All(input => !inner.Contains(input));
        return outside.Length == 1 && isClosed && startsOutside ? outside[0] : null;
    }
}
