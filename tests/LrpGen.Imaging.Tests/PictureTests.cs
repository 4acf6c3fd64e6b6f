namespace LrpGen.Imaging.Tests;

public class PictureTests
{
    private static readonly Color Red = new(255, 0, 0);

    [Fact]
    public void A_png_reads_back_as_it_was_transparent_or_not()
    {
        Picture picture = Pictures.Of(2, new(1, 2, 3), new(200, 100, 50, 128), new(9, 8, 7, 1), new(0, 0, 0, 0));
        using var folder = new TemporaryFolder();
        Assert.Equal(picture.Colors(), Picture.Load(folder.Write("picture.png", picture.Png())).Colors());
    }

    [Fact]
    public void A_tensor_is_shown_from_black_to_white()
    {
        Assert.Equal([Color.Black, new(64, 64, 64), Color.White], Picture.FromTensor([-1, 0, 3], new Shape(1, 1, 3)).Colors());
        Assert.Equal([Color.Black, Color.Black, Color.White], Picture.FromTensor([-1, 0, 3], new Shape(1, 3), 0, 2).Colors());
        Assert.Equal([new(0, 128, 255)], Picture.FromTensor([0, 1, 2], new Shape(3, 1, 1)).Colors());
        Assert.Equal([Color.Black, Color.Black], Picture.FromTensor([5, 5], new Shape(1, 2)).Colors());
        Assert.Equal(
            [Color.Black, Color.Black, Color.White, Color.White],
            Picture.FromTensor([float.NaN, 1, 2, float.PositiveInfinity], new Shape(1, 4)).Colors());
    }

    [Fact]
    public void Drawing_leaves_out_what_is_outside()
    {
        var picture = new Picture(3, 3);
        picture.Fill(-5, 2, 100, 100, Red);
        picture.Draw(new Picture(4, 4, Color.Black), 2, -3);
        Color white = Color.White;
        Assert.Equal([white, white, Color.Black, white, white, white, Red, Red, Red], picture.Colors());
    }

    [Fact]
    public void An_outline_is_inside_its_rectangle()
    {
        var picture = new Picture(5, 5);
        picture.Outline(1, 1, 3, 3, Red);
        Assert.Equal((1, 1, 3, 3), picture.Box(Red));
        Assert.Equal(8, picture.Colors().Count(static color => color == Red));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(100_000, 100_000)]
    public void A_picture_has_a_size(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Picture(width, height));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public void Pixels_outside_are_refused(int x, int y) =>
        Assert.Contains($"({x}, {y})", Assert.Throws<ArgumentOutOfRangeException>(() => new Picture(2, 1)[x, y]).Message);
}
