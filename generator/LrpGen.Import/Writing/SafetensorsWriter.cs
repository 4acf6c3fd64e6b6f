using System.Buffers.Binary;
using System.Text.Json;

namespace LrpGen.Import.Writing;

/// <summary>Writes tensors one after the other into a file in the safetensors format.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>The bytes of the file.</summary>
    public static long Length(IReadOnlyList<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata) =>
        Header(tensors, metadata).Length + tensors.Sum(static tensor => tensor.Bytes);

    /// <summary>Writes the file. One that exists is replaced once the new one is whole.</summary>
    public static void Write(
        string path, IReadOnlyList<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata, IProgress<double>? progress, CancellationToken cancellation)
    {
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = File.Create(unfinished))
                WriteAll(file, tensors, metadata, progress, cancellation);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImportException($"{path}: cannot be written: {error.Message}", error);
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    private static void WriteAll(Stream file, IReadOnlyList<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata, IProgress<double>? progress, CancellationToken cancellation)
    {
        file.Write(Header(tensors, metadata));
        double all = Math.Max(1, tensors.Sum(static tensor => tensor.Bytes));
        double done = 0;
        foreach (WeightTensor tensor in tensors)
        {
            tensor.Write(file, cancellation);
            done += tensor.Bytes;
            progress?.Report(done / all);
        }
    }

    private static byte[] Header(IReadOnlyList<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (WeightTensor tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                json.WriteStartArray("shape");
                foreach (int size in tensor.Elements.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (stream.Length % Alignment != 0)
            stream.WriteByte((byte)' ');
        byte[] header = new byte[sizeof(ulong) + stream.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)stream.Length);
        stream.ToArray().CopyTo(header, sizeof(ulong));
        return header;
    }
}
