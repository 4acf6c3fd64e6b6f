using System.Buffers.Binary;

namespace LrpGen.Tests.Weights;

/// <summary>What a weight file gives, and what it says when it cannot.</summary>
public class WeightFileTests
{
    private const string Name = "net.safetensors";

    // A type, an element's bits in the file, and the float32 that is read.
    public static TheoryData<string, ulong, float> Elements => new()
    {
        { "F32", 0x3f80_0001, 1.00000012f },
        { "F32", 0x0000_0001, float.Epsilon },
        { "F32", 0xff80_0000, float.NegativeInfinity },
        { "F32", 0xffc0_0000, float.NaN },
        { "F16", 0x3c01, 1.0009766f },
        { "F16", 0x8000, -0f },
        { "F16", 0x0001, 5.9604645e-8f },
        { "F16", 0x7bff, 65504 },
        { "F16", 0xfc00, float.NegativeInfinity },
        { "F16", 0xfe00, float.NaN },
        { "BF16", 0x3f81, 1.0078125f },
        { "BF16", 0x8000, -0f },
        { "BF16", 0x0001, 9.1835e-41f },
        { "BF16", 0x7f7f, 3.3895314e38f },
        { "BF16", 0x7f80, float.PositiveInfinity },
        { "BF16", 0xffc0, float.NaN },
        { "F64", 0x3ff0_0000_0000_0000, 1 },
        { "F64", 0x3ff0_0000_1000_0000, 1 },
        { "F64", 0x3ff0_0000_1000_0001, 1.00000012f },
        { "F64", 0x7fef_ffff_ffff_ffff, float.PositiveInfinity },
        { "F64", 0x0010_0000_0000_0000, 0 },
        { "F64", 0xfff8_0000_0000_0000, float.NaN },
    };

    public static TheoryData<string> UnreadableTypes =>
        ["BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "I16", "U16", "I32", "U32", "I64", "U64", "C64", "F4", "F6_E2M3", "F6_E3M2"];

    // A shape that the matrix [2, 3] does not have.
    public static TheoryData<int[], string> WrongShapes => new()
    {
        { [3, 2], "[3, 2]" }, { [6], "[6]" }, { [], "[]" }, { [1, 2, 3], "[1, 2, 3]" }, { [2, 3, 1], "[2, 3, 1]" }, { [2, -3], "[2, -3]" },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void Reads_every_type_of_float_at_any_alignment(string dataType, ulong bits, float expected)
    {
        int size = dataType switch { "F32" => 4, "F64" => 8, _ => 2 };
        byte[] element = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(element, bits);
        byte[] elements = [.. element[..size], .. new byte[size], .. element[..size]];
        using WeightFile file = Read(new FileBuilder().Tensor("odd", "U8", [1], [7]).Tensor("x", dataType, [3, 1], elements));
        float[] values = new float[3], transposed = new float[3];
        file.ReadInto("x", [3, 1], values);
        file.ReadTransposed("x", 3, 1, transposed, 3);
        Assert.Equal([expected, 0, expected], values);
        Assert.Equal(values, transposed);
        Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(values[0]));
    }

    [Theory]
    [MemberData(nameof(UnreadableTypes))]
    public void Names_a_type_that_it_does_not_read(string dataType)
    {
        using WeightFile file = Read(new FileBuilder().Tensor("x", dataType, [0], []));
        Assert.True(file.Contains("x"));
        Fails($"{Name}: tensor 'x' has the type {dataType}; F32, F16, BF16 and F64 are read. Save it as one of them.", () => file.ReadInto("x", [0], []));
    }

    [Fact]
    public void Reads_scalars_and_tensors_without_values()
    {
        string[] names = ["scalar", "none", "flat", "empty", "huge"];
        using WeightFile file = Read(new FileBuilder()
            .Floats("scalar", [], 3.5f).Floats("none", [0]).Floats("flat", [2, 0, 4]).Floats("empty", [3, 0]).Floats("huge", [int.MaxValue, 0]));
        float[] value = new float[1];
        file.ReadInto("scalar", [], value);
        Assert.Equal(3.5f, value[0]);
        file.ReadInto("none", [0], []);
        file.ReadInto("flat", [2, 0, 4], []);
        file.ReadTransposed("empty", 3, 0, [], 16);
        file.ReadTransposed("huge", int.MaxValue, 0, [], int.MaxValue);
        Assert.Equal(
            ["scalar F32 []", "none F32 [0]", "flat F32 [2, 0, 4]", "empty F32 [3, 0]", "huge F32 [2147483647, 0]"],
            file.Tensors.OrderBy(tensor => Array.IndexOf(names, tensor.Name)).Select(tensor => tensor.ToString()));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 16)]
    [InlineData(8, 512, 8)]
    [InlineData(17, 1100, 32)]
    public void Transposes_and_leaves_the_padding_alone(int rows, int columns, int stride)
    {
        float[] matrix = [.. Enumerable.Range(0, rows * columns).Select(k => (float)k)];
        float[] transposed = new float[columns * stride];
        transposed.AsSpan().Fill(-1);
        using WeightFile file = Read(new FileBuilder().Floats("m", [rows, columns], matrix));
        file.ReadTransposed("m", rows, columns, transposed, stride);
        for (int k = 0; k < transposed.Length; k++)
            Assert.Equal(k % stride < rows ? matrix[(k % stride * columns) + (k / stride)] : -1, transposed[k]);
    }

    [Theory]
    [MemberData(nameof(WrongShapes))]
    public void Names_file_tensor_expected_and_found_shape(int[] shape, string expected)
    {
        using WeightFile file = Read(new FileBuilder().Floats("m", [2, 3], new float[6]));
        Fails($"{Name}: tensor 'm' should have the shape {expected}; found [2, 3].", () => file.ReadInto("m", shape, new float[6]));
    }

    [Fact]
    public void Names_the_tensors_there_are_when_one_is_missing()
    {
        const string Hint = "[Weights(\"...\")] on a step names another tensor.";
        using WeightFile none = Read(new FileBuilder());
        Fails($"{Name}: no tensor 'a.weight'; the file has none. {Hint}", () => none.ReadInto("a.weight", [1], new float[1]));
        using WeightFile two = Read(new FileBuilder().Floats("A.weight", [1], 0).Floats("a.bias", [1], 0));
        Fails($"{Name}: no tensor 'a.weight'; the file has A.weight, a.bias. {Hint}", () => two.ReadTransposed("a.weight", 1, 1, new float[1], 1));

        var many = new FileBuilder();
        for (int k = 0; k < 11; k++)
            many.Floats($"t{k}", [1], 0);
        using WeightFile eleven = Read(many);
        Fails($"{Name}: no tensor 'x'; the file has t0, t1, t2, t3, t4, t5, t6, t7 and 3 more. {Hint}", () => eleven.ReadInto("x", [1], new float[1]));
    }

    [Fact]
    public void Messages_stay_one_short_line_whatever_the_file_holds()
    {
        string wild = "a\\r\\n\\u2028\\u0007" + new string('b', 5000);
        long[] manySizes = [.. Enumerable.Repeat(1L, 5000)];
        using WeightFile file = Read(new FileBuilder().Floats(wild, manySizes, 0).Floats("m", manySizes, 0));
        foreach (string name in (string[])["x", "m", file.Tensors[0].Name])
        {
            WeightFileException error = Assert.Throws<WeightFileException>(() => file.ReadInto(name, [1], new float[1]));
            Assert.InRange(error.Message.Length, 20, 700);
            Assert.DoesNotContain(error.Message, static character => char.IsControl(character) || character == '\u2028');
        }
    }

    [Fact]
    public void Refuses_a_destination_that_does_not_fit()
    {
        using WeightFile file = Read(new FileBuilder().Floats("m", [2, 3], new float[6]));
        Assert.Throws<ArgumentException>("destination", () => file.ReadInto("m", [2, 3], new float[5]));
        Assert.Throws<ArgumentException>("destination", () => file.ReadInto("m", [2, 3], new float[7]));
        Assert.Throws<ArgumentException>("destination", () => file.ReadTransposed("m", 2, 3, new float[6], 16));
        Assert.Throws<ArgumentException>("stride", () => file.ReadTransposed("m", 2, 3, new float[3], 1));
    }

    [Fact]
    public void Reads_the_same_from_a_path_memory_and_a_stream()
    {
        using var folder = new TempFolder();
        byte[] bytes = new FileBuilder().Entry("\"__metadata__\":{\"k\":\"v\"}").Floats("m", [2, 3], 1, 2, 3, 4, 5, 6).ToBytes();
        string path = folder.Write(Name, bytes);
        using var stream = new MemoryStream([9, .. bytes]) { Position = 1 };
        foreach (WeightFile file in (WeightFile[])[WeightFile.Open(path), WeightFile.Read(bytes, path), WeightFile.Read(stream, path)])
        {
            float[] values = new float[6];
            file.ReadInto("m", [2, 3], values);
            Assert.Equal([1, 2, 3, 4, 5, 6], values);
            Assert.Equal("m F32 [2, 3]", Assert.Single(file.Tensors).ToString());
            Assert.Equal("v", file.Metadata["k"]);
            Assert.Equal(path, file.Name);
            Assert.False(file.Contains("M"));
            file.Dispose();
            file.Dispose();
            Assert.Throws<ObjectDisposedException>(() => file.ReadInto("m", [2, 3], values));
        }

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Says_why_a_path_cannot_be_read()
    {
        using var folder = new TempFolder();
        Fails($"{folder.Path}: is a directory; give the path of a safetensors file.", () => WeightFile.Open(folder.Path));
        string absent = Path.Combine(folder.Path, "absent.safetensors");
        Fails($"{absent}: there is no such file (looked from {Environment.CurrentDirectory}).", () => WeightFile.Open(absent));
        string empty = folder.Write("empty.safetensors", []);
        Fails($"{empty}: a safetensors file starts with 8 bytes that hold its header's length; found 0 bytes in all.", () => WeightFile.Open(empty));
        foreach (string path in (string[])["", "a\0b", Path.Combine(empty, "below"), Path.Combine(folder.Path, "no", "folder")])
            Assert.StartsWith($"{path}: ", Assert.Throws<WeightFileException>(() => WeightFile.Open(path)).Message);
    }

    [Fact]
    public void Says_why_a_stream_cannot_be_read()
    {
        using var folder = new TempFolder();
        using FileStream writeOnly = File.OpenWrite(folder.Write("file", []));
        Assert.StartsWith($"{Name}: cannot be read: ", Assert.Throws<WeightFileException>(() => WeightFile.Read(writeOnly, Name)).Message);
    }

    [Fact]
    public void A_refused_file_is_let_go()
    {
        using var folder = new TempFolder();
        string path = folder.Write("refused.safetensors", FileBuilder.File("[]", 5));
        Assert.Throws<WeightFileException>(() => WeightFile.Open(path));
        using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(15, alone.Length);
    }

    private static WeightFile Read(FileBuilder file) => WeightFile.Read(file.ToBytes(), Name);

    private static void Fails(string message, Action action) => Assert.Equal(message, Assert.Throws<WeightFileException>(action).Message);
}
