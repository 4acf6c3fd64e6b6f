using System.Buffers.Binary;
using System.Text;

namespace LrpGen.Tests.Weights;

/// <summary>Puts a safetensors file together: from tensors, or from a header as it stands, right or wrong.</summary>
internal sealed class FileBuilder
{
    private readonly List<string> _entries = [];
    private readonly MemoryStream _data = new();

    /// <summary>Adds something to the header's object.</summary>
    public FileBuilder Entry(string json)
    {
        _entries.Add(json);
        return this;
    }

    /// <summary>Adds a tensor behind the others.</summary>
    public FileBuilder Tensor(string name, string dataType, ReadOnlySpan<long> shape, ReadOnlySpan<byte> bytes)
    {
        long begin = _data.Length;
        _data.Write(bytes);
        return Entry($"\"{name}\":{{\"dtype\":\"{dataType}\",\"shape\":[{string.Join(',', shape.ToArray())}],\"data_offsets\":[{begin},{_data.Length}]}}");
    }

    /// <summary>Adds a tensor of the type F32.</summary>
    public FileBuilder Floats(string name, ReadOnlySpan<long> shape, params ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int k = 0; k < values.Length; k++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(k * sizeof(float)), values[k]);
        return Tensor(name, "F32", shape, bytes);
    }

    public byte[] ToBytes() => File(Encoding.UTF8.GetBytes($"{{{string.Join(',', _entries)}}}"), _data.ToArray());

    /// <summary>A file with a header as it stands and that many zeros behind it.</summary>
    public static byte[] File(string header, int dataBytes) => File(Encoding.UTF8.GetBytes(header), new byte[dataBytes]);

    public static byte[] File(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data) => File((ulong)header.Length, header, data);

    /// <summary>A file that says its header has <paramref name="length"/> bytes, whatever it has.</summary>
    public static byte[] File(ulong length, ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        return [.. prefix, .. header, .. data];
    }
}
