using LrpGen.Imaging;
using LrpGen.Samples.Vgg16;

namespace LrpGen.Benchmarks.Models;

/// <summary>Where the benchmarks' data are, and the inputs that both sides get.</summary>
internal static class Data
{
    private const int Noises = 8;

    /// <summary>The samples' data, beside the program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>The checkout that the program was built in; its own folder where it was taken elsewhere.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder <c>shared</c> beside the checkout, whether it is there or not.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>The bundled digits: mostly black, which the kernels use.</summary>
    public static float[][] Digits(Shape shape) => Pictures(Path.Combine(Folder, "mnist", "digits"), shape, new ImageOptions());

    /// <summary>Noise without a zero pixel: what the kernels do without black ones.</summary>
    public static float[][] Noise(Shape shape)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Noises).Select(_ => Enumerable.Range(0, shape.Count).Select(_ => 1 - random.NextSingle()).ToArray())];
    }

    /// <summary>The bundled garments.</summary>
    public static float[][] Garments(Shape shape) => Pictures(Path.Combine(Folder, "fashion", "garments"), shape, new ImageOptions());

    /// <summary>The shared faces, in the network's own colors: 0 to 255 less the averages, over 255.</summary>
    public static float[][] Faces(Shape shape) => Pictures(
        Path.Combine(Shared, "data", "faces"),
        shape,
        new ImageOptions { ResizeToFit = true, Mean = [122.782f / 255, 117.001f / 255, 104.298f / 255] });

    /// <summary>The shared photographs, as SqueezeNet takes them: 0 to 255 less the averages.</summary>
    public static float[][] Photos(Shape shape) => Pictures(
        Path.Combine(Shared, "data", "photos"),
        shape,
        new ImageOptions { Scale = 1, ResizeShorterSide = 256, CenterCrop = true, Mean = [123, 117, 104] });

    /// <summary>A picture of noise in the colors that torchvision's networks take: the one of the reference cases.</summary>
    public static float[][] Colors(Shape shape)
    {
        const int Tensor = 1000;
        const double Bound = 2;
        return [[.. Enumerable.Range(0, shape.Count).Select(static k => GeneratedWeights.Value(Tensor, k, Bound))]];
    }

    private static float[][] Pictures(string folder, Shape shape, ImageOptions options)
    {
        string[] paths = Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Where(IsPicture).Order(StringComparer.Ordinal)] : [];
        if (paths.Length == 0)
            throw new FileNotFoundException($"there are no pictures in {folder}");
        return [.. paths.Select(path => ImageReader.Load(path, shape, options))];
    }

    private static bool IsPicture(string path) => Path.GetExtension(path) is ".png" or ".jpg";

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LrpGen.sln")))
                return directory.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
