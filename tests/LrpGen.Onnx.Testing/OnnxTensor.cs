using System.Buffers.Binary;

namespace LrpGen.Onnx.Testing;

/// <summary>The types of elements, by their numbers in ONNX.</summary>
public enum ElementType
{
    /// <summary>float32.</summary>
    Float = 1,

    /// <summary>int32.</summary>
    Int32 = 6,

    /// <summary>int64.</summary>
    Int64 = 7,

    /// <summary>bool.</summary>
    Bool = 9,

    /// <summary>float16.</summary>
    Half = 10,

    /// <summary>float64.</summary>
    Double = 11,

    /// <summary>bfloat16.</summary>
    BFloat16 = 16,
}

/// <summary>Where a tensor keeps its elements.</summary>
public enum TensorStorage
{
    /// <summary>As bytes: <c>raw_data</c>.</summary>
    Raw,

    /// <summary>As numbers: <c>float_data</c>, <c>int32_data</c>, <c>int64_data</c>, <c>double_data</c>.</summary>
    Typed,

    /// <summary>In a file beside the model.</summary>
    External,

    /// <summary>At the start of a file that the test makes itself.</summary>
    Zeros,
}

/// <summary>A tensor of a model: its elements are asked for when they are written, so that a large one takes no memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Value">The element at a place, in row-major order.</param>
/// <param name="Storage">Where it keeps them.</param>
public sealed record OnnxTensor(string Name, ElementType Type, IReadOnlyList<int> Shape, Func<long, double> Value, TensorStorage Storage = TensorStorage.Raw)
{
    private const int Dims = 1;
    private const int DataType = 2;
    private const int FloatData = 4;
    private const int Int32Data = 5;
    private const int Int64Data = 7;
    private const int NameField = 8;
    private const int RawData = 9;
    private const int DoubleData = 10;
    private const int ExternalData = 13;
    private const int DataLocation = 14;

    /// <summary>The file of <see cref="TensorStorage.Zeros"/>.</summary>
    public string Location { get; init; } = "zeros.bin";

    /// <summary>How many elements it has.</summary>
    public long Count => Shape.Aggregate(1L, static (product, size) => product * size);

    /// <summary>How many bytes they take.</summary>
    public long Bytes => Count * Size;

    private int Size => Type switch
    {
        ElementType.Bool => 1,
        ElementType.Half or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 => 4,
        _ => 8,
    };

    /// <summary>A tensor of values at hand.</summary>
    public static OnnxTensor Of(string name, ElementType type, int[] shape, IReadOnlyList<double> values, TensorStorage storage = TensorStorage.Raw) =>
        new(name, type, shape, k => values[(int)k], storage);

    /// <summary>The message.</summary>
    /// <param name="external">Where the elements of external tensors go, and the file's name; needed by those alone.</param>
    internal ProtoMessage ToMessage((Stream Stream, string Name)? external)
    {
        var message = new ProtoMessage();
        foreach (int size in Shape)
            message.Add(Dims, size);
        message.Add(DataType, (long)Type);
        message.Add(NameField, Name);
        switch (Storage)
        {
            case TensorStorage.Raw:
                return message.Add(RawData, Bytes, Write);
            case TensorStorage.Typed:
                return AddTyped(message);
            case TensorStorage.Zeros:
                return AddPlace(message, Location, 0);
            default:
                (Stream stream, string file) = external ?? throw new InvalidOperationException("Only a model that is saved to a file has external data.");
                long offset = stream.Position;
                Write(stream);
                return AddPlace(message, file, offset);
        }
    }

    private ProtoMessage AddPlace(ProtoMessage message, string file, long offset)
    {
        foreach ((string key, string value) in new[] { ("location", file), ("offset", $"{offset}"), ("length", $"{Bytes}") })
            message.Add(ExternalData, new ProtoMessage().Add(1, key).Add(2, value));
        return message.Add(DataLocation, 1L);
    }

    private ProtoMessage AddTyped(ProtoMessage message)
    {
        switch (Type)
        {
            case ElementType.Float:
                return message.Add(FloatData, Bytes, Write);
            case ElementType.Double:
                return message.Add(DoubleData, Bytes, Write);
            default:
                IEnumerable<long> values = Enumerable.Range(0, (int)Count).Select(k => Type switch
                {
                    ElementType.Half => BitConverter.HalfToUInt16Bits((Half)Value(k)),
                    ElementType.BFloat16 => BitConverter.SingleToUInt32Bits((float)Value(k)) >> 16,
                    _ => (long)Value(k),
                });
                return message.AddPacked(Type == ElementType.Int64 ? Int64Data : Int32Data, values);
        }
    }

    private void Write(Stream stream)
    {
        byte[] buffer = new byte[1 << 16];
        int used = 0;
        for (long k = 0; k < Count; k++)
        {
            Span<byte> at = buffer.AsSpan(used, Size);
            double value = Value(k);
            switch (Type)
            {
                case ElementType.Float: BinaryPrimitives.WriteSingleLittleEndian(at, (float)value); break;
                case ElementType.Double: BinaryPrimitives.WriteDoubleLittleEndian(at, value); break;
                case ElementType.Int32: BinaryPrimitives.WriteInt32LittleEndian(at, (int)value); break;
                case ElementType.Int64: BinaryPrimitives.WriteInt64LittleEndian(at, (long)value); break;
                case ElementType.Half: BinaryPrimitives.WriteHalfLittleEndian(at, (Half)value); break;
                case ElementType.BFloat16: BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16)); break;
                default: at[0] = (byte)value; break;
            }

            used += Size;
            if (used < buffer.Length && k != Count - 1)
                continue;
            stream.Write(buffer, 0, used);
            used = 0;
        }
    }
}
