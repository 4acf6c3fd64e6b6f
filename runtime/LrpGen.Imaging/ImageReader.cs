namespace LrpGen.Imaging;

/// <summary>How a picture becomes the input of a network: <c>value = (pixel * Scale - mean) / std</c>, after resizing and cropping.</summary>
public sealed record ImageOptions
{
    /// <summary>What each pixel, 0 to 255, is multiplied by; 1/255 unless told.</summary>
    public float Scale { get; init; } = 1f / 255;

    /// <summary>What is subtracted after scaling: one value, or one per channel; nothing unless told.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0];

    /// <summary>What is divided by after that: one value, or one per channel; none zero.</summary>
    public IReadOnlyList<float> Std { get; init; } = [1];

    /// <summary>
    /// The length to which the shorter side is brought before cropping, keeping the proportions; null leaves the size. Shrinking averages
    /// over all pixels that a new one covers.
    /// </summary>
    public int? ResizeShorterSide { get; init; }

    /// <summary>Whether the picture is brought to the network's height and width exactly, whatever its proportions.</summary>
    public bool ResizeToFit { get; init; }

    /// <summary>Whether the middle of a picture larger than the network's input is cut out.</summary>
    public bool CenterCrop { get; init; }

    /// <summary>Whether dark and bright are exchanged, for dark writing on white paper.</summary>
    public bool Invert { get; init; }

    /// <summary>What shows through where the picture is transparent; black unless told.</summary>
    public Color Background { get; init; } = Color.Black;

    /// <summary>The most pixels that a file may have or be resized to, so that a small file cannot fill the memory.</summary>
    public long MostPixels { get; init; } = 64_000_000;
}

/// <summary>Reads PNG and JPEG files as inputs of networks: planes of floats, channel by channel.</summary>
public static class ImageReader
{
    /// <summary>Reads a picture as a tensor.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">[1, height, width] for grey (0.299 R + 0.587 G + 0.114 B), [3, height, width] for RGB.</param>
    /// <param name="options">How pixels become values; pixels over 255 unless told.</param>
    /// <returns>The values, in the shape's order.</returns>
    /// <exception cref="ImageException">The file cannot be read, is no picture, or has another size than the shape.</exception>
    public static float[] Load(string path, Shape shape, ImageOptions? options = null)
    {
        var values = new float[shape.Count];
        LoadInto(path, shape, values, options);
        return values;
    }

    /// <summary>Reads a picture into memory of the caller's.</summary>
    /// <inheritdoc cref="Load(string, Shape, ImageOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="shape">[1, height, width] or [3, height, width].</param>
    /// <param name="destination">Takes the values.</param>
    /// <param name="options">How pixels become values.</param>
    public static void LoadInto(string path, Shape shape, Span<float> destination, ImageOptions? options = null) =>
        Convert(Decode(path, options), path, shape, destination, options);

    /// <summary>Reads a picture from a stream.</summary>
    /// <param name="stream">The stream, at the file's first byte.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="shape">[1, height, width] or [3, height, width].</param>
    /// <param name="options">How pixels become values.</param>
    /// <returns>The values, in the shape's order.</returns>
    /// <exception cref="ImageException">The stream holds no picture, or one of another size than the shape.</exception>
    public static float[] Load(Stream stream, string name, Shape shape, ImageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var values = new float[shape.Count];
        Convert(SkiaCodec.Decode(bytes.ToArray(), name, (options ?? new ImageOptions()).MostPixels), name, shape, values, options);
        return values;
    }

    /// <summary>Makes a tensor of a picture that is in memory.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="shape">[1, height, width] or [3, height, width].</param>
    /// <param name="options">How pixels become values.</param>
    /// <returns>The values, in the shape's order.</returns>
    /// <exception cref="ImageException">The picture has another size than the shape.</exception>
    public static float[] ToTensor(Picture picture, Shape shape, ImageOptions? options = null)
    {
        var values = new float[shape.Count];
        Convert(picture, "the picture", shape, values, options);
        return values;
    }

    internal static Picture Decode(string path, ImageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] file;
        try
        {
            if (Directory.Exists(path))
                throw new ImageException($"{path}: is a folder; give the path of a PNG or JPEG file.");
            file = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageException($"{path}: there is no such file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImageException($"{path}: cannot be read: {error.Message}", error);
        }

        return SkiaCodec.Decode(file, path, (options ?? new ImageOptions()).MostPixels);
    }

    private static void Convert(Picture picture, string name, Shape shape, Span<float> destination, ImageOptions? options)
    {
        options ??= new ImageOptions();
        (int channels, int height, int width) = Planes.Of(shape, destination.Length);
        if (channels is not (1 or 3))
            throw new ArgumentException($"Pictures are read as 1 or 3 channels; the shape {shape} has {channels}.", nameof(shape));
        CheckPerChannel(options.Mean, channels, nameof(options.Mean));
        CheckPerChannel(options.Std, channels, nameof(options.Std));
        if (options.Std.Contains(0))
            throw new ArgumentException("Std divides, so none of its values may be zero.");

        float[] planes = ToPlanes(picture, channels, options);
        (int currentHeight, int currentWidth) = (picture.Height, picture.Width);
        (int Height, int Width) size = SizeBeforeCropping(picture, name, height, width, options);
        if (size != (currentHeight, currentWidth))
        {
            planes = Resampler.Resize(planes, channels, currentHeight, currentWidth, size.Height, size.Width);
            (currentHeight, currentWidth) = size;
        }

        bool fits = currentHeight == height && currentWidth == width;
        if (!fits && !(options.CenterCrop && currentHeight >= height && currentWidth >= width))
        {
            string remedy = options.CenterCrop ? "it is too small to be cropped; resize it" : "resize it (ResizeToFit) or crop it (CenterCrop)";
            throw new ImageException($"{name}: should have {width} x {height} pixels; found {currentWidth} x {currentHeight}: {remedy}.");
        }

        int top = (currentHeight - height) / 2;
        int left = (currentWidth - width) / 2;
        for (int c = 0; c < channels; c++)
        {
            float mean = options.Mean[options.Mean.Count == 1 ? 0 : c];
            float std = options.Std[options.Std.Count == 1 ? 0 : c];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    float pixel = planes[(((c * currentHeight) + y + top) * currentWidth) + x + left];
                    destination[(((c * height) + y) * width) + x] = ((pixel * options.Scale) - mean) / std;
                }
            }
        }
    }

    private static (int Height, int Width) SizeBeforeCropping(Picture picture, string name, int height, int width, ImageOptions options)
    {
        if (options.ResizeToFit)
            return (height, width);
        if (options.ResizeShorterSide is not { } shorter)
            return (picture.Height, picture.Width);
        if (shorter < 1)
            throw new ArgumentException($"{nameof(options.ResizeShorterSide)} is a length of at least 1; found {shorter}.");

        int shortSide = Math.Min(picture.Height, picture.Width);
        double newHeight = Math.Round((double)picture.Height * shorter / shortSide);
        double newWidth = Math.Round((double)picture.Width * shorter / shortSide);
        if (newHeight * newWidth > options.MostPixels)
        {
            throw new ImageException(
                $"{name}: would be resized to {newWidth} x {newHeight} pixels; at most {options.MostPixels:N0} are made ({nameof(options.MostPixels)}).");
        }

        return ((int)newHeight, (int)newWidth);
    }

    private static float[] ToPlanes(Picture picture, int channels, ImageOptions options)
    {
        int count = picture.Width * picture.Height;
        var planes = new float[channels * count];
        ReadOnlySpan<byte> pixels = picture.Pixels;
        for (int k = 0; k < count; k++)
        {
            float alpha = pixels[(4 * k) + 3] / 255f;
            float r = Blend(pixels[4 * k], options.Background.R, alpha, options.Invert);
            float g = Blend(pixels[(4 * k) + 1], options.Background.G, alpha, options.Invert);
            float b = Blend(pixels[(4 * k) + 2], options.Background.B, alpha, options.Invert);
            if (channels == 1)
            {
                // Grey pixels keep their exact value: the weights do not sum to 1 in floating point.
                planes[k] = r == g && g == b ? r : (0.299f * r) + (0.587f * g) + (0.114f * b);
                continue;
            }

            planes[k] = r;
            planes[count + k] = g;
            planes[(2 * count) + k] = b;
        }

        return planes;
    }

    private static float Blend(byte value, byte background, float alpha, bool invert)
    {
        float blended = alpha == 1 ? value : (value * alpha) + (background * (1 - alpha));
        return invert ? 255 - blended : blended;
    }

    private static void CheckPerChannel(IReadOnlyList<float> values, int channels, string what)
    {
        if (values.Count != 1 && values.Count != channels)
            throw new ArgumentException($"{what} takes one value or one per channel, {channels}; found {values.Count}.");
    }
}
