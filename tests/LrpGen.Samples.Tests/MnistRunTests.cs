using System.Globalization;
using LrpGen.Imaging;
using LrpGen.Samples.Mnist;

namespace LrpGen.Samples.Tests;

public sealed class MnistRunTests : IDisposable
{
    private readonly Sample _sample = new();

    public static TheoryData<string> RuleNames => [.. RuleSets.Names];

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void Without_arguments_every_bundled_digit_gets_a_line_and_a_sheet()
    {
        SampleRun run = _sample.Run();
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        string[][] rows = Rows(run);
        Assert.Equal(MnistData.Names, rows.Select(static row => row[0]));
        Assert.Equal(["0", "1", "7", "2", "3", "4", "5", "6", "7", "8", "9"], rows.Select(static row => row[1]));
        Assert.Equal(rows.Select(static row => row[1]), rows.Select(static row => row[2]));

        string[] sheets = [.. Directory.GetFiles(_sample.In("explanations")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal([.. MnistData.Names.Select(static name => name + ".png"), "overview.png"], sheets);
        Assert.All(sheets, sheet => Assert.True(HasColors(Picture.Load(_sample.In($"explanations/{sheet}"))), sheet));
    }

    [Fact]
    public void A_2_taken_for_a_7_is_explained_for_the_class_asked()
    {
        SampleRun run = _sample.Run(MnistData.Digit("2-taken-for-7"), "--class", "2", "--output", "here", "--ledger", "--info");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        string[] row = Assert.Single(Rows(run));
        Assert.Equal(["2-taken-for-7", "7", "2"], row[..3]);
        Assert.Equal(8.160, Number(row[3]), 0.001);

        // The ledger is the asked class's, not that of whatever was explained last: its top layer receives the score.
        string[] top = run.Output.Split('\n').SkipWhile(static line => !line.Contains("explained for a 2", StringComparison.Ordinal))
            .First(static line => line.TrimStart().StartsWith("Scores", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Number(row[3]), Number(top[1]), 0.001);
        Assert.Contains("Hidden1", run.Output[..run.Output.IndexOf("explained", StringComparison.Ordinal)]);
        Assert.Equal([_sample.In("here/2-taken-for-7.png")], Directory.GetFiles(_sample.In("here")));
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_rule_set_can_be_chosen(string rules)
    {
        SampleRun run = _sample.Run(MnistData.Digit("2-taken-for-7"), "--rules", rules);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        string[] row = Assert.Single(Rows(run));
        Assert.Equal(["2-taken-for-7", "7", "7"], row[..3]);
        Assert.Equal(8.815, Number(row[3]), 0.001);
        using INetwork network = RuleSets.Load(rules, MnistData.Weights);
        Assert.Equal(ExplanationTests.Explain(network, "2-taken-for-7", 7).RelevanceSum, Number(row[4]), 0.001);
    }

    [Fact]
    public void A_picture_on_white_paper_is_inverted()
    {
        Picture picture = Picture.Load(MnistData.Digit("4"));
        var paper = new Picture(28, 28);
        for (int k = 0; k < 784; k++)
        {
            byte ink = (byte)(255 - picture[k % 28, k / 28].R);
            paper[k % 28, k / 28] = new Color(ink, ink, ink);
        }

        paper.Save(_sample.In("four.png"));
        Assert.Equal(
            Assert.Single(Rows(_sample.Run(MnistData.Digit("4"))))[1..],
            Assert.Single(Rows(_sample.Run("four.png", "--invert")))[1..]);
    }

    [Fact]
    public void Help_lists_every_rule_set_and_option()
    {
        SampleRun run = _sample.Run("--help");
        Assert.Equal(0, run.ExitCode);
        string[] options = ["--class", "--rules", "--output", "--weights", "--invert", "--ledger", "--info"];
        Assert.All(RuleSets.Names.Concat(options), name => Assert.Contains(name, run.Output));
    }

    /// <summary>The rows of the printed table, cell by cell.</summary>
    private static string[][] Rows(SampleRun run) =>
    [
        .. run.Output.Split('\n')
            .Where(static line => line.Count(static character => character is '│' or '|') == 6)
            .Select(static line => line.Split(['│', '|'], StringSplitOptions.TrimEntries)[1..^1])
            .Skip(1),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static bool HasColors(Picture picture)
    {
        for (int at = 0; at < picture.Pixels.Length; at += 4)
        {
            if (picture.Pixels[at] != picture.Pixels[at + 2])
                return true;
        }

        return false;
    }
}
