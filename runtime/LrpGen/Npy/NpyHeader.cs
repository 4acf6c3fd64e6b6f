using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LrpGen.Weights;

namespace LrpGen.Npy;

/// <summary>
/// Reads and checks what stands before the values of an npy file: the magic, the version, and a Python dictionary of three entries
/// (NumPy's NEP 1). Nothing larger than the header is made before the file's length is known to fit.
/// </summary>
internal sealed class NpyHeader
{
    // NumPy itself refuses longer ones; only records of many fields need them, and those are not read.
    private const int LongestHeader = 65_535;
    private const int PrefixBytes = 8;

    private readonly string _file;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private NpyHeader(string file) => _file = file;

    public NpyType Type { get; private set; }

    /// <summary>The type as the file says it, for example <c>&lt;f4</c>.</summary>
    public string DataType { get; private set; } = "";

    public bool IsFortranOrder { get; private set; }

    public ImmutableArray<long> Sizes { get; private set; } = [];

    /// <summary>The number of values.</summary>
    public long Count { get; private set; }

    /// <summary>Where the values start in the file.</summary>
    public long DataStart { get; private set; }

    /// <exception cref="NpyException">The file breaks the format.</exception>
    public static NpyHeader Read(ByteSource bytes, string file)
    {
        var header = new NpyHeader(file);
        header.ReadDictionary(new PythonReader(header.Text(bytes), header.Error));
        header.CheckLength(bytes.Length);
        return header;
    }

    /// <summary>The header of a file of float32 in C order: version 1.0, padded so that the values start at a multiple of 64.</summary>
    public static byte[] Write(ReadOnlySpan<long> sizes)
    {
        var shape = new StringBuilder();
        foreach (long size in sizes)
            shape.Append(shape.Length == 0 ? "" : ", ").Append(size.ToString(CultureInfo.InvariantCulture));
        string dictionary = $"{{'descr': '{NpyType.Written}', 'fortran_order': False, 'shape': ({shape}{(sizes.Length == 1 ? "," : "")}), }}";
        const int Start = PrefixBytes + sizeof(ushort);
        int length = ((Start + dictionary.Length + 1 + 63) / 64 * 64) - Start;
        var header = new byte[Start + length];
        Magic.CopyTo(header);
        header[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(PrefixBytes), (ushort)length);
        Encoding.ASCII.GetBytes(dictionary.PadRight(length - 1) + '\n', header.AsSpan(Start));
        return header;
    }

    /// <summary>The product of sizes, none negative; false where no file could hold as many values.</summary>
    public static bool TryCount(ReadOnlySpan<long> sizes, out long count)
    {
        // A size of zero makes everything empty, however large the others are.
        UInt128 product = sizes.Contains(0) ? 0u : 1u;
        foreach (long size in sizes)
        {
            product *= (ulong)size;
            if (product > long.MaxValue / 16)
            {
                count = 0;
                return false;
            }
        }

        count = (long)product;
        return true;
    }

    /// <summary>The dictionary's text.</summary>
    private string Text(ByteSource bytes)
    {
        ReadOnlySpan<byte> start = bytes.Slice(0, (int)Math.Min(bytes.Length, PrefixBytes + sizeof(uint)));
        if (start.Length < PrefixBytes + sizeof(ushort) || !start.StartsWith(Magic))
            throw Error($"is no npy file: it should start with \\x93NUMPY and a version; found {Convert.ToHexStringLower(start[..Math.Min(start.Length, PrefixBytes)])} in {bytes.Length} bytes");
        (int major, int minor) = (start[6], start[7]);
        if (major is not (1 or 2 or 3) || minor != 0)
            throw Error($"should have the format version 1.0, 2.0 or 3.0; found {major}.{minor}");

        int lengthBytes = major == 1 ? sizeof(ushort) : sizeof(uint);
        if (start.Length < PrefixBytes + lengthBytes)
            throw Error($"the header's length should have {lengthBytes} bytes; the file ends after {start.Length - PrefixBytes}");
        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[PrefixBytes..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[PrefixBytes..]);
        if (length > LongestHeader)
            throw Error($"the header should have at most {LongestHeader:N0} bytes; its length says {length:N0}");
        DataStart = PrefixBytes + lengthBytes + length;
        if (DataStart > bytes.Length)
            throw Error($"the header should have {length} bytes; the file ends after {bytes.Length - PrefixBytes - lengthBytes}");
        ReadOnlySpan<byte> text = bytes.Slice(PrefixBytes + lengthBytes, (int)length);
        return major == 3 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text);
    }

    private void ReadDictionary(PythonReader reader)
    {
        bool hasType = false, hasOrder = false, hasShape = false;
        reader.Expect('{');
        while (!reader.Skip('}'))
        {
            string key = reader.String();
            reader.Expect(':');
            bool isNew;
            switch (key)
            {
                case "descr":
                    (isNew, hasType) = (!hasType, true);
                    ReadType(reader);
                    break;
                case "fortran_order":
                    (isNew, hasOrder) = (!hasOrder, true);
                    IsFortranOrder = reader.Truth();
                    break;
                case "shape":
                    (isNew, hasShape) = (!hasShape, true);
                    Sizes = reader.Sizes();
                    break;
                default:
                    throw Error($"the header has an entry '{key}'; it should have 'descr', 'fortran_order' and 'shape' and no other");
            }

            if (!isNew)
                throw Error($"the header has two entries '{key}'");
            if (reader.Skip(','))
                continue;
            reader.Expect('}');
            break;
        }

        reader.ExpectEnd();
        if (!(hasType && hasOrder && hasShape))
            throw Error($"the header has no entry '{(!hasType ? "descr" : !hasOrder ? "fortran_order" : "shape")}'");
    }

    private void ReadType(PythonReader reader)
    {
        if (reader.IsAt('['))
            throw Error("holds records; arrays of one type are read. Save one field of it");
        DataType = reader.String();
        if (!NpyType.TryParse(DataType, out NpyType type))
            throw Error($"has the type '{DataType}'; {NpyType.Known} are read. Save it as one of them, for example array.astype('float32')");
        Type = type;
    }

    private void CheckLength(long fileBytes)
    {
        if (!TryCount(Sizes.AsSpan(), out long count))
            throw Error($"the shape {TensorInfo.Words(Sizes.AsSpan())} is too large for any file");
        Count = count;
        long expected = DataStart + (Count * Type.Size);
        if (fileBytes != expected)
            throw Error($"should have {expected} bytes for the shape {TensorInfo.Words(Sizes.AsSpan())} of type '{DataType}'; found {fileBytes}{(fileBytes > expected ? ", more than one array" : "")}");
    }

    private NpyException Error(string message) => NpyException.About(_file, message);
}
