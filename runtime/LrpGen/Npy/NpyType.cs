namespace LrpGen.Npy;

/// <summary>How an element lies in the file: its kind and size, as NumPy's type strings say, for example <c>&lt;f4</c>.</summary>
/// <param name="Kind">'f' for floats, 'i' and 'u' for integers, 'b' for truth values.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="IsBigEndian">Whether its highest byte comes first.</param>
internal readonly record struct NpyType(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>The type strings that are read, in words.</summary>
    public const string Known = "f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8 and b1";

    /// <summary>The type that float32 is written as: in this machine's order of bytes, so that values are copied as they are.</summary>
    public static string Written => BitConverter.IsLittleEndian ? "<f4" : ">f4";

    /// <summary>Whether the file's bytes are those of float32 in memory.</summary>
    public bool IsNative => Kind == 'f' && Size == sizeof(float) && IsBigEndian != BitConverter.IsLittleEndian;

    /// <summary>Reads a type string: an order of bytes (this machine's where it has none), a kind, a size.</summary>
    public static bool TryParse(string text, out NpyType type)
    {
        type = default;
        ReadOnlySpan<char> rest = text;
        bool isBigEndian = !BitConverter.IsLittleEndian;
        if (rest.Length > 0 && rest[0] is '<' or '>' or '|' or '=')
        {
            isBigEndian = rest[0] == '>' || (rest[0] != '<' && isBigEndian);
            rest = rest[1..];
        }

        if (rest is not [char kind, char digit] || !IsKnown(kind, digit - '0'))
            return false;
        type = new NpyType(kind, digit - '0', isBigEndian);
        return true;
    }

    /// <summary>The value of an element as float32; what has more digits is rounded to the nearest.</summary>
    public float Read(ReadOnlySpan<byte> element)
    {
        ulong bits = 0;
        for (int k = 0; k < Size; k++)
            bits = (bits << 8) | element[IsBigEndian ? k : Size - 1 - k];
        int unused = 64 - (8 * Size);
        return (Kind, Size) switch
        {
            ('f', 2) => (float)BitConverter.UInt16BitsToHalf((ushort)bits),
            ('f', 4) => BitConverter.UInt32BitsToSingle((uint)bits),
            ('f', _) => (float)BitConverter.UInt64BitsToDouble(bits),
            ('i', _) => (long)(bits << unused) >> unused,
            ('b', _) => bits == 0 ? 0 : 1,
            _ => bits,
        };
    }

    private static bool IsKnown(char kind, int size) => kind switch
    {
        'f' => size is 2 or 4 or 8,
        'i' or 'u' => size is 1 or 2 or 4 or 8,
        'b' => size is 1,
        _ => false,
    };
}
