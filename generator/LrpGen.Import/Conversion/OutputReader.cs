using LrpGen.Import.Graph;
using LrpGen.Import.Network;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Conversion;

/// <summary>An output of the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value of the network.</param>
internal sealed record ModelOutput(string Name, Value Value);

/// <summary>Finds the values that the outputs show, in the shapes that the model gives them.</summary>
internal static class OutputReader
{
    public static IReadOnlyList<ModelOutput> Read(NetworkBuilder builder)
    {
        var outputs = new List<ModelOutput>();
        foreach (ValueInfoProto output in builder.Graph.Outputs)
        {
            if (builder.FindActivation(output.Name) is not { } activation)
                throw new ImportException($"{builder.Graph.File.Path}: output '{output.Name}' does not depend on the input, so there is nothing to explain; remove it.");
            outputs.Add(new ModelOutput(output.Name, Show(builder, output.Name, activation)));
        }

        return outputs;
    }

    private static Value Show(NetworkBuilder builder, string name, Activation activation)
    {
        Elementwise.Realize(builder, activation);
        Value value = activation.Value!;
        if (!activation.IsPlain)
        {
            throw new ImportException(
                $"{builder.Graph.File.Path}: output '{name}' of shape {Sizes.Text(activation.Shape)} has its axes in another order than the network's {Sizes.Text(value.Shape)}; remove the Transpose before it.");
        }

        int[] shape = activation.SampleShape;
        bool isRow = value.Rank == 1 && shape.Count(static size => size != 1) <= 1;
        if (isRow || shape.SequenceEqual(value.Shape))
            return value;
        OnnxNode? node = activation.Via ?? value.Producer?.Nodes.LastOrDefault();
        if (shape.Length is 0 or > 3)
            shape = [value.Count];

        // The end that explanations leave out must stay the end.
        if (value.Producer is ActivationLayer { IsHead: true } head && builder.IsSole(activation))
        {
            var flat = new ReshapeLayer(head.Input, shape, node);
            builder.Layers.Insert(builder.Layers.IndexOf(head), flat);
            var last = new ActivationLayer(flat.Output, head.Nodes[0], head.Attribute);
            builder.Layers[builder.Layers.IndexOf(head)] = last;
            return last.Output;
        }

        return builder.Add(new ReshapeLayer(value, shape, node)).Output;
    }
}
