using System.IO.Compression;
using System.Text.Json;
using LrpGen.Package.Tests;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace LrpGen.Package.Tests;

/// <summary>Packs the solution once for all tests.</summary>
public sealed class PackedPackages : IDisposable
{
    // A version that no feed has, so that nothing but what was just packed can be restored.
    public const string Version = "0.0.0-consumer";

    private static readonly string[] Projects = ["LrpGen", "LrpGen.Imaging", "LrpGen.Tensors", "LrpGen.Tool", "LrpGen.Templates"];

    private readonly Lazy<string> _tools;

    public PackedPackages()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("lrpgen-packed-").FullName;
        Packages = Path.Combine(Directory, "packages");
        _tools = new Lazy<string>(InstallTool);

        // One build for all: what they share is compiled once.
        string filter = Path.Combine(Directory, "packages.slnf");
        File.WriteAllText(filter, JsonSerializer.Serialize(new
        {
            solution = new { path = Path.Combine(Commands.Root, "LrpGen.sln"), projects = Projects.Select(static project => $"runtime\\{project}\\{project}.csproj") },
        }));
        Commands.Run("dotnet", ["pack", filter, "-c", "Release", "-o", Packages, $"-p:Version={Version}", "-m:2", "--nologo"], Commands.Root);
    }

    /// <summary>Everything is below it.</summary>
    public string Directory { get; }

    /// <summary>Where the packages are.</summary>
    public string Packages { get; }

    /// <summary>Where the tool is, installed from its package.</summary>
    public string Tools => _tools.Value;

    /// <summary>Makes a folder whose projects take packages from here, and know nothing of the solution's own settings.</summary>
    public string Folder(string name)
    {
        string folder = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Packages}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Directory, "restored")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (string settings in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, settings), "<Project />");
        return folder;
    }

    /// <summary>The files of a package.</summary>
    public IReadOnlyList<string> FilesOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Packages, $"{package}.{Version}.nupkg"));
        return [.. archive.Entries.Select(static entry => entry.FullName)];
    }

    /// <inheritdoc/>
    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private string InstallTool()
    {
        string folder = Folder("tool");
        string tools = Path.Combine(folder, "tools");
        Commands.Run(
            "dotnet",
            ["tool", "install", "LrpGen.Tool", "--version", Version, "--tool-path", tools, "--configfile", Path.Combine(folder, "nuget.config")],
            folder);
        return tools;
    }

    // The third-party packages that the solution restored serve the consumer too; what they lack comes from the usual feeds.
    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
