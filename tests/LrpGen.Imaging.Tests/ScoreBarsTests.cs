namespace LrpGen.Imaging.Tests;

public class ScoreBarsTests
{
    private static readonly Color Plain = new(160, 170, 185);
    private static readonly Color Marked = new(214, 69, 65);

    [Fact]
    public void Bars_are_as_long_as_the_scores_and_stand_on_either_side_of_zero()
    {
        Picture picture = ScoreBars.Render(["a", "b", "c"], [3, -1, 0], marked: 0, barWidth: 160);
        var positive = picture.Box(Marked)!.Value;
        var negative = picture.Box(Plain)!.Value;

        // The line at zero covers the first pixel of a positive bar.
        Assert.Equal((119, 40), (positive.Width, negative.Width));
        Assert.Equal(positive.Left - 1, negative.Left + negative.Width);
        Assert.True(negative.Top > positive.Top);
    }

    [Fact]
    public void Only_the_marked_bar_is_red()
    {
        Assert.Null(ScoreBars.Render(["a", "b"], [1, 2]).Box(Marked));
        Picture picture = ScoreBars.Render(["a", "b"], [1, 2], marked: 1);
        Assert.True(picture.Box(Marked)!.Value.Top > picture.Box(Plain)!.Value.Top);
    }

    [Fact]
    public void The_ends_of_a_color_map_tell_signs_apart()
    {
        Colormap map = Colormap.Get("seismic");
        Picture picture = ScoreBars.Render(["a", "b", "c"], [-1, 2, 3], marked: 2, signs: map);
        Assert.True(picture.Box(map.At(0))!.Value.Top < picture.Box(map.At(1))!.Value.Top);
        Assert.True(picture.Box(map.At(1))!.Value.Top < picture.Box(Marked)!.Value.Top);
        Assert.Null(picture.Box(Plain));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Zero_and_what_is_not_finite_has_no_bar(float score)
    {
        Assert.Null(ScoreBars.Render(["a"], [score]).Box(Plain));
        Picture picture = ScoreBars.Render(["a", "b"], [score, 1], marked: 1);
        Assert.Null(picture.Box(Plain));
        Assert.Equal(159, picture.Box(Marked)!.Value.Width);
    }

    [Fact]
    public void Long_names_and_values_have_room()
    {
        // Ink at the very border would be cut-off text.
        Picture picture = ScoreBars.Render(["a name of some length", "b"], [-123456.78f, float.NaN]);
        Assert.All(
            Enumerable.Range(0, picture.Height),
            y => Assert.Equal([Color.White, Color.White], [picture[0, y], picture[picture.Width - 1, y]]));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 0)]
    public void There_is_one_name_for_each_score(int names, int scores) =>
        Assert.Contains($"found {names}", Assert.Throws<ArgumentException>(
            () => ScoreBars.Render([.. Enumerable.Repeat("x", names)], new float[scores])).Message);
}
