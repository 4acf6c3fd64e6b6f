using System.Buffers.Binary;
using System.Text.Json;

namespace LrpGen.Reference;

/// <summary>
/// A stored case: a network, inputs, and what zennit computed of them in float64. Read by a few lines of its own, so that the product's
/// reader is not measured with itself.
/// </summary>
public sealed class StoredCase
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Begin, int End)> _tensors = [];

    private StoredCase(string path)
    {
        _file = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(_file);
        using JsonDocument header = JsonDocument.Parse(_file.AsMemory(8, length));
        foreach (JsonProperty tensor in header.RootElement.EnumerateObject().Where(static tensor => !tensor.NameEquals("__metadata__")))
        {
            JsonElement offsets = tensor.Value.GetProperty("data_offsets");
            _tensors.Add(tensor.Name, (8 + length + offsets[0].GetInt32(), 8 + length + offsets[1].GetInt32()));
        }

        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        Path = path;
        JsonElement metadata = header.RootElement.GetProperty("__metadata__");
        Spec = metadata.TryGetProperty("spec", out JsonElement spec) ? JsonDocument.Parse(spec.GetString()!).RootElement.Clone() : default;
    }

    public string Name { get; }

    public string Path { get; }

    /// <summary>The network as JSON; undefined where the file holds results alone.</summary>
    public JsonElement Spec { get; }

    public bool HasSpec => Spec.ValueKind == JsonValueKind.Object;

    /// <summary>The explained output of each sample.</summary>
    public IReadOnlyList<int> Targets => [.. Spec.GetProperty("target").EnumerateArray().Select(static target => target.GetInt32())];

    /// <summary>The layers' names.</summary>
    public IEnumerable<string> Layers => Spec.GetProperty("layers").EnumerateArray().Select(static layer => layer.GetProperty("name").GetString()!);

    public static StoredCase Load(string path) => new(path);

    public bool Has(string tensor) => _tensors.ContainsKey(tensor);

    /// <summary>One sample's part of a tensor.</summary>
    public double[] Sample(string tensor, int sample)
    {
        (int begin, int end) = _tensors[tensor];
        int count = (end - begin) / 4 / Targets.Count;
        var values = new double[count];
        for (int k = 0; k < count; k++)
            values[k] = BinaryPrimitives.ReadSingleLittleEndian(_file.AsSpan(begin + (4 * ((sample * count) + k))));
        return values;
    }
}
