namespace LrpGen.Tool.Explaining;

/// <summary>A file of one or more samples: a picture, or an array of NumPy's.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly string _path;
    private readonly Shape _shape;
    private readonly SampleLayout _layout;
    private readonly NpyFile? _array;
    private readonly PictureSettings? _pictures;

    private InputFile(string path, Shape shape, SampleLayout layout, NpyFile? array, PictureSettings? pictures)
    {
        _path = path;
        _shape = shape;
        _layout = layout;
        _array = array;
        _pictures = pictures;
    }

    public static IReadOnlyList<string> Endings { get; } = [".npy", ".png", ".jpg", ".jpeg"];

    /// <summary>The number of samples.</summary>
    public long Samples => _layout.Samples;

    /// <summary>Whether results have a size for the samples before those of one.</summary>
    public bool IsBatch => _layout.IsBatch;

    /// <summary>The sizes of the relevances of this file: those of the array itself.</summary>
    public long[] Sizes => _array is null ? SampleLayout.SizesOf(_shape, IsChannelsLast) : [.. _array.Sizes];

    /// <summary>Whether the samples of the file, and the relevances that belong to it, have their channels last.</summary>
    public bool IsChannelsLast => _layout.IsChannelsLast;

    public static bool IsArray(string path) => path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path; arrays end with .npy.</param>
    /// <param name="shape">The shape that the network takes.</param>
    /// <param name="isModelChannelsLast">Whether the model itself takes the channels last.</param>
    /// <param name="pictures">How pictures become inputs.</param>
    /// <exception cref="NpyException">It is no array that is read.</exception>
    /// <exception cref="ToolException">The array does not fit the network.</exception>
    public static InputFile Open(string path, Shape shape, bool isModelChannelsLast, PictureSettings pictures)
    {
        if (!IsArray(path))
            return new InputFile(path, shape, new SampleLayout(1, false, isModelChannelsLast && shape.Rank == 3), null, pictures);
        NpyFile array = NpyFile.Open(path);
        SampleLayout? layout = SampleLayout.Find(array.Sizes.AsSpan(), shape, isModelChannelsLast);
        if (layout is { Samples: > 0 } found)
            return new InputFile(path, shape, found, array, null);
        array.Dispose();
        if (layout is not null)
            throw new ToolException($"{path}: holds no samples.");
        string expected = $"[{string.Join(", ", SampleLayout.SizesOf(shape, isModelChannelsLast))}]";
        throw new ToolException($"{path}: should have the shape {expected}, or [samples, {expected[1..]} for a batch; found [{string.Join(", ", array.Sizes.Take(8))}].");
    }

    /// <summary>Reads a sample in the network's order.</summary>
    /// <exception cref="ToolException">A value is not finite.</exception>
    public void Read(long sample, Span<float> destination)
    {
        if (_array is null)
        {
            _pictures!.Load(_path, _shape).CopyTo(destination);
            return;
        }

        Span<float> values = _layout.IsChannelsLast ? new float[_shape.Count] : destination;
        _array.ReadInto(sample * _shape.Count, values);
        CheckFinite(sample, values);
        if (_layout.IsChannelsLast)
            SampleLayout.ToChannelsFirst(values, _shape, destination);
    }

    /// <summary>One value that is not finite makes every score and relevance one of its kind.</summary>
    private void CheckFinite(long sample, ReadOnlySpan<float> values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (!float.IsFinite(values[k]))
                throw new ToolException(FormattableString.Invariant($"{_path}: value {k} of sample {sample} is {values[k]}; only finite values of float32 can be explained."));
        }
    }

    public void Dispose() => _array?.Dispose();
}
