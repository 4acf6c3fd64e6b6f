using LrpGen.Import.Conversion;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>The names that rules use: of weights where the model kept them, else of nodes.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, NetworkLayer> _layers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _vanished = new(StringComparer.Ordinal);

    private LayerNames(IReadOnlyList<NetworkLayer> layers)
    {
        Layers = layers;
    }

    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>Names all layers. Those with weights choose first, then sums and poolings, then the rest.</summary>
    public static LayerNames Give(ConvertedGraph graph)
    {
        var names = new LayerNames(graph.Builder.Layers);
        foreach (NetworkLayer layer in graph.Builder.Layers.Where(static layer => layer.ModelWeights is not null))
        {
            if (names._layers.TryAdd(layer.ModelWeights!, layer))
                layer.Name = layer.ModelWeights!;
        }

        foreach (NetworkLayer layer in graph.Builder.Layers.Where(static layer => layer.Name.Length == 0).OrderBy(Rank))
            names.Name(layer);
        foreach (NetworkLayer layer in graph.Builder.Layers)
        {
            foreach (OnnxNode node in layer.Nodes.Where(static node => node.Name.Length > 0))
                names._layers.TryAdd(node.Name, layer);
        }

        foreach (OnnxNode node in graph.Builder.Vanished)
        {
            names._vanished.TryAdd(NodePaths.Of(node), node);
            names._vanished.TryAdd(node.Title, node);
        }

        return names;
    }

    /// <summary>The layer of a name, or of the node of that name.</summary>
    public NetworkLayer? Find(string name) => _layers.GetValueOrDefault(name);

    /// <summary>A node that came to nothing: a dropout, or a flattening that another layer does.</summary>
    public OnnxNode? FindVanished(string name) => _vanished.GetValueOrDefault(name);

    private static int Rank(NetworkLayer layer) => layer switch
    {
        LinearLayer => 0,
        NormLayer => 1,
        ReshapeLayer => 4,
        { Role: LayerRole.Pass } => 3,
        _ => 2,
    };

    private void Name(NetworkLayer layer)
    {
        OnnxNode? node = layer.Nodes.FirstOrDefault();
        string name = node is null ? layer.Kind : NodePaths.Of(node);
        if (_layers.ContainsKey(name) && node is not null)
            name = NodePaths.WithOperator(node);
        string unique = name;
        for (int k = 2; !_layers.TryAdd(unique, layer); k++)
            unique = $"{name}_{k}";
        layer.Name = unique;
    }
}
