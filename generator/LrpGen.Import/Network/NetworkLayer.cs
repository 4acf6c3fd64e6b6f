using LrpGen.Import.Graph;

namespace LrpGen.Import.Network;

/// <summary>What rules can be told of a layer.</summary>
internal enum LayerRole
{
    /// <summary>Relevance passes through it unchanged.</summary>
    Pass,

    /// <summary>A dense layer.</summary>
    Dense,

    /// <summary>A convolution.</summary>
    Convolution,

    /// <summary>A batch norm, which is linear where no other layer takes it in.</summary>
    Affine,

    /// <summary>A sum or an average.</summary>
    Norm,

    /// <summary>A maximum.</summary>
    Max,
}

/// <summary>A layer of the network to be declared. Each kind knows its attribute; passes change what is left open until all layers are there.</summary>
internal abstract class NetworkLayer
{
    protected NetworkLayer(IReadOnlyList<Value> inputs, int[] outputShape, OnnxNode? node)
    {
        Inputs = [.. inputs];
        Output = new Value(outputShape) { Producer = this };
        if (node is not null)
            Nodes.Add(node);
    }

    public List<Value> Inputs { get; }

    public Value Input => Inputs[0];

    public Value Output { get; }

    /// <summary>The nodes that it stands for; the first one names it.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Its name in rules; given once all layers are there.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the names of its tensors begin with: its own name, or that of the layer whose weights it shares.</summary>
    public string WeightName { get => field ?? Name; set; }

    /// <summary>The rule that is told for it or that a composite has; null where the usual one holds.</summary>
    public RuleSetting? Rule { get; set; }

    /// <summary>Whether <see cref="Rule"/> is told for this layer, so that it stands beside it.</summary>
    public bool HasOwnRule { get; set; }

    public abstract string Kind { get; }

    public abstract LayerRole Role { get; }

    /// <summary>The attribute, without the names of other steps.</summary>
    public abstract AttributeText Attribute { get; }

    /// <summary>How many weights and biases it has.</summary>
    public virtual long Parameters => 0;

    /// <summary>Its tensors as the weight file has them, behind the name of its weights.</summary>
    public virtual IEnumerable<NamedTensor> Tensors => [];

    /// <summary>The name of its weights in the model; null for a layer without.</summary>
    public virtual string? ModelWeights => null;
}
