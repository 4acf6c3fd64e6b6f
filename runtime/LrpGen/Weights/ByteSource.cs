using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace LrpGen.Weights;

/// <summary>The bytes of a file, mapped, read when asked for, or in memory. Every part is checked against its length.</summary>
internal abstract class ByteSource : IDisposable
{
    public abstract long Length { get; }

    /// <summary>A part of the file, valid until <see cref="Dispose()"/>.</summary>
    public abstract ReadOnlySpan<byte> Slice(long start, int length);

    /// <summary>Copies a part of the file. Several threads may do so at once.</summary>
    /// <exception cref="IOException">The file cannot be read, or has become shorter since it was opened.</exception>
    public virtual void Read(long start, Span<byte> destination) => Slice(start, destination.Length).CopyTo(destination);

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemoryBytes(bytes);

    /// <summary>Maps a file for reading; where it does not exist, is a directory, or may not be read, the error says so.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file should be.</param>
    /// <param name="error">Makes the error of a message and its cause.</param>
    public static ByteSource Map(string path, string format, Func<string, Exception?, Exception> error) => Open(path, format, error, static path =>
    {
        // An empty file cannot be mapped; the header's check says what is wrong with it.
        long length = new FileInfo(path).Length;
        return length == 0 ? new MemoryBytes(default) : new MappedBytes(path, length);
    });

    /// <summary>
    /// Opens a file whose parts are copied when asked for: what was read of a mapped file stays in the process's memory, and a mapped
    /// file that another process cuts short ends this one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file should be.</param>
    /// <param name="error">Makes the error of a message and its cause.</param>
    public static ByteSource Open(string path, string format, Func<string, Exception?, Exception> error) =>
        Open(path, format, error, static path => new FileBytes(path));

    private static ByteSource Open(string path, string format, Func<string, Exception?, Exception> error, Func<string, ByteSource> open)
    {
        try
        {
            if (Directory.Exists(path))
                throw error($"{path}: is a directory; give the path of a {format} file.", null);
            return open(path);
        }
        catch (IOException cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
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

    private static void Check(long start, int length, long all)
    {
        if ((ulong)start > (ulong)all || length < 0 || length > all - start)
            throw new ArgumentOutOfRangeException(nameof(start));
    }

    private sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        public override long Length => bytes.Length;

        public override ReadOnlySpan<byte> Slice(long start, int length) => bytes.Span.Slice(checked((int)start), length);
    }

    private sealed class FileBytes : ByteSource
    {
        private readonly SafeFileHandle _file;

        public FileBytes(string path)
        {
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            try
            {
                Length = RandomAccess.GetLength(_file);
            }
            catch
            {
                _file.Dispose();
                throw;
            }
        }

        public override long Length { get; }

        public override ReadOnlySpan<byte> Slice(long start, int length)
        {
            Check(start, length, Length);
            var bytes = new byte[length];
            Read(start, bytes);
            return bytes;
        }

        public override void Read(long start, Span<byte> destination)
        {
            Check(start, destination.Length, Length);
            while (destination.Length > 0)
            {
                int count = RandomAccess.Read(_file, destination, start);
                if (count == 0)
                    throw new EndOfStreamException($"it had {Length} bytes when it was opened and ends after {start} now");
                destination = destination[count..];
                start += count;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _file.Dispose();
        }
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
            Check(start, length, Length);
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
