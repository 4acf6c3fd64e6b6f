using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LrpGen.Kernels;
using LrpGen.Weights;

namespace LrpGen;

/// <summary>
/// A safetensors file, checked when it is opened, whose tensors are read as <see cref="float"/> when they are asked for, so that
/// opening one costs its header alone.
/// </summary>
/// <remarks>
/// The checks are those of the format's reference implementation, and one more: a name that occurs twice is an error. Not
/// thread-safe.
/// </remarks>
public sealed class WeightFile : IDisposable
{
    // What is read at a time of a type that must be converted.
    private const int PartBytes = 1 << 14;

    private readonly Dictionary<string, TensorInfo> _byName;
    private readonly long _dataStart;
    private ByteSource? _bytes;

    private WeightFile(ByteSource bytes, string name)
    {
        _bytes = bytes;
        Name = name;
        SafetensorsHeader header = SafetensorsHeader.Read(bytes, name);
        _dataStart = header.DataStart;
        Tensors = header.Tensors;
        Metadata = header.Metadata;
        _byName = new Dictionary<string, TensorInfo>(header.Tensors.Count, StringComparer.Ordinal);
        foreach (TensorInfo tensor in header.Tensors)
            _byName.Add(tensor.Name, tensor);
    }

    /// <summary>What errors call the file: its path, or the name given.</summary>
    public string Name { get; }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>The words that whoever wrote the file put beside the tensors; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="WeightFileException">The file cannot be read or is not safetensors.</exception>
    public static WeightFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Create(ByteSource.Open(path, "safetensors", static (message, cause) => new WeightFileException(message, cause!)), path);
    }

    /// <summary>Checks a file that is in memory already. The memory must not change while the file is in use.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="WeightFileException">The bytes are not safetensors.</exception>
    public static WeightFile Read(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Create(ByteSource.Of(bytes), name);
    }

    /// <summary>Reads a stream to its end, for example an embedded resource, and checks it.</summary>
    /// <param name="stream">The stream, at the file's first byte; it stays open.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="WeightFileException">The stream cannot be read or is not safetensors.</exception>
    public static WeightFile Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var bytes = new MemoryStream();
        try
        {
            stream.CopyTo(bytes);
        }
        catch (Exception error) when (error is IOException or NotSupportedException)
        {
            throw new WeightFileException($"{name}: cannot be read: {error.Message}", error);
        }

        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), name);
    }

    /// <summary>Whether the file has a tensor of that name.</summary>
    public bool Contains(string tensor) => _byName.ContainsKey(tensor);

    /// <summary>Reads a tensor of the types F32, F16, BF16 or F64 (which is narrowed) as float32, in row-major order.</summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="expectedShape">The shape it must have.</param>
    /// <param name="destination">Takes the values; as long as the shape says.</param>
    /// <exception cref="WeightFileException">The tensor is missing, has another shape or a type that is not read.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void ReadInto(string tensor, ReadOnlySpan<int> expectedShape, Span<float> destination)
    {
        TensorInfo info = Find(tensor, expectedShape);
        long count = 1;
        foreach (int size in expectedShape)
            count *= size;
        if (destination.Length != count)
            throw new ArgumentException($"The tensor has {count} values; found room for {destination.Length}.", nameof(destination));
        ReadValues(info, 0, destination);
    }

    /// <summary>Whether a tensor is there as it is needed, so that no memory is taken for one that is not.</summary>
    /// <exception cref="WeightFileException">The tensor is missing or has another shape.</exception>
    internal void Check(string tensor, ReadOnlySpan<int> expectedShape) => Find(tensor, expectedShape);

    /// <summary>
    /// Reads a matrix of shape [rows, columns] and writes its transpose: value (r, c) goes to <c>destination[c * stride + r]</c>. Places
    /// between the rows of the transpose stay as they are.
    /// </summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="rows">The rows of the matrix in the file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="destination">Takes the transpose: <c>columns * stride</c> floats.</param>
    /// <param name="stride">The length of a row of the transpose, at least <paramref name="rows"/>.</param>
    /// <exception cref="WeightFileException">The tensor is missing, has another shape or a type that is not read.</exception>
    /// <exception cref="ArgumentException">The destination has another length or the stride is too small.</exception>
    public void ReadTransposed(string tensor, int rows, int columns, Span<float> destination, int stride)
    {
        TransposedTensor<float> source = Transposed<float>(tensor, rows, columns, stride);
        if (destination.Length != (long)columns * stride)
            throw new ArgumentException($"The transpose takes {(long)columns * stride} floats; found room for {destination.Length}.", nameof(destination));
        for (int part = 0; part < source.Parts; part++)
            source.Read(part, destination);
    }

    /// <summary>Whether a tensor's values can be read as <see cref="BFloat16"/>: where the file has them so, and its bytes have this machine's order.</summary>
    internal bool HasBFloat16(string tensor) => BitConverter.IsLittleEndian && _byName.TryGetValue(tensor, out TensorInfo? info) && info.DataType == "BF16";

    /// <summary>A matrix whose transpose is read part by part; several threads may read parts at once.</summary>
    internal TransposedTensor<T> Transposed<T>(string tensor, int rows, int columns, int stride)
        where T : unmanaged
    {
        TensorInfo info = Find(tensor, [rows, columns]);
        if (stride < rows)
            throw new ArgumentException($"The stride must be at least {rows}; found {stride}.", nameof(stride));
        return new TransposedTensor<T>(this, info, rows, columns, stride);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _bytes?.Dispose();
        _bytes = null;
    }

    private static WeightFile Create(ByteSource bytes, string name)
    {
        try
        {
            return new WeightFile(bytes, name);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private TensorInfo Find(string tensor, ReadOnlySpan<int> expectedShape)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(_bytes is null, this);
        if (!_byName.TryGetValue(tensor, out TensorInfo? info))
        {
            string names = string.Join(", ", Tensors.Take(8).Select(static candidate => candidate.Name));
            string more = Tensors.Count > 8 ? $" and {Tensors.Count - 8} more" : "";
            throw Error($"no tensor '{tensor}'; the file has {(Tensors.Count == 0 ? "none" : names + more)}. [Weights(\"...\")] on a step names another tensor");
        }

        bool fits = info.Sizes.Length == expectedShape.Length;
        for (int k = 0; fits && k < expectedShape.Length; k++)
            fits = info.Sizes[k] == expectedShape[k];
        if (!fits)
            throw Error($"tensor '{tensor}' should have the shape {TensorInfo.Words(expectedShape)}; found {TensorInfo.Words(info.Sizes.AsSpan())}");

        if (info.DataType is not ("F32" or "F16" or "BF16" or "F64"))
            throw Error($"tensor '{tensor}' has the type {info.DataType}; F32, F16, BF16 and F64 are read. Save it as one of them");
        return info;
    }

    private WeightFileException Error(string message) => WeightFileException.About(Name, message);

    /// <summary>
    /// Reads values from a place in a tensor on, as <see cref="float"/> or, of a tensor that has them, as <see cref="BFloat16"/>; the caller
    /// keeps within it. Several threads may do so at once.
    /// </summary>
    internal void ReadValues<T>(TensorInfo info, long first, Span<T> destination)
        where T : unmanaged
    {
        ByteSource bytes = _bytes ?? throw new ObjectDisposedException(nameof(WeightFile));
        try
        {
            bool isPlain = typeof(T) == typeof(BFloat16) || (info.DataType == "F32" && BitConverter.IsLittleEndian);
            if (isPlain)
                ReadPlain(bytes, info, first, destination);
            else
                ReadConverted(bytes, info, first, MemoryMarshal.Cast<T, float>(destination));
        }
        catch (IOException error)
        {
            throw WeightFileException.About(Name, $"tensor '{info.Name}' cannot be read: {error.Message.TrimEnd('.')}", error);
        }
    }

    private void ReadPlain<T>(ByteSource bytes, TensorInfo info, long first, Span<T> destination)
        where T : unmanaged
    {
        // A span of bytes holds at most 2 GB, so a large tensor goes in parts.
        const int MostAtOnce = 1 << 26;
        while (destination.Length > 0)
        {
            int count = Math.Min(destination.Length, MostAtOnce);
            bytes.Read(_dataStart + info.Begin + (first * Unsafe.SizeOf<T>()), MemoryMarshal.AsBytes(destination[..count]));
            destination = destination[count..];
            first += count;
        }
    }

    private void ReadConverted(ByteSource bytes, TensorInfo info, long first, Span<float> destination)
    {
        Span<byte> part = stackalloc byte[PartBytes];
        int size = info.DataType switch { "F32" => sizeof(float), "F64" => sizeof(double), _ => sizeof(ushort) };
        while (destination.Length > 0)
        {
            int count = Math.Min(destination.Length, PartBytes / size);
            bytes.Read(_dataStart + info.Begin + (first * size), part[..(count * size)]);
            Convert(info.DataType, part, destination[..count]);
            destination = destination[count..];
            first += count;
        }
    }

    // Files are little-endian.
    private static void Convert(string dataType, ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (int k = 0; k < destination.Length; k++)
        {
            destination[k] = dataType switch
            {
                "F32" => BitConverter.UInt32BitsToSingle(ReadUnaligned<uint>(source, k)),
                "F16" => (float)BitConverter.UInt16BitsToHalf(ReadUnaligned<ushort>(source, k)),
                "BF16" => (float)new BFloat16(ReadUnaligned<ushort>(source, k)),
                _ => (float)BitConverter.UInt64BitsToDouble(ReadUnaligned<ulong>(source, k)),
            };
        }
    }

    private static T ReadUnaligned<T>(ReadOnlySpan<byte> source, int index)
        where T : unmanaged, System.Numerics.IBinaryInteger<T> =>
        T.ReadLittleEndian(source.Slice(index * Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>()), isUnsigned: true);
}
