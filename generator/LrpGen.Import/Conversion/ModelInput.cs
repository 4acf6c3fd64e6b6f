using LrpGen.Import.Graph;
using LrpGen.Import.Network;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Conversion;

/// <summary>The input of a model: its name, its shape for one sample, its batch dimension.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape in the model, the batch dimension first.</param>
/// <param name="IsChannelsLast">Whether the model turns it around before anything else.</param>
internal sealed record ModelInput(string Name, int[] Shape, bool IsChannelsLast)
{
    private const int MostRank = 4;

    public int Batch => Shape[0];

    /// <summary>The shape of the network's input: the channels first.</summary>
    public int[] SampleShape => IsChannelsLast ? [Shape[^1], .. Shape[1..^1]] : Shape[1..];

    /// <summary>The network's axes in the model's order.</summary>
    public int[] Axes => IsChannelsLast ? [.. Enumerable.Range(1, Shape.Length - 2), 0] : [.. Enumerable.Range(0, Shape.Length - 1)];

    /// <summary>The value and the activation of the input.</summary>
    public Activation Create() => new(Name, Shape, new Value(SampleShape), Axes);

    /// <summary>Finds the input.</summary>
    public static ModelInput Find(OnnxGraph graph, IReadOnlyList<int>? told, List<string> notes)
    {
        string path = graph.File.Path;
        List<ValueInfoProto> used = [.. graph.Inputs.Where(input => graph.ConsumersOf(input.Name) > 0)];
        if (used.Count != 1)
        {
            throw new ImportException(used.Count == 0
                ? $"{path}: the outputs depend on no input, so there is nothing to explain."
                : $"{path}: has {used.Count} inputs ({string.Join(", ", used.Select(static input => $"'{input.Name}'"))}); LrpGen's networks have one: concatenate them before the model, or fix the others as constants.");
        }

        foreach (ValueInfoProto unused in graph.Inputs.Except(used))
            notes.Add($"The input '{unused.Name}' is left out: no output depends on it.");
        ValueInfoProto input = used[0];
        TensorTypeProto type = input.Type?.TensorType ?? throw new ImportException($"{path}: input '{input.Name}' is no tensor.");
        if (!((ElementType)type.ElemType).IsFloat())
            throw new ImportException($"{path}: input '{input.Name}' holds {((ElementType)type.ElemType).Wording()}; LrpGen explains inputs of floats: export the model from where its values are floats.");
        int[] shape = ShapeOf(input, type, told, path);
        return new ModelInput(input.Name, shape, shape.Length > 2 && IsTurnedAround(graph, input.Name, shape.Length));
    }

    private static int[] ShapeOf(ValueInfoProto input, TensorTypeProto type, IReadOnlyList<int>? told, string path)
    {
        List<DimensionProto> dimensions = type.Shape?.Dim ?? [];
        if (dimensions.Count == 0 && told is not null)
            dimensions = [.. Enumerable.Repeat(new DimensionProto(), told.Count + 1)];
        if (dimensions.Count is < 2 or > MostRank)
        {
            throw new ImportException(
                $"{path}: input '{input.Name}' has {dimensions.Count} dimensions; LrpGen takes [batch, features], [batch, channels, length] and [batch, channels, height, width].");
        }

        if (told is not null && told.Count != dimensions.Count - 1)
            throw new ImportException($"{path}: input '{input.Name}' has {dimensions.Count - 1} sizes beside the batch's; the input shape {Sizes.Text(told)} has {told.Count}.");
        var shape = new int[dimensions.Count];
        shape[0] = dimensions[0].Value is > 0 and < int.MaxValue and var batch ? (int)batch : 1;
        for (int k = 1; k < shape.Length; k++)
        {
            long? known = dimensions[k].Value is > 0 and var size ? size : null;
            if (told is not null && known is not null && told[k - 1] != known)
                throw new ImportException($"{path}: size {k} of input '{input.Name}' is {known}; the input shape {Sizes.Text(told)} has {told[k - 1]}.");
            long length = known ?? told?[k - 1] ?? throw new ImportException(
                $"{path}: size {k} of input '{input.Name}' is open{(dimensions[k].Parameter is { Length: > 0 } name ? $" ('{name}')" : "")}; export the model for a fixed size, or tell the input's shape (lrpgen: --shape; in code: ImportOptions.InputShape).");
            shape[k] = length is >= 1 and <= int.MaxValue ? (int)length : throw new ImportException($"{path}: size {k} of input '{input.Name}' is {length}.");
        }

        return Sizes.Count(shape) <= ShapeLimits.MostValues ? shape : throw new ImportException($"{path}: input '{input.Name}' of shape {Sizes.Text(shape)} holds more values than a network can.");
    }

    /// <summary>Whether the first thing that happens to the input, but for what treats each element by itself, is a transposition that brings its last axis to the front.</summary>
    private static bool IsTurnedAround(OnnxGraph graph, string name, int rank)
    {
        List<OnnxNode> takers = Takers(graph, name);
        if (takers.Count == 0 || !takers.All(node => node.Op == "Transpose" && node.Ints("perm") is { } perm && perm.SequenceEqual([0, rank - 1, .. Enumerable.Range(1, rank - 2)])))
            return false;

        // Of a sequence the same transposition brings the channels to the front or to the end; what follows tells which.
        return rank > 3 || takers.SelectMany(node => Takers(graph, node.Outputs[0])).All(static node => node.Op is "Conv" or "ConvTranspose" or "MaxPool" or "AveragePool" or "BatchNormalization" or "Pad");
    }

    /// <summary>The nodes that take a value, or what is made of it element by element.</summary>
    private static List<OnnxNode> Takers(OnnxGraph graph, string name)
    {
        var names = new HashSet<string> { name };
        var takers = new List<OnnxNode>();
        foreach (OnnxNode node in graph.Nodes.Where(node => node.Inputs.Any(names.Contains)))
        {
            if (node.Op is "Identity" or "Cast" or "Dropout" || Constants.ScalarOperators.Find(node) is not null)
                names.UnionWith(node.Outputs);
            else
                takers.Add(node);
        }

        return takers;
    }
}
