using System.Runtime.InteropServices;
using LrpGen.Npy;

namespace LrpGen;

/// <summary>
/// Writes an array of float32 as an npy file, a part at a time, so that a result may be larger than the memory. The values go to a file
/// beside the one asked for, which <see cref="Complete"/> moves to its place: whoever finds the file finds it whole.
/// </summary>
/// <example>
/// <code>
/// using NpyWriter writer = NpyWriter.Create("relevances.npy", [samples, 1, 28, 28]);
/// foreach (float[] sample in inputs)
/// {
///     net.Forward(sample);
///     writer.Write(net.ExplainTop());
/// }
///
/// writer.Complete();
/// </code>
/// </example>
public sealed class NpyWriter : IDisposable
{
    private const int MostDimensions = 64;

    private readonly string _path;
    private readonly string _partial;
    private long _missing;
    private FileStream? _file;

    private NpyWriter(string path, long count)
    {
        _path = path;
        _partial = $"{path}.{Guid.NewGuid():N}.partial";
        _missing = count;
    }

    /// <summary>Starts a file.</summary>
    /// <param name="path">The file's path. An existing file is replaced in the end; missing folders are made.</param>
    /// <param name="sizes">The sizes of the array, outermost first; none negative.</param>
    /// <exception cref="ArgumentException">A size is negative, or there are more than 64, or they are too large for any file.</exception>
    /// <exception cref="NpyException">The file cannot be written.</exception>
    public static NpyWriter Create(string path, params ReadOnlySpan<long> sizes)
    {
        ArgumentNullException.ThrowIfNull(path);
        var writer = new NpyWriter(path, CountOf(sizes));
        byte[] header = NpyHeader.Write(sizes);
        writer.Try(() =>
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            if (Directory.Exists(path))
                throw new IOException("a folder has that name.");
            writer._file = new FileStream(writer._partial, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            writer._file.Write(header);
        });
        return writer;
    }

    /// <summary>Writes the next values.</summary>
    /// <param name="values">Values in row-major order.</param>
    /// <exception cref="ArgumentException">They are more than the sizes say.</exception>
    /// <exception cref="NpyException">The file cannot be written.</exception>
    public void Write(ReadOnlySpan<float> values)
    {
        FileStream file = _file ?? throw new ObjectDisposedException(nameof(NpyWriter));
        if (values.Length > _missing)
            throw new ArgumentException($"{_path} has room for {_missing} more values; found {values.Length}.", nameof(values));

        // A span of bytes holds at most 2 GB.
        const int MostAtOnce = 1 << 26;
        try
        {
            for (; values.Length > 0; values = values[Math.Min(values.Length, MostAtOnce)..])
            {
                ReadOnlySpan<float> part = values[..Math.Min(values.Length, MostAtOnce)];
                file.Write(MemoryMarshal.AsBytes(part));
                _missing -= part.Length;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(error);
        }
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="InvalidOperationException">Values are missing.</exception>
    /// <exception cref="NpyException">The file cannot be written.</exception>
    public void Complete()
    {
        FileStream file = _file ?? throw new ObjectDisposedException(nameof(NpyWriter));
        if (_missing > 0)
            throw new InvalidOperationException($"{_path} is to have {_missing} more values.");
        Try(() =>
        {
            file.Dispose();
            File.Move(_partial, _path, overwrite: true);
            _file = null;
        });
    }

    /// <summary>Ends the writing. A file that was not completed leaves nothing behind.</summary>
    public void Dispose()
    {
        if (_file is null)
            return;
        try
        {
            _file.Dispose();
            _file = null;
            File.Delete(_partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whatever went wrong with the file has been told, and a leftover hurts nobody.
        }
    }

    private static long CountOf(ReadOnlySpan<long> sizes)
    {
        if (sizes.Length > MostDimensions)
            throw new ArgumentException($"An array has at most {MostDimensions} dimensions; found {sizes.Length}.", nameof(sizes));
        foreach (long size in sizes)
        {
            if (size < 0)
                throw new ArgumentException($"Sizes are not negative; found {size}.", nameof(sizes));
        }

        return NpyHeader.TryCount(sizes, out long count)
            ? count
            : throw new ArgumentException($"The shape {TensorInfo.Words(sizes)} is too large for any file.", nameof(sizes));
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Dispose();
            throw CannotWrite(error);
        }
    }

    private NpyException CannotWrite(Exception error) => new($"{_path}: cannot be written: {error.Message}", error);
}
