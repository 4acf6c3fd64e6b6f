using LrpGen.Import.Constants;
using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>Finds layers that read the same tensors of the model, so that the weight file has them once.</summary>
internal static class SharedWeights
{
    public static void Find(IEnumerable<NetworkLayer> layers)
    {
        var known = new Dictionary<Key, NetworkLayer>();
        foreach (LinearLayer layer in layers.OfType<LinearLayer>())
        {
            var key = new Key(layer.Kind, layer.Weight, layer.Bias);
            if (known.TryGetValue(key, out NetworkLayer? first))
                layer.WeightName = first.Name;
            else
                known.Add(key, layer);
        }
    }

    private readonly record struct Key(string Kind, Constant Weight, Constant? Bias);
}
