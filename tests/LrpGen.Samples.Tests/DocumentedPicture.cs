using LrpGen.Imaging;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

/// <summary>A picture of the documentation shows what a sample draws today. With LRPGEN_UPDATE_SNAPSHOTS=1 it is written instead of checked.</summary>
internal static class DocumentedPicture
{
    /// <param name="name">The file under docs/images.</param>
    /// <param name="drawn">What the sample draws.</param>
    /// <param name="mostBytes">How large the file may be.</param>
    /// <param name="mostOthers">The share of values that may be others, where rules divide by what may be nearly zero.</param>
    public static void Check(string name, Picture drawn, int mostBytes = 300_000, double mostOthers = 0)
    {
        string path = Path.Combine(PictureFiles.Root, "docs/images", name);
        if (PictureFiles.IsUpdating)
            drawn.Save(path);
        Picture stored = Picture.Load(path);
        Assert.Equal((drawn.Width, drawn.Height), (stored.Width, stored.Height));

        // Sums in another order, as other processors make them, may round a color the other way; more than that is a change.
        int others = 0;
        for (int at = 0; at < stored.Pixels.Length; at++)
            others += Math.Abs(stored.Pixels[at] - drawn.Pixels[at]) > 1 ? 1 : 0;
        Assert.InRange(others, 0, mostOthers * stored.Pixels.Length);
        Assert.InRange(new FileInfo(path).Length, 1, mostBytes);
    }
}
