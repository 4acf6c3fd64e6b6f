namespace LrpGen.Import;

/// <summary>A model as a declaration in C# and a file of weights.</summary>
public sealed class ImportedNetwork
{
    /// <summary>The model's file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the model and of the files that it keeps its tensors in, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The namespace of the declaration.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the class.</summary>
    public required string ClassName { get; init; }

    /// <summary>The declaration: a whole C# file.</summary>
    public required string Declaration { get; init; }

    /// <summary>The name of the model's input.</summary>
    public required string InputName { get; init; }

    /// <summary>The shape of one input of the network, without the batch dimension: features, or channels and lengths.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>
    /// Whether the model itself takes its input with the channels last, [height, width, channels]; the network takes [channels, height,
    /// width] all the same.
    /// </summary>
    public required bool IsInputChannelsLast { get; init; }

    /// <summary>The shape of one output, without the batch dimension.</summary>
    public required IReadOnlyList<int> OutputShape { get; init; }

    /// <summary>The layers, in the order in which they run.</summary>
    public required IReadOnlyList<ImportedLayer> Layers { get; init; }

    /// <summary>What the user should know: what was left out or changed, a line for each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The bytes of the file that <see cref="WriteWeights"/> writes.</summary>
    public long WeightBytes => throw new NotSupportedException();

    /// <summary>Writes the weights as safetensors, reading them from the model's file as it goes.</summary>
    /// <param name="path">The file to write; one that exists is replaced once the new one is whole.</param>
    /// <param name="progress">Takes the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the writing, and leaves no file.</param>
    /// <exception cref="ImportException">The model has changed since it was imported, or a file cannot be read or written.</exception>
    public void WriteWeights(string path, IProgress<double>? progress = null, CancellationToken cancellation = default) => throw new NotSupportedException();
}
