using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace LrpGen.Generator.Tests;

/// <summary>A page under docs/diagnostics: a title, why it is an error, a wrong declaration and the remedy.</summary>
internal sealed partial record HelpPage(string Title, string Why, string Wrong, string Right)
{
    /// <summary>The folder of the pages.</summary>
    public static string Folder { get; } = Path.Combine(Repository(), "docs", "diagnostics");

    /// <summary>The checkout that the tests were built in.</summary>
    public static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LrpGen.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside a checkout.");
    }

    public static HelpPage Read(string id)
    {
        Match page = Form().Match(File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n"));
        return page.Success
            ? new HelpPage(page.Groups["title"].Value, page.Groups["why"].Value, page.Groups["wrong"].Value, page.Groups["right"].Value)
            : throw new FormatException($"{id}.md is not a title, a reason, a 'csharp wrong' block and a 'csharp right' block.");
    }

    /// <summary>The place in the wrong declaration that a line of carets marks in the line above; the slashes hide the first two columns.</summary>
    public LinePositionSpan Marked()
    {
        string[] lines = Wrong.Split('\n');
        int marker = Array.FindIndex(lines, static line => Carets().IsMatch(line));
        Assert.True(marker > 0 && marker == Array.FindLastIndex(lines, static line => Carets().IsMatch(line)), "One line of carets marks the place.");
        return new LinePositionSpan(new LinePosition(marker - 1, lines[marker].IndexOf('^')), new LinePosition(marker - 1, lines[marker].Length));
    }

    [GeneratedRegex(@"\A# (?<title>[^\n]+)\n\n(?<why>(?:[^\n`#][^\n]*\n|`[^`\n]+`[^\n]*\n)+)\n```csharp wrong\n(?<wrong>.*?)\n```\n\n```csharp right\n(?<right>.*?)\n```\n\z", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"^// *\^+$")]
    private static partial Regex Carets();
}
