using LrpGen.Import.Conversion;
using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Passes;

/// <summary>The order in which outputs are computed: the model's first one is the one that is explained and comes last.</summary>
internal static class OutputOrder
{
    public static IReadOnlyList<ModelOutput> Sort(ConvertedGraph graph, string path)
    {
        ModelOutput main = graph.Outputs[0];
        List<ModelOutput> others = [.. graph.Outputs.Skip(1).Where(output => output.Value != main.Value).DistinctBy(static output => output.Value)];
        foreach (ModelOutput other in others.Where(other => Schedule.Order([other.Value]).Any(layer => layer.Output == main.Value)).ToList())
        {
            // Probabilities made of the explained logits: an explanation of them starts at the logits anyway.
            if (other.Value.Producer is not ActivationLayer { IsHead: true } head || head.Input != main.Value || others.Count > 1)
                throw new ImportException($"{path}: output '{other.Name}' is computed from output '{main.Name}', which is the one to be explained and must come last; remove one of them from the model.");
            return [main, other];
        }

        if (others.FirstOrDefault(static other => other.Value.Producer is null) is { } input)
            throw new ImportException($"{path}: output '{input.Name}' is the input itself; remove it from the model.");
        return main.Value.Producer is null ? throw new ImportException($"{path}: the output '{main.Name}' is the input itself; there is no layer.") : [.. others, main];
    }
}
