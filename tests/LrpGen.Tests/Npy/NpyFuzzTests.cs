using System.Text;

namespace LrpGen.Tests.Npy;

/// <summary>
/// Thousands of mutated npy files: each is read or refused with the one documented exception, takes little memory, and ends. The
/// environment variable LRPGEN_FUZZ sets their number.
/// </summary>
public sealed class NpyFuzzTests
{
    // What one call may take beside the file's own size: the header's text, an exception with its trace.
    private const int SmallConstant = 65_536;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] Types = ["<f4", ">f4", "<f8", "<f2", "|u1", "<i8", ">u2", "|b1", "<c8", "|O", "=f4", "f4", "f", "<f16"];

    private static readonly string[] Words =
    [
        "'descr'", "'fortran_order'", "'shape'", "True", "False", "(", ")", ",", "{", "}", ":", "'", "\"", "\\", "[", "L", "-", "0", "1", "2", "64", "2147483648",
        "4611686018427387904", "9223372036854775807", "9223372036854775808", "99999999999999999999999", " ", "\t", "\n", "\0", "None", "\u00e4", "'more': 1,",
    ];

    // One message from each stage of the checks: mutations that never got there would prove nothing.
    private static readonly string[] Stages =
    [
        "is no npy file", "format version", "the header should have at most", "the file ends after", "should have '{'", "should have its end", "should have a string", "True or False",
        "a size from 0", "',' or ')'", "a tuple of sizes", "two entries", "no other", "no entry", "has the type", "holds records", "too large for any file", "bytes for the shape", "more than one array",
    ];

    private readonly HashSet<string> _reached = [];
    private int _read;

    [Fact]
    public async Task A_mutated_file_is_read_or_refused()
    {
        int files = Fuzzing.Cases(3000);
        await Task.Run(() => CheckAll(files), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.InRange(_read, files / 20, files / 2);
        Assert.Empty(Stages.Except(_reached));
        TestContext.Current.TestOutputHelper?.WriteLine($"{files} files, {_read} read");
    }

    private void CheckAll(int files)
    {
        using var folder = new TempFolder();
        for (int number = 0; number < files; number++)
        {
            byte[] bytes = Mutated(new Random(number));
            try
            {
                string result = Check(bytes.Length, () => NpyFile.Read(bytes, "fuzz"));
                if (number % 16 != 0)
                    continue;
                string path = folder.Write("fuzz", bytes);
                Assert.Equal(result, Check(bytes.Length, () => NpyFile.Open(path)).Replace(path, "fuzz"));
            }
            catch (Exception error)
            {
                Assert.Fail($"File {number}, {Convert.ToHexString(bytes)}: {error}");
            }
        }
    }

    /// <summary>Opens a file and reads its first and last values; gives what was found or why it was refused.</summary>
    private string Check(int fileBytes, Func<NpyFile> open)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string result;
        try
        {
            using NpyFile file = open();
            _read++;
            var values = new float[Math.Min(file.Count, 64)];
            file.ReadInto(0, values);
            file.ReadInto(file.Count - values.Length, values);
            result = $"{file.DataType} {string.Join(' ', file.Sizes)} {file.IsFortranOrder} {string.Join(' ', values)}";
        }
        catch (NpyException error)
        {
            Assert.DoesNotContain(error.Message, char.IsControl);
            _reached.UnionWith(Stages.Where(error.Message.Contains));
            result = error.Message;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, fileBytes + SmallConstant);
        return result;
    }

    /// <summary>A file that is right or nearly so.</summary>
    private static byte[] Mutated(Random random)
    {
        int[] sizes = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5))];
        string type = random.Next(8) == 0 ? Types[random.Next(Types.Length)] : Types[random.Next(8)];
        string shape = $"({string.Join(", ", sizes)}{(sizes.Length == 1 ? "," : "")})";
        string header = NpyBytes.Header(type, shape, random.Next(2) == 0);
        var text = new StringBuilder(random.Next(48) switch
        {
            0 => header.Replace($"'{type}'", "[('x', '<f4')]", StringComparison.Ordinal),
            1 => header.Replace(shape, "(2)", StringComparison.Ordinal),
            2 => header.Replace(shape, "(4611686018427387904, 4)", StringComparison.Ordinal),
            3 => header.Replace("'shape'", "'shape': (1,), 'shape'", StringComparison.Ordinal),
            4 => header.Replace("'shape': " + shape + ", ", "", StringComparison.Ordinal),
            _ => header,
        });
        for (int k = random.Next(4); k > 1; k--)
            Mutate(random, text);
        int size = type.Length > 2 && char.IsAsciiDigit(type[2]) ? type[2] - '0' : 4;
        int length = sizes.Aggregate(size, static (product, factor) => product * factor) + (random.Next(6) == 0 ? random.Next(-3, 9) : 0);
        var data = new byte[Math.Max(0, length)];
        random.NextBytes(data);
        byte[] file = NpyBytes.File(text.ToString(), data, random.Next(1, 4));
        if (random.Next(6) == 0)
            file[random.Next(Math.Min(file.Length, 14))] = (byte)random.Next(256);
        return random.Next(12) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static void Mutate(Random random, StringBuilder text)
    {
        int at = random.Next(text.Length);
        int length = Math.Min(random.Next(1, 12), text.Length - at);
        string word = Words[random.Next(Words.Length)];
        switch (random.Next(5))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, word);
                break;
            case 2:
                text.Remove(at, Math.Min(length, 2)).Insert(at, word);
                break;
            case 3:
                text.Insert(at, text.ToString(random.Next(text.Length - length + 1), length));
                break;
            default:
                text[at] = (char)random.Next(1, 256);
                break;
        }
    }
}
