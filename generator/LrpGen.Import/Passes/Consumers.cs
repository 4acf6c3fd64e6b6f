using LrpGen.Import.Conversion;
using LrpGen.Import.Network;

namespace LrpGen.Import.Passes;

/// <summary>Who takes which value.</summary>
internal sealed class Consumers
{
    private readonly Dictionary<Value, List<NetworkLayer>> _layers = [];
    private readonly HashSet<Value> _outputs;

    public Consumers(IEnumerable<NetworkLayer> layers, IEnumerable<ModelOutput> outputs)
    {
        _outputs = [.. outputs.Select(static output => output.Value)];
        foreach (NetworkLayer layer in layers)
        {
            foreach (Value input in layer.Inputs)
            {
                if (!_layers.TryGetValue(input, out List<NetworkLayer>? found))
                    _layers.Add(input, found = []);
                found.Add(layer);
            }
        }
    }

    /// <summary>The layers that take a value; one that takes it twice is there twice.</summary>
    public IReadOnlyList<NetworkLayer> Of(Value value) => _layers.GetValueOrDefault(value) ?? [];

    public bool IsOutput(Value value) => _outputs.Contains(value);

    /// <summary>The one layer that takes a value, where nobody else does.</summary>
    public NetworkLayer? Sole(Value value) => !IsOutput(value) && Of(value) is [var only] ? only : null;
}
