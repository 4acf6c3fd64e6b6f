using System.IO.MemoryMappedFiles;

namespace LrpGen.Weights;

/// <summary>The bytes of a file, mapped or in memory. Every slice is checked against its length.</summary>
internal abstract class ByteSource : IDisposable
{
    public abstract long Length { get; }

    /// <summary>A part of the file, valid until <see cref="Dispose()"/>.</summary>
    public abstract ReadOnlySpan<byte> Slice(long start, int length);

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemoryBytes(bytes);

    /// <summary>Maps a file for reading; where it does not exist, is a directory, or may not be read, the error says so.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file should be.</param>
    /// <param name="error">Makes the error of a message and its cause.</param>
    public static ByteSource Map(string path, string format, Func<string, Exception?, Exception> error)
    {
        try
        {
            if (Directory.Exists(path))
                throw error($"{path}: is a directory; give the path of a {format} file.", null);
            long length = new FileInfo(path).Length;

            // An empty file cannot be mapped; the header's check says what is wrong with it.
            return length == 0 ? new MemoryBytes(default) : new MappedBytes(path, length);
        }
        catch (FileNotFoundException cause)
        {
            throw error($"{path}: there is no such file (looked from {Environment.CurrentDirectory}).", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw error($"{path}: cannot be read: {cause.Message}", cause);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        public override long Length => bytes.Length;

        public override ReadOnlySpan<byte> Slice(long start, int length) => bytes.Span.Slice(checked((int)start), length);
    }

    private sealed unsafe class MappedBytes : ByteSource
    {
        private readonly MemoryMappedFile _file;
        private readonly MemoryMappedViewAccessor _view;
        private readonly byte* _start;

        public MappedBytes(string path, long length)
        {
            Length = length;
            _file = MemoryMappedFile.CreateFromFile(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0),
                mapName: null,
                capacity: 0,
                MemoryMappedFileAccess.Read,
                HandleInheritability.None,
                leaveOpen: false);
            _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            byte* start = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            _start = start + _view.PointerOffset;
        }

        public override long Length { get; }

        public override ReadOnlySpan<byte> Slice(long start, int length)
        {
            if ((ulong)start > (ulong)Length || length < 0 || length > Length - start)
                throw new ArgumentOutOfRangeException(nameof(start));
            return new ReadOnlySpan<byte>(_start + start, length);
        }

        protected override void Dispose(bool disposing)
        {
            if (!disposing)
                return;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
