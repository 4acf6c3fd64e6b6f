using System.Text.Json.Serialization;
using LrpGen.Import;

namespace LrpGen.Tool.Compiling;

/// <summary>What is remembered of an imported model beside its assembly and weights.</summary>
internal sealed record ModelInfo
{
    /// <summary>The class with its namespace.</summary>
    public required string TypeName { get; init; }

    /// <summary>SHA-256 of the model and its data files.</summary>
    public required string Hash { get; init; }

    public required int[] InputShape { get; init; }

    /// <summary>Whether the model itself takes [height, width, channels].</summary>
    public required bool IsInputChannelsLast { get; init; }

    public required int[] OutputShape { get; init; }

    public required ModelLayer[] Layers { get; init; }

    public required string[] Notes { get; init; }

    /// <summary>The files beside the model that hold its tensors.</summary>
    public required ModelFile[] DataFiles { get; init; }

    /// <summary>The shape of one input.</summary>
    [JsonIgnore]
    public Shape Input => new(InputShape);

    /// <summary>The layer of a name as rules use it, or null.</summary>
    public ModelLayer? Find(string name) => Layers.FirstOrDefault(layer => layer.Name == name);

    public static ModelInfo Of(ImportedNetwork network) => new()
    {
        TypeName = network.Namespace.Length == 0 ? network.ClassName : network.Namespace + "." + network.ClassName,
        Hash = network.Hash,
        InputShape = [.. network.InputShape],
        IsInputChannelsLast = network.IsInputChannelsLast,
        OutputShape = [.. network.OutputShape],
        Layers = [.. network.Layers.Select(static layer => new ModelLayer(layer.Step, layer.Name, layer.Kind, layer.Text, [.. layer.InputShape], [.. layer.OutputShape], layer.Rule, layer.Parameters))],
        Notes = [.. network.Notes],
        DataFiles = [.. network.Files.Where(file => file.Key != network.Path).Select(static file => new ModelFile(file.Key, file.Value))],
    };
}

/// <summary>A layer of a model: see <see cref="ImportedLayer"/>.</summary>
internal sealed record ModelLayer(string Step, string Name, string Kind, string Text, int[] InputShape, int[] OutputShape, string Rule, long Parameters);

/// <summary>A file and what was in it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
internal sealed record ModelFile(string Path, string Hash);

/// <summary>An entry of the cache.</summary>
/// <param name="Model">The model.</param>
/// <param name="AssemblyHash">SHA-256 of the assembly.</param>
/// <param name="Weights">The name of the file with its weights.</param>
/// <param name="WeightBytes">The length of that file.</param>
/// <param name="WeightSum">A checksum of that file.</param>
internal sealed record CacheEntry(ModelInfo Model, string AssemblyHash, string Weights, long WeightBytes, uint WeightSum);

/// <summary>Reads and writes cache entries without reflection, which would cost more than all else in a short run.</summary>
[JsonSerializable(typeof(CacheEntry))]
internal sealed partial class CacheJson : JsonSerializerContext;
