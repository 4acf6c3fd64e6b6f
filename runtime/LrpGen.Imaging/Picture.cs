namespace LrpGen.Imaging;

/// <summary>A picture of 8-bit RGBA pixels, with what heat maps and contact sheets need for drawing.</summary>
public sealed class Picture
{
    private readonly byte[] _pixels;

    /// <summary>A picture in one color.</summary>
    /// <param name="width">Its width in pixels, at least 1.</param>
    /// <param name="height">Its height in pixels, at least 1.</param>
    /// <param name="background">The color; white unless told.</param>
    public Picture(int width, int height, Color? background = null)
        : this(width, height, new byte[CheckedSize(width, height)]) =>
        Fill(0, 0, width, height, background ?? Color.White);

    internal Picture(int width, int height, byte[] pixels)
    {
        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The pixels row by row, four bytes each: red, green, blue, opacity.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>One pixel.</summary>
    /// <param name="x">The column, from the left.</param>
    /// <param name="y">The row, from the top.</param>
    public Color this[int x, int y]
    {
        get
        {
            int at = Index(x, y);
            return new Color(_pixels[at], _pixels[at + 1], _pixels[at + 2], _pixels[at + 3]);
        }

        set
        {
            int at = Index(x, y);
            _pixels[at] = value.R;
            _pixels[at + 1] = value.G;
            _pixels[at + 2] = value.B;
            _pixels[at + 3] = value.A;
        }
    }

    /// <summary>Reads a PNG or JPEG file, turned the way its camera says.</summary>
    /// <exception cref="ImageException">The file cannot be read or is no picture.</exception>
    public static Picture Load(string path) => ImageReader.Decode(path);

    /// <summary>
    /// Shows a tensor of one channel (as grey) or three (as RGB), its least value black and its largest white unless the ends are
    /// given.
    /// </summary>
    /// <param name="tensor">The values, [channels, height, width].</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="low">The value that is black.</param>
    /// <param name="high">The value that is white.</param>
    /// <exception cref="ArgumentException">The shape is no picture's or the values are not as many.</exception>
    public static Picture FromTensor(ReadOnlySpan<float> tensor, Shape shape, float? low = null, float? high = null)
    {
        (int channels, int height, int width) = Planes.Of(shape, tensor.Length);
        if (channels is not (1 or 3))
            throw new ArgumentException($"A picture has 1 or 3 channels; the shape {shape} has {channels}.", nameof(shape));
        (float least, float largest) = Planes.FiniteRange(tensor);
        float black = low ?? least;
        float scale = (high ?? largest) > black ? 1 / ((high ?? largest) - black) : 0;
        var picture = new Picture(width, height);
        int plane = width * height;
        for (int k = 0; k < plane; k++)
        {
            float r = (tensor[k] - black) * scale;
            float g = channels == 1 ? r : (tensor[plane + k] - black) * scale;
            float b = channels == 1 ? r : (tensor[(2 * plane) + k] - black) * scale;
            picture[k % width, k / width] = Color.FromUnit(r, g, b);
        }

        return picture;
    }

    /// <summary>Writes the picture as PNG. Missing folders are made.</summary>
    /// <exception cref="ImageException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            using FileStream file = File.Create(path);
            Save(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImageException($"{path}: cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Writes the picture as PNG.</summary>
    public void Save(Stream stream) => SkiaCodec.EncodePng(this, stream);

    /// <summary>Fills a rectangle; what is outside the picture is left out.</summary>
    public void Fill(int x, int y, int width, int height, Color color)
    {
        for (int row = Math.Max(y, 0); row < Math.Min(y + height, Height); row++)
        {
            for (int column = Math.Max(x, 0); column < Math.Min(x + width, Width); column++)
                this[column, row] = color;
        }
    }

    /// <summary>Draws the border of a rectangle, one pixel wide, inside it.</summary>
    public void Outline(int x, int y, int width, int height, Color color)
    {
        Fill(x, y, width, 1, color);
        Fill(x, y + height - 1, width, 1, color);
        Fill(x, y, 1, height, color);
        Fill(x + width - 1, y, 1, height, color);
    }

    /// <summary>Copies another picture onto this one; what falls outside is left out.</summary>
    public void Draw(Picture other, int x, int y)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int row = 0; row < other.Height; row++)
        {
            for (int column = 0; column < other.Width; column++)
            {
                if ((uint)(x + column) < (uint)Width && (uint)(y + row) < (uint)Height)
                    this[x + column, y + row] = other[column, row];
            }
        }
    }

    /// <summary>Writes a line of text; characters that the built-in font lacks become a box.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="color">Its color.</param>
    /// <param name="scale">How many pixels a dot of the font takes.</param>
    public void Write(string text, int x, int y, Color color, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach ((int dotX, int dotY) in PixelFont.Dots(text))
            Fill(x + (dotX * scale), y + (dotY * scale), scale, scale, color);
    }

    /// <summary>The picture with every pixel repeated, so that single values stay visible.</summary>
    /// <param name="factor">How often in each direction, at least 1.</param>
    public Picture Enlarge(int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        var large = new Picture(Width * factor, Height * factor);
        for (int y = 0; y < large.Height; y++)
        {
            for (int x = 0; x < large.Width; x++)
                large[x, y] = this[x / factor, y / factor];
        }

        return large;
    }

    private static int CheckedSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long size = 4L * width * height;
        if (size > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(width), $"A picture of {width} x {height} pixels is too large.");
        return (int)size;
    }

    private int Index(int x, int y)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
            throw new ArgumentOutOfRangeException(nameof(x), $"({x}, {y}) is outside a picture of {Width} x {Height} pixels.");
        return 4 * ((y * Width) + x);
    }
}
