using System.Runtime.InteropServices;

namespace LrpGen.Package.Tests;

/// <summary>A project that knows nothing of the solution but its packages.</summary>
public sealed class PackedConsumer
{
    /// <summary>Restores and builds.</summary>
    public PackedConsumer(PackedPackages packed)
    {
        Project = packed.Folder("consumer");
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(file, Path.Combine(Project, Path.GetFileName(file)));
        Commands.Run("dotnet", ["build", "-c", "Release", $"-p:LrpGenVersion={PackedPackages.Version}", "-m:1", "--nologo"], Project);
    }

    /// <summary>Where the consumer's project is.</summary>
    public string Project { get; }

    /// <summary>The built program.</summary>
    public string Program => Path.Combine(Project, "bin", "Release", "net10.0", "Consumer.dll");

    /// <summary>Publishes the consumer as a native program and gives its path and what the build printed.</summary>
    public (string Program, string Output) PublishNative() =>
        PublishNative(Project, Path.Combine(Project, "native"), "Consumer", [$"-p:LrpGenVersion={PackedPackages.Version}"]);

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

    /// <summary>Whether a program can be started by its name.</summary>
    public static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
