using SkiaSharp;

namespace LrpGen.Imaging;

/// <summary>The one place that knows the picture library: decoding and encoding.</summary>
internal static class SkiaCodec
{
    /// <summary>Decodes a PNG or JPEG, turned the way it says.</summary>
    /// <exception cref="ImageException">It is no picture, is cut off, or has more pixels than allowed.</exception>
    public static Picture Decode(ReadOnlyMemory<byte> file, string name, long mostPixels)
    {
        using SKData data = SKData.CreateCopy(file.Span);
        using SKCodec codec = SKCodec.Create(data)
            ?? throw new ImageException($"{name}: is no picture that can be read; PNG and JPEG can.");
        int width = codec.Info.Width;
        int height = codec.Info.Height;
        if ((long)width * height > mostPixels)
            throw new ImageException($"{name}: has {width} x {height} pixels; at most {mostPixels:N0} are read (ImageOptions.MostPixels).");

        // Not premultiplied, so that colors under partial opacity stay what they are; without a color space, so that bytes do.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        SKCodecResult result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
            throw new ImageException($"{name}: is a damaged or cut-off picture ({result}).");
        byte[] pixels = bitmap.GetPixelSpan().ToArray();
        return Turn(new Picture(width, height, pixels), codec.EncodedOrigin);
    }

    public static void EncodePng(Picture picture, Stream stream)
    {
        var info = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using SKImage image = SKImage.FromPixelCopy(info, picture.Pixels, info.RowBytes);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    /// <summary>Undoes the orientation that a camera noted.</summary>
    private static Picture Turn(Picture picture, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft)
            return picture;
        bool swaps = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var turned = new Picture(swaps ? picture.Height : picture.Width, swaps ? picture.Width : picture.Height);
        int right = picture.Width - 1;
        int bottom = picture.Height - 1;
        for (int y = 0; y < turned.Height; y++)
        {
            for (int x = 0; x < turned.Width; x++)
            {
                turned[x, y] = origin switch
                {
                    SKEncodedOrigin.TopRight => picture[right - x, y],
                    SKEncodedOrigin.BottomRight => picture[right - x, bottom - y],
                    SKEncodedOrigin.BottomLeft => picture[x, bottom - y],
                    SKEncodedOrigin.LeftTop => picture[y, x],
                    SKEncodedOrigin.RightTop => picture[y, bottom - x],
                    SKEncodedOrigin.RightBottom => picture[right - y, bottom - x],
                    _ => picture[right - y, x],
                };
            }
        }

        return turned;
    }
}
