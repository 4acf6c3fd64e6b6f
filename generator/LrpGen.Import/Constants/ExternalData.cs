using System.Globalization;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Constants;

/// <summary>Finds tensors that are kept in files beside the model.</summary>
internal static class ExternalData
{
    /// <summary>The file and the place in it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="bytes">How many bytes its shape takes, which is what it has where no length is told.</param>
    /// <param name="name">Its name.</param>
    /// <param name="file">The model.</param>
    /// <param name="cancellation">Stops the hashing of a large file.</param>
    public static (string Path, FileSegment Segment) Find(TensorProto tensor, long bytes, string name, OnnxFile file, CancellationToken cancellation)
    {
        string path = file.Files.Beside(Value(tensor, "location") ?? "", name, cancellation);
        long offset = Number(tensor, "offset", 0, name, file);
        long length = Number(tensor, "length", bytes, name, file);
        long available = file.Files.LengthOf(path);
        if (offset > available || length > available - offset)
            throw new ImportException($"{file.Path}: tensor '{name}' is kept at bytes {offset} to {offset + length} of {path}, which has {available}; the file is cut short or another one.");
        return (path, new FileSegment(offset, length));
    }

    private static string? Value(TensorProto tensor, string key) => tensor.ExternalData.LastOrDefault(entry => entry.Key == key)?.Value;

    private static long Number(TensorProto tensor, string key, long otherwise, string name, OnnxFile file)
    {
        if (Value(tensor, key) is not { } text)
            return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= long.MaxValue / 4
            ? number
            : throw new ImportException($"{file.Path}: tensor '{name}' is kept in another file at the {key} '{text}', which is no number.");
    }
}
