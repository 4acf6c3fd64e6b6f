using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LrpGen.Generator.Tests;

/// <summary>Runs the generator over source text as a build would.</summary>
internal static class Harness
{
    // The strictest that a user may have: warnings as errors, nullable, checked arithmetic. All compilations grow out of one, so that
    // the references are bound once.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "UserCode",
        references: [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location)],
        options: new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: true,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error));

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static CSharpCompilation Compile(params string[] sources) => Empty.AddSyntaxTrees(sources.Select(static (source, k) => Parse(source, k)));

    public static SyntaxTree Parse(string source, int number = 0) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"Source{number}.cs");

    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new LrpGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>A driver that has run over a compilation: a new one, or one that has run before.</summary>
    public static GeneratorDriver Drive(Compilation compilation, GeneratorDriver? before = null) =>
        (before ?? CreateDriver()).RunGenerators(compilation, CancellationToken.None);

    /// <summary>Runs the generator, and the analyzer beside it.</summary>
    public static RunResult Run(params string[] sources)
    {
        GeneratorDriver driver = CreateDriver().RunGeneratorsAndUpdateCompilation(
            Compile(sources), out Compilation after, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> analyzed = after
            .WithAnalyzers([new LayerWithoutNetworkAnalyzer()])
            .GetAnalyzerDiagnosticsAsync()
            .GetAwaiter()
            .GetResult();
        GeneratorRunResult result = ResultOf(driver);
        return new RunResult(after, [.. reported.Where(static diagnostic => !diagnostic.IsSuppressed), .. analyzed], result.GeneratedSources);
    }

    /// <summary>What the generator of a driver gave; a crash is thrown on.</summary>
    public static GeneratorRunResult ResultOf(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return result.Exception is null ? result : throw new InvalidOperationException("The generator crashed.", result.Exception);
    }

    /// <summary>The declaration that the parser reads from a class.</summary>
    public static NetworkSpec Spec(params string[] sources)
    {
        GeneratorRunResult result = ResultOf(Drive(Compile(sources)));
        var model = (NetworkModel)result.TrackedSteps[TrackingNames.Model].Single().Outputs.Single().Value;
        return model.Spec ?? throw new InvalidOperationException("The declaration has errors: " + string.Join(", ", model.Diagnostics));
    }
}

/// <summary>What came of a run.</summary>
/// <param name="Compilation">The compilation with what was generated.</param>
/// <param name="Diagnostics">What LrpGen says.</param>
/// <param name="Sources">What was generated.</param>
internal sealed record RunResult(Compilation Compilation, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<GeneratedSourceResult> Sources)
{
    /// <summary>What the C# compiler says of the whole, but for what is hidden and what the sources do not document.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics =>
        [.. Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && !IsUndocumentedSource(diagnostic))];

    /// <summary>What the C# compiler says of the generated half, which its user could not put right.</summary>
    public IEnumerable<Diagnostic> ErrorsInGeneratedCode =>
        CompilerDiagnostics.Where(static diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);

    public string Text(string hintName) => Sources.Single(source => source.HintName == hintName).SourceText.ToString();

    private static bool IsUndocumentedSource(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && !diagnostic.Location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);
}
