using System.IO.MemoryMappedFiles;

namespace LrpGen.Weights;

/// <summary>The bytes of a file, mapped or in memory. Every slice is checked against its length.</summary>
internal abstract class ByteSource : IDisposable
{
    public abstract long Length { get; }

    /// <summary>A part of the file, valid until <see cref="Dispose()"/>.</summary>
    public abstract ReadOnlySpan<byte> Slice(long start, int length);

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemoryBytes(bytes);

    /// <summary>Maps a file for reading.</summary>
    /// <exception cref="WeightFileException">It does not exist, is a directory, or may not be read.</exception>
    public static ByteSource Map(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new WeightFileException($"{path}: is a directory; give the path of a safetensors file.");
            long length = new FileInfo(path).Length;

            // An empty file cannot be mapped; the header's check says what is wrong with it.
            return length == 0 ? new MemoryBytes(default) : new MappedBytes(path, length);
        }
        catch (FileNotFoundException error)
        {
            throw new WeightFileException($"{path}: there is no such file (looked from {Environment.CurrentDirectory}).", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WeightFileException($"{path}: cannot be read: {error.Message}", error);
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
