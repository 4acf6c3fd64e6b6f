using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using LrpGen.Generator;
using LrpGen.Reference;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LrpGen.Cases.Tests;

/// <summary>Compiles declarations with the generator into an assembly of this process.</summary>
internal static class InProcess
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Cases",
        references: [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(INetwork).Assembly.Location)],
        options: new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Compiles sources; what LrpGen or the compiler says ends the test with the generated code.</summary>
    public static Assembly Compile(params IEnumerable<string> sources)
    {
        CSharpCompilation compilation = Empty.AddSyntaxTrees(sources.Select(static (source, k) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"Cases{k}.cs")));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new LrpGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation after, out ImmutableArray<Diagnostic> reported);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        Assert.True(reported.All(static diagnostic => diagnostic.Severity < DiagnosticSeverity.Warning), Describe(reported, DiagnosticSeverity.Warning));
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = after.Emit(image);
        Assert.True(result.Success, Describe(result.Diagnostics, DiagnosticSeverity.Error));
        image.Position = 0;
        return new AssemblyLoadContext("cases", isCollectible: true).LoadFromStream(image);
    }

    private static string Describe(ImmutableArray<Diagnostic> diagnostics, DiagnosticSeverity least) => string.Join("\n", diagnostics
        .Where(diagnostic => diagnostic.Severity >= least)
        .Take(10)
        .Select(static diagnostic => $"{diagnostic}\n{diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}"));

    /// <summary>Loads a network of the assembly.</summary>
    public static INetwork Load(Assembly assembly, string name, string path)
    {
        using WeightFile file = WeightFile.Open(path);
        return Load(assembly, name, file);
    }

    /// <summary>Loads a network of the assembly with given tensors.</summary>
    public static INetwork Load(Assembly assembly, string name, IEnumerable<(string Name, int[] Shape, float[] Values)> tensors)
    {
        using WeightFile file = WeightFile.Read(TensorWriter.Write(tensors), name);
        return Load(assembly, name, file);
    }

    private static INetwork Load(Assembly assembly, string name, WeightFile file)
    {
        Type type = assembly.GetType(name) ?? throw new InvalidOperationException($"There is no class {name}.");
        try
        {
            return (INetwork)type.GetMethod("Load", [typeof(WeightFile), typeof(int)])!.Invoke(null, [file, 0])!;
        }
        catch (TargetInvocationException error)
        {
            throw error.InnerException!;
        }
    }
}
