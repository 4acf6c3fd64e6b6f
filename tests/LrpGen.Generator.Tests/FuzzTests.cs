using System.Collections.Immutable;
using CsCheck;
using LrpGen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LrpGen.Generator.Tests;

/// <summary>Random declarations, a hundred of them or as many as LRPGEN_FUZZ says.</summary>
public class FuzzTests
{
    // The missing half's: a partial property without an implementation.
    private const string Unimplemented = "CS9248";

    private static readonly int Declared = Fuzzing.Cases(100);

    [Fact]
    public void Whatever_is_declared_the_generator_neither_crashes_nor_wavers_and_what_it_accepts_compiles()
    {
        int accepted = 0;
        int refused = 0;
        Declarations.Source.Check(100, source =>
        {
            if (Check(source))
                Interlocked.Increment(ref accepted);
            else
                Interlocked.Increment(ref refused);
        });
        Assert.True(accepted > Declared / 20 && refused > Declared / 20, $"{accepted} accepted and {refused} refused: the declarations test one side alone.");
    }

    /// <summary>Checks one declaration; whether it was accepted.</summary>
    private static bool Check(string source)
    {
        CSharpCompilation before = Harness.Compile(source);
        GeneratorDriver driver = Harness.CreateDriver().RunGeneratorsAndUpdateCompilation(
            before, out Compilation after, out ImmutableArray<Diagnostic> reported, CancellationToken.None);
        GeneratorRunResult result = Harness.ResultOf(driver);
        Assert.Equal(Everything(driver), Everything(Harness.Drive(Harness.Compile(source))));

        // Where a class cannot be reopened, its missing half is the compiler's to tell; of what is no class the generator says nothing.
        bool isAccepted = result.GeneratedSources.Length > 0 && !reported.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        string[] own = [.. Errors(before).Select(static diagnostic => diagnostic.Id).Where(static id => id != Unimplemented)];
        if (isAccepted || result.GeneratedSources.Length == source.Split("[Network").Length - 1)
            Assert.DoesNotContain(Errors(after), diagnostic => !own.Contains(diagnostic.Id));
        return isAccepted;
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS1591");

    private static string Everything(GeneratorDriver driver)
    {
        GeneratorRunResult result = Harness.ResultOf(driver);
        return string.Join(
            "\n",
            result.GeneratedSources.Select(static source => source.SourceText.ToString()).Concat(result.Diagnostics.Select(static diagnostic => diagnostic.ToString())));
    }
}
