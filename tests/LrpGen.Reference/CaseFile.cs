using System.Buffers.Binary;
using System.Text.Json;

namespace LrpGen.Reference;

/// <summary>
/// A stored case: a network, its weights, an input, and what zennit computed of them in float64. Read by a few lines of its own, so that
/// the product's reader is not measured with itself.
/// </summary>
public sealed class CaseFile
{
    private readonly Dictionary<string, double[]> _tensors = [];

    private CaseFile(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        foreach (JsonProperty tensor in header.RootElement.EnumerateObject())
        {
            if (tensor.NameEquals("__metadata__"))
                continue;
            int begin = tensor.Value.GetProperty("data_offsets")[0].GetInt32();
            int end = tensor.Value.GetProperty("data_offsets")[1].GetInt32();
            var values = new double[(end - begin) / 4];
            for (int k = 0; k < values.Length; k++)
                values[k] = BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length + begin + (4 * k)));
            _tensors.Add(tensor.Name, values);
        }

        using JsonDocument spec = JsonDocument.Parse(header.RootElement.GetProperty("__metadata__").GetProperty("spec").GetString()!);
        Name = spec.RootElement.GetProperty("name").GetString()!;
        Target = spec.RootElement.GetProperty("target")[0].GetInt32();
        Network = new ReferenceNetwork(
            spec.RootElement.GetProperty("input").EnumerateArray().Aggregate(1, static (product, size) => product * size.GetInt32()),
            [.. spec.RootElement.GetProperty("layers").EnumerateArray().Select(ReadLayer)]);
        Weights = Network.Layers.Where(static layer => layer.Op == "linear").ToDictionary(
            static layer => layer.Name,
            layer => new LinearWeights(_tensors[$"param.{layer.Name}.weight"], _tensors.GetValueOrDefault($"param.{layer.Name}.bias")));
    }

    public string Name { get; }

    public int Target { get; }

    public ReferenceNetwork Network { get; }

    public IReadOnlyDictionary<string, LinearWeights> Weights { get; }

    public double[] Input => _tensors["input"];

    public double[] Output => _tensors["output"];

    public double[] InputRelevance => _tensors["relevance.input"];

    /// <summary>The relevance at a layer's output.</summary>
    public double[] RelevanceOf(string layer) => _tensors["relevance." + layer];

    public static CaseFile Load(string path) => new(File.ReadAllBytes(path));

    private static ReferenceLayer ReadLayer(JsonElement layer) => new(
        layer.GetProperty("op").GetString()!,
        layer.GetProperty("name").GetString()!,
        layer.TryGetProperty("out", out JsonElement outputs) ? outputs.GetInt32() : 0,
        layer.TryGetProperty("rule", out JsonElement rule) ? ReadRule(rule) : null,
        layer.TryGetProperty("slope", out JsonElement slope) ? slope.GetDouble() : 0.01);

    private static ReferenceRule ReadRule(JsonElement rule)
    {
        return new ReferenceRule(rule.GetProperty("name").GetString()!)
        {
            Epsilon = Number("epsilon", 1e-6),
            Factor = Number("factor", 0.25),
            Gamma = Number("gamma", 0.25),
            Alpha = Number("alpha", 2),
            Beta = Number("beta", 1),
            Low = Numbers("low", 0),
            High = Numbers("high", 1),
            Stabilizer = Number("stabilizer", 1e-6),
            IgnoreBias = rule.TryGetProperty("bias", out JsonElement bias) && bias.GetString() == "ignore",
        };

        double Number(string name, double otherwise) => rule.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;

        double[] Numbers(string name, double otherwise) => rule.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(static item => item.GetDouble())] : [value.GetDouble()]
            : [otherwise];
    }
}

/// <summary>How results are compared.</summary>
public static class Agreement
{
    /// <summary><c>||a - b|| / ||b||</c>; where b is all zero, the norm of a.</summary>
    public static double RelativeError(ReadOnlySpan<float> actual, double[] expected)
    {
        if (actual.Length != expected.Length)
            throw new ArgumentException($"Compared {actual.Length} values with {expected.Length}.");
        double difference = 0;
        double norm = 0;
        for (int k = 0; k < expected.Length; k++)
        {
            difference += (actual[k] - expected[k]) * (actual[k] - expected[k]);
            norm += expected[k] * expected[k];
        }

        return norm == 0 ? Math.Sqrt(difference) : Math.Sqrt(difference / norm);
    }
}
