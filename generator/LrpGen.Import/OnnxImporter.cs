namespace LrpGen.Import;

/// <summary>Turns a model in ONNX into a network that LrpGen compiles.</summary>
public static class OnnxImporter
{
    /// <summary>Reads a model, normalizes its graph and writes a declaration.</summary>
    /// <param name="path">The model's file; tensors in files beside it are found from there.</param>
    /// <param name="options">Names, rules and sizes.</param>
    /// <param name="progress">Takes the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the import.</param>
    /// <returns>The network. It holds no file open.</returns>
    /// <exception cref="ImportException">The model cannot be read or expressed, or the rules do not fit; the message says where and what to do.</exception>
    /// <exception cref="OperationCanceledException">The import was stopped.</exception>
    public static ImportedNetwork Import(string path, ImportOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
