using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Blocks;

/// <summary>Names for blocks: the module's where it says something (<c>fire2</c>, <c>fire3</c>: FireBlock), else what the block does.</summary>
internal static class BlockNames
{
    private static readonly HashSet<string> Bland = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "layer", "layers", "block", "blocks", "stage", "stages", "module", "modules", "model", "net", "network", "features", "feature", "body", "backbone", "encoder", "decoder", "main", "seq", "sequential", "unit", "group", "conv", "res", "resnet",
    };

    public static string Unique(IReadOnlyList<BlockRun> runs, HashSet<string> taken)
    {
        string name = Name(runs);
        string unique = name;
        for (int k = 2; !taken.Add(unique); k++)
            unique = name + AttributeText.Text(k);
        return unique;
    }

    private static string Name(IReadOnlyList<BlockRun> runs)
    {
        string[] stems = [.. runs.Select(static run => Stem(run.Prefix)).Distinct()];
        if (stems is [var stem] && !Bland.Contains(stem))
            return PropertyNames.Of(stem, "") + "Block";
        BlockRun template = runs[0];
        AddLayer? sum = template.Steps.SelectMany(static step => step.Layers).OfType<AddLayer>().FirstOrDefault();
        if (sum is not null)
            return sum.Inputs.Contains(template.Input) ? "ResidualBlock" : "ProjectionBlock";
        return template.Steps.Any(static step => step.Main is ConcatLayer) ? "BranchBlock" : "RepeatedBlock";
    }

    /// <summary>The last part of a name that is more than a number, without its number.</summary>
    private static string Stem(string prefix) => prefix
        .Split('.', '_')
        .Select(static part => part.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-'))
        .LastOrDefault(static part => part.Length > 1) ?? "";
}
