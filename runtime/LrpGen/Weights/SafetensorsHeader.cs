using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Unicode;

namespace LrpGen.Weights;

/// <summary>
/// Reads and checks the header of a safetensors file: eight bytes with its length, then one JSON object that says of each
/// tensor its type, its shape and where its bytes are. Everything is checked against the file's length before anything larger
/// than the header is made.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;

    private readonly string _file;
    private readonly List<TensorInfo> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private SafetensorsHeader(string file) => _file = file;

    public IReadOnlyList<TensorInfo> Tensors => _tensors;

    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Where the tensors' bytes start in the file.</summary>
    public long DataStart { get; private set; }

    /// <exception cref="WeightFileException">The file breaks the format.</exception>
    public static SafetensorsHeader Read(ByteSource bytes, string file)
    {
        var header = new SafetensorsHeader(file);
        header.Read(bytes);
        return header;
    }

    private void Read(ByteSource bytes)
    {
        if (bytes.Length < LengthBytes)
            throw Error($"a safetensors file starts with {LengthBytes} bytes that hold its header's length; found {bytes.Length} bytes in all");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(0, LengthBytes));
        if (length > LongestHeader)
            throw Error($"the header should have at most {LongestHeader:N0} bytes; its length says {length:N0}, so this may be no safetensors file");
        if ((long)length > bytes.Length - LengthBytes)
            throw Error($"the header should have {length} bytes; the file ends after {bytes.Length - LengthBytes}");

        DataStart = LengthBytes + (long)length;
        ReadOnlySpan<byte> json = bytes.Slice(LengthBytes, (int)length);
        if (!Utf8.IsValid(json))
            throw Error("the header is not UTF-8");
        try
        {
            ReadObject(json);
        }
        catch (JsonException error)
        {
            throw Error($"the header is not valid JSON: {error.Message.TrimEnd('.')}", error);
        }
        catch (InvalidOperationException error)
        {
            // An escape such as \ud800 that stands for no character.
            throw Error($"the header holds a text that is no Unicode: {error.Message.TrimEnd('.')}", error);
        }

        CheckLayout(bytes.Length - DataStart);
    }

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Error("the header should be a JSON object");
        bool hasMetadata = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (name == "__metadata__")
            {
                if (hasMetadata)
                    throw Error("'__metadata__' occurs twice in the header");
                hasMetadata = true;
                if (reader.TokenType != JsonTokenType.Null)
                    ReadMetadata(ref reader);
                continue;
            }

            if (!_names.Add(name))
                throw Error($"tensor '{name}' occurs twice in the header");
            _tensors.Add(ReadTensor(ref reader, name));
        }

        // Whatever follows the object but white space, the reader refuses.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Error("'__metadata__' should be an object");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Error($"'__metadata__' maps names to texts; '{key}' has a {reader.TokenType}");
            metadata[key] = reader.GetString()!;
        }

        Metadata = metadata;
    }

    private TensorInfo ReadTensor(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Error($"tensor '{name}' should be described by an object; found a {reader.TokenType}");
        string? dataType = null;
        ImmutableArray<long>? sizes = null;
        (long Begin, long End)? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            bool isSecond = field switch
            {
                "dtype" => dataType is not null,
                "shape" => sizes is not null,
                "data_offsets" => offsets is not null,
                _ => false,
            };
            if (isSecond)
                throw Error($"tensor '{name}' has '{field}' twice");
            switch (field)
            {
                case "dtype":
                    dataType = ReadDataType(ref reader, name);
                    break;
                case "shape":
                    sizes = ReadIntegers(ref reader, name, field);
                    break;
                case "data_offsets":
                    ImmutableArray<long> pair = ReadIntegers(ref reader, name, field);
                    if (pair.Length != 2)
                        throw Error($"tensor '{name}': 'data_offsets' should hold two numbers; found {pair.Length}");
                    offsets = (pair[0], pair[1]);
                    break;
                default:
                    SkipChecked(ref reader);
                    break;
            }
        }

        if (dataType is null || sizes is not { } shape || offsets is not { } span)
        {
            string missing = dataType is null ? "dtype" : sizes is null ? "shape" : "data_offsets";
            throw Error($"tensor '{name}' has no '{missing}'");
        }

        CheckSpan(name, dataType, shape, span.Begin, span.End);
        return new TensorInfo(name, dataType, shape) { Begin = span.Begin, End = span.End };
    }

    private string ReadDataType(ref Utf8JsonReader reader, string tensor)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw Error($"tensor '{tensor}': 'dtype' should be a text; found a {reader.TokenType}");
        string dataType = reader.GetString()!;
        if (Bits(dataType) == 0)
            throw Error($"tensor '{tensor}' has the unknown type '{dataType}'");
        return dataType;
    }

    private ImmutableArray<long> ReadIntegers(ref Utf8JsonReader reader, string tensor, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Error($"tensor '{tensor}': '{field}' should be a list of integers; found a {reader.TokenType}");
        ImmutableArray<long>.Builder values = ImmutableArray.CreateBuilder<long>(2);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !reader.TryGetInt64(out long value))
                throw Error($"tensor '{tensor}': '{field}' should be a list of integers from 0 to {long.MaxValue}");
            values.Add(value);
        }

        return values.ToImmutable();
    }

    /// <summary>Skips a value, and refuses texts in it that are no Unicode.</summary>
    private static void SkipChecked(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }

    private void CheckSpan(string name, string dataType, ImmutableArray<long> sizes, long begin, long end)
    {
        if (begin > end)
            throw Error($"tensor '{name}': its bytes should not end before they start; found {begin} to {end}");
        UInt128 elements = 1;
        foreach (long size in sizes)
        {
            elements *= (ulong)size;
            if (elements > long.MaxValue)
                throw Error($"tensor '{name}' has the shape {TensorInfo.Words(sizes.AsSpan())}, which is too large");
        }

        UInt128 bits = elements * (uint)Bits(dataType);
        if (bits % 8 != 0)
            throw Error($"tensor '{name}' of type {dataType} and shape {TensorInfo.Words(sizes.AsSpan())} does not fill whole bytes");
        if (bits / 8 != (ulong)(end - begin))
            throw Error($"tensor '{name}' of type {dataType} and shape {TensorInfo.Words(sizes.AsSpan())} should have {bits / 8} bytes; its offsets span {end - begin}");
    }

    /// <summary>The tensors must fill the file: no hole, no overlap, nothing behind the last.</summary>
    private void CheckLayout(long dataLength)
    {
        _tensors.Sort(static (left, right) => left.Begin != right.Begin ? left.Begin.CompareTo(right.Begin) : left.End.CompareTo(right.End));
        long expected = 0;
        foreach (TensorInfo tensor in _tensors)
        {
            if (tensor.Begin != expected)
                throw Error($"tensor '{tensor.Name}' should start at byte {expected}, where the one before it ends; found {tensor.Begin}");
            expected = tensor.End;
        }

        if (expected != dataLength)
            throw Error($"the tensors should end with the file: they have {expected} bytes, the file has {dataLength} behind its header");
    }

    /// <summary>The bits of an element, or 0 for a type that the format does not have.</summary>
    private static int Bits(string dataType) => dataType switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" or "F8_E5M2FNUZ" or "F8_E4M3FNUZ" => 8,
        "I16" or "U16" or "F16" or "BF16" => 16,
        "I32" or "U32" or "F32" => 32,
        "I64" or "U64" or "F64" or "C64" => 64,
        _ => 0,
    };

    private WeightFileException Error(string message, Exception? cause = null) => WeightFileException.About(_file, message, cause);
}
