using System.Buffers.Binary;
using System.Text;

namespace LrpGen.Onnx.Testing;

/// <summary>A message in the wire format of protocol buffers, field by field in the order added. Long fields are written as they are made.</summary>
public sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly List<(byte[] Head, long Length, Action<Stream>? Write)> _parts = [];

    /// <summary>The bytes of the message.</summary>
    public long Length => _parts.Sum(static part => part.Head.Length + part.Length);

    /// <summary>A whole number; negative ones take ten bytes.</summary>
    public ProtoMessage Add(int field, long value) => Append([.. Key(field, Varint), .. Encode((ulong)value)], 0, null);

    /// <summary>A number of 32 bits.</summary>
    public ProtoMessage Add(int field, float value)
    {
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Append([.. Key(field, Fixed32), .. bytes], 0, null);
    }

    /// <summary>A text.</summary>
    public ProtoMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes.</summary>
    public ProtoMessage Add(int field, byte[] bytes) => Add(field, bytes.Length, stream => stream.Write(bytes));

    /// <summary>A message within this one, complete by now.</summary>
    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.Length, message.Write);

    /// <summary>Bytes that are made when they are written.</summary>
    public ProtoMessage Add(int field, long length, Action<Stream> write) => Append([.. Key(field, LengthDelimited), .. Encode((ulong)length)], length, write);

    /// <summary>Numbers in one field, as newer writers have them.</summary>
    public ProtoMessage AddPacked(int field, IEnumerable<long> values) => Add(field, [.. values.SelectMany(static value => Encode((ulong)value))]);

    /// <summary>Writes the message.</summary>
    public void Write(Stream stream)
    {
        foreach ((byte[] head, _, Action<Stream>? write) in _parts)
        {
            stream.Write(head);
            write?.Invoke(stream);
        }
    }

    private static byte[] Key(int field, int wireType) => Encode(((ulong)field << 3) | (uint)wireType);

    private static byte[] Encode(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
            bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private ProtoMessage Append(byte[] head, long length, Action<Stream>? write)
    {
        _parts.Add((head, length, write));
        return this;
    }
}
