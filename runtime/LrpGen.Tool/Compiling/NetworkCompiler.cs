using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using LrpGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LrpGen.Tool.Compiling;

/// <summary>
/// Compiles a declaration with the generator in this process. The one place that knows the C# compiler, which is not even loaded while
/// nothing needs compiling.
/// </summary>
internal static class NetworkCompiler
{
    /// <summary>Compiles a declaration.</summary>
    /// <param name="declaration">A whole C# file.</param>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The assembly's bytes.</returns>
    /// <exception cref="ToolException">The declaration is refused: the message is the first error's.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static byte[] Compile(string declaration, string assembly, CancellationToken cancellation)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None);
        var compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(declaration, parsing, path: "Declaration.cs", cancellationToken: cancellation)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new LrpGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported, cancellation);
        Check(reported);
        using var image = new MemoryStream();
        Check(generated.Emit(image, cancellationToken: cancellation).Diagnostics);
        return image.ToArray();
    }

    // The framework that runs the tool and the runtime beside it: nothing has to be installed.
    private static IEnumerable<MetadataReference> References()
    {
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")
            ?? throw new InvalidOperationException("The host does not say where the framework is.");
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(INetwork).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path));
    }

    private static void Check(ImmutableArray<Diagnostic> diagnostics)
    {
        Diagnostic[] errors = [.. diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (errors.Length == 0)
            return;
        string more = errors.Length == 1 ? "" : $" (and {errors.Length - 1} more)";
        throw new ToolException($"the model does not compile with these rules: {errors[0].GetMessage(CultureInfo.InvariantCulture)} [{errors[0].Id}]{more}");
    }
}
