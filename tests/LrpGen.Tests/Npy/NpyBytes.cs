using System.Buffers.Binary;
using System.Text;

namespace LrpGen.Tests.Npy;

/// <summary>Puts npy files together byte by byte, right ones and wrong ones.</summary>
internal static class NpyBytes
{
    /// <summary>A file as NumPy writes it, with a header of its own words and the given bytes behind.</summary>
    public static byte[] File(string header, ReadOnlySpan<byte> data, int version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }

    public static string Header(string type, string shape, bool isFortranOrder = false) =>
        $"{{'descr': '{type}', 'fortran_order': {(isFortranOrder ? "True" : "False")}, 'shape': {shape}, }}";

    /// <summary>Values in the bytes of a type.</summary>
    public static byte[] Data(string type, params double[] values)
    {
        var bytes = new List<byte>();
        foreach (double value in values)
        {
            byte[] element = type[1..] switch
            {
                "f2" => BitConverter.GetBytes((Half)value),
                "f4" => BitConverter.GetBytes((float)value),
                "f8" => BitConverter.GetBytes(value),
                "i1" => [unchecked((byte)(sbyte)value)],
                "i2" => BitConverter.GetBytes((short)value),
                "i4" => BitConverter.GetBytes((int)value),
                "i8" => BitConverter.GetBytes((long)value),
                "u1" or "b1" => [(byte)value],
                "u2" => BitConverter.GetBytes((ushort)value),
                "u4" => BitConverter.GetBytes((uint)value),
                _ => BitConverter.GetBytes((ulong)value),
            };
            if (BitConverter.IsLittleEndian == (type[0] == '>'))
                Array.Reverse(element);
            bytes.AddRange(element);
        }

        return [.. bytes];
    }
}
