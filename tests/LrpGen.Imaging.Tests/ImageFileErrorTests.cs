namespace LrpGen.Imaging.Tests;

/// <summary>Every file that cannot be used gives one line that begins with its path.</summary>
public sealed class ImageFileErrorTests : IDisposable
{
    private static readonly Shape TwoByTwo = new(1, 2, 2);
    private static readonly Picture Noise = Pictures.Grey(16, [.. Enumerable.Range(0, 256).Select(static k => (byte)(k * k * 7))]);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string> BrokenFiles => new()
    {
        { "empty.png", [], "is no picture" },
        { "text.png", [.. "This is no picture."u8], "is no picture" },
        { "signature.png", Noise.Png()[..8], "is no picture" },
        { "cut.png", Noise.Png()[..^100], "damaged or cut-off" },
        { "damaged.png", Damaged(Noise.Png()), "damaged or cut-off" },
        { "cut.jpg", Noise.Jpeg()[..^60], "damaged or cut-off" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void Broken_files_are_named(string name, byte[] bytes, string expected)
    {
        string path = _folder.Write(name, bytes);
        Assert.Contains(expected, MessageOf(path));
        Assert.Equal(MessageOf(path), OneLine(path, () => Picture.Load(path)));
        Assert.Contains(expected, OneLine("the upload", () => ImageReader.Load(new MemoryStream(bytes), "the upload", TwoByTwo)));
    }

    [Fact]
    public void Missing_files_and_folders_are_named()
    {
        Assert.Contains("no such file", MessageOf(Path.Combine(_folder.Path, "none.png")));
        Assert.Contains("no such file", MessageOf(Path.Combine(_folder.Path, "nowhere", "none.png")));
        Assert.Contains("is a folder", MessageOf(_folder.Path));
        Assert.Contains("cannot be read", MessageOf(""));
    }

    [Theory]
    [InlineData(3, 2, false, "should have 2 x 2 pixels; found 3 x 2")]
    [InlineData(2, 1, false, "should have 2 x 2 pixels; found 2 x 1")]
    [InlineData(4, 1, true, "too small to be cropped")]
    public void A_picture_of_another_size_is_named_with_both_sizes_and_a_remedy(int width, int height, bool crop, string expected)
    {
        string path = _folder.Write("picture.png", new Picture(width, height).Png());
        string message = MessageOf(path, new ImageOptions { CenterCrop = crop });
        Assert.Contains(expected, message);
        Assert.Contains("resize it", message);
    }

    [Fact]
    public void A_picture_with_too_many_pixels_is_not_decoded()
    {
        string path = _folder.Write("large.png", Noise.Png());
        Assert.Contains("has 16 x 16 pixels; at most 255 are read", MessageOf(path, new ImageOptions { MostPixels = 255 }));
        Assert.Equal(256, ImageReader.Load(path, new Shape(1, 16, 16), new ImageOptions { MostPixels = 256 }).Length);
    }

    [Fact]
    public void A_narrow_picture_cannot_be_resized_to_too_many_pixels()
    {
        string path = _folder.Write("narrow.png", new Picture(1, 100).Png());
        string message = MessageOf(path, new ImageOptions { ResizeShorterSide = 224, MostPixels = 1_000_000 });
        Assert.Contains("224 x 22400", message);
        Assert.Contains("MostPixels", message);
    }

    private static byte[] Damaged(byte[] png)
    {
        png[png.Length / 2] ^= 0xFF;
        return png;
    }

    private static string MessageOf(string path, ImageOptions? options = null) => OneLine(path, () => ImageReader.Load(path, TwoByTwo, options));

    private static string OneLine(string name, Func<object> read)
    {
        string message = Assert.Throws<ImageException>(read).Message;
        Assert.StartsWith(name + ": ", message);
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
