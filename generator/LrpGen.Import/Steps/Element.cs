using LrpGen.Import.Blocks;
using LrpGen.Import.Network;

namespace LrpGen.Import.Steps;

/// <summary>A member of the declaration: a step, or a use of a block in place of several.</summary>
internal abstract class Element
{
    /// <summary>The name of its property.</summary>
    public string Property { get; set; } = "";

    public abstract Value Input { get; }

    public abstract Value Output { get; }

    public abstract IReadOnlyList<NetworkStep> Steps { get; }

    /// <summary>What the names of its tensors begin with; null where it has none.</summary>
    public abstract string? WeightName { get; }

    /// <summary>Whether another step reads the same tensors.</summary>
    public virtual bool SharesWeights => false;
}

/// <summary>A step that is written out.</summary>
internal sealed class StepElement(NetworkStep step) : Element
{
    public NetworkStep Step => step;

    public override Value Input => step.Input;

    public override Value Output => step.Output;

    public override IReadOnlyList<NetworkStep> Steps => [step];

    public override string? WeightName => step.Weighted?.WeightName;

    public override bool SharesWeights => step.Weighted is { } weighted && weighted.WeightName != weighted.Name;
}

/// <summary>A use of a block.</summary>
/// <param name="block">The block.</param>
/// <param name="run">The steps that it stands for.</param>
/// <param name="arguments">The block's parameters.</param>
internal sealed class UseElement(Block block, BlockRun run, IReadOnlyList<int> arguments) : Element
{
    public Block Block => block;

    public BlockRun Run => run;

    public IReadOnlyList<int> Arguments => arguments;

    public override Value Input => run.Input;

    public override Value Output => run.Steps[^1].Output;

    public override IReadOnlyList<NetworkStep> Steps => run.Steps;

    public override string? WeightName => run.Prefix;
}
