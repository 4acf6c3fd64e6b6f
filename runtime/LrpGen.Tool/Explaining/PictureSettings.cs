using LrpGen.Imaging;

namespace LrpGen.Tool.Explaining;

/// <summary>How a picture becomes an input: <c>(pixel * scale - mean) / std</c>, pixels from 0 to 255.</summary>
/// <param name="Scale">What pixels are multiplied by first.</param>
/// <param name="Mean">What is subtracted then: one value, or one per channel.</param>
/// <param name="Std">What is divided by then.</param>
/// <param name="Size">How the picture's size becomes the input's.</param>
internal sealed record PictureSettings(float Scale, float[] Mean, float[] Std, PictureSize Size)
{
    /// <summary>Reads a picture as the network takes it.</summary>
    /// <exception cref="ImageException">It cannot be read.</exception>
    /// <exception cref="ToolException">The network takes no pictures, or has other channels than the options.</exception>
    public float[] Load(string path, Shape shape)
    {
        if (shape.Rank != 3 || shape[0] is not (1 or 3))
            throw new ToolException($"{path}: the model takes an input of {shape}, which is no picture of 1 or 3 channels; give an .npy file.");
        Check("--mean", Mean, shape[0]);
        Check("--std", Std, shape[0]);
        Picture picture = Picture.Load(path);
        return ImageReader.ToTensor(picture, shape, Size.ToOptions(picture, shape) with { Scale = Scale, Mean = Mean, Std = Std });
    }

    /// <summary>The values of a black and of a white pixel, for each channel: the bounds of a box that holds every picture.</summary>
    public (float[] Low, float[] High) Bounds(int channels)
    {
        var low = new float[channels];
        var high = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            float mean = Mean[Mean.Length == 1 ? 0 : c];
            float std = Std[Std.Length == 1 ? 0 : c];
            float black = (0 - mean) / std;
            float white = ((255 * Scale) - mean) / std;
            (low[c], high[c]) = (Math.Min(black, white), Math.Max(black, white));
        }

        return (low, high);
    }

    private static void Check(string option, float[] values, int channels)
    {
        if (values.Length != 1 && values.Length != channels)
            throw ToolException.Usage($"{option} takes one value or one per channel, {channels}; found {values.Length}.");
    }
}

/// <summary>How a picture's size becomes the input's.</summary>
/// <param name="ShorterSide">The length to which the shorter side is brought before the middle is cut out; null for the least that covers the input.</param>
/// <param name="Fits">Whether the whole picture is brought to the input's size, whatever its proportions.</param>
internal sealed record PictureSize(int? ShorterSide, bool Fits)
{
    private const int Longest = 20_000;

    /// <summary>The least length that covers the input.</summary>
    public static PictureSize Covering { get; } = new(null, false);

    /// <summary>Reads a length or "fit".</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static PictureSize Parse(string text)
    {
        if (text.Equals("fit", StringComparison.OrdinalIgnoreCase))
            return new PictureSize(null, true);
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= Longest
            ? new PictureSize(side, false)
            : throw new FormatException($"--size takes the length of the shorter side before the middle is cut out, from 1 to {Longest}, or 'fit' for the whole picture in the input's size; found '{text}'");
    }

    public ImageOptions ToOptions(Picture picture, Shape shape)
    {
        (int height, int width) = (shape[1], shape[2]);
        if (Fits)
            return new ImageOptions { ResizeToFit = true };
        if (ShorterSide is { } side)
            return new ImageOptions { ResizeShorterSide = side, CenterCrop = true };
        if (picture.Height == height && picture.Width == width)
            return new ImageOptions();

        // The least enlargement, or the greatest shrinking, after which the picture still covers the input.
        double factor = Math.Max((double)height / picture.Height, (double)width / picture.Width);
        return new ImageOptions { ResizeShorterSide = (int)Math.Ceiling((Math.Min(picture.Height, picture.Width) * factor) - 1e-6), CenterCrop = true };
    }
}
