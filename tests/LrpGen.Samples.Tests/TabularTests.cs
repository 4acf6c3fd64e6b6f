using LrpGen.Samples.Tabular;

namespace LrpGen.Samples.Tests;

public sealed class TabularTests : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");
    private static readonly string Weights = Path.Combine(Data, "breast-cancer-mlp.safetensors");
    private static readonly string TestRows = Path.Combine(Data, "breast-cancer-test.csv");
    private static readonly Scaling Scaling = Scaling.Load(Path.Combine(Data, "breast-cancer-mlp.json"));
    private static readonly FeatureRow[] Rows = FeatureTable.Load(TestRows, Scaling.Features, 2);
    private readonly Sample _sample = new("Tabular");

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "There is no row 115; the table has 114", ["115"] },
        { "There is no row 0;", ["0"] },
        { "A row is a number or 'all'; found 'first'", ["first"] },
        { "no option '--rows'", ["--rows", "1"] },
        { "--class takes malignant or benign; found '1'", ["--class", "1"] },
        { "none.csv: cannot be read", ["--table", "none.csv"] },
        { "text.csv: has no column 'mean radius'", ["--table", "text.csv"] },
        { "empty.csv: has no column 'mean radius'", ["--table", "empty.csv"] },
        { "short.csv: line 4 should have 31 cells, as the header has; found 2", ["--table", "short.csv"] },
        { "word.csv: line 2, mean texture: should be a number; found 'coarse'", ["--table", "word.csv"] },
        { "class.csv: line 2: the class is a number from 0 to 1; found '2'", ["--table", "class.csv"] },
        { "text.csv: ", ["--weights", "text.csv"] },
        { "row-33.png: cannot be written", ["--output", "text.csv/below"] },
    };

    public void Dispose() => _sample.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    public void The_features_of_every_row_add_up_to_the_score(int? asked)
    {
        using var network = TumorNetwork.Load(Weights);
        Assert.All(Rows, row =>
        {
            var explanation = Explanation.Of(network, row, Scaling, asked);
            double size = explanation.Reasons.Sum(static reason => Math.Abs(reason.Relevance));
            Assert.Equal(explanation.Score, explanation.Reasons.Sum(static reason => (double)reason.Relevance), 1e-4 * size);
        });
    }

    [Fact]
    public void Without_its_strongest_reason_a_class_mostly_loses_score()
    {
        using var network = TumorNetwork.Load(Weights);
        int lower = Rows.Count(row =>
        {
            var explanation = Explanation.Of(network, row, Scaling, null);
            float[] values = [.. row.Values];
            int strongest = Array.IndexOf(Scaling.Features, explanation.Reasons[0].Name);
            values[strongest] = Scaling.Mean[strongest];
            return Explanation.Of(network, row with { Values = values }, Scaling, explanation.Explained).Score < explanation.Score;
        });
        Assert.InRange(lower, 112, 114);
    }

    [Fact]
    public void The_missed_tumor_is_explained_as_worked_out_in_float64()
    {
        using var network = TumorNetwork.Load(Weights);
        var explanation = Explanation.Of(network, Rows[32], Scaling, null);
        Assert.Equal((0, 1, 1), (explanation.Row.Truth, explanation.Predicted, explanation.Explained));
        Assert.Equal(1.4743498, explanation.Score, 1e-4);
        (string, double)[] expected =
        [
            ("fractal dimension error", 4.3568), ("compactness error", 2.62579), ("worst symmetry", 1.39012), ("concave points error", -2.08895),
        ];
        Assert.All(expected.Zip(explanation.Strongest(4)), static pair =>
        {
            Assert.Equal(pair.First.Item1, pair.Second.Name);
            Assert.Equal(pair.First.Item2, pair.Second.Relevance, 1e-3);
        });
        DocumentedPicture.Check("tabular-row-33.png", Charts.Row(explanation, network.Info.Classes));
    }

    [Fact]
    public void Scores_are_those_of_the_onnx_model()
    {
        using var model = new OnnxModel("breast-cancer-mlp");
        using var network = TumorNetwork.Load(Weights);
        foreach (FeatureRow row in Rows)
        {
            float[] input = Scaling.Standardize(row.Values);
            network.Forward(input);
            model.AssertSameLogits(input, network.Logits);
        }
    }

    [Fact]
    public void A_row_is_explained_in_full()
    {
        SampleRun run = _sample.Run("--ledger");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("row 33: malignant, taken for benign (87.4 %)", run.Output);
        Assert.All(Scaling.Features, feature => Assert.Contains($" {feature} ", run.Output));
        Assert.Matches(@"\bsum\b.*\+1\.47", run.Output);
        Assert.Contains("Hidden1", run.Output);
        Assert.Equal([_sample.In("explanations/row-33.png")], Directory.GetFiles(_sample.In("explanations")));
    }

    [Fact]
    public void All_rows_of_a_table_get_a_line_and_a_picture()
    {
        const int Count = 33;
        File.WriteAllLines(_sample.In("some.csv"), File.ReadLines(TestRows).Take(Count + 1));
        SampleRun run = _sample.Run("all", "--table", "some.csv", "--output", "here");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"{Count - 2} of {Count} rows taken for what they are", run.Output);
        Assert.Matches(@"33 +\S malignant +\S benign +\S fractal dimension error \+4\.36", run.Output);
        Assert.Equal(Count + 1, Directory.GetFiles(_sample.In("here"), "*.png").Length);
    }

    [Fact]
    public void The_network_gets_as_many_test_rows_right_as_it_is_said_to()
    {
        using var network = TumorNetwork.Load(Weights);
        Assert.Equal(111, Rows.Count(row => Explanation.Of(network, row, Scaling, null).Predicted == row.Truth));
    }

    [Fact]
    public void A_table_of_ones_own_needs_neither_order_nor_classes()
    {
        string[] lines = [.. File.ReadLines(TestRows).Take(3).Select(static line => string.Join(" , ", line.Split(',')[..^1].Reverse()))];
        File.WriteAllLines(_sample.In("own.csv"), lines);
        FeatureRow[] own = FeatureTable.Load(_sample.In("own.csv"), Scaling.Features, 2);
        Assert.Equal(Rows[..2].Select(static row => row.Values), own.Select(static row => row.Values));

        SampleRun run = _sample.Run("2", "--class", "malignant", "--table", "own.csv");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("row 2: taken for benign", run.Output);
        Assert.Contains("for malignant", run.Output);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gives_one_line(string expected, string[] arguments)
    {
        string[] lines = [.. File.ReadLines(TestRows).Take(2)];
        string[] cells = lines[1].Split(',');
        File.WriteAllText(_sample.In("text.csv"), "This is neither a table nor a weight file.");
        File.WriteAllText(_sample.In("empty.csv"), "");
        File.WriteAllLines(_sample.In("short.csv"), [.. lines, "", "1,2"]);
        File.WriteAllLines(_sample.In("word.csv"), [lines[0], string.Join(',', [cells[0], "coarse", .. cells[2..]])]);
        File.WriteAllLines(_sample.In("class.csv"), [lines[0], string.Join(',', [.. cells[..^1], "2"])]);
        _sample.Run(arguments).AssertFailed(expected);
    }
}
