using System.Runtime.InteropServices;
using System.Text;
using LrpGen.Import.Tests.Operators;

namespace LrpGen.Import.Tests.Fuzz;

/// <summary>Makes broken models, and a few that are whole: each number gives one file, always the same.</summary>
internal static class ModelMutator
{
    private static readonly byte[][] Originals = [.. OperatorCase.All.Where(static known => !known.Name.Contains("External", StringComparison.Ordinal)).Select(static known => known.Model.Build())];

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "Conv", "Gemm", "MatMul", "Relu", "Add", "Mul", "Concat", "Reshape", "Transpose", "Pad", "Slice", "Resize", "Softmax", "Constant", "If", "Identity", "Flatten", "Squeeze",
            "x", "conv.weight", "conv.bias", "pads", "strides", "axes", "axis", "group", "kernel_shape", "perm", "alpha", "mode", "auto_pad", "value", "transB", "\n", "\0", "", "/a/b",
        }.Select(static word => Encoding.UTF8.GetBytes(word)),
        [0xff], [0xc0, 0x80],
    ];

    private static readonly byte[][] Numbers =
    [
        [0], [1], [2], [3], [4], [7], [127], [0x80, 1], [0xff, 0xff, 3], [0xff, 0xff, 0xff, 0xff, 7], [0x80, 0x80, 0x80, 0x80, 8], [0xff, 0xff, 0xff, 0xff, 0x0f],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
    ];

    public static byte[] File(int number)
    {
        var random = new Random(number);
        List<byte> file = [.. Pick(random, Originals)];
        for (int k = random.Next(5); k > 0; k--)
            Mutate(file, random);
        return [.. file];
    }

    private static void Mutate(List<byte> file, Random random)
    {
        int at = random.Next(file.Count + 1);
        int length = Math.Min(random.Next(1, 9), file.Count - at);
        switch (random.Next(9))
        {
            case 0 when at < file.Count:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < file.Count:
                file[at] = (byte)random.Next(256);
                break;
            case 2:
                file.RemoveRange(at, length);
                break;
            case 3:
                file.InsertRange(at, file.GetRange(at, length));
                break;
            case 4:
                Replace(file, at, Math.Min(1, length), Pick(random, Numbers));
                break;
            case 5:
                Rename(file, random);
                break;
            case 6 when random.Next(8) == 0:
                file.RemoveRange(at, file.Count - at);
                break;
            case 7:
                byte[] other = Pick(random, Originals);
                int start = random.Next(other.Length);
                file.InsertRange(at, other[start..Math.Min(other.Length, start + random.Next(64))]);
                break;
            default:
                Resize(file, random);
                break;
        }
    }

    /// <summary>Puts another word of the same length in place of one, so that the file stays well-formed.</summary>
    private static void Rename(List<byte> file, Random random)
    {
        byte[] word = Pick(random, Words);
        byte[] with = Pick(random, Words);
        int at = Find(file, word, random);
        if (at < 0)
            return;
        Replace(file, at, word.Length, with);
        if (at > 0 && file[at - 1] == word.Length)
            file[at - 1] = (byte)with.Length;
    }

    /// <summary>Changes a small number that is not a length: an attribute's value, a size.</summary>
    private static void Resize(List<byte> file, Random random)
    {
        byte[] key = Pick(random, new byte[][] { [0x08], [0x18], [0x40], [0x10] });
        int at = Find(file, key, random);
        if (at >= 0 && at + 1 < file.Count)
            file[at + 1] = (byte)random.Next(128);
    }

    private static void Replace(List<byte> file, int at, int length, byte[] with)
    {
        file.RemoveRange(at, length);
        file.InsertRange(at, with);
    }

    private static int Find(List<byte> file, byte[] word, Random random)
    {
        if (word.Length == 0)
            return -1;
        Span<byte> bytes = CollectionsMarshal.AsSpan(file);
        int start = random.Next(file.Count + 1);
        int at = bytes[start..].IndexOf(word);
        return at >= 0 ? start + at : bytes.IndexOf(word);
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
