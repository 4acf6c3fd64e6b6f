using LrpGen.Weights;

namespace LrpGen.Tests.Weights;

/// <summary>Which headers are accepted and which are refused, as the format's reference implementation has it.</summary>
public class HeaderTests
{
    private const string A = """ "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]} """;

    // Header, bytes behind it, and what is read: the tensors in the order of their bytes.
    public static TheoryData<string, int, string> Accepted => new()
    {
        { "{}", 0, "" },
        { " \t\r\n{ } \n\t\r ", 0, "" },
        { $"{{{A}}}      ", 8, "a F32 [2]" },
        { """{"__metadata__":{}}""", 0, "" },
        { """{"__metadata__":null}""", 0, "" },
        { "{\"__metadata__\":{\"format\":\"pt\",\"\":\"\"}," + A + "}", 8, "a F32 [2]" },
        { """{"a":{"data_offsets":[0,8],"shape":[2],"dtype":"F32"}}""", 8, "a F32 [2]" },
        { """{"a":{"x":[1,{"y":[null,true,-1.5e3,"z"]}],"dtype":"F32","x":{},"shape":[2],"data_offsets":[0,8],"more":0}}""", 8, "a F32 [2]" },
        { """{"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4, "s F32 []" },
        { """{"e":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0, "e F32 [0]" },
        { """{"e":{"dtype":"F32","shape":[3,0,9223372036854775807],"data_offsets":[0,0]}}""", 0, "e F32 [3, 0, 9223372036854775807]" },
        { """{"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 11, "a F32 [2]; b U8 [3]" },
        { """{"b":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"e":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 3, "e U8 [0]; b U8 [3]" },
        { """{"b":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"e":{"dtype":"U8","shape":[0],"data_offsets":[3,3]}}""", 3, "b U8 [3]; e U8 [0]" },
        { """{"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, " U8 [1]" },
        { """{"\u00e4\n\ud83d\ude00":{"dtype":"\u00558","shape":[1],"data_offsets":[0,1]}}""", 1, "ä\n😀 U8 [1]" },
    };

    // Header, bytes behind it, and a part of the message.
    public static TheoryData<string, int, string> Refused => new()
    {
        // JSON, one object and nothing else
        { "", 0, "not valid JSON" },
        { "   ", 0, "not valid JSON" },
        { "[]", 0, "should be a JSON object" },
        { "null", 0, "should be a JSON object" },
        { "{", 0, "not valid JSON" },
        { "{}}", 0, "not valid JSON" },
        { "{}{}", 0, "not valid JSON" },
        { "{}\0\0", 0, "not valid JSON" },
        { "\ufeff{}", 0, "not valid JSON" },
        { "\u00a0{}", 0, "not valid JSON" },
        { "{/* none */}", 0, "not valid JSON" },
        { "{} // none", 0, "not valid JSON" },
        { "{'a':{}}", 0, "not valid JSON" },
        { $"{{{A},}}", 8, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],}}""", 8, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[2,],"data_offsets":[0,8]}}""", 8, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[02],"data_offsets":[0,8]}}""", 8, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[+2],"data_offsets":[0,8]}}""", 8, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,8]}}""", 8, "not valid JSON" },
        { "{\"a\n\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "not valid JSON" },
        { """{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "no Unicode" },
        { """{"a":{"x":"\udc00","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "no Unicode" },

        // __metadata__
        { """{"__metadata__":[]}""", 0, "'__metadata__' should be an object" },
        { """{"__metadata__":"text"}""", 0, "'__metadata__' should be an object" },
        { """{"__metadata__":{"epochs":3}}""", 0, "'epochs' has a Number" },
        { """{"__metadata__":{"none":null}}""", 0, "'none' has a Null" },
        { """{"__metadata__":{"deep":{}}}""", 0, "'deep' has a StartObject" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "'__metadata__' occurs twice" },

        // Names and fields
        { $"{{{A},{A}}}", 8, "tensor 'a' occurs twice" },
        { "{" + A + """,  "\u0061":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 8, "tensor 'a' occurs twice" },
        { """{"a":null}""", 0, "tensor 'a' should be described by an object; found a Null" },
        { """{"a":["F32",[2],[0,8]]}""", 8, "tensor 'a' should be described by an object; found a StartArray" },
        { """{"a":{}}""", 0, "tensor 'a' has no 'dtype'" },
        { """{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8, "tensor 'a' has no 'dtype'" },
        { """{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "tensor 'a' has no 'shape'" },
        { """{"a":{"dtype":"F32","shape":[2]}}""", 8, "tensor 'a' has no 'data_offsets'" },
        { """{"a":{"Dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "tensor 'a' has no 'dtype'" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "has 'dtype' twice" },
        { """{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", 8, "has 'shape' twice" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"data_offsets":[0,8]}}""", 8, "has 'data_offsets' twice" },

        // Types
        { """{"a":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", 8, "'dtype' should be a text; found a Number" },
        { """{"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}""", 8, "'dtype' should be a text; found a Null" },
        { """{"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown type 'f32'" },
        { """{"a":{"dtype":"","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown type ''" },

        // Integers
        { """{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers; found a Number" },
        { """{"a":{"dtype":"F32","shape":null,"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers; found a Null" },
        { """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[-0],"data_offsets":[0,0]}}""", 0, "'shape' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[18446744073709551618],"data_offsets":[0,8]}}""", 8, "'shape' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0.0,8]}}""", 8, "'data_offsets' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, "'data_offsets' should be a list of integers from 0" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":{"0":8}}}""", 8, "'data_offsets' should be a list of integers; found" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}""", 8, "'data_offsets' should hold two numbers; found 1" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", 8, "'data_offsets' should hold two numbers; found 3" },

        // Shape times size is the span, without overflow
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "should not end before they start; found 8 to 0" },
        { """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "should have 12 bytes; its offsets span 8" },
        { """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,0]}}""", 0, "should have 4 bytes; its offsets span 0" },
        { """{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,4]}}""", 4, "should have 0 bytes; its offsets span 4" },
        { """{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,16]}}""", 16, "should have 8 bytes; its offsets span 16" },
        { """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "too large" },
        { """{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0, "should have 18446744073709551616 bytes" },
        { """{"a":{"dtype":"U8","shape":[9223372036854775807,9223372036854775807,0],"data_offsets":[0,0]}}""", 0, "too large" },
        { """{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}""", 1, "does not fill whole bytes" },

        // No hole, no overlap, to the end of the file
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "'a' should start at byte 0, where the one before it ends; found 4" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""", 5, "'b' should start at byte 2" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "'b' should start at byte 2" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2, "'b' should start at byte 2" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"e":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""", 2, "'e' should start at byte 2" },
        { $"{{{A}}}", 7, "they have 8 bytes, the file has 7" },
        { $"{{{A}}}", 9, "they have 8 bytes, the file has 9" },
        { "{}", 1, "they have 0 bytes, the file has 1" },
    };

    // What the file says of its header's length, the bytes of the whole file, and a part of the message.
    public static TheoryData<ulong, int, string> WrongLengths => new()
    {
        { 0, 0, "found 0 bytes in all" },
        { 2, 7, "found 7 bytes in all" },
        { 3, 10, "should have 3 bytes; the file ends after 2" },
        { 100_000_000, 10, "should have 100000000 bytes; the file ends after 2" },
        { 100_000_001, 10, "at most 100,000,000 bytes; its length says 100,000,001" },
        { 1UL << 32, 10, "its length says 4,294,967,296" },
        { long.MaxValue, 10, "at most" },
        { ulong.MaxValue - 7, 10, "at most" },
        { ulong.MaxValue, 10, "at most" },
    };

    public static TheoryData<string> NotUtf8 => ["ff", "c080", "c3", "eda080", "f4908080"];

    public static TheoryData<string, int> Types => new()
    {
        { "BOOL", 8 }, { "U8", 8 }, { "I8", 8 }, { "F8_E5M2", 8 }, { "F8_E4M3", 8 }, { "F8_E8M0", 8 },
        { "F4", 4 }, { "F6_E2M3", 6 }, { "F6_E3M2", 6 },
        { "I16", 16 }, { "U16", 16 }, { "F16", 16 }, { "BF16", 16 },
        { "I32", 32 }, { "U32", 32 }, { "F32", 32 }, { "I64", 64 }, { "U64", 64 }, { "F64", 64 }, { "C64", 64 },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepts(string header, int dataBytes, string tensors) =>
        Assert.Equal(tensors, string.Join("; ", Read(FileBuilder.File(header, dataBytes)).Tensors));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses(string header, int dataBytes, string message) => Refused_with(message, FileBuilder.File(header, dataBytes));

    [Theory]
    [MemberData(nameof(WrongLengths))]
    public void Refuses_a_length_that_cannot_be(ulong length, int fileBytes, string message) =>
        Refused_with(message, FileBuilder.File(length, "{}"u8, [])[..fileBytes]);

    [Theory]
    [MemberData(nameof(NotUtf8))]
    public void Refuses_what_is_not_UTF8_even_in_fields_that_are_ignored(string hex) =>
        Refused_with("not UTF-8", FileBuilder.File([.. "{\"__metadata__\":{\"x\":\""u8, .. Convert.FromHexString(hex), .. "\"}}"u8], []));

    [Theory]
    [MemberData(nameof(Types))]
    public void Knows_the_size_of_every_type_of_the_format(string dataType, int bits)
    {
        string header = $$$"""{"a":{"dtype":"{{{dataType}}}","shape":[2,4],"data_offsets":[0,{{{bits}}}]}}""";
        Assert.Equal(dataType, Assert.Single(Read(FileBuilder.File(header, bits)).Tensors).DataType);
    }

    [Fact]
    public void Keeps_the_metadata()
    {
        IReadOnlyDictionary<string, string> metadata = Read(FileBuilder.File("""{"__metadata__":{"format":"pt","acc\u0075racy":"98 %"}}""", 0)).Metadata;
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["accuracy"] = "98 %" }, metadata);
        Assert.Empty(Read(FileBuilder.File("{}", 0)).Metadata);
    }

    [Fact]
    public void Takes_memory_in_proportion_to_the_header_and_not_to_what_it_says()
    {
        string[] greedy =
        [
            $$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(',', Enumerable.Repeat(1, 100_000))}}},2],"data_offsets":[0,1]}}""",
            """{"a":{"dtype":"U8","shape":[1099511627776],"data_offsets":[0,1099511627776]}}""",
            $$$"""{"{{{new string('a', 200_000)}}}":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""",
            new string('[', 200_000),
            $$"""{"a":{"x":{{new string('[', 200_000)}}""",
        ];
        foreach (string header in greedy)
        {
            byte[] file = FileBuilder.File(header, 1);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<WeightFileException>(() => Read(file));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (24L * file.Length) + 65_536);
        }
    }

    private static SafetensorsHeader Read(byte[] file) => SafetensorsHeader.Read(ByteSource.Of(file), "net.safetensors");

    private static void Refused_with(string message, byte[] file)
    {
        WeightFileException error = Assert.Throws<WeightFileException>(() => Read(file));
        Assert.StartsWith("net.safetensors: ", error.Message);
        Assert.Contains(message, error.Message);
    }
}
