using System.IO.Compression;
using System.Runtime.InteropServices;

namespace LrpGen.Package.Tests;

/// <summary>Packs the solution once and restores it into a project that knows nothing else of it.</summary>
public sealed class PackedConsumer : IDisposable
{
    // A version that no feed has, so that nothing but what was just packed can be restored.
    private const string Version = "0.0.0-consumer";

    /// <summary>Packs, restores and builds.</summary>
    public PackedConsumer()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("lrpgen-consumer-").FullName;
        Packages = Path.Combine(Directory, "packages");
        foreach (string project in new[] { "LrpGen", "LrpGen.Imaging" })
        {
            Commands.Run(
                "dotnet",
                ["pack", Path.Combine(Commands.Root, "runtime", project), "-c", "Release", "-o", Packages, $"-p:Version={Version}", "-m:1", "--nologo"],
                Commands.Root);
        }

        Project = Path.Combine(Directory, "consumer");
        System.IO.Directory.CreateDirectory(Project);
        foreach (string file in System.IO.Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(file, Path.Combine(Project, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(Project, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Packages}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Directory, "restored")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);

        // Nothing of the solution's own settings reaches the project.
        foreach (string name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(Project, name), "<Project />");
        Commands.Run("dotnet", ["build", "-c", "Release", $"-p:LrpGenVersion={Version}", "-m:1", "--nologo"], Project);
    }

    /// <summary>Everything is below it.</summary>
    public string Directory { get; }

    /// <summary>Where the packages are.</summary>
    public string Packages { get; }

    /// <summary>Where the consumer's project is.</summary>
    public string Project { get; }

    /// <summary>The built program.</summary>
    public string Program => Path.Combine(Project, "bin", "Release", "net10.0", "Consumer.dll");

    /// <summary>The files of a package.</summary>
    public IReadOnlyList<string> FilesOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Packages, $"{package}.{Version}.nupkg"));
        return [.. archive.Entries.Select(static entry => entry.FullName)];
    }

    /// <summary>Publishes the consumer as a native program and gives its path and what the build printed.</summary>
    public (string Program, string Output) PublishNative() =>
        PublishNative(Project, Path.Combine(Directory, "native"), "Consumer", [$"-p:LrpGenVersion={Version}"]);

    /// <summary>Publishes a project as a native program with the compiler that this machine has.</summary>
    internal static (string Program, string Output) PublishNative(string project, string target, string name, IEnumerable<string> properties)
    {
        string compiler = OnPath("clang") ? "clang" : "gcc";
        string output = Commands.Run(
            "dotnet",
            [
                "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", target,
                $"-p:CppCompilerAndLinker={compiler}", "-m:1", "--nologo", .. properties,
            ],
            project);
        return (Path.Combine(target, OperatingSystem.IsWindows() ? name + ".exe" : name), output);
    }

    /// <inheritdoc/>
    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    /// <summary>Whether a program can be started by its name.</summary>
    public static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(directory => File.Exists(Path.Combine(directory, program)));

    // The third-party packages that the solution restored serve the consumer too; what they lack comes from the usual feeds.
    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
