using LrpGen.Import.Network;

namespace LrpGen.Import.Steps;

/// <summary>A step of the declaration: layers one behind the other, of which the last one's output can be named.</summary>
internal sealed class NetworkStep
{
    public List<NetworkLayer> Layers { get; } = [];

    public Value Input => Layers[0].Input;

    public Value Output => Layers[^1].Output;

    public LinearLayer? Linear => Layers.OfType<LinearLayer>().FirstOrDefault();

    public NormLayer? Norm => Layers.OfType<NormLayer>().FirstOrDefault();

    /// <summary>The layer that gives the step its name.</summary>
    public NetworkLayer Main => Linear
        ?? Layers.FirstOrDefault(static layer => layer is AddLayer or ConcatLayer)
        ?? (NetworkLayer?)Norm
        ?? Layers.FirstOrDefault(static layer => layer.Role != LayerRole.Pass)
        ?? Layers[0];

    /// <summary>The layer whose tensors have the step's name; null where it has none.</summary>
    public NetworkLayer? Weighted => (NetworkLayer?)Linear ?? Norm;

    /// <summary>The rule that stands beside it; null where none does.</summary>
    public RuleSetting? Rule => Layers.FirstOrDefault(StepRules.StandsBeside)?.Rule;

    public bool IsKept { get; set; }

    public bool IsOutput { get; set; }

    /// <summary>The name of its property.</summary>
    public string Property { get; set; } = "";
}
