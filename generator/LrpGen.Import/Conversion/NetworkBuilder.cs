using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion;

/// <summary>What the operators read from and write to: constants and activations by their names in the model, and the layers found so far.</summary>
internal sealed class NetworkBuilder(OnnxGraph graph)
{
    private const int MostRank = 3;

    private readonly Dictionary<string, Constant> _constants = new(graph.Tensors, StringComparer.Ordinal);
    private readonly Dictionary<string, Activation> _activations = new(StringComparer.Ordinal);

    public OnnxGraph Graph => graph;

    /// <summary>The size of the batch dimension in the model's shapes; 1 where it is open.</summary>
    public required int Batch { get; init; }

    public List<NetworkLayer> Layers { get; } = [];

    /// <summary>What the user should know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Nodes that came to nothing, so that their names are known all the same.</summary>
    public List<OnnxNode> Vanished { get; } = [];

    public Constant? FindConstant(string name) => name.Length == 0 ? null : _constants.GetValueOrDefault(name);

    /// <summary>A constant input of a node; null where it is left out.</summary>
    public Constant? ConstantInput(OnnxNode node, int k)
    {
        if (!node.Has(k))
            return null;
        return FindConstant(node.Inputs[k]) ?? throw node.Fail($"takes '{node.Inputs[k]}', which depends on the network's input, where LrpGen needs a constant");
    }

    /// <summary>A constant input that must be there.</summary>
    public Constant NeededConstant(OnnxNode node, int k, string what) => ConstantInput(node, k) ?? throw node.Fail($"has no {what}");

    /// <summary>An input that depends on the network's.</summary>
    public Activation Input(OnnxNode node, int k = 0)
    {
        if (!node.Has(k))
            throw node.Fail($"lacks input {k + 1}");
        return _activations.GetValueOrDefault(node.Inputs[k]) ?? throw node.Fail($"takes the constant '{node.Inputs[k]}' where LrpGen needs a value that depends on the network's input");
    }

    public Activation? FindActivation(string name) => _activations.GetValueOrDefault(name);

    public void Give(string name, Constant constant) => _constants[name] = constant;

    public void Give(Activation activation) => _activations[activation.Names[^1]] = activation;

    /// <summary>Hands on an activation as it is.</summary>
    public void Forward(OnnxNode node, Activation activation)
    {
        activation.Names.Add(node.Outputs[0]);
        _activations[node.Outputs[0]] = activation;
        Vanished.Add(node);
    }

    /// <summary>The activation that a layer gives, with the axes in the network's order.</summary>
    public void Give(OnnxNode node, NetworkLayer layer) => Give(new Activation(node.Outputs[0], [Batch, .. layer.Output.Shape], Add(layer).Output));

    public NetworkLayer Add(NetworkLayer layer)
    {
        if (layer.Output.Shape.Any(static size => size < 1) || Sizes.Count(layer.Output.Shape) > ShapeLimits.MostValues)
            throw layer.Nodes[0].Fail($"gives a value of shape {Sizes.Text(layer.Output.Shape)}, which no network can hold");
        Layers.Add(layer);
        return layer;
    }

    /// <summary>How many nodes and outputs of the model take an activation.</summary>
    public int ConsumersOf(Activation activation) => activation.Names.Sum(graph.ConsumersOf) - (activation.Names.Count - 1);

    /// <summary>Whether nobody else takes an activation, nor what it is another view of.</summary>
    public bool IsSole(Activation activation)
    {
        for (Activation? at = activation; at is not null; at = at.Basis)
        {
            if (ConsumersOf(at) != 1)
                return false;
        }

        return true;
    }

    /// <summary>The value of an activation in the shape that the model has, its axes in the network's order.</summary>
    public Value Exact(OnnxNode node, Activation activation)
    {
        Elementwise.Realize(this, activation);
        if (!activation.IsPlain)
            throw node.Fail($"takes a value of shape {Sizes.Text(activation.SampleShape)} that has been transposed, where the network has {Sizes.Text(activation.Value!.Shape)}; LrpGen's layers take the channels first");
        return Reshaped(node, activation, activation.SampleShape);
    }

    /// <summary>The value of an activation in one row, and the order in which the model has its elements; null for the network's own.</summary>
    public (Value Value, int[]? Order) Flat(OnnxNode node, Activation activation)
    {
        Elementwise.Realize(this, activation);
        Value value = activation.Value!;
        int[]? order = activation.IsPlain ? null : FeatureOrder.Of(value.Shape, activation.Axes);
        return (Reshaped(node, activation, [value.Count]), order);
    }

    /// <summary>The value of an activation with the model's axes one by one the network's, in the order that <see cref="Activation.Axes"/> says.</summary>
    public Value Matched(OnnxNode node, Activation activation)
    {
        Elementwise.Realize(this, activation);
        if (activation.Axes.Select(axis => activation.Value!.Shape[axis]).SequenceEqual(activation.SampleShape))
            return activation.Value!;
        return Exact(node, activation);
    }

    private Value Reshaped(OnnxNode node, Activation activation, int[] shape)
    {
        Value value = activation.Value!;
        if (value.Shape.SequenceEqual(shape))
            return value;
        if (shape.Length is 0 or > MostRank)
            throw node.Fail($"takes a value of shape {Sizes.Text(activation.Shape)}; LrpGen's values have one to three dimensions beside the batch's");
        return Add(new ReshapeLayer(value, shape, activation.Via ?? node)).Output;
    }
}

/// <summary>How large values may be.</summary>
internal static class ShapeLimits
{
    /// <summary>The most elements of one value: what one buffer of the runtime holds.</summary>
    public const int MostValues = int.MaxValue - 1000;

    /// <summary>The largest kernel, stride or padding that the language takes.</summary>
    public const int MostSlide = 1_000_000;
}
