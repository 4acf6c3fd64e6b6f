using System.Runtime.InteropServices;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Constants;

/// <summary>Reads the elements of a tensor from its bytes.</summary>
internal static class ElementReader
{
    private const int BufferSize = 1 << 16;

    /// <summary>Elements that lie as they are, the least significant byte first.</summary>
    public static Tensor Raw(Stream bytes, ElementType type, int[] shape)
    {
        Tensor tensor = Tensor.Zeros(shape, type);
        if (type == ElementType.Float && BitConverter.IsLittleEndian)
        {
            bytes.ReadExactly(MemoryMarshal.AsBytes(((float[])tensor.Data).AsSpan()));
            return tensor;
        }

        using var reader = new BinaryReader(new BufferedStream(bytes, BufferSize));
        switch (tensor.Data)
        {
            case long[] integers:
                Fill(integers, () => Integer(reader, type));
                break;
            case float[] floats:
                Fill(floats, () => Float(reader, type));
                break;
            case double[] doubles:
                Fill(doubles, reader.ReadDouble);
                break;
        }

        return tensor;
    }

    /// <summary>Elements that lie as numbers of as many bytes as each needs; 16-bit floats by their bits.</summary>
    /// <exception cref="FormatException">They are not.</exception>
    /// <exception cref="EndOfStreamException">They are fewer than the shape says.</exception>
    public static Tensor Varints(Stream bytes, ElementType type, int[] shape)
    {
        Tensor tensor = Tensor.Zeros(shape, type);
        using var reader = new BinaryReader(new BufferedStream(bytes, BufferSize));
        if (tensor.Data is long[] integers)
            Fill(integers, reader.Read7BitEncodedInt64);
        else
            Fill((float[])tensor.Data, () => FromBits((ushort)reader.Read7BitEncodedInt64(), type));
        return tensor;
    }

    private static long Integer(BinaryReader reader, ElementType type) => type switch
    {
        ElementType.Int64 => reader.ReadInt64(),
        ElementType.Int32 => reader.ReadInt32(),
        ElementType.Int16 => reader.ReadInt16(),
        ElementType.Int8 => reader.ReadSByte(),
        ElementType.UInt64 => (long)reader.ReadUInt64(),
        ElementType.UInt32 => reader.ReadUInt32(),
        ElementType.UInt16 => reader.ReadUInt16(),
        _ => reader.ReadByte(),
    };

    private static float Float(BinaryReader reader, ElementType type) => type == ElementType.Float ? reader.ReadSingle() : FromBits(reader.ReadUInt16(), type);

    private static float FromBits(ushort bits, ElementType type) =>
        type == ElementType.BFloat16 ? BitConverter.UInt32BitsToSingle((uint)bits << 16) : (float)BitConverter.UInt16BitsToHalf(bits);

    private static void Fill<T>(T[] elements, Func<T> next)
    {
        for (int k = 0; k < elements.Length; k++)
            elements[k] = next();
    }
}
