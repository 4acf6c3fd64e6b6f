namespace LrpGen.Package.Tests;

/// <summary><c>dotnet new lrpgen</c> gives a project that builds against the packages and explains a picture.</summary>
public sealed class TemplateTests(PackedPackages packed)
{
    [Fact]
    public void A_new_project_builds_and_explains()
    {
        string folder = packed.Folder("templates");
        string[] hive = ["--debug:custom-hive", Path.Combine(folder, "hive")];
        Commands.Run("dotnet", ["new", "install", Path.Combine(packed.Packages, $"LrpGen.Templates.{PackedPackages.Version}.nupkg"), .. hive], folder);
        Commands.Run("dotnet", ["new", "lrpgen", "-o", "My.Digits", .. hive], folder);
        string project = Path.Combine(folder, "My.Digits");
        Assert.Contains("namespace My.Digits;", File.ReadAllText(Path.Combine(project, "DigitNetwork.cs")));

        Commands.Run("dotnet", ["build", "-c", "Release", "-warnaserror", "-m:1", "--nologo"], project);
        string output = Commands.Run("dotnet", [Path.Combine(project, "bin", "Release", "net10.0", "My.Digits.dll")], project);
        Assert.StartsWith("taken for a 7, score 8.815\n", output);
        Assert.Contains("Hidden2", output);
        Assert.True(new FileInfo(Path.Combine(project, "heatmap.png")).Length > 500);
    }
}
