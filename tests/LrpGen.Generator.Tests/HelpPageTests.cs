using LrpGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LrpGen.Generator.Tests;

/// <summary>The pages under docs/diagnostics are true, and none is missing.</summary>
public class HelpPageTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(static descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_wrong_declaration_is_told_at_the_marked_place_and_nothing_else_is_told(string id)
    {
        HelpPage page = HelpPage.Read(id);
        RunResult result = Harness.Run(page.Wrong);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        LinePositionSpan place = diagnostic.Location.GetLineSpan().Span;
        LinePosition visible = new(place.Start.Line, Math.Max(place.Start.Character, 2));
        Assert.Equal(page.Marked(), new LinePositionSpan(visible, place.End));
        Assert.Empty(result.ErrorsInGeneratedCode);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_right_declaration_compiles_without_a_word(string id)
    {
        RunResult result = Harness.Run(HelpPage.Read(id).Right);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        Assert.NotEmpty(result.Sources);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_has_the_title_and_a_reason_of_a_few_sentences(string id)
    {
        HelpPage page = HelpPage.Read(id);
        Assert.Equal($"{id}: {Descriptors.Get(id).Title}", page.Title);
        Assert.InRange(page.Why.ReplaceLineEndings(" ").Split(". ").Length - 1, 2, 4);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", Descriptors.Get(id).HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_index_and_release_notes_list_the_diagnostics_and_no_others()
    {
        DiagnosticDescriptor[] all = [.. Descriptors.All.OrderBy(static descriptor => descriptor.Id, StringComparer.Ordinal)];
        Assert.Equal(
            all.Select(static descriptor => descriptor.Id + ".md").Append("README.md"),
            Directory.EnumerateFileSystemEntries(HelpPage.Folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(
            all.Select(static descriptor => $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.Title} |"),
            RowsOf(Path.Combine(HelpPage.Folder, "README.md"), "| ["));
        Assert.Equal(
            all.Select(static descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
            RowsOf(Path.Combine(HelpPage.Repository(), "generator", "LrpGen.Generator", "AnalyzerReleases.Unshipped.md"), "LRPG"));
    }

    private static IEnumerable<string> RowsOf(string file, string start) =>
        File.ReadLines(file).Where(line => line.StartsWith(start, StringComparison.Ordinal));
}
