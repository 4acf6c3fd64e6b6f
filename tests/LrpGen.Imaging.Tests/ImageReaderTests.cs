namespace LrpGen.Imaging.Tests;

public class ImageReaderTests
{
    private static readonly ImageOptions Unscaled = new() { Scale = 1 };

    public static TheoryData<Color, float> Greys => new()
    {
        { new(255, 0, 0), 76.245f },
        { new(0, 255, 0), 149.685f },
        { new(0, 0, 255), 29.07f },
        { new(10, 20, 30), 18.15f },
        { new(77, 77, 77), 77 },
    };

    [Theory]
    [MemberData(nameof(Greys))]
    public void One_channel_weighs_red_green_and_blue(Color color, float grey) =>
        Assert.Equal(grey, ImageReader.ToTensor(Pictures.Of(1, color), new Shape(1, 1, 1), Unscaled)[0], 1e-4f);

    [Fact]
    public void A_png_becomes_planes_of_rgb()
    {
        Picture picture = Pictures.Of(2, new(1, 2, 3), new(4, 5, 6), new(7, 8, 9), new(10, 11, 12), new(13, 14, 15), new(255, 0, 17));
        Assert.Equal(
            [1, 4, 7, 10, 13, 255, 2, 5, 8, 11, 14, 0, 3, 6, 9, 12, 15, 17],
            Load(picture.Png(), new Shape(3, 3, 2), Unscaled));
    }

    [Fact]
    public void A_grey_png_keeps_its_bytes_exactly()
    {
        byte[] every = [.. Enumerable.Range(0, 256).Select(static k => (byte)k)];
        float[] values = Load(Pictures.Grey(16, every).Png(), new Shape(1, 16, 16), Unscaled);
        Assert.Equal(every.Select(static value => (float)value), values);
    }

    [Fact]
    public void A_note_on_gamma_changes_no_byte()
    {
        // gAMA with 1.0, behind the signature and IHDR: linear light, which a viewer would brighten.
        byte[] gamma = [0x00, 0x00, 0x00, 0x04, 0x67, 0x41, 0x4D, 0x41, 0x00, 0x01, 0x86, 0xA0, 0x31, 0xE8, 0x96, 0x5F];
        byte[] png = Pictures.Grey(2, 50, 150).Png();
        Assert.Equal([50, 150], Load([.. png[..33], .. gamma, .. png[33..]], new Shape(1, 1, 2), Unscaled));
    }

    [Fact]
    public void A_jpeg_is_near_the_picture_that_it_was_made_of()
    {
        Picture picture = new(16, 16, new Color(200, 100, 50));
        float[] values = Load(picture.Jpeg(), new Shape(3, 16, 16), Unscaled);
        float[] exact = ImageReader.ToTensor(picture, new Shape(3, 16, 16), Unscaled);
        Assert.All(values.Zip(exact), static pair => Assert.Equal(pair.Second, pair.First, 2f));
    }

    [Fact]
    public void A_path_a_stream_and_memory_give_the_same_values()
    {
        Picture picture = Pictures.Grey(2, 0, 51, 102, 255);
        var shape = new Shape(1, 2, 2);
        using var folder = new TemporaryFolder();
        string path = folder.Write("picture.png", picture.Png());
        float[] values = ImageReader.Load(path, shape);
        var into = new float[4];
        ImageReader.LoadInto(path, shape, into);
        Assert.Equal([0, 51 * (1f / 255), 102 * (1f / 255), 1], values);
        Assert.Equal(values, into);
        Assert.Equal(values, Load(picture.Png(), shape));
        Assert.Equal(values, ImageReader.ToTensor(picture, shape));
    }

    [Fact]
    public void Values_are_scaled_then_shifted_by_the_mean_then_divided()
    {
        Picture picture = Pictures.Of(1, new Color(10, 20, 30));
        var shape = new Shape(3, 1, 1);
        Assert.Equal([4, 9, 14], ImageReader.ToTensor(picture, shape, new ImageOptions { Scale = 0.5f, Mean = [1], Std = [1] }));
        Assert.Equal([2, 9, 26], ImageReader.ToTensor(picture, shape, new ImageOptions { Scale = 0.5f, Mean = [1, 1, 2], Std = [2, 1, 0.5f] }));
    }

    [Fact]
    public void Inverting_exchanges_dark_and_bright() =>
        Assert.Equal([255, 155, 0], ImageReader.ToTensor(Pictures.Grey(3, 0, 100, 255), new Shape(1, 1, 3), Unscaled with { Invert = true }));

    [Fact]
    public void The_background_shows_through_where_the_picture_is_transparent()
    {
        byte[] png = Pictures.Of(3, new(200, 200, 200, 255), new(200, 200, 200, 51), new(200, 200, 200, 0)).Png();
        Assert.Equal([200, 40, 0], Load(png, new Shape(1, 1, 3), Unscaled));
        Assert.Equal([200, 244, 255], Load(png, new Shape(1, 1, 3), Unscaled with { Background = Color.White }));
    }

    // The four quarters of a picture, as eight ways of holding the camera turn them: upper left, upper right, lower left, lower right.
    [Theory]
    [InlineData(1, 0, 80, 160, 255)]
    [InlineData(2, 80, 0, 255, 160)]
    [InlineData(3, 255, 160, 80, 0)]
    [InlineData(4, 160, 255, 0, 80)]
    [InlineData(5, 0, 160, 80, 255)]
    [InlineData(6, 160, 0, 255, 80)]
    [InlineData(7, 255, 80, 160, 0)]
    [InlineData(8, 80, 255, 0, 160)]
    public void A_jpeg_is_turned_the_way_its_camera_says(byte orientation, int upperLeft, int upperRight, int lowerLeft, int lowerRight)
    {
        var picture = new Picture(32, 16, Color.Black);
        picture.Fill(16, 0, 16, 8, new Color(80, 80, 80));
        picture.Fill(0, 8, 16, 8, new Color(160, 160, 160));
        picture.Fill(16, 8, 16, 8, Color.White);
        (int width, int height) = orientation < 5 ? (32, 16) : (16, 32);
        float[] values = Load(WithOrientation(picture.Jpeg(), orientation), new Shape(1, height, width), Unscaled);
        float[] corners = [values[0], values[width - 1], values[^width], values[^1]];
        Assert.All(corners.Zip([upperLeft, upperRight, lowerLeft, lowerRight]), static pair => Assert.Equal(pair.Second, pair.First, 3f));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(0)]
    public void Mean_and_std_are_one_value_or_one_per_channel(int count)
    {
        Picture picture = Pictures.Grey(1, 0);
        float[] values = [.. Enumerable.Repeat(1f, count)];
        Assert.Contains("Mean", Assert.Throws<ArgumentException>(() => ToRgb(new ImageOptions { Mean = values })).Message);
        Assert.Contains("Std", Assert.Throws<ArgumentException>(() => ToRgb(new ImageOptions { Std = values })).Message);

        float[] ToRgb(ImageOptions options) => ImageReader.ToTensor(picture, new Shape(3, 1, 1), options);
    }

    [Fact]
    public void A_std_of_zero_is_refused() =>
        Assert.Contains("Std", Assert.Throws<ArgumentException>(
            static () => ImageReader.ToTensor(Pictures.Grey(1, 0), new Shape(3, 1, 1), new ImageOptions { Std = [1, 0, 1] })).Message);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Only_one_and_three_channels_are_read(int channels) =>
        Assert.Contains($"has {channels}", Assert.Throws<ArgumentException>(
            () => ImageReader.ToTensor(Pictures.Grey(1, 0), new Shape(channels, 1, 1))).Message);

    private static float[] Load(byte[] file, Shape shape, ImageOptions? options = null) =>
        ImageReader.Load(new MemoryStream(file), "test", shape, options);

    /// <summary>Puts an Exif segment with one entry, the orientation, behind the first two bytes of a JPEG.</summary>
    private static byte[] WithOrientation(byte[] jpeg, byte orientation) =>
    [
        .. jpeg[..2],
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        .. jpeg[2..],
    ];
}
