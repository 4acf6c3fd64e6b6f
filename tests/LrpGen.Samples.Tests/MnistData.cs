namespace LrpGen.Samples.Tests;

/// <summary>The data that the sample brings along, which the build puts beside the tests.</summary>
internal static class MnistData
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    public static string Weights { get; } = Path.Combine(Folder, "mnist-mlp.safetensors");

    /// <summary>The names of the bundled digits, in the order of the sample's table.</summary>
    public static string[] Names { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder, "digits"), "*.png")
            .Order(StringComparer.Ordinal)
            .Select(static path => Path.GetFileNameWithoutExtension(path)),
    ];

    public static string Digit(string name) => Path.Combine(Folder, "digits", name + ".png");
}
