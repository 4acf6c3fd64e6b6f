using ProtoBuf;
using ProtoBuf.Serializers;

namespace LrpGen.Import.Onnx;

/// <summary>A field whose bytes stay in the file, so that weights of hundreds of megabytes are never copied while a model is read.</summary>
/// <param name="Offset">Where the bytes begin in the file.</param>
/// <param name="Length">How many they are.</param>
[ProtoContract(Serializer = typeof(FileSegmentSerializer))]
internal readonly record struct FileSegment(long Offset, long Length);

/// <summary>Skips the bytes of a field and keeps their place.</summary>
internal sealed class FileSegmentSerializer : ISerializer<FileSegment>
{
    private const int LongestVarint = 10;

    public SerializerFeatures Features => SerializerFeatures.WireTypeString | SerializerFeatures.CategoryScalar;

    public FileSegment Read(ref ProtoReader.State state, FileSegment value)
    {
        long start = state.GetPosition();
        WireType wireType = state.WireType;
        state.SkipField();
        long end = state.GetPosition();
        switch (wireType)
        {
            case WireType.String:
                long first = start + PrefixLength((HashingStream)state.Context.UserState!, start);
                return new FileSegment(first, end - first);
            case WireType.Fixed32 or WireType.Fixed64 or WireType.Varint:
                return new FileSegment(start, end - start);
            default:
                throw new ProtoException($"The field at byte {start} has the wire type {wireType}, but holds elements.");
        }
    }

    public void Write(ref ProtoWriter.State state, FileSegment value) => throw new NotSupportedException("Models are read only.");

    /// <summary>The bytes of the length in front of the field's own, which need not be the fewest that can hold it.</summary>
    private static int PrefixLength(HashingStream file, long start)
    {
        Span<byte> bytes = stackalloc byte[LongestVarint];
        int count = file.Peek(start, bytes);
        int k = 0;
        while (k < count && bytes[k] >= 128)
            k++;
        return k + 1;
    }
}
