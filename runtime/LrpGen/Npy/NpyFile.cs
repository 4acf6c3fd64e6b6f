using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LrpGen.Npy;
using LrpGen.Weights;

namespace LrpGen;

/// <summary>
/// An array as NumPy's <c>save</c> writes it, checked when it is opened, whose values are read as <see cref="float"/> in row-major
/// order, all or a part at a time. Files are mapped rather than read, so that opening one costs its header alone.
/// </summary>
/// <remarks>
/// Versions 1.0, 2.0 and 3.0 of the format; floats of 2, 4 and 8 bytes, integers of 1 to 8, truth values; either order of bytes and of
/// dimensions. What float32 cannot hold exactly is rounded to the nearest. A mapped file must not be cut short by another process
/// while it is open; the operating system answers that with a signal. Not thread-safe.
/// </remarks>
/// <example>
/// <code>
/// float[] pixels = NpyFile.Load("digit.npy", out Shape shape);
/// NpyFile.Save("relevance.npy", net.Explain(7), MnistMlp.InputShape);
/// </code>
/// </example>
public sealed class NpyFile : IDisposable
{
    private readonly NpyHeader _header;
    private ByteSource? _bytes;

    private NpyFile(ByteSource bytes, string name)
    {
        _bytes = bytes;
        Name = name;
        _header = NpyHeader.Read(bytes, name);
    }

    /// <summary>What errors call the file: its path, or the name given.</summary>
    public string Name { get; }

    /// <summary>The sizes of the array, outermost first; empty for a single value.</summary>
    public ImmutableArray<long> Sizes => _header.Sizes;

    /// <summary>The number of values: the product of all sizes.</summary>
    public long Count => _header.Count;

    /// <summary>The type of its values in NumPy's words, for example <c>&lt;f4</c>.</summary>
    public string DataType => _header.DataType;

    /// <summary>Whether the first dimension is the fastest in the file; values are read in row-major order all the same.</summary>
    public bool IsFortranOrder => _header.IsFortranOrder;

    /// <summary>Maps a file and checks its header.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="NpyException">The file cannot be read, or is no npy file, or one that is not read.</exception>
    public static NpyFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Create(ByteSource.Map(path, "npy", static (message, cause) => new NpyException(message, cause!)), path);
    }

    /// <summary>Checks a file that is in memory already. The memory must not change while the file is in use.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="NpyException">The bytes are no npy file, or one that is not read.</exception>
    public static NpyFile Read(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Create(ByteSource.Of(bytes), name);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="shape">The sizes of the array.</param>
    /// <returns>Its values in row-major order.</returns>
    /// <exception cref="NpyException">The file cannot be read, or is no npy file, or one that is not read, or holds more values than a <see cref="Shape"/> can.</exception>
    public static float[] Load(string path, out Shape shape)
    {
        using NpyFile file = Open(path);
        if (file.Count > Array.MaxLength || file.Sizes.Any(static size => size > int.MaxValue))
            throw NpyException.About(path, $"holds {file.Count:N0} values in the shape {TensorInfo.Words(file.Sizes.AsSpan())}; at most {Array.MaxLength:N0} are read at once. Read it in parts with {nameof(ReadInto)}");
        shape = new Shape([.. file.Sizes.Select(static size => (int)size)]);
        var values = new float[file.Count];
        file.ReadInto(0, values);
        return values;
    }

    /// <summary>Writes an array of float32. The file is there whole or not at all: it is written beside its place and then moved.</summary>
    /// <param name="path">The file's path. An existing file is replaced; missing folders are made.</param>
    /// <param name="values">The values in row-major order.</param>
    /// <param name="shape">Their shape.</param>
    /// <exception cref="ArgumentException">The shape has another number of values.</exception>
    /// <exception cref="NpyException">The file cannot be written.</exception>
    public static void Save(string path, ReadOnlySpan<float> values, Shape shape)
    {
        if (values.Length != shape.Count)
            throw new ArgumentException($"The shape {shape} has {shape.Count} values; found {values.Length}.", nameof(values));
        var sizes = new long[shape.Rank];
        for (int k = 0; k < sizes.Length; k++)
            sizes[k] = shape[k];
        using NpyWriter writer = NpyWriter.Create(path, sizes);
        writer.Write(values);
        writer.Complete();
    }

    /// <summary>Reads values from a place in the array on.</summary>
    /// <param name="start">The place of the first value, counted in row-major order.</param>
    /// <param name="destination">Takes the values.</param>
    /// <exception cref="ArgumentException">The array does not reach that far.</exception>
    public void ReadInto(long start, Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_bytes is null, this);
        if (start < 0 || start > Count || destination.Length > Count - start)
            throw new ArgumentException($"{Name} has {Count} values; asked for {destination.Length} from {start} on.", nameof(start));
        if (IsFortranOrder && Sizes.Length > 1)
        {
            ReadStrided(start, destination);
            return;
        }

        // A span of bytes holds at most 2 GB, so a large array goes in parts.
        const int MostAtOnce = 1 << 26;
        NpyType type = _header.Type;
        while (destination.Length > 0)
        {
            int count = Math.Min(destination.Length, MostAtOnce);
            ReadOnlySpan<byte> source = _bytes.Slice(_header.DataStart + (start * type.Size), count * type.Size);
            if (type.IsNative)
            {
                source.CopyTo(MemoryMarshal.AsBytes(destination));
            }
            else
            {
                for (int k = 0; k < count; k++)
                    destination[k] = type.Read(source.Slice(k * type.Size, type.Size));
            }

            destination = destination[count..];
            start += count;
        }
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        _bytes?.Dispose();
        _bytes = null;
    }

    /// <summary>Reads in row-major order what lies in column-major order: an index for each dimension counts up as an odometer does.</summary>
    private void ReadStrided(long start, Span<float> destination)
    {
        int rank = Sizes.Length;
        Span<long> index = stackalloc long[rank];
        Span<long> strides = stackalloc long[rank];
        long stride = 1;
        for (int k = 0; k < rank; k++, stride *= Sizes[k - 1])
            strides[k] = stride;
        long place = 0;
        long rest = start;
        for (int k = rank - 1; destination.Length > 0 && k >= 0; k--)
        {
            (rest, index[k]) = Math.DivRem(rest, Sizes[k]);
            place += index[k] * strides[k];
        }

        NpyType type = _header.Type;
        for (int n = 0; n < destination.Length; n++)
        {
            destination[n] = type.Read(_bytes!.Slice(_header.DataStart + (place * type.Size), type.Size));
            for (int k = rank - 1; k >= 0; k--)
            {
                place += strides[k];
                if (++index[k] < Sizes[k])
                    break;
                place -= strides[k] * Sizes[k];
                index[k] = 0;
            }
        }
    }

    private static NpyFile Create(ByteSource bytes, string name)
    {
        try
        {
            return new NpyFile(bytes, name);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
