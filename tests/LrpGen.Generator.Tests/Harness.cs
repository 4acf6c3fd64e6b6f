using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using LrpGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LrpGen.Generator.Tests;

/// <summary>Runs the generator over source text as a build would.</summary>
internal static class Harness
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location)];

    /// <summary>A compilation of the sources with warnings on, nullable and checked arithmetic: the strictest a user may have.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "UserCode",
        sources.Select(static (source, k) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"Source{k}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: true,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error));

    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new LrpGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator, and the analyzer beside it.</summary>
    public static RunResult Run(params string[] sources)
    {
        CSharpCompilation before = Compile(sources);
        GeneratorDriver driver = CreateDriver().RunGeneratorsAndUpdateCompilation(before, out Compilation after, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> analyzed = after
            .WithAnalyzers([new LayerWithoutNetworkAnalyzer()])
            .GetAnalyzerDiagnosticsAsync()
            .GetAwaiter()
            .GetResult();
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null)
            throw new InvalidOperationException("The generator crashed.", result.Exception);
        return new RunResult(after, [.. reported, .. analyzed], result.GeneratedSources);
    }
}

/// <summary>What came of a run.</summary>
/// <param name="Compilation">The compilation with what was generated.</param>
/// <param name="Diagnostics">What LrpGen says.</param>
/// <param name="Sources">What was generated.</param>
internal sealed record RunResult(Compilation Compilation, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<GeneratedSourceResult> Sources)
{
    /// <summary>What the C# compiler says of the whole; hidden diagnostics left out.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics =>
        [.. Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)];

    public string Text(string hintName) => Sources.Single(source => source.HintName == hintName).SourceText.ToString();
}
