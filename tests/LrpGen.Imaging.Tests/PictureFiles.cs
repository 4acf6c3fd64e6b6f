using LrpGen.Imaging;

namespace LrpGen.Tests;

/// <summary>Pictures that are part of the repository. With LRPGEN_UPDATE_SNAPSHOTS=1 they are written instead of checked.</summary>
internal static class PictureFiles
{
    /// <summary>The folder of the solution: the tests run from below it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Whether pictures are to be written; never on a build server, where a check would then pass by itself.</summary>
    public static bool IsUpdating
    {
        get
        {
            bool asked = Environment.GetEnvironmentVariable("LRPGEN_UPDATE_SNAPSHOTS") == "1";
            bool isServer = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
            Assert.False(asked && isServer, "LRPGEN_UPDATE_SNAPSHOTS is not for build servers.");
            return asked;
        }
    }

    /// <summary>Compares a picture with the file of that name pixel by pixel, bit for bit.</summary>
    /// <param name="path">The file, from the solution's folder.</param>
    /// <param name="picture">What it should show.</param>
    public static void Check(string path, Picture picture)
    {
        string file = Path.Combine(Root, path);
        if (IsUpdating)
            picture.Save(file);
        const string Remedy = "look at it, then run the test with LRPGEN_UPDATE_SNAPSHOTS=1";
        Assert.True(File.Exists(file), $"{path} is missing; {Remedy}.");
        Picture stored = Picture.Load(file);
        Assert.True((stored.Width, stored.Height) == (picture.Width, picture.Height),
            $"{path} has {stored.Width} x {stored.Height} pixels, is now drawn with {picture.Width} x {picture.Height}; {Remedy}.");
        int same = stored.Pixels.CommonPrefixLength(picture.Pixels) / 4;
        Assert.True(same == stored.Width * stored.Height,
            $"{path} differs from what is drawn now, first at ({same % stored.Width}, {same / stored.Width}); {Remedy}.");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LrpGen.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException("These tests look at the repository that they are part of, but no folder above them holds LrpGen.sln.");
    }
}
