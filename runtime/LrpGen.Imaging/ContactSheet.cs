namespace LrpGen.Imaging;

/// <summary>One cell of a contact sheet.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Caption">The lines below it.</param>
public sealed record SheetCell(Picture Picture, params string[] Caption);

/// <summary>Puts pictures with captions in rows on one sheet, with a title above.</summary>
public sealed class ContactSheet
{
    private const int Margin = 16;
    private const int Gap = 14;
    private const int TextScale = 2;
    private const int LineHeight = (PixelFont.LineHeight + 2) * TextScale;
    private static readonly Color Ink = new(32, 32, 32);
    private static readonly Color Frame = new(200, 200, 200);

    private readonly List<List<SheetCell>> _rows = [];

    /// <summary>A sheet with a title; empty for none.</summary>
    public ContactSheet(string title = "") => Title = title;

    /// <summary>The line above all.</summary>
    public string Title { get; }

    /// <summary>Adds a row of cells.</summary>
    /// <returns>This sheet.</returns>
    public ContactSheet AddRow(params IEnumerable<SheetCell> cells)
    {
        _rows.Add([.. cells]);
        return this;
    }

    /// <summary>Draws the sheet. Columns are as wide as their widest cell; captions stand centered below their pictures.</summary>
    public Picture Render()
    {
        int columns = _rows.Count == 0 ? 0 : _rows.Max(static row => row.Count);
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => _rows.Where(row => row.Count > column).Max(row => WidthOf(row[column])))];
        int width = Math.Max(widths.Sum() + (Gap * Math.Max(0, columns - 1)), PixelFont.Measure(Title) * TextScale) + (2 * Margin);
        int top = Margin + (Title.Length > 0 ? LineHeight + Gap : 0);
        int height = top + _rows.Sum(static row => RowHeight(row) + Gap) - (_rows.Count > 0 ? Gap : 0) + Margin;
        var sheet = new Picture(width, height);
        if (Title.Length > 0)
            sheet.Write(Title, Margin, Margin, Ink, TextScale);

        int y = top;
        foreach (List<SheetCell> row in _rows)
        {
            int pictureHeight = row.Count == 0 ? 0 : row.Max(static cell => cell.Picture.Height);
            int x = Margin;
            for (int column = 0; column < row.Count; column++)
            {
                DrawCell(sheet, row[column], x, y, widths[column], pictureHeight);
                x += widths[column] + Gap;
            }

            y += RowHeight(row) + Gap;
        }

        return sheet;
    }

    private static void DrawCell(Picture sheet, SheetCell cell, int x, int y, int width, int pictureHeight)
    {
        int left = x + ((width - cell.Picture.Width) / 2);
        int top = y + ((pictureHeight - cell.Picture.Height) / 2);
        sheet.Outline(left - 1, top - 1, cell.Picture.Width + 2, cell.Picture.Height + 2, Frame);
        sheet.Draw(cell.Picture, left, top);
        for (int line = 0; line < cell.Caption.Length; line++)
        {
            int textWidth = PixelFont.Measure(cell.Caption[line]) * TextScale;
            sheet.Write(cell.Caption[line], x + ((width - textWidth) / 2), y + pictureHeight + 8 + (line * LineHeight), Ink, TextScale);
        }
    }

    private static int WidthOf(SheetCell cell) =>
        Math.Max(cell.Picture.Width, cell.Caption.Select(static line => PixelFont.Measure(line) * TextScale).DefaultIfEmpty().Max());

    private static int RowHeight(List<SheetCell> row) => row.Count == 0
        ? 0
        : row.Max(static cell => cell.Picture.Height) + row.Max(static cell => cell.Caption.Length == 0 ? 0 : 8 + (cell.Caption.Length * LineHeight));
}

/// <summary>Bars for scores or shares, one a line, each with its name and value.</summary>
public static class ScoreBars
{
    private const int TextScale = 2;
    private const int BarHeight = 20;
    private const int Padding = 8;
    private static readonly Color Ink = new(32, 32, 32);
    private static readonly Color Plain = new(160, 170, 185);
    private static readonly Color Marked = new(214, 69, 65);

    /// <summary>Draws the bars from a line at zero: positive scores to the right, negative to the left.</summary>
    /// <param name="names">The names, one per score.</param>
    /// <param name="scores">The scores; those that are not finite get no bar.</param>
    /// <param name="marked">The index of a bar to draw in red, or -1.</param>
    /// <param name="barWidth">The pixels that the longest bars on both sides take together.</param>
    /// <param name="signs">A color map whose high end colors the positive bars that are not marked and whose low end the negative ones; grey unless told.</param>
    /// <exception cref="ArgumentException">There are not as many names as scores.</exception>
    public static Picture Render(IReadOnlyList<string> names, ReadOnlySpan<float> scores, int marked = -1, int barWidth = 160, Colormap? signs = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count != scores.Length || names.Count == 0)
            throw new ArgumentException($"There should be one name for each of {scores.Length} scores; found {names.Count}.", nameof(names));

        float low = 0;
        float high = 0;
        var values = new string[scores.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            values[k] = scores[k].ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
            if (!float.IsFinite(scores[k]))
                continue;
            low = Math.Min(low, scores[k]);
            high = Math.Max(high, scores[k]);
        }

        int nameWidth = names.Max(PixelFont.Measure) * TextScale;
        int valueWidth = values.Max(PixelFont.Measure) * TextScale;
        double scale = high > low ? barWidth / ((double)high - low) : 0;
        int barLeft = Padding + nameWidth + Padding;
        int zero = barLeft + (int)Math.Round(-low * scale);
        var picture = new Picture(barLeft + barWidth + Padding + valueWidth + Padding, (names.Count * BarHeight) + (2 * Padding));
        for (int k = 0; k < scores.Length; k++)
        {
            int y = Padding + (k * BarHeight);
            picture.Write(names[k], Padding + nameWidth - (PixelFont.Measure(names[k]) * TextScale), y + 2, Ink, TextScale);
            if (float.IsFinite(scores[k]))
            {
                int length = (int)Math.Round(Math.Abs(scores[k]) * scale);
                Color color = k == marked ? Marked : signs?.At(scores[k] >= 0 ? 1 : 0) ?? Plain;
                picture.Fill(scores[k] >= 0 ? zero : zero - length, y + 1, length, BarHeight - 5, color);
            }

            picture.Write(values[k], picture.Width - Padding - (PixelFont.Measure(values[k]) * TextScale), y + 2, Ink, TextScale);
        }

        picture.Fill(zero, Padding, 1, names.Count * BarHeight, Ink);
        return picture;
    }
}
