using System.Globalization;

namespace LrpGen.Package.Tests;

/// <summary>The tool as a stranger installs it.</summary>
public sealed class ToolTests(PackedPackages packed)
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Tool");

    [Fact]
    public void The_installed_tool_explains_a_digit()
    {
        string folder = packed.Folder("digit");
        File.WriteAllText(Path.Combine(folder, "rules.json"), """{"1": {"name": "zbox", "low": 0, "high": 1}, "3": {"name": "gamma"}, "5": {"name": "zero"}}""");
        string output = Lrpgen(
            folder,
            ["explain", Path.Combine(Data, "mnist-mlp.onnx"), Path.Combine(Data, "2-taken-for-7.png"), "--rules", "rules.json", "--target", "2", "--output", "R.npy", "--heatmap", "H.png"]);
        string[] cells = output.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["0", "7", "2"], cells[..3]);
        Assert.Equal(8.160, double.Parse(cells[3], CultureInfo.InvariantCulture), 0.001);
        Assert.Equal(128 + (4 * 784), new FileInfo(Path.Combine(folder, "R.npy")).Length);
        Assert.True(new FileInfo(Path.Combine(folder, "H.png")).Length > 500);
    }

    /// <summary>The model is not the project's to bring along.</summary>
    [Fact]
    public void The_installed_tool_explains_a_photograph()
    {
        string? shared = Commands.Shared;
        Assert.SkipWhen(shared is null, "The models are not beside the checkout.");
        string folder = packed.Folder("photograph");
        string model = Path.Combine(shared, "models", "squeezenet-1.0.onnx");
        string output = Lrpgen(
            folder,
            [
                "explain", model, Path.Combine(shared, "data", "photos", "chelsea.png"), "--scale", "1", "--mean", "123,117,104", "--size", "256",
                "--classes", Path.Combine(shared, "models", "imagenet-classes.txt"), "--target", "Egyptian cat", "--composite", "epsilon-plus",
                "--output", "cat.npy", "--heatmap", "cat.png", "--report", "cat.html",
            ]);
        Assert.Contains("285 Egyptian cat  285 Egyptian cat", output);
        Assert.Equal(128 + (4 * 3 * 227 * 227), new FileInfo(Path.Combine(folder, "cat.npy")).Length);
        Assert.True(new FileInfo(Path.Combine(folder, "cat.html")).Length > 500_000);
    }

    private string Lrpgen(string folder, string[] arguments) => Commands.Run(
        Path.Combine(packed.Tools, OperatingSystem.IsWindows() ? "lrpgen.exe" : "lrpgen"), arguments, folder, new Dictionary<string, string> { ["LRPGEN_CACHE"] = Path.Combine(folder, "cache") });
}
