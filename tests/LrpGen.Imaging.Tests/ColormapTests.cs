namespace LrpGen.Imaging.Tests;

public class ColormapTests
{
    private static readonly Color Black = new(0, 0, 0);
    private static readonly Color White = new(255, 255, 255);

    public static TheoryData<string, Color, Color, Color> EndsAndMiddle => new()
    {
        { "bwr", new(0, 0, 255), White, new(255, 0, 0) },
        { "seismic", new(0, 0, 77), White, new(128, 0, 0) },
        { "coldnhot", new(0, 255, 255), Black, new(255, 255, 0) },
        { "coolwarm", new(59, 76, 192), new(221, 221, 221), new(180, 4, 38) },
        { "hot", Black, new(255, 128, 0), White },
        { "grey", Black, new(128, 128, 128), White },
        { "reds", White, new(242, 92, 79), new(103, 0, 13) },
        { "viridis", new(68, 1, 84), new(33, 145, 140), new(253, 231, 37) },
    };

    [Theory]
    [MemberData(nameof(EndsAndMiddle))]
    public void A_map_has_its_colors_at_the_ends_and_in_the_middle(string name, Color low, Color middle, Color high)
    {
        Colormap map = Colormap.Get(name);
        Assert.Equal([low, middle, high], [map.At(0), map.At(0.5), map.At(1)]);
    }

    [Fact]
    public void The_table_above_has_every_map() =>
        Assert.Equal(Colormap.All.Select(static map => map.Name), EndsAndMiddle.Select(static row => row.Data.Item1));

    [Fact]
    public void The_middle_of_a_diverging_map_has_no_hue_and_stands_out_from_both_ends()
    {
        foreach (Colormap map in Colormap.All.Where(static map => map.IsDiverging))
        {
            Color zero = map.At(0.5);
            Assert.True(zero.R == zero.G && zero.G == zero.B, $"{map}: {zero}");

            // Which sign is which is the same in all: blue is against, red is for.
            Color against = map.At(0.25);
            Color speaksFor = map.At(0.75);
            Assert.True(against.B > against.R && speaksFor.R > speaksFor.B, $"{map}: {against}, {speaksFor}");
        }
    }

    [Fact]
    public void Neighboring_places_have_similar_colors()
    {
        // Four control points over 1000 places: no channel can rise by more than 4 * 255 / 1000 a step, and rounding.
        foreach (Colormap map in Colormap.All)
        {
            for (int k = 0; k < 1000; k++)
            {
                Color here = map.At(k / 1000.0);
                Color next = map.At((k + 1) / 1000.0);
                int step = Math.Max(Math.Abs(here.R - next.R), Math.Max(Math.Abs(here.G - next.G), Math.Abs(here.B - next.B)));
                Assert.True(step <= 2, $"{map} jumps by {step} at {k}/1000");
            }
        }
    }

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(1.1, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Places_outside_take_the_ends(double place, double end) =>
        Assert.All(Colormap.All, map => Assert.Equal(map.At(end), map.At(place)));

    [Fact]
    public void Names_are_found_in_any_case()
    {
        Assert.Same(Colormap.Get("viridis"), Colormap.Get("Viridis"));
        Assert.True(Colormap.TryGet("HOT", out Colormap? hot));
        Assert.Equal("hot", hot.Name);
        Assert.Same(Colormap.Default, Colormap.Get("bwr"));
    }

    [Theory]
    [InlineData("jet")]
    [InlineData("")]
    [InlineData(null)]
    public void Unknown_names_are_not_found(string? name)
    {
        Assert.False(Colormap.TryGet(name, out Colormap? none));
        Assert.Null(none);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Colormap.Get(name!));
        Assert.Contains($"'{name}'", error.Message);
        Assert.All(Colormap.All, map => Assert.Contains(map.Name, error.Message));
    }

    [Fact]
    public void A_bar_runs_from_the_low_end_to_the_high_end()
    {
        Colormap map = Colormap.Get("coldnhot");
        Picture bar = map.Bar(101, 3);
        Assert.Equal((101, 3), (bar.Width, bar.Height));
        for (int y = 0; y < 3; y++)
            Assert.Equal([map.At(0), map.At(0.5), map.At(1)], [bar[0, y], bar[50, y], bar[100, y]]);
    }
}
