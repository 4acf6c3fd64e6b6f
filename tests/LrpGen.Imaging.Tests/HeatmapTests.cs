namespace LrpGen.Imaging.Tests;

public class HeatmapTests
{
    private static readonly Color Blue = new(0, 0, 255);
    private static readonly Color Red = new(255, 0, 0);
    private static readonly HeatmapOptions Positive = new() { Normalization = Normalization.Positive, Colormap = Colormap.Get("hot") };

    [Fact]
    public void Zero_is_the_middle_of_the_map_whatever_the_largest_values_are() =>
        Assert.Equal(
            [new(128, 128, 255), Color.White, new(255, 128, 128), Red],
            Row([-1, 0, 1, 2]));

    [Fact]
    public void Negative_relevance_can_set_the_scale() =>
        Assert.Equal([Blue, new(255, 191, 191)], Row([-4, 1]));

    [Fact]
    public void Positive_normalization_shows_negative_relevance_like_zero() =>
        Assert.Equal(
            [Color.Black, Color.Black, new(255, 128, 0), Color.White],
            Row([-8, 0, 1, 2], Positive));

    [Fact]
    public void Relevance_that_is_zero_everywhere_has_the_color_of_zero()
    {
        Assert.Equal([Color.White, Color.White], Row([0, -0f]));
        Assert.Equal([Color.Black, Color.Black], Row([0, 0], Positive));
        Assert.Equal([Color.Black, Color.Black], Row([-1, -2], Positive));
    }

    [Fact]
    public void The_smallest_relevance_is_scaled_as_the_largest() =>
        Assert.All([1e-42f, float.Epsilon, 1e38f], value => Assert.Equal([Blue, Color.White, Red], Row([-value, 0, value])));

    [Fact]
    public void What_is_not_finite_does_not_count_for_the_scale()
    {
        float[] values = [float.NaN, float.NegativeInfinity, -1, 1, float.PositiveInfinity];
        Assert.Equal([new(128, 128, 128), Blue, Blue, Red, Red], Row(values));
        Assert.Equal([new(1, 2, 3), Blue, Blue, Red, Red], Row(values, new HeatmapOptions { NotANumber = new(1, 2, 3) }));
        Assert.Equal([new(128, 128, 128), Blue, Red], Row([float.NaN, float.NegativeInfinity, float.PositiveInfinity]));
    }

    [Theory]
    [InlineData(100, 1000)]
    [InlineData(75, 3)]
    [InlineData(50, 2)]
    [InlineData(62.5, 2.5)]
    [InlineData(87.5, 501.5)]
    public void The_limit_is_the_percentile_of_the_magnitudes(double percentile, float limit) =>
        Assert.Equal(limit, Heatmap.Limit([-3, 0, 1, -1000, 2], new HeatmapOptions { Percentile = percentile }));

    [Fact]
    public void The_limit_of_positive_normalization_takes_negative_values_for_zeros() =>
        Assert.Equal(1, Heatmap.Limit([-1000, -3, 1, 2, 3], Positive with { Percentile = 50 }));

    [Fact]
    public void A_percentile_keeps_an_outlier_from_paling_the_rest()
    {
        float[] values = [1, -1, 0, 1, 1000];
        Assert.Equal(Color.FromUnit(1, 0.999, 0.999), Row(values)[0]);
        Assert.Equal([Red, Blue, Color.White, Red, Red], Row(values, new HeatmapOptions { Percentile = 75 }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.5)]
    [InlineData(double.NaN)]
    public void A_percentile_is_above_0_and_at_most_100(double percentile)
    {
        var options = new HeatmapOptions { Percentile = percentile };
        Assert.Contains("percentile", Assert.Throws<ArgumentException>(() => Row([1], options)).Message);
    }

    [Fact]
    public void Maps_on_one_scale_share_a_limit()
    {
        var options = new HeatmapOptions { Limit = 4 };
        Assert.Equal([new(255, 191, 191)], Row([1], options));
        Assert.Equal([Red], Row([8], options));
    }

    [Fact]
    public void Channels_are_summed_for_each_pixel()
    {
        Picture picture = Heatmap.Render([1, 0, 2, 1, -3, 2], new Shape(3, 1, 2));
        Assert.Equal([Color.White, Red], [picture[0, 0], picture[1, 0]]);
    }

    [Fact]
    public void Rows_go_down_and_columns_to_the_right()
    {
        Picture picture = Heatmap.Render([0, 0, 0, 0, 0, 1], new Shape(2, 3));
        Assert.Equal((3, 2), (picture.Width, picture.Height));
        Assert.Equal(Red, picture[2, 1]);
        Assert.Equal(1, Pixels(picture).Count(static color => color == Red));
    }

    [Fact]
    public void Every_value_takes_as_many_pixels_as_the_zoom_says()
    {
        Picture picture = Heatmap.Render([-1, 1], new Shape(1, 1, 2), new HeatmapOptions { Zoom = 3 });
        Assert.Equal((6, 3), (picture.Width, picture.Height));
        Assert.All(Enumerable.Range(0, 18), k => Assert.Equal(k % 6 < 3 ? Blue : Red, picture[k % 6, k / 6]));
    }

    [Fact]
    public void A_zoom_below_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Row([1], new HeatmapOptions { Zoom = 0 }));

    [Fact]
    public void Relevance_must_have_the_form_of_a_picture()
    {
        Assert.Contains("[2, 2]", Assert.Throws<ArgumentException>(() => Heatmap.Render([1, 2, 3], new Shape(2, 2))).Message);
        Assert.Contains("[3]", Assert.Throws<ArgumentException>(() => Heatmap.Render([1, 2, 3], new Shape(3))).Message);
    }

    [Fact]
    public void A_saved_map_reads_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "new", "map.png");
        Heatmap.Save([-1, 0, 0.3f, 1], new Shape(2, 2), path);
        Assert.Equal(Pixels(Heatmap.Render([-1, 0, 0.3f, 1], new Shape(2, 2))), Pixels(Picture.Load(path)));
    }

    [Fact]
    public void A_map_that_cannot_be_written_says_where()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Write("file", []), "map.png");
        Assert.StartsWith(path + ": ", Assert.Throws<ImageException>(() => Heatmap.Save([1], new Shape(1, 1), path)).Message);
    }

    private static Color[] Row(float[] values, HeatmapOptions? options = null) =>
        Pixels(Heatmap.Render(values, new Shape(1, values.Length), options));

    private static Color[] Pixels(Picture picture) => [.. picture.Colors()];
}
