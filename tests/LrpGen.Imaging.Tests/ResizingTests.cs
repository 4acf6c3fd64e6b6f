namespace LrpGen.Imaging.Tests;

public class ResizingTests
{
    // Worked out by hand from the triangle filter: shrinking by 2 weighs 3, 3, 1 at an edge, shrinking 3 to 1 weighs 2, 3, 2,
    // enlarging by 2 weighs 3 to 1.
    [Theory]
    [InlineData(new byte[] { 0, 70, 140, 210 }, new float[] { 50, 160 })]
    [InlineData(new byte[] { 40, 80 }, new float[] { 40, 50, 70, 80 })]
    [InlineData(new byte[] { 10, 20, 60 }, new float[] { 200f / 7 })]
    [InlineData(new byte[] { 7, 9, 250 }, new float[] { 7, 9, 250 })]
    public void A_line_is_resized_by_the_triangle_filter_in_both_directions(byte[] line, float[] expected)
    {
        AssertNear(expected, Resize(Pictures.Grey(line.Length, line), 1, expected.Length));
        AssertNear(expected, Resize(Pictures.Grey(1, line), expected.Length, 1));
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(9, 4)]
    [InlineData(1, 1)]
    [InlineData(20, 20)]
    public void A_picture_of_one_color_stays_so_at_every_size(int height, int width)
    {
        float[] values = ImageReader.ToTensor(
            new Picture(7, 6, new Color(10, 100, 200)), new Shape(3, height, width), new ImageOptions { Scale = 1, ResizeToFit = true });
        int plane = height * width;
        Assert.All(Enumerable.Range(0, 3 * plane), k => Assert.Equal(k < plane ? 10 : k < 2 * plane ? 100 : 200, values[k], 1e-3f));
    }

    [Fact]
    public void Shrinking_counts_every_pixel()
    {
        // A single bright pixel anywhere must leave a trace, which picking neighbors alone would miss.
        for (int k = 0; k < 64; k++)
        {
            var line = new byte[64];
            line[k] = 255;
            Assert.True(Resize(Pictures.Grey(64, line), 1, 4).Sum() > 5, $"pixel {k} is lost");
        }
    }

    [Fact]
    public void The_shorter_side_is_brought_to_a_length_and_the_middle_is_cut_out()
    {
        var options = new ImageOptions { Scale = 1, ResizeShorterSide = 1, CenterCrop = true };
        byte[] wide = [10, 10, 20, 20, 30, 30, 10, 10, 20, 20, 30, 30];
        byte[] tall = [10, 10, 10, 10, 20, 20, 20, 20, 30, 30, 30, 30];
        AssertNear([20], ImageReader.ToTensor(Pictures.Grey(6, wide), new Shape(1, 1, 1), options));
        AssertNear([20], ImageReader.ToTensor(Pictures.Grey(2, tall), new Shape(1, 1, 1), options));
    }

    [Theory]
    [InlineData(3, 1, new float[] { 12, 13, 14 })]
    [InlineData(2, 1, new float[] { 12, 13 })]
    [InlineData(1, 3, new float[] { 3, 13, 23 })]
    [InlineData(5, 1, new float[] { 11, 12, 13, 14, 15 })]
    public void Cropping_takes_the_middle_and_of_two_middles_the_upper_left(int width, int height, float[] expected)
    {
        Picture picture = Pictures.Grey(5, 1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 21, 22, 23, 24, 25);
        Assert.Equal(expected, ImageReader.ToTensor(picture, new Shape(1, height, width), new ImageOptions { Scale = 1, CenterCrop = true }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_side_has_at_least_one_pixel(int side) =>
        Assert.Contains(nameof(ImageOptions.ResizeShorterSide), Assert.Throws<ArgumentException>(
            () => ImageReader.ToTensor(new Picture(2, 2), new Shape(1, 2, 2), new ImageOptions { ResizeShorterSide = side })).Message);

    private static float[] Resize(Picture picture, int height, int width) =>
        ImageReader.ToTensor(picture, new Shape(1, height, width), new ImageOptions { Scale = 1, ResizeToFit = true });

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }
}
