namespace LrpGen.Import.Onnx;

/// <summary>Segments of a file as if they lay one behind the other.</summary>
internal sealed class SegmentStream(FileStream file, IReadOnlyList<FileSegment> segments) : Stream
{
    private int _segment;
    private long _within;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => segments.Sum(static segment => segment.Length);

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_segment < segments.Count && _within == segments[_segment].Length)
            (_segment, _within) = (_segment + 1, 0);
        if (_segment == segments.Count)
            return 0;
        FileSegment at = segments[_segment];
        int count = RandomAccess.Read(file.SafeFileHandle, buffer[..(int)Math.Min(buffer.Length, at.Length - _within)], at.Offset + _within);
        _within += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
