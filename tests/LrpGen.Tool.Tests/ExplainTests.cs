using System.Text;
using System.Text.Json;
using LrpGen.Imaging;
using LrpGen.Onnx.Testing;
using LrpGen.Reference;

namespace LrpGen.Tool.Tests;

/// <summary>lrpgen explain on one file: arrays and pictures in, relevances and heat maps out.</summary>
public sealed class ExplainTests : IDisposable
{
    private static readonly float[] Inputs = [1, -2, 3, 0.5f, 0, 1, -1, 2, -0.5f, 0.25f, 2, -3];

    private readonly Workspace _work = new();

    // A target, and what it means for each of three samples: indices joined by +; t is the top one.
    public static TheoryData<string, string[]> Targets => new()
    {
        { "top", ["t", "t", "t"] },
        { "2", ["2", "2", "2"] },
        { "@0,2,1", ["0", "2", "1"] },
        { "all-of:0,2", ["0+2", "0+2", "0+2"] },
        { "all-of:1", ["1", "1", "1"] },
        { "tabby", ["1", "1", "1"] },
        { "Egyptian Cat", ["0", "0", "0"] },
        { "wolf", ["2", "2", "2"] },
        { "@tabby,0,grey wolf", ["1", "0", "2"] },
    };

    public void Dispose() => _work.Dispose();

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_batch_keeps_its_shape_and_every_target_its_meaning(string target, string[] meanings)
    {
        string model = _work.Small();
        string classes = _work.Write("names.txt", "Egyptian cat\ntabby\nwolf, grey wolf\n\n");
        string input = _work.In("batch.npy"), output = _work.In("out/R.npy");
        NpyFile.Save(input, Inputs, new Shape(3, 4));
        (await _work.RunAsync("explain", model, input, "--target", target, "--composite", "epsilon-plus", "--classes", classes, "--output", output)).AssertGood();

        SmallNetwork network = await ReferenceAsync(model);
        float[] relevances = NpyFile.Load(output, out Shape shape);
        Assert.Equal(new Shape(3, 4), shape);
        for (int k = 0; k < 3; k++)
        {
            float[] sample = Inputs[(4 * k)..(4 * (k + 1))];
            IEnumerable<double[]> parts = meanings[k].Split('+').Select(word => network.Explain(sample, word == "t" ? network.Top(sample) : int.Parse(word)));
            double[] expected = parts.Aggregate(static (sum, part) => [.. sum.Zip(part, static (a, b) => a + b)]);
            Assert.InRange(Agreement.RelativeError(relevances.AsSpan(4 * k, 4), expected), 0, Agreement.Tolerance);
        }
    }

    [Theory]
    [InlineData("(4,)", false)]
    [InlineData("(1, 4)", true)]
    [InlineData("(1, 4)", false)]
    [InlineData("(4, 1)", false)]
    public async Task Arrays_of_other_types_and_orders_are_taken_as_they_are(string shape, bool isFortranOrder)
    {
        string model = _work.Small();
        string header = $"{{'descr': '>f8', 'fortran_order': {(isFortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        byte[] values = [.. Inputs[..4].SelectMany(static value => BitConverter.GetBytes((double)value).Reverse())];
        string input = _work.In("one.npy"), output = _work.In("R.npy");
        await File.WriteAllBytesAsync(input, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. values], TestContext.Current.CancellationToken);
        (await _work.RunAsync("explain", model, input, "--target", "1", "--composite", "epsilon-plus", "-o", output)).AssertGood();
        float[] relevance = NpyFile.Load(output, out Shape found);
        Assert.Equal(shape.Replace(",)", ")", StringComparison.Ordinal).Trim('(', ')'), string.Join(", ", found.Sizes.ToArray()));
        double[] expected = (await ReferenceAsync(model)).Explain(Inputs[..4], 1);
        Assert.InRange(Agreement.RelativeError(relevance, expected), 0, Agreement.Tolerance);
    }

    [Fact]
    public async Task Sizes_that_a_model_leaves_open_are_told()
    {
        var model = new OnnxBuilder();
        string kernel = model.Weight("conv.weight", [1, 1, 1, 1], [2]);
        string sums = model.Node("GlobalAveragePool", [model.Node("Conv", [model.Input("x", "N", 1, "height", "width"), kernel])]);
        model.Output(model.Node("Flatten", [sums]), "N", 1);
        model.Save(_work.In("open.onnx"));
        NpyFile.Save(_work.In("x.npy"), [1, 2, 3, 4, 5, 9], new Shape(1, 2, 3));
        (await _work.RunAsync("explain", _work.In("open.onnx"), _work.In("x.npy"), "--shape", "1,2,3", "--composite", "epsilon-plus", "--output", _work.In("R.npy"))).AssertGood();

        // A mean of twice the values: each gives its share of 8.
        float[] relevance = NpyFile.Load(_work.In("R.npy"), out _);
        Assert.InRange(Agreement.RelativeError(relevance, [1 / 3.0, 2 / 3.0, 1, 4 / 3.0, 5 / 3.0, 3]), 0, Agreement.Tolerance);
    }

    [Fact]
    public async Task A_picture_gives_relevances_and_a_heat_map()
    {
        string output = _work.In("R.npy"), heatmap = _work.In("H.png");
        ToolRun run = await _work.RunAsync(
            "explain", _work.Mnist, _work.Digit("2-taken-for-7"), "--target", "2", "--rules", _work.MnistRules, "--output", output, "--heatmap", heatmap, "--colormap", "seismic");
        run.AssertGood();
        Assert.Contains("8.1", run.Output);
        float[] relevance = NpyFile.Load(output, out Shape shape);
        Assert.Equal(new Shape(1, 28, 28), shape);
        Picture expected = Heatmap.Render(relevance, shape, new HeatmapOptions { Colormap = Colormap.Get("seismic"), Zoom = 8 });
        Assert.Equal(expected.Pixels.ToArray(), Picture.Load(heatmap).Pixels.ToArray());

        // The picture's pixels over 255 in an array are the same input.
        string array = _work.In("pixels.npy");
        NpyFile.Save(array, ImageReader.Load(_work.Digit("2-taken-for-7"), shape), new Shape(28, 28));
        (await _work.RunAsync("explain", _work.Mnist, array, "--target", "2", "--rules", _work.MnistRules, "--output", _work.In("A.npy"))).AssertGood();
        Assert.Equal(relevance, NpyFile.Load(_work.In("A.npy"), out shape));
        Assert.Equal(new Shape(28, 28), shape);
    }

    [Fact]
    public async Task Pictures_are_scaled_cropped_and_normalized_as_told()
    {
        var picture = new Picture(60, 40);
        for (int k = 0; k < 2400; k++)
            picture[k % 60, k / 60] = new Color((byte)(k % 251), (byte)(k % 251), (byte)(k % 251));
        picture.Save(_work.In("p.png"));
        await Check(["--scale", "1/128", "--mean", "0.5", "--std", "2", "--size", "32"], new ImageOptions { Scale = 1f / 128, Mean = [0.5f], Std = [2], ResizeShorterSide = 32, CenterCrop = true });
        await Check(["--size", "fit"], new ImageOptions { ResizeToFit = true });
        await Check([], new ImageOptions { ResizeShorterSide = 28, CenterCrop = true });

        async Task Check(string[] options, ImageOptions same)
        {
            string output = _work.In("R.npy"), expected = _work.In("E.npy"), array = _work.In("a.npy");
            NpyFile.Save(array, ImageReader.Load(_work.In("p.png"), new Shape(1, 28, 28), same), new Shape(1, 28, 28));
            string[] rules = ["--target", "3", "--composite", "epsilon-plus"];
            (await _work.RunAsync(["explain", _work.Mnist, _work.In("p.png"), "--output", output, .. rules, .. options])).AssertGood();
            (await _work.RunAsync(["explain", _work.Mnist, array, "--output", expected, .. rules])).AssertGood();
            Assert.Equal(NpyFile.Load(expected, out _), NpyFile.Load(output, out _));
        }
    }

    [Fact]
    public async Task Several_samples_get_numbered_heat_maps_and_the_books_of_each()
    {
        string model = _work.Small();
        string input = _work.In("batch.npy");
        NpyFile.Save(input, Inputs, new Shape(3, 4));
        ToolRun run = await _work.RunAsync("explain", model, input, "--composite", "epsilon-plus", "--heatmap", _work.In("H.png"), "--ledger", "--json");
        run.AssertGood();
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement[] samples = [.. document.RootElement.GetProperty("samples").EnumerateArray()];
        SmallNetwork network = await ReferenceAsync(model);
        for (int k = 0; k < 3; k++)
        {
            float[] sample = Inputs[(4 * k)..(4 * (k + 1))];
            int top = network.Top(sample);
            Assert.Equal((k, top, top), (samples[k].GetProperty("sample").GetInt32(), samples[k].GetProperty("top").GetInt32(), samples[k].GetProperty("targets")[0].GetInt32()));
            Assert.Equal(network.Scores(sample)[top], samples[k].GetProperty("score").GetDouble(), 1e-5);
            JsonElement[] ledger = [.. samples[k].GetProperty("ledger").EnumerateArray()];
            Assert.Equal(["Fc1", "Fc2"], ledger.Select(static entry => entry.GetProperty("step").GetString()));
            Assert.Equal(network.Scores(sample)[top], ledger[1].GetProperty("received").GetDouble(), 1e-5);
            Assert.Equal(samples[k].GetProperty("relevanceSum").GetDouble(), ledger[0].GetProperty("passedOn").GetDouble(), 1e-5);
            Assert.True(File.Exists(_work.In($"H-{k}.png")));
        }
    }

    [Fact]
    public async Task People_see_a_table_and_the_books()
    {
        ToolRun run = await _work.RunAsync("explain", _work.Mnist, _work.Digit("3"), "--rules", _work.MnistRules, "--classes", "mnist", "--ledger", "--output", _work.In("R.npy"));
        run.AssertGood();
        string[] lines = run.Output.Split('\n');
        Assert.Equal("sample  top class  explained    score  sum of relevance", lines[0]);
        Assert.Matches("^ +0  3          3 ", lines[1]);
        Assert.Contains("ledger", lines);
        Assert.Contains($"relevances: {_work.In("R.npy")}", lines);
    }

    [Fact]
    public async Task What_is_left_out_of_a_model_is_told_at_every_run_beside_the_results()
    {
        var model = new OnnxBuilder();
        string scores = model.Node("Gemm", [model.Input("input", "N", 2), model.Weight("fc.weight", [2, 2], [1, 2, 3, 4])], "/fc/Gemm");
        model.Output(model.Node("LogSoftmax", [scores], "/LogSoftmax"), "N", 2);
        model.Save(_work.In("log.onnx"));
        NpyFile.Save(_work.In("x.npy"), [1, 2], new Shape(2));
        for (int k = 0; k < 2; k++)
        {
            ToolRun run = await _work.RunAsync("explain", _work.In("log.onnx"), _work.In("x.npy"), "--composite", "epsilon-plus", "--output", _work.In("R.npy"), "--json");
            Assert.Equal((0, "note: The final LogSoftmax '/LogSoftmax' is left out: the network gives the logits, from which explanations start.\n"), (run.ExitCode, run.Errors));
            Assert.Equal(1, JsonDocument.Parse(run.Output).RootElement.GetProperty("samples").GetArrayLength());
        }
    }

    /// <summary>The reference reads the weights that the importer writes, which the stored cases show to be right.</summary>
    private async Task<SmallNetwork> ReferenceAsync(string model)
    {
        (await _work.RunAsync("import", model, "-o", _work.In("imported"))).AssertGood();
        return new SmallNetwork(_work.In("imported/small.safetensors"));
    }
}
