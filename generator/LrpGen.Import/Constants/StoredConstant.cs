using LrpGen.Import.Onnx;

namespace LrpGen.Import.Constants;

/// <summary>A tensor that lies in a file.</summary>
internal sealed class StoredConstant : Constant
{
    private const int BufferSize = 1 << 20;

    private readonly ModelFiles _files;
    private readonly string _path;
    private readonly IReadOnlyList<FileSegment> _segments;
    private readonly bool _isVarint;

    private StoredConstant(ElementType type, int[] shape, string name, ModelFiles files, string path, IReadOnlyList<FileSegment> segments, bool isVarint)
        : base(type, shape, name)
    {
        _files = files;
        _path = path;
        _segments = segments;
        _isVarint = isVarint;
    }

    /// <summary>Whether the bytes in the file are the elements one after the other, the least significant byte first.</summary>
    public bool IsRaw => !_isVarint;

    /// <summary>Finds where the elements of a tensor are, and checks that they are as many as its shape says.</summary>
    public static StoredConstant Create(TensorProto tensor, string name, OnnxFile file, CancellationToken cancellation)
    {
        var type = (ElementType)tensor.DataType;
        if (type.Size() == 0)
            throw Wrong(file, name, $"holds elements of the type {type.Wording()}, which is not read; convert it to float");
        if (tensor.Segment.Count > 0)
            throw Wrong(file, name, "is stored in segments, which no known exporter writes; export the model anew");
        int[] shape = ShapeOf(tensor, name, file);
        (string path, IReadOnlyList<FileSegment> segments, bool isVarint) = Place(tensor, type, Sizes.Count(shape) * type.Size(), name, file, cancellation);
        long bytes = segments.Sum(static segment => segment.Length);
        long expected = Sizes.Count(shape) * type.Size();
        if (!isVarint && bytes != expected)
            throw Wrong(file, name, $"has the shape {Sizes.Text(shape)}, which takes {expected} bytes, but holds {bytes}; the file is damaged");
        if (isVarint && bytes < Sizes.Count(shape))
            throw Wrong(file, name, $"has the shape {Sizes.Text(shape)}, but holds fewer elements; the file is damaged");
        return new StoredConstant(type, shape, name, file.Files, path, segments, isVarint);
    }

    /// <summary>Writes the bytes as they are, where <see cref="IsRaw"/>.</summary>
    public void CopyTo(Stream stream, CancellationToken cancellation)
    {
        byte[] buffer = new byte[BufferSize];
        using FileStream file = _files.Reopen(_path);
        using var bytes = new SegmentStream(file, _segments);
        for (int count = bytes.Read(buffer); count > 0; count = bytes.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            stream.Write(buffer, 0, count);
        }
    }

    protected override Tensor Load()
    {
        if (Count > Tensor.MostElements)
            throw new ImportException($"Tensor '{Name}' has {Count} elements; at most {Tensor.MostElements} are read.");
        using FileStream file = _files.Reopen(_path);
        using var bytes = new SegmentStream(file, _segments);
        try
        {
            return _isVarint ? ElementReader.Varints(bytes, Type, Shape) : ElementReader.Raw(bytes, Type, Shape);
        }
        catch (Exception error) when (error is FormatException or EndOfStreamException)
        {
            throw new ImportException($"{_path}: tensor '{Name}' has the shape {Sizes.Text(Shape)}, but holds fewer elements, or damaged ones.", error);
        }
    }

    private static int[] ShapeOf(TensorProto tensor, string name, OnnxFile file)
    {
        foreach (long size in tensor.Dims)
        {
            if (size is < 0 or > int.MaxValue)
                throw Wrong(file, name, $"has a dimension of {size}; sizes are 0 to {int.MaxValue}");
        }

        int[] shape = [.. tensor.Dims.Select(static size => (int)size)];
        if (Sizes.Count(shape) > long.MaxValue / 16)
            throw Wrong(file, name, $"has the shape {Sizes.Text(shape)}, more elements than any file holds; the file is damaged");
        return shape;
    }

    private static (string Path, IReadOnlyList<FileSegment> Segments, bool IsVarint) Place(
        TensorProto tensor, ElementType type, long bytes, string name, OnnxFile file, CancellationToken cancellation)
    {
        if (tensor.DataLocation == 1)
            return ExternalData.Find(tensor, bytes, name, file, cancellation) is var (path, segment) ? (path, [segment], false) : default;
        if (tensor.RawData.Count > 0)
            return (file.Path, tensor.RawData[^1..], false);
        return type switch
        {
            ElementType.Float => (file.Path, tensor.FloatData, false),
            ElementType.Double => (file.Path, tensor.DoubleData, false),
            ElementType.Int64 => (file.Path, tensor.Int64Data, true),
            ElementType.UInt32 or ElementType.UInt64 => throw Wrong(file, name, $"keeps elements of the type {type.Wording()} as numbers, which is not read; store them as bytes"),
            _ => (file.Path, tensor.Int32Data, true),
        };
    }

    private static ImportException Wrong(OnnxFile file, string name, string what) => new($"{file.Path}: tensor '{name}' {what}.");
}
