using System.Globalization;
using System.Reflection;
using System.Text;
using LrpGen.Conformance;
using LrpGen.Reference;

namespace LrpGen.Cases.Tests;

/// <summary>
/// Declares, compiles, loads and runs every stored case of a folder: the one that LRPGEN_CASES names, or the reference cases where they
/// are beside the checkout.
/// </summary>
public sealed class StoredCaseTests
{
    private static readonly string? Folder = FindFolder();

    public static TheoryData<string> Names => Folder is null
        ? [""]
        : [.. Directory.GetFiles(Folder, "*.safetensors").Where(static path => StoredCase.Load(path).HasSpec).Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_stored_results(string name)
    {
        Assert.SkipWhen(Folder is null, "There are no stored cases: neither LRPGEN_CASES nor the reference cases beside the checkout.");
        StoredCase stored = StoredCase.Load(Path.Combine(Folder, name + ".safetensors"));
        Assembly assembly = InProcess.Compile("using LrpGen;\n\n" + CaseDeclaration.Write(name, stored.Spec));
        using INetwork network = InProcess.Load(assembly, CaseDeclaration.ClassName(name), stored.Path);
        double error = Stored.Compare(stored, network);
        Assert.True(error <= Agreement.Tolerance, $"relative error {error:E2}");
    }

    /// <summary>The conformance program, which runs in other modes and as a native program, declares the same networks.</summary>
    [Fact]
    public void The_conformance_program_declares_every_reference_case()
    {
        Assert.SkipWhen(Folder is null || Environment.GetEnvironmentVariable("LRPGEN_CASES") is { Length: > 0 }, "The reference cases are not beside the checkout.");
        List<StoredCase> cases = [.. Directory.GetFiles(Folder, "*.safetensors").Order(StringComparer.Ordinal).Select(StoredCase.Load).Where(static stored => stored.HasSpec)];
        var text = new StringBuilder("// Written by the tests from the specs of the stored cases; LRPGEN_UPDATE_SNAPSHOTS=1 writes it anew.\n\nnamespace LrpGen.Conformance;\n\n");
        text.Append("/// <summary>The stored cases by name.</summary>\ninternal static class StoredCases\n{\n");
        text.Append("    public static IReadOnlyList<(string Name, Func<WeightFile, INetwork> Load)> All { get; } =\n    [\n");
        foreach (StoredCase stored in cases)
            text.Append(CultureInfo.InvariantCulture, $"        (\"{stored.Name}\", static file => {CaseDeclaration.ClassName(stored.Name)}.Load(file)),\n");
        text.Append("    ];\n}\n");
        foreach (StoredCase stored in cases)
            text.Append('\n').Append(CaseDeclaration.Write(stored.Name, stored.Spec));
        AssertStands("StoredCases.cs", text.ToString());
    }

    /// <summary>The same networks of pictures that the reference engine describes.</summary>
    [Fact]
    public void The_conformance_program_declares_every_graph_case()
    {
        var text = new StringBuilder("// Written by the tests from GraphCases of the reference; LRPGEN_UPDATE_SNAPSHOTS=1 writes it anew.\n\nnamespace LrpGen.Conformance;\n\n");
        text.Append("/// <summary>The loaders of the graph cases by name.</summary>\ninternal static class GraphNetworks\n{\n");
        text.Append("    public static IReadOnlyDictionary<string, Func<WeightFile, INetwork>> All { get; } = new Dictionary<string, Func<WeightFile, INetwork>>\n    {\n");
        foreach (GraphDeclaration declaration in GraphCases.All)
            text.Append(CultureInfo.InvariantCulture, $"        [\"{declaration.Name}\"] = static file => {declaration.Name}.Load(file),\n");
        text.Append("    };\n}\n");
        foreach (GraphDeclaration declaration in GraphCases.All)
            text.Append('\n').Append(declaration.Write());
        AssertStands("GraphNetworks.cs", text.ToString());
    }

    private static void AssertStands(string name, string text)
    {
        string path = Path.Combine(Root(), "tests", "LrpGen.Conformance", name);
        if (Environment.GetEnvironmentVariable("LRPGEN_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Root()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LrpGen.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException("No directory above the tests holds LrpGen.sln.");
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("LRPGEN_CASES") is { Length: > 0 } folder)
            return folder;
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string candidate = Path.Combine(directory.FullName, "shared", "reference");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
