using LrpGen.Imaging;

namespace LrpGen.Samples.Fashion;

/// <summary>One picture, and what each network made of it.</summary>
/// <param name="Name">The picture's name.</param>
/// <param name="Input">The picture, enlarged.</param>
/// <param name="Explanations">One for each network.</param>
internal sealed record Garment(string Name, Picture Input, Explanation[] Explanations)
{
    public static Garment Of(INetwork[] networks, float[] pixels, string name, int? asked) => new(
        name,
        Picture.FromTensor(pixels, networks[0].Info.InputShape, 0, 1).Enlarge(Explanation.Zoom),
        [.. networks.Select(network => Explanation.Of(network, pixels, asked))]);
}

/// <summary>The pictures that the sample writes.</summary>
internal static class Sheets
{
    /// <summary>One picture with a row for each network.</summary>
    public static Picture Of(Garment garment)
    {
        var sheet = new ContactSheet(garment.Name);
        foreach (Explanation explanation in garment.Explanations)
            sheet.AddRow([new SheetCell(garment.Input, "input"), .. explanation.Cells]);
        return sheet.Render();
    }

    /// <summary>All pictures side by side, and below them what each network sees in them.</summary>
    public static Picture Overview(IReadOnlyList<Garment> garments)
    {
        const int PerRow = 7;
        var sheet = new ContactSheet("What speaks for each class (red) and against it (blue)");
        foreach (Garment[] part in garments.Chunk(PerRow))
        {
            sheet.AddRow(part.Select(static garment => new SheetCell(garment.Input, garment.Name)));
            for (int network = 0; network < part[0].Explanations.Length; network++)
            {
                sheet.AddRow(part.Select(garment => garment.Explanations[network])
                    .Select(static explanation => new SheetCell(explanation.Heatmap, explanation.Explained, explanation.Network)));
            }
        }

        return sheet.Render();
    }
}
