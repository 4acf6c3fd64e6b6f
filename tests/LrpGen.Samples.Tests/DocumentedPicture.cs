using LrpGen.Imaging;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

/// <summary>A picture of the documentation shows what a sample draws today. With LRPGEN_UPDATE_SNAPSHOTS=1 it is written instead of checked.</summary>
internal static class DocumentedPicture
{
    private const int MostBytes = 300_000;

    /// <param name="name">The file under docs/images.</param>
    /// <param name="drawn">What the sample draws.</param>
    public static void Check(string name, Picture drawn)
    {
        string path = Path.Combine(PictureFiles.Root, "docs/images", name);
        if (PictureFiles.IsUpdating)
            drawn.Save(path);
        Picture stored = Picture.Load(path);
        Assert.Equal((drawn.Width, drawn.Height), (stored.Width, stored.Height));
        int difference = 0;
        for (int at = 0; at < stored.Pixels.Length; at++)
            difference = Math.Max(difference, Math.Abs(stored.Pixels[at] - drawn.Pixels[at]));

        // Sums in another order, as other processors make them, may round a color the other way; more than that is a change.
        Assert.InRange(difference, 0, 1);
        Assert.InRange(new FileInfo(path).Length, 1, MostBytes);
    }
}
