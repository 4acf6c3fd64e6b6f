namespace LrpGen.Imaging.Tests;

public class ContactSheetTests
{
    private static readonly Color Red = new(255, 0, 0);
    private static readonly Color Green = new(0, 255, 0);
    private static readonly Color Blue = new(0, 0, 255);
    private static readonly Color Ink = new(32, 32, 32);

    [Fact]
    public void Pictures_are_drawn_unchanged_with_a_frame_around_them()
    {
        Picture picture = Heatmap.Render([-1, 0.5f, 0, 1], new Shape(2, 2), new HeatmapOptions { Zoom = 5, Colormap = Colormap.Get("viridis") });
        Picture sheet = new ContactSheet().AddRow(new SheetCell(picture)).Render();
        (int left, int top, int width, int height) = sheet.Box(picture[0, 0])!.Value;
        Assert.Equal((5, 5), (width, height));
        for (int y = 0; y < 10; y++)
        {
            for (int x = 0; x < 10; x++)
                Assert.Equal(picture[x, y], sheet[left + x, top + y]);
        }

        Assert.All([(-1, -1), (10, -1), (-1, 10), (10, 10), (4, -1)], at => Assert.NotEqual(Color.White, sheet[left + at.Item1, top + at.Item2]));
    }

    [Fact]
    public void Columns_line_up_and_rows_go_down_without_overlap()
    {
        Picture sheet = new ContactSheet("Three")
            .AddRow(new SheetCell(new Picture(30, 20, Red), "a", "b"), new SheetCell(new Picture(50, 40, Green), "c"))
            .AddRow(new SheetCell(new Picture(30, 10, Blue)))
            .Render();
        var red = sheet.Box(Red)!.Value;
        var green = sheet.Box(Green)!.Value;
        var blue = sheet.Box(Blue)!.Value;
        Assert.Equal((30, 20, 50, 40, 30, 10), (red.Width, red.Height, green.Width, green.Height, blue.Width, blue.Height));
        Assert.Equal(red.Left, blue.Left);
        Assert.True(green.Left > red.Left + red.Width);
        Assert.True(blue.Top > green.Top + green.Height);
        Assert.Equal(green.Top + 10, red.Top);
    }

    [Fact]
    public void The_caption_is_centered_below_its_picture()
    {
        Picture sheet = new ContactSheet().AddRow(new SheetCell(new Picture(101, 20, Red), "HOH")).Render();
        var picture = sheet.Box(Red)!.Value;
        var caption = sheet.Box(Ink)!.Value;
        Assert.True(caption.Top > picture.Top + picture.Height);
        Assert.Equal(picture.Left + (picture.Width / 2.0), caption.Left + (caption.Width / 2.0), 1.0);
    }

    [Theory]
    [InlineData("", "A caption wider than its picture")]
    [InlineData("A title wider than all that is below it", "")]
    public void The_sheet_is_as_wide_as_its_text(string title, string caption)
    {
        Picture sheet = new ContactSheet(title).AddRow(new SheetCell(new Picture(4, 4, Red), caption)).Render();
        var text = sheet.Box(Ink)!.Value;
        Assert.True(text.Left >= 8 && text.Left + text.Width <= sheet.Width - 8, $"{text} on {sheet.Width} pixels");
        Assert.Equal(InkOf(title + caption), sheet.Colors().Count(static color => color == Ink));
    }

    [Fact]
    public void Rows_without_cells_and_sheets_without_rows_are_empty()
    {
        Assert.All(new ContactSheet().Render().Colors(), static color => Assert.Equal(Color.White, color));
        Assert.All(new ContactSheet().AddRow().Render().Colors(), static color => Assert.Equal(Color.White, color));
        Assert.NotNull(new ContactSheet("title").Render().Box(Ink));
    }

    /// <summary>The inked pixels of a text at the sheet's size.</summary>
    private static int InkOf(string text)
    {
        var picture = new Picture(1000, 30);
        picture.Write(text, 0, 0, Ink);
        return picture.Colors().Count(static color => color == Ink);
    }
}
