using System.Text;

namespace LrpGen.Tests.Weights;

/// <summary>Makes broken weight files, and a few that are whole: each number gives one file, always the same.</summary>
internal static class Mutator
{
    private static readonly (byte[] Header, byte[] Data)[] Originals = [.. Files().Select(Split)];

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "F32", "F16", "BF16", "F64", "U8", "I64", "F4", "F6_E2M3", "BOOL", "dtype", "shape", "data_offsets", "__metadata__", "t0", "weight",
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\u0000", " ", "\n", "null", "true", "{}", "[]", "/*", "\0", "\ufeff", "-", ".0", "e1",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80],
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "4", "6", "8", "12", "16", "255", "65536", "2147483647", "2147483648", "4294967296", "1099511627776", "4611686018427387904",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "-1", "-0", "1.0", "1e3", "1e999", "01",
    ];

    public static byte[] File(int number)
    {
        var random = new Random(number);
        (byte[] header, byte[] data) = Pick(random, Originals);
        List<byte> json = [.. header], values = [.. data];
        for (int k = random.Next(2) == 0 ? 1 : random.Next(1, 5); k > 0; k--)
            Mutate(random, json, values);
        ulong length = random.Next(8) == 0 ? WrongLength(random, json.Count) : (ulong)json.Count;
        byte[] file = FileBuilder.File(length, [.. json], [.. values]);
        return random.Next(8) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static void Mutate(Random random, List<byte> json, List<byte> values)
    {
        int at = random.Next(json.Count + 1), length = Math.Min(random.Next(1, 40), json.Count - at);
        switch (random.Next(9))
        {
            case 0 when at < json.Count:
                json[at] = (byte)random.Next(256);
                break;
            case 1 when at < json.Count:
                json[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                Replace(json, at, random.Next(2) == 0 ? 0 : Math.Min(length, 4), Pick(random, Words));
                break;
            case 3:
                json.RemoveRange(at, length);
                break;
            case 4:
                json.InsertRange(random.Next(2) == 0 ? at : random.Next(json.Count + 1), json.GetRange(at, length));
                break;
            case 5:
                byte[] other = Pick(random, Originals).Header;
                Replace(json, at, json.Count - at, other.AsSpan(random.Next(other.Length)));
                break;
            case 6:
                values.RemoveRange(0, random.Next(Math.Min(9, values.Count + 1)));
                break;
            case 7:
                values.AddRange(new byte[random.Next(1, 9)]);
                break;
            default:
                ReplaceNumber(random, json, at);
                break;
        }
    }

    /// <summary>Puts another number in place of the next one: a size, an offset, a digit of a type.</summary>
    private static void ReplaceNumber(Random random, List<byte> json, int at)
    {
        int start = json.FindIndex(at, IsDigit);
        if (start < 0)
            return;
        int end = json.FindIndex(start, static letter => !IsDigit(letter));
        byte[] digits = [.. json.GetRange(start, (end < 0 ? json.Count : end) - start)];
        bool isNear = long.TryParse(digits, out long value) && value < long.MaxValue && random.Next(2) == 0;
        Replace(json, start, digits.Length, Encoding.UTF8.GetBytes(isNear ? $"{value + (2 * random.Next(2)) - 1}" : Pick(random, Numbers)));

        static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';
    }

    private static void Replace(List<byte> bytes, int start, int count, ReadOnlySpan<byte> by)
    {
        bytes.RemoveRange(start, count);
        bytes.InsertRange(start, by);
    }

    private static ulong WrongLength(Random random, int length) => random.Next(5) switch
    {
        0 => (ulong)random.NextInt64(),
        1 => ulong.MaxValue - (ulong)random.Next(16),
        2 => (ulong)random.Next(99_999_990, 100_000_010),
        3 => (ulong)random.Next(2 * length + 1),
        _ => (ulong)Math.Max(0, length + random.Next(-2, 3)),
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static (byte[] Header, byte[] Data) Split(FileBuilder file)
    {
        byte[] bytes = file.ToBytes();
        int header = 8 + BitConverter.ToInt32(bytes);
        return (bytes[8..header], bytes[header..]);
    }

    private static IEnumerable<FileBuilder> Files()
    {
        yield return new FileBuilder();
        yield return new FileBuilder().Floats("a", [2], 1, 2);
        yield return new FileBuilder().Entry("\"__metadata__\":{\"format\":\"pt\",\"\\u00e4\":\"\\ud83d\\ude00\"}").Floats("weight", [2, 3], 1, 2, 3, 4, 5, 6).Floats("bias", [2], 7, 8);
        yield return new FileBuilder().Tensor("h", "F16", [2, 2], new byte[8]).Tensor("b", "BF16", [4], new byte[8]).Tensor("d", "F64", [1, 3], new byte[24]);
        yield return new FileBuilder().Floats("scalar", [], 1).Floats("none", [0]).Floats("flat", [3, 0]).Tensor("f4", "F4", [2, 2], new byte[2]).Tensor("u", "U8", [3], new byte[3]);
        yield return new FileBuilder().Tensor("f6", "F6_E2M3", [4], new byte[3]).Tensor("f4", "F4", [2, 1], new byte[1]);
        var many = new FileBuilder();
        for (int k = 0; k < 12; k++)
            many.Floats($"t{k}", [1, k], new float[k]);
        yield return many;
    }
}
