using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LrpGen.Samples.Vgg16;

namespace LrpGen.Benchmarks.Models;

/// <summary>A tensor of generated values, in [center - bound, center + bound].</summary>
/// <param name="Name">Its name in both files.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Center">The middle of its values.</param>
/// <param name="Bound">How far they reach from there.</param>
internal sealed record GeneratedTensor(string Name, int[] Shape, float Center, double Bound)
{
    public long Bytes => sizeof(float) * Shape.Aggregate(1L, static (product, size) => product * size);
}

/// <summary>Generated tensors as a safetensors file, written only when another process has not left the same before.</summary>
internal sealed class TensorFile
{
    // Whoever maps the file finds its values as aligned as memory of its own.
    private const int Alignment = 4096;

    private readonly IReadOnlyList<GeneratedTensor> _tensors;
    private readonly byte[] _header;

    public TensorFile(IReadOnlyList<GeneratedTensor> tensors)
    {
        _tensors = tensors;
        var json = new StringBuilder("{");
        long at = 0;
        foreach (GeneratedTensor tensor in tensors)
        {
            json.Append(CultureInfo.InvariantCulture, $"{(at == 0 ? "" : ",")}\"{tensor.Name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', tensor.Shape)}],\"data_offsets\":[{at},{at + tensor.Bytes}]}}");
            at += tensor.Bytes;
        }

        json.Append('}');
        int padded = (sizeof(ulong) + json.Length + Alignment - 1) / Alignment * Alignment;
        _header = new byte[padded];
        BinaryPrimitives.WriteUInt64LittleEndian(_header, (ulong)(padded - sizeof(ulong)));
        Encoding.UTF8.GetBytes(json.ToString().PadRight(padded - sizeof(ulong))).CopyTo(_header, sizeof(ulong));
        Length = padded + at;
    }

    /// <summary>The file's bytes.</summary>
    public long Length { get; }

    /// <summary>Where each tensor's values start in the file.</summary>
    public IEnumerable<(GeneratedTensor Tensor, long Offset)> Places()
    {
        long at = _header.Length;
        foreach (GeneratedTensor tensor in _tensors)
        {
            yield return (tensor, at);
            at += tensor.Bytes;
        }
    }

    /// <summary>Writes the file, unless one of the same header and length is there.</summary>
    public void WriteTo(string path)
    {
        if (IsAt(path))
            return;
        string unfinished = $"{path}.{Environment.ProcessId}";
        using (FileStream stream = File.Create(unfinished))
        {
            stream.Write(_header);
            for (int k = 0; k < _tensors.Count; k++)
                Write(stream, k);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private void Write(FileStream stream, int index)
    {
        GeneratedTensor tensor = _tensors[index];
        var buffer = new float[1 << 16];
        long count = tensor.Bytes / sizeof(float);
        for (long first = 0; first < count; first += buffer.Length)
        {
            Span<float> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, count - first));
            for (int k = 0; k < part.Length; k++)
                part[k] = tensor.Center + GeneratedWeights.Value(index, first + k, tensor.Bound);
            stream.Write(MemoryMarshal.AsBytes(part));
        }
    }

    private bool IsAt(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != Length)
            return false;
        var found = new byte[_header.Length];
        using FileStream stream = File.OpenRead(path);
        stream.ReadExactly(found);
        return found.AsSpan().SequenceEqual(_header);
    }
}
