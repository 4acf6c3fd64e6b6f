namespace LrpGen.Tests.Npy;

/// <summary>What an npy file gives, and what is said of one that gives nothing.</summary>
public sealed class NpyFileTests
{
    private const string Name = "a.npy";

    // A header's words or a whole file's bytes, and the end of the message.
    public static TheoryData<string, string> WrongHeaders => new()
    {
        { NpyBytes.Header("<c8", "(2,)"), "has the type '<c8'; f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8 and b1 are read. Save it as one of them, for example array.astype('float32')." },
        { NpyBytes.Header("|O", "(2,)"), "has the type '|O'" },
        { NpyBytes.Header("<U4", "(2,)"), "has the type '<U4'" },
        { NpyBytes.Header("<V2", "(2,)"), "has the type '<V2'" },
        { NpyBytes.Header("<f44", "(2,)"), "has the type '<f44'" },
        { NpyBytes.Header("", "(2,)"), "has the type ''" },
        { "{'descr': [('a', '<f4'), ('b', '<i4')], 'fortran_order': False, 'shape': (1,), }", "holds records; arrays of one type are read. Save one field of it." },
        { "{'descr': '<f4', 'fortran_order': False, }", "the header has no entry 'shape'." },
        { "{'descr': '<f4', 'shape': (2,)}", "the header has no entry 'fortran_order'." },
        { "{'shape': (2,), 'fortran_order': False}", "the header has no entry 'descr'." },
        { "{'shape': (2,), 'shape': (2,)}", "the header has two entries 'shape'." },
        { "{'shape': (2,), 'more': 1}", "the header has an entry 'more'; it should have 'descr', 'fortran_order' and 'shape' and no other." },
        { "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}", "the header should have True or False at character 34; found '0, 'shape': (2,)}'." },
        { "{'shape': (2)}", "the header should have a tuple of sizes, such as (3,), at character 13; found '}'." },
        { "{'shape': (-2,)}", "the header should have a size from 0 to 9223372036854775807 at character 11; found '-2,)}'." },
        { "{'shape': (2.5,)}", "the header should have ',' or ')' at character 12; found '.5,)}'." },
        { "{'shape': (9223372036854775808,)}", "the header should have a size from 0 to 9223372036854775807 at character 11; found '9223372036854775808,'." },
        { "{'shape': (2,", "the header should have a size from 0 to 9223372036854775807 at character 13; found the end." },
        { "{'de\\scr': '<f4'}", "the header should have a string without escapes at character 1" },
        { "{'descr", "the header should have a string without escapes at character 1" },
        { "[]", "the header should have '{' at character 0; found '[]'." },
        { "", "the header should have '{' at character 0; found the end." },
        { NpyBytes.Header("<f4", "(2,)") + " x", "the header should have its end at character 58; found 'x'." },
        { NpyBytes.Header("<f4", "(2, 2)"), "should have 85 bytes for the shape [2, 2] of type '<f4'; found 77." },
        { NpyBytes.Header("<f4", "(1,)"), "should have 71 bytes for the shape [1] of type '<f4'; found 75, more than one array." },
        { NpyBytes.Header("<f8", "(4611686018427387904, 4)"), "the shape [4611686018427387904, 4] is too large for any file." },
        { NpyBytes.Header("|u1", "(9223372036854775807,)"), "the shape [9223372036854775807] is too large for any file." },
        { NpyBytes.Header("<f4", "(" + string.Concat(Enumerable.Repeat("1, ", 65)) + ")"), "the shape should have at most 64 dimensions; found more." },
    };

    [Theory]
    [InlineData("<f4")]
    [InlineData(">f4")]
    [InlineData("<f8")]
    [InlineData(">f8")]
    [InlineData("<f2")]
    [InlineData(">f2")]
    [InlineData("|i1")]
    [InlineData("<i2")]
    [InlineData(">i4")]
    [InlineData("<i8")]
    [InlineData(">i8")]
    public void Reads_signed_types_in_both_orders_of_bytes(string type)
    {
        using NpyFile file = Read(NpyBytes.File(NpyBytes.Header(type, "(2, 2)"), NpyBytes.Data(type, -3, 0, 1, 100)));
        Assert.Equal([-3, 0, 1, 100], All(file));
        Assert.Equal([2, 2], file.Sizes.AsEnumerable());
        Assert.Equal((4L, type), (file.Count, file.DataType));
    }

    [Theory]
    [InlineData("|u1", 255)]
    [InlineData("|b1", 1)]
    [InlineData("<u2", 65535)]
    [InlineData(">u4", 4294967295)]
    [InlineData("<u8", 1e19)]
    public void Reads_unsigned_types(string type, double largest)
    {
        using NpyFile file = Read(NpyBytes.File(NpyBytes.Header(type, "(2,)"), NpyBytes.Data(type, 0, largest)));
        Assert.Equal([0, (float)largest], All(file));
    }

    [Fact]
    public void Rounds_what_float32_cannot_hold()
    {
        using NpyFile doubles = Read(NpyBytes.File(NpyBytes.Header("<f8", "(3,)"), NpyBytes.Data("<f8", 0.1, 1e300, double.NaN)));
        Assert.Equal([0.1f, float.PositiveInfinity, float.NaN], All(doubles));
        using NpyFile integers = Read(NpyBytes.File(NpyBytes.Header("<i8", "(1,)"), BitConverter.GetBytes((1L << 24) + 1)));
        Assert.Equal([1 << 24], All(integers));
        using NpyFile truths = Read(NpyBytes.File(NpyBytes.Header("|b1", "(2,)"), [7, 0]));
        Assert.Equal([1, 0], All(truths));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reads_every_version_of_the_format(int version)
    {
        using NpyFile file = Read(NpyBytes.File(NpyBytes.Header("<f4", "(1,)"), NpyBytes.Data("<f4", 5), version));
        Assert.Equal([5], All(file));
    }

    [Theory]
    [InlineData("()", 1)]
    [InlineData("(0,)", 0)]
    [InlineData("(2, 0, 9223372036854775807)", 0)]
    [InlineData("(1L, 1L)", 1)]
    [InlineData("( 1 ,\t1 , )", 1)]
    public void Reads_scalars_and_arrays_without_values(string shape, int count)
    {
        using NpyFile file = Read(NpyBytes.File(NpyBytes.Header("<f4", shape), new byte[4 * count]));
        Assert.Equal(count, file.Count);
        Assert.Equal(new float[count], All(file));
    }

    [Fact]
    public void Reads_columns_first_arrays_in_row_major_order_from_any_place()
    {
        // Element (i, j, k) is 100 i + 10 j + k.
        double[] columns = [.. from k in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 2) select (100.0 * i) + (10 * j) + k];
        float[] rows = [.. from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 4) select (100f * i) + (10 * j) + k];
        using NpyFile file = Read(NpyBytes.File(NpyBytes.Header(">f8", "(2, 3, 4)", isFortranOrder: true), NpyBytes.Data(">f8", columns)));
        for (int start = 0; start <= 24; start++)
        {
            var part = new float[(24 - start + 1) / 2];
            file.ReadInto(start, part);
            Assert.Equal(rows[start..(start + part.Length)], part);
        }

        Assert.Throws<ArgumentException>("start", () => file.ReadInto(20, new float[5]));
        Assert.Throws<ArgumentException>("start", () => file.ReadInto(-1, []));
    }

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public void Says_what_is_wrong_with_a_header(string header, string message)
    {
        NpyException error = Assert.Throws<NpyException>(() => Read(NpyBytes.File(header, new byte[8])));
        Assert.StartsWith($"{Name}: {message}", error.Message);
    }

    [Fact]
    public void Says_what_is_wrong_with_the_first_bytes()
    {
        Fails("is no npy file: it should start with \\x93NUMPY and a version; found  in 0 bytes.", []);
        Fails("is no npy file: it should start with \\x93NUMPY and a version; found 504b0304 in 4 bytes.", [0x50, 0x4b, 3, 4]);
        Fails("should have the format version 1.0, 2.0 or 3.0; found 4.0.", NpyBytes.File("{}", [], version: 4));
        byte[] minor = NpyBytes.File("{}", []);
        minor[7] = 1;
        Fails("should have the format version 1.0, 2.0 or 3.0; found 1.1.", minor);
        Fails("the header should have 2 bytes; the file ends after 1.", NpyBytes.File("{}", [])[..^1]);
        Fails("the header's length should have 4 bytes; the file ends after 3.", NpyBytes.File("{}", [], version: 2)[..11]);
        byte[] huge = NpyBytes.File("{}", [], version: 3);
        huge[11] = 0x7f;
        Fails("the header should have at most 65,535 bytes; its length says 2,130,706,434.", huge);
    }

    [Fact]
    public void Messages_stay_one_short_line_whatever_the_file_holds()
    {
        NpyException error = Assert.Throws<NpyException>(() => Read(NpyBytes.File(NpyBytes.Header("a\r\n\u0007" + new string('b', 5000), "(1,)"), [])));
        Assert.InRange(error.Message.Length, 20, 700);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Loads_what_was_saved()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "new", "r.npy");
        NpyFile.Save(path, [1, -2, 3.5f, float.NaN, 0, float.PositiveInfinity], new Shape(1, 2, 3));
        Assert.Equal([1, -2, 3.5f, float.NaN, 0, float.PositiveInfinity], NpyFile.Load(path, out Shape shape));
        Assert.Equal(new Shape(1, 2, 3), shape);
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
        NpyFile.Save(path, [7], new Shape([]));
        Assert.Equal([7], NpyFile.Load(path, out shape));
        Assert.Equal(0, shape.Rank);
    }

    [Fact]
    public void A_saved_file_is_NumPys_byte_for_byte()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, Name);
        NpyFile.Save(path, [1, 2, 3], new Shape(3));
        string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(dictionary.PadRight(117) + "\n"), .. NpyBytes.Data("<f4", 1, 2, 3)];
        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_is_not_finished_leaves_nothing()
    {
        using var folder = new TempFolder();
        string path = folder.Write(Name, [1, 2, 3]);
        using (NpyWriter writer = NpyWriter.Create(path, 2, 2))
        {
            writer.Write([1, 2, 3]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
            Assert.Throws<ArgumentException>("values", () => writer.Write([4, 5]));
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Says_why_a_path_cannot_be_read_or_written()
    {
        using var folder = new TempFolder();
        string absent = Path.Combine(folder.Path, "absent.npy");
        Assert.Equal($"{absent}: there is no such file (looked from {Environment.CurrentDirectory}).", Assert.Throws<NpyException>(() => NpyFile.Open(absent)).Message);
        Assert.Equal($"{folder.Path}: is a directory; give the path of a npy file.", Assert.Throws<NpyException>(() => NpyFile.Open(folder.Path)).Message);
        Assert.Equal($"{folder.Path}: cannot be written: a folder has that name.", Assert.Throws<NpyException>(() => NpyWriter.Create(folder.Path, 1)).Message);
        string below = Path.Combine(folder.Write("file", []), "r.npy");
        Assert.StartsWith($"{below}: cannot be written: ", Assert.Throws<NpyException>(() => NpyWriter.Create(below, 1)).Message);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Refuses_sizes_that_no_file_has()
    {
        Assert.Throws<ArgumentException>("sizes", () => NpyWriter.Create(Name, -1));
        Assert.Throws<ArgumentException>("sizes", () => NpyWriter.Create(Name, long.MaxValue, 2));
        Assert.Throws<ArgumentException>("sizes", () => NpyWriter.Create(Name, new long[65]));
        Assert.Throws<ArgumentException>("values", () => NpyFile.Save(Name, [1], new Shape(2)));
        Assert.False(File.Exists(Name));
    }

    private static NpyFile Read(byte[] bytes) => NpyFile.Read(bytes, Name);

    private static float[] All(NpyFile file)
    {
        var values = new float[file.Count];
        file.ReadInto(0, values);
        return values;
    }

    private static void Fails(string message, byte[] bytes) => Assert.Equal($"{Name}: {message}", Assert.Throws<NpyException>(() => Read(bytes)).Message);
}
