namespace LrpGen.Imaging.Tests;

public class OverlayTests
{
    private static readonly HeatmapOptions Positive = new() { Normalization = Normalization.Positive, Colormap = Colormap.Get("hot") };

    [Fact]
    public void Without_relevance_the_input_shows_from_its_least_to_its_largest_value() =>
        Assert.Equal([Color.Black, new(128, 128, 128), Color.White], Row([-3, 0, 3], [0, 0, 0]));

    [Fact]
    public void The_largest_relevance_covers_the_input_up_to_the_strength()
    {
        float[] input = [0, 0, 1];
        Assert.Equal([new(0, 0, 255), new(255, 0, 0), Color.White], Row(input, [-2, 2, 0], strength: 1));
        Assert.Equal([new(0, 0, 128), new(128, 0, 0), Color.White], Row(input, [-2, 2, 0], strength: 0.5));
        Assert.Equal([Color.Black, Color.Black, Color.White], Row(input, [-2, 2, 0], strength: 0));
    }

    [Fact]
    public void A_quarter_of_the_relevance_is_half_as_opaque() =>
        Assert.Equal(new Color(128, 96, 96), Row([0, 1, 0], [1, 0, 4], strength: 1)[0]);

    [Fact]
    public void Relevance_that_is_no_number_leaves_the_input() =>
        Assert.Equal([Color.White, Color.Black, new(255, 0, 0)], Row([1, 0, 0], [float.NaN, 0, 1], strength: 1));

    [Fact]
    public void Positive_normalization_leaves_the_input_where_relevance_is_negative() =>
        Assert.Equal([Color.White, Color.Black, Color.White], Row([1, 0, 0], [-5, 0, 1], Positive, strength: 1));

    [Fact]
    public void Channels_are_summed_and_pixels_enlarged()
    {
        Picture picture = Overlay.Render(
            [0, 1, 0, 0, 0, 0], [1, 0, -2, 0, 0, 0], new Shape(3, 1, 2), new HeatmapOptions { Zoom = 2 }, strength: 1);
        Assert.Equal((4, 2), (picture.Width, picture.Height));
        Assert.Equal([new(0, 0, 255), Color.White], [picture[1, 1], picture[2, 1]]);
    }

    [Fact]
    public void Input_and_relevance_have_the_same_shape()
    {
        Assert.Throws<ArgumentException>(static () => Overlay.Render([1, 2], [1], new Shape(1, 1, 2)));
        Assert.Throws<ArgumentException>(static () => Overlay.Render([1], [1, 2], new Shape(1, 1, 2)));
    }

    private static Color[] Row(float[] input, float[] relevance, HeatmapOptions? options = null, double strength = 0.9) =>
        [.. Overlay.Render(input, relevance, new Shape(1, 1, input.Length), options, strength).Colors()];
}
