using LrpGen.Import.Conversion;
using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>Looks for what turns logits into probabilities in places where the compiler cannot leave it out.</summary>
internal static class HeadCheck
{
    public static void Run(IReadOnlyList<NetworkLayer> layers, IReadOnlyList<ModelOutput> outputs, string path)
    {
        if (!layers.Any(static layer => layer is LinearLayer or NormLayer { IsFolded: false }))
            throw new ImportException($"{path}: the network has no layer with weights, so there is nothing that rules could explain.");
        Value last = outputs[^1].Value;
        int lastLinear = layers.ToList().FindLastIndex(static layer => layer is LinearLayer or NormLayer { IsFolded: false });
        for (int k = 0; k < layers.Count; k++)
        {
            if (layers[k] is ActivationLayer { IsHead: true } head && head.Output != last && (head.Kind == "Softmax" || k > lastLinear))
                throw new ImportException($"{path}: {head.Kind} '{head.Name}' turns logits into probabilities, but is not the last layer; end the model with it, or before it.");
        }
    }
}
