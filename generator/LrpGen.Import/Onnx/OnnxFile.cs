using System.Security.Cryptography;
using ProtoBuf;
using ProtoBuf.Meta;

namespace LrpGen.Import.Onnx;

/// <summary>A model's file: its structure in memory, its tensors where they are.</summary>
internal sealed class OnnxFile
{
    private OnnxFile(string path, ModelProto model, ModelFiles files)
    {
        Path = path;
        Model = model;
        Files = files;
    }

    public string Path { get; }

    public ModelProto Model { get; }

    /// <summary>The file, and those that tensors are kept in.</summary>
    public ModelFiles Files { get; }

    /// <summary>Reads a model to its end.</summary>
    /// <exception cref="ImportException">The file cannot be read or is no model.</exception>
    public static OnnxFile Read(string path, IProgress<double>? progress, CancellationToken cancellation)
    {
        var files = new ModelFiles(path);
        using FileStream file = files.Open(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new HashingStream(file, hash, progress, cancellation);
        ModelProto model = Parse(path, stream);
        try
        {
            stream.Finish();
        }
        catch (IOException error)
        {
            throw new ImportException($"{path}: cannot be read: {error.Message}", error);
        }

        files.Add(path, file, hash.GetHashAndReset());
        return new OnnxFile(path, model, files);
    }

    private static ModelProto Parse(string path, HashingStream stream)
    {
        try
        {
            ModelProto model = RuntimeTypeModel.Default.Deserialize<ModelProto>(stream, value: default!, userState: stream);
            return model.Graph is null ? throw new ImportException($"{path}: not an ONNX model: it holds no graph.") : model;
        }
        catch (IOException error) when (error is not EndOfStreamException)
        {
            throw new ImportException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is ProtoException or EndOfStreamException or InvalidOperationException or OverflowException or ArgumentException or NotSupportedException)
        {
            throw new ImportException($"{path}: not an ONNX model, or damaged: near byte {stream.Position} it is not in the format of protocol buffers.", error);
        }
    }
}
