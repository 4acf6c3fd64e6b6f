using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>Finds the layers whose values stay readable.</summary>
internal static class KeptLayers
{
    /// <summary>Their names as layers have them, also where nodes were named.</summary>
    public static IReadOnlySet<string> Find(ImportOptions options, LayerNames names, IReadOnlyList<NetworkLayer> layers, string path)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in options.Keep)
        {
            NetworkLayer layer = names.Find(name) ?? throw new ImportException($"{path}: there is no layer '{name}' to keep; there are {NameLists.Nearest(name, layers)}.");
            kept.Add(layer.Name);
        }

        return kept;
    }
}
