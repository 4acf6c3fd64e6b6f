using SkiaSharp;

namespace LrpGen.Imaging.Tests;

/// <summary>Pictures for tests, and ways to look at them.</summary>
internal static class Pictures
{
    /// <summary>A picture of the given colors, row by row.</summary>
    public static Picture Of(int width, params ReadOnlySpan<Color> colors)
    {
        var picture = new Picture(width, colors.Length / width);
        for (int k = 0; k < colors.Length; k++)
            picture[k % width, k / width] = colors[k];
        return picture;
    }

    /// <summary>A picture of grey pixels, row by row.</summary>
    public static Picture Grey(int width, params ReadOnlySpan<byte> values)
    {
        var colors = new Color[values.Length];
        for (int k = 0; k < values.Length; k++)
            colors[k] = new Color(values[k], values[k], values[k]);
        return Of(width, colors);
    }

    /// <summary>The pixels, row by row.</summary>
    public static IEnumerable<Color> Colors(this Picture picture) =>
        Enumerable.Range(0, picture.Width * picture.Height).Select(k => picture[k % picture.Width, k / picture.Width]);

    /// <summary>The smallest rectangle around all pixels of a color, as left, top, width, height; null where there is none.</summary>
    public static (int Left, int Top, int Width, int Height)? Box(this Picture picture, Color color)
    {
        (int X, int Y)[] places =
        [
            .. Enumerable.Range(0, picture.Width * picture.Height)
                .Select(k => (X: k % picture.Width, Y: k / picture.Width))
                .Where(place => picture[place.X, place.Y] == color),
        ];
        if (places.Length == 0)
            return null;
        int left = places.Min(static place => place.X);
        int top = places.Min(static place => place.Y);
        return (left, top, places.Max(static place => place.X) - left + 1, places.Max(static place => place.Y) - top + 1);
    }

    public static byte[] Png(this Picture picture)
    {
        using var stream = new MemoryStream();
        picture.Save(stream);
        return stream.ToArray();
    }

    public static byte[] Jpeg(this Picture picture)
    {
        var info = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using SKImage image = SKImage.FromPixelCopy(info, picture.Pixels, info.RowBytes);
        using SKData data = image.Encode(SKEncodedImageFormat.Jpeg, 100);
        return data.ToArray();
    }
}
