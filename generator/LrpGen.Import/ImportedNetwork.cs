using LrpGen.Import.Conversion;
using LrpGen.Import.Network;
using LrpGen.Import.Onnx;
using LrpGen.Import.Steps;
using LrpGen.Import.Writing;

namespace LrpGen.Import;

/// <summary>A model as a declaration in C# and a file of weights.</summary>
public sealed class ImportedNetwork
{
    private readonly IReadOnlyList<WeightTensor> _tensors;

    internal ImportedNetwork(OnnxFile file, ModelInput input, NetworkDeclaration declaration, string text)
    {
        Path = file.Path;
        Hash = file.Files.Hash;
        Files = file.Files.Hashes;
        Namespace = declaration.Namespace;
        ClassName = declaration.ClassName;
        Declaration = text;
        InputName = input.Name;
        InputShape = input.SampleShape;
        IsInputChannelsLast = input.IsChannelsLast;
        OutputShape = declaration.Output.Shape;
        Layers = [.. declaration.Elements.SelectMany(static element => element.Steps).SelectMany(Describe)];
        Notes = declaration.Notes;
        _tensors = [.. declaration.Layers
            .SelectMany(static layer => layer.Tensors.Select(tensor => new WeightTensor($"{layer.WeightName}.{tensor.Ending}", tensor.Elements)))
            .DistinctBy(static tensor => tensor.Name)];
    }

    /// <summary>The model's file.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of the model, in lower-case hexadecimal; where it keeps tensors in other files, of the hashes of all of them.</summary>
    public string Hash { get; }

    /// <summary>The files that it was read from, the model's own and those that it keeps tensors in, each with its SHA-256 in lower-case hexadecimal.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The namespace of the declaration.</summary>
    public string Namespace { get; }

    /// <summary>The name of the class.</summary>
    public string ClassName { get; }

    /// <summary>The declaration: a whole C# file.</summary>
    public string Declaration { get; }

    /// <summary>The name of the model's input.</summary>
    public string InputName { get; }

    /// <summary>The shape of one input of the network, without the batch dimension: features, or channels and lengths.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>
    /// Whether the model itself takes its input with the channels last, [height, width, channels]; the network takes [channels, height,
    /// width] all the same.
    /// </summary>
    public bool IsInputChannelsLast { get; }

    /// <summary>The shape of one output, without the batch dimension.</summary>
    public IReadOnlyList<int> OutputShape { get; }

    /// <summary>The layers, in the order in which they run.</summary>
    public IReadOnlyList<ImportedLayer> Layers { get; }

    /// <summary>What the user should know: what was left out or changed, a line for each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The bytes of the file that <see cref="WriteWeights"/> writes.</summary>
    public long WeightBytes => SafetensorsWriter.Length(_tensors, Metadata);

    private Dictionary<string, string> Metadata => new() { ["model"] = System.IO.Path.GetFileName(Path), ["sha256"] = Hash };

    /// <summary>Writes the weights as safetensors, reading them from the model's file as it goes.</summary>
    /// <param name="path">The file to write; one that exists is replaced once the new one is whole.</param>
    /// <param name="progress">Takes the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the writing, and leaves no file.</param>
    /// <exception cref="ImportException">The model has changed since it was imported, or a file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The writing was stopped.</exception>
    public void WriteWeights(string path, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        SafetensorsWriter.Write(path, _tensors, Metadata, progress, cancellation);
    }

    private static IEnumerable<ImportedLayer> Describe(NetworkStep step) => step.Layers.Select(layer => new ImportedLayer(
        step.Property,
        layer.Name,
        layer.Kind,
        layer.Attribute.ToString(),
        layer.Input.Shape,
        layer.Output.Shape,
        RuleOf(layer),
        layer.Parameters,
        [.. layer.Nodes.Select(static node => $"{node.FullOp} '{node.Title}'").Distinct()]));

    private static string RuleOf(NetworkLayer layer) => layer switch
    {
        NormLayer { IsFolded: true } => "",
        LinearLayer or NormLayer => layer.Rule?.ToString() ?? "none",
        { Role: LayerRole.Norm } => layer.Rule?.ToString() ?? "norm",
        { Role: LayerRole.Max } => layer.Rule!.ToString(),
        _ => "",
    };
}
