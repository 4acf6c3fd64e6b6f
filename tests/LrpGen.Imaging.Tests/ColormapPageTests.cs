using LrpGen.Tests;

namespace LrpGen.Imaging.Tests;

/// <summary>docs/colormaps.md has every map, with a picture that is what the map paints today.</summary>
public class ColormapPageTests
{
    private const int Zoom = 5;
    private const int BarHeight = 12;
    private const int LargestFile = 10_000;
    private static readonly Color Frame = new(200, 200, 200);
    private static readonly Shape Digit = new(1, 28, 28);

    public static TheoryData<string> Names => [.. Colormap.All.Select(static map => map.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_picture_shows_the_map(string name)
    {
        string path = PictureOf(name);
        PictureFiles.Check(path, Render(Colormap.Get(name)));
        Assert.InRange(new FileInfo(Path.Combine(PictureFiles.Root, path)).Length, 1, LargestFile);
    }

    [Fact]
    public void The_page_has_a_row_for_each_map_in_their_order()
    {
        // The last column, what a map is good for, is the page's own.
        string[] page = File.ReadAllLines(Path.Combine(PictureFiles.Root, "docs/colormaps.md"));
        Assert.Equal(
            Colormap.All.Select(static map => $"| `{map.Name}` | ![{map.Name}](images/colormap-{map.Name}.png) | {map.Description} |"),
            page.Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(static row => row[..(row.LastIndexOf(" | ", StringComparison.Ordinal) + 2)]));
    }

    [Fact]
    public void There_is_no_picture_of_a_map_that_is_gone() =>
        Assert.Equal(
            Colormap.All.Select(static map => Path.GetFileName(PictureOf(map.Name))).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(PictureFiles.Root, "docs/images"), "colormap-*.png")
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal));

    private static string PictureOf(string name) => $"docs/images/colormap-{name}.png";

    /// <summary>A bar from -1 to 1, and below it an explanation; both normalized as suits the map.</summary>
    private static Picture Render(Colormap map)
    {
        var options = new HeatmapOptions
        {
            Colormap = map,
            Normalization = map.IsDiverging ? Normalization.Symmetric : Normalization.Positive,
            Zoom = Zoom,
        };
        string stored = Path.Combine(PictureFiles.Root, "tests/LrpGen.Imaging.Tests/data/relevance.png");
        Picture heatmap = Heatmap.Render(ImageReader.Load(stored, Digit, new ImageOptions { Scale = 1, Mean = [128] }), Digit, options);

        int width = heatmap.Width;
        float[] ramp = [.. Enumerable.Range(0, width).Select(x => ((2f * x) - (width - 1)) / (width - 1))];
        float[] rows = [.. Enumerable.Repeat(ramp, BarHeight).SelectMany(static row => row)];
        Picture bar = Heatmap.Render(rows, new Shape(BarHeight, width), options with { Zoom = 1 });

        // Frames, because the low end of some maps is as white as the page.
        const int TextTop = BarHeight + 4;
        const int MapTop = TextTop + 9;
        var picture = new Picture(width + 2, MapTop + heatmap.Height + 2);
        picture.Outline(0, 0, width + 2, BarHeight + 2, Frame);
        picture.Draw(bar, 1, 1);
        picture.Write("-1", 1, TextTop, Color.Black, scale: 1);
        picture.Write("0", (width - 3) / 2, TextTop, Color.Black, scale: 1);
        picture.Write("1", width - 4, TextTop, Color.Black, scale: 1);
        picture.Outline(0, MapTop, width + 2, heatmap.Height + 2, Frame);
        picture.Draw(heatmap, 1, MapTop + 1);
        return picture;
    }
}
