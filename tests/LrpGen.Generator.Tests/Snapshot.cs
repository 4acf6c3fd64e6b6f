using System.Runtime.CompilerServices;
using System.Text;

namespace LrpGen.Generator.Tests;

/// <summary>
/// Compares texts with files beside the tests: <c>Class.Method.verified.cs</c>. What differs is written to
/// <c>Class.Method.received.cs</c>. With <c>LRPGEN_UPDATE_SNAPSHOTS=1</c> the files are written anew, but never where CI is set.
/// </summary>
internal sealed class Snapshot(string folder, bool updates, bool isCI)
{
    private const string Verified = ".verified.cs";

    /// <summary>The snapshots of this project.</summary>
    public static Snapshot OfProject { get; } = new(
        ProjectFolder(),
        Environment.GetEnvironmentVariable("LRPGEN_UPDATE_SNAPSHOTS") == "1",
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")));

    public void Verify(string text, string className, [CallerMemberName] string method = "")
    {
        string verified = Path.Combine(folder, $"{className}.{method}{Verified}");
        string received = Path.Combine(folder, $"{className}.{method}.received.cs");
        if (updates && isCI)
            throw new InvalidOperationException("Snapshots are not updated where CI is set: look at them on your own machine.");
        string? expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        File.Delete(received);
        if (text == expected)
            return;
        if (updates)
        {
            File.WriteAllText(verified, text);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(expected is null
            ? $"There is no {Path.GetFileName(verified)}. If {Path.GetFileName(received)} is right, run again with LRPGEN_UPDATE_SNAPSHOTS=1."
            : $"{Path.GetFileName(verified)} differs (- expected, + received):\n{Difference(expected.Split('\n'), text.Split('\n'))}");
    }

    /// <summary>The verified files that belong to no test.</summary>
    public IEnumerable<string> Extra(IEnumerable<string> tests) => Directory
        .EnumerateFiles(folder, "*" + Verified)
        .Select(static file => Path.GetFileName(file)[..^Verified.Length])
        .Except(tests)
        .Order(StringComparer.Ordinal);

    /// <summary>The lines that differ, each run of them under the number of its first line.</summary>
    public static string Difference(string[] expected, string[] received)
    {
        // common[i, j] is the number of lines that the rests from line i and line j have in common, in order.
        int[,] common = new int[expected.Length + 1, received.Length + 1];
        for (int i = expected.Length - 1; i >= 0; i--)
        {
            for (int j = received.Length - 1; j >= 0; j--)
                common[i, j] = expected[i] == received[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var text = new StringBuilder();
        bool inRun = false;
        for (int i = 0, j = 0; i < expected.Length || j < received.Length;)
        {
            if (i < expected.Length && j < received.Length && expected[i] == received[j])
            {
                (i, j, inRun) = (i + 1, j + 1, false);
                continue;
            }

            if (!inRun)
                text.Append("line ").Append(i + 1).Append(":\n");
            inRun = true;
            bool isRemoved = j == received.Length || (i < expected.Length && common[i + 1, j] >= common[i, j + 1]);
            text.Append(isRemoved ? "- " + expected[i++] : "+ " + received[j++]).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The folder with this project's file, above the built tests; the sources' own paths may be mapped by the build.</summary>
    private static string ProjectFolder()
    {
        string project = typeof(Snapshot).Assembly.GetName().Name + ".csproj";
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (at.EnumerateFiles(project).Any())
                return at.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run below their project's folder.");
    }
}
