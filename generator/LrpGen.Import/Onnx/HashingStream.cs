using System.Security.Cryptography;

namespace LrpGen.Import.Onnx;

/// <summary>Hands a file through from its first byte to its last, and on the way hashes it, tells how far it is and watches for cancellation.</summary>
internal sealed class HashingStream(FileStream file, IncrementalHash hash, IProgress<double>? progress, CancellationToken cancellation) : Stream
{
    private const long Step = 1 << 20;

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Looks at bytes without moving.</summary>
    public int Peek(long offset, Span<byte> bytes) => RandomAccess.Read(file.SafeFileHandle, bytes, offset);

    /// <summary>Hashes what has not been read.</summary>
    public void Finish()
    {
        byte[] buffer = new byte[Step];
        while (Read(buffer) > 0)
        {
        }
    }

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        int count = file.Read(buffer);
        hash.AppendData(buffer[..count]);
        long before = _position;
        _position += count;
        if (progress is not null && (before / Step != _position / Step || (count == 0 && _position > 0)))
            progress.Report(Math.Min(1, _position / (double)Math.Max(1, file.Length)));
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
