namespace LrpGen.Import;

/// <summary>How a model is imported. Layers are named as <see cref="ImportedLayer.Name"/> has them.</summary>
public sealed record ImportOptions
{
    /// <summary>The namespace of the declaration; <c>Networks</c> unless told.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name of the class; made of the file's name unless told.</summary>
    public string? ClassName { get; init; }

    /// <summary>Well-known assignments of rules, for the layers that <see cref="Rules"/> does not name.</summary>
    public IReadOnlyList<CompositeSetting> Composites { get; init; } = [];

    /// <summary>Rules by the layer's name.</summary>
    public IReadOnlyDictionary<string, RuleSetting> Rules { get; init; } = new Dictionary<string, RuleSetting>();

    /// <summary>How relevance goes back through the max poolings that <see cref="Rules"/> does not name.</summary>
    public MaxRelevance MaxRelevance { get; init; } = MaxRelevance.Winner;

    /// <summary>The stabilizer of every rule without one of its own; greater than 0.</summary>
    public float Stabilizer { get; init; } = 1e-6f;

    /// <summary>The range in which every input value lies, which <c>Forward</c> then checks; unknown unless told.</summary>
    public (float Low, float High)? InputRange { get; init; }

    /// <summary>How exactly sums are computed.</summary>
    public Precision Precision { get; init; }

    /// <summary>Whether the network keeps the books of every explanation.</summary>
    public bool Ledger { get; init; }

    /// <summary>Whether the activation and relevance of every step stay readable.</summary>
    public bool KeepAll { get; init; }

    /// <summary>The layers whose steps stay readable.</summary>
    public IReadOnlySet<string> Keep { get; init; } = new HashSet<string>();

    /// <summary>The names of the outputs; as many as there are outputs, or none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>
    /// The shape of one input without the batch dimension, as the model has it, for a model that leaves sizes open. Sizes that the model
    /// fixes must agree.
    /// </summary>
    public IReadOnlyList<int>? InputShape { get; init; }

    /// <summary>
    /// Whether linear layers may be left without a rule, for looking at a model: the declaration then does not compile until each has one.
    /// </summary>
    public bool RulesAreOptional { get; init; }
}
