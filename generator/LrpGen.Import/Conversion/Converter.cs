using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion;

/// <summary>Makes layers of the nodes of a model, one after the other.</summary>
internal static class Converter
{
    /// <summary>Converts a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputShape">The shape of one input, where the model leaves it open.</param>
    /// <param name="cancellation">Stops the conversion.</param>
    public static ConvertedGraph Convert(OnnxGraph graph, IReadOnlyList<int>? inputShape, CancellationToken cancellation)
    {
        CheckOperators(graph);
        var notes = new List<string>();
        ModelInput input = ModelInput.Find(graph, inputShape, notes);
        var builder = new NetworkBuilder(graph) { Batch = input.Batch };
        builder.Notes.AddRange(notes);
        Activation first = input.Create();
        builder.Give(first);
        foreach (OnnxNode node in graph.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            Convert(builder, node);
        }

        if (graph.DeadNodes.Count > 0)
            builder.Notes.Add($"{graph.DeadNodes.Count} nodes on which no output depends are left out: {string.Join(", ", graph.DeadNodes.Take(5).Select(static node => $"{node.FullOp} '{node.Title}'"))}{(graph.DeadNodes.Count > 5 ? ", ..." : "")}.");
        return new ConvertedGraph(builder, input, first.Value!, OutputReader.Read(builder));
    }

    private static void Convert(NetworkBuilder builder, OnnxNode node)
    {
        if (node.Outputs.Count == 0 || node.Outputs[0].Length == 0)
            throw node.Fail("has no output");
        IReadOnlyList<Constant?> constants = [.. node.Inputs.Select(builder.FindConstant)];
        bool isConstant = node.Inputs.Select((name, k) => name.Length == 0 || constants[k] is not null).All(static constant => constant);
        if (isConstant)
            GiveConstant(builder, node, constants);
        else if (OperatorRegistry.Find(node) is { } convert)
            convert(builder, node);
        else if (ScalarOperators.Find(node) is { } scalar)
            Elementwise.Convert(builder, node, scalar);
        else
            throw node.Fail(UnsupportedOperators.Describe(node));
        string[] unread = [.. node.Unread];
        if (unread.Length > 0)
            throw node.Fail($"has the attribute '{unread[0]}', which LrpGen does not know; export the model without it");
    }

    private static void GiveConstant(NetworkBuilder builder, OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        Constant constant = node.Op == "Constant" ? ConstantNode.Read(node) : ConstantFolder.TryFold(node, inputs)
            ?? throw node.Fail("computes a constant in a way that LrpGen does not know; let the exporter fold constants");
        builder.Give(node.Outputs[0], constant);
        if (node.Outputs.Skip(1).Any(output => builder.Graph.ConsumersOf(output) > 0))
            throw node.Fail("computes several constants; let the exporter fold them");
    }

    /// <summary>Names all operators that cannot be expressed at once.</summary>
    private static void CheckOperators(OnnxGraph graph)
    {
        List<string> problems = [];
        var constants = new HashSet<string>(graph.Tensors.Keys, StringComparer.Ordinal);
        foreach (OnnxNode node in graph.Nodes)
        {
            bool isConstant = node.Inputs.All(input => input.Length == 0 || constants.Contains(input));
            if (isConstant || node is { Op: "Shape" or "Size", Domain: "" })
                constants.UnionWith(node.Outputs);
            if (Problem(node, isConstant) is { } problem)
                problems.Add(node.Fail(problem).Message);
        }

        if (problems.Count > 0)
            throw new ImportException(problems);
    }

    private static string? Problem(OnnxNode node, bool isConstant)
    {
        if (node.Attributes.Any(static attribute => attribute.Graph.Count > 0 || attribute.Graphs.Count > 0))
            return $"holds a graph of its own: {UnsupportedOperators.Describe(node)}";
        if (node.Attributes.FirstOrDefault(static attribute => attribute.RefAttrName is { Length: > 0 }) is { } reference)
            return $"takes its attribute '{reference.Name}' from a function around it, which is not read; inline the model's functions";
        bool isKnown = ScalarOperators.Find(node) is not null || (isConstant ? ConstantFolder.Knows(node) || node is { Op: "Constant", Domain: "" } : OperatorRegistry.Find(node) is not null);
        return isKnown ? null : UnsupportedOperators.Describe(node);
    }
}

/// <summary>What a model comes to.</summary>
/// <param name="Builder">Its layers, and what there is to say.</param>
/// <param name="ModelInput">Its input.</param>
/// <param name="Input">The network's input.</param>
/// <param name="Outputs">The outputs; the first is the one that is explained.</param>
internal sealed record ConvertedGraph(NetworkBuilder Builder, ModelInput ModelInput, Value Input, IReadOnlyList<ModelOutput> Outputs);
