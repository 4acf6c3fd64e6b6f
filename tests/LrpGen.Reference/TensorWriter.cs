using System.Buffers.Binary;
using System.Text;

namespace LrpGen.Reference;

/// <summary>Writes float32 tensors in the safetensors format.</summary>
public static class TensorWriter
{
    /// <summary>The bytes of a file with the given tensors, in their order.</summary>
    public static byte[] Write(IEnumerable<(string Name, int[] Shape, float[] Values)> tensors)
    {
        var header = new StringBuilder("{");
        using var data = new MemoryStream();
        Span<byte> bytes = stackalloc byte[4];
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            if (header.Length > 1)
                header.Append(',');
            header.Append($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{data.Length},{data.Length + (4 * values.Length)}]}}");
            foreach (float value in values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                data.Write(bytes);
            }
        }

        byte[] json = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        var file = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        json.CopyTo(file, 8);
        data.ToArray().CopyTo(file, 8 + json.Length);
        return file;
    }
}
