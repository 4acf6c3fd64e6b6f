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
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            if (header.Length > 1)
                header.Append(',');
            header.Append($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{data.Length},{data.Length + (4 * values.Length)}]}}");
            byte[] bytes = new byte[4 * values.Length];
            for (int k = 0; k < values.Length; k++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * k), values[k]);
            data.Write(bytes);
        }

        byte[] json = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        var file = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        json.CopyTo(file, 8);
        data.GetBuffer().AsSpan(0, (int)data.Length).CopyTo(file.AsSpan(8 + json.Length));
        return file;
    }
}
