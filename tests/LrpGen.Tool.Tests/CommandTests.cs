using System.Text.Json;
using LrpGen.Tool.Compiling;
using LrpGen.Tool.Explaining;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Tests;

/// <summary>The commands beside explain, and what they share.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly Workspace _work = new();

    public static TheoryData<string> JsonCommands => ["composites", "colormaps", "classes", "classes mnist", "inspect M", "import M -o D"];

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Imported_files_make_a_network_that_says_the_same()
    {
        ToolRun run = await _work.RunAsync("import", _work.Mnist, "-o", _work.In("net"), "--namespace", "Digits", "--class", "Reader", "--rules", _work.MnistRules, "--classes", "mnist", "--ledger");
        run.AssertGood();
        Assert.Contains("[1, 28, 28] to [10]", run.Output);
        string declaration = await File.ReadAllTextAsync(_work.In("net/Reader.cs"), TestContext.Current.CancellationToken);
        byte[] assembly = NetworkCompiler.Compile(declaration, "reader", TestContext.Current.CancellationToken);
        var model = new ModelInfo { TypeName = "Digits.Reader", Hash = "", InputShape = [1, 28, 28], IsInputChannelsLast = false, OutputShape = [10], Layers = [], Notes = [], DataFiles = [] };
        using var loaded = LoadedNetwork.Load(assembly, _work.In("net/mnist-mlp.safetensors"), model);
        float[] input = Imaging.ImageReader.Load(_work.Digit("2-taken-for-7"), model.Input);
        loaded.Network.Forward(input);
        float[] relevance = loaded.Network.Explain("2").ToArray();
        Assert.Equal(3, loaded.Network.Ledger.Count);

        (await _work.RunAsync("explain", _work.Mnist, _work.Digit("2-taken-for-7"), "--target", "2", "--rules", _work.MnistRules, "--output", _work.In("R.npy"))).AssertGood();
        Assert.Equal(NpyFile.Load(_work.In("R.npy"), out _), relevance);
    }

    [Fact]
    public async Task Inspect_shows_layers_costs_and_tensors()
    {
        ToolRun model = await _work.RunAsync("inspect", _work.Mnist, "--rules", _work.MnistRules);
        model.AssertGood();
        Assert.All((string[])["[1, 28, 28] to [10]", "Linear(300)", "zbox(0, 1)", "gamma(0.25)", "235,200", "266,610", "workspace"], word => Assert.Contains(word, model.Output));
        ToolRun weights = await _work.RunAsync("inspect", Path.Combine(AppContext.BaseDirectory, "data", "mnist-mlp.safetensors"));
        weights.AssertGood();
        Assert.All((string[])["1.weight", "[300, 784]", "6 tensors, 266,610 values"], word => Assert.Contains(word, weights.Output));
    }

    [Theory]
    [MemberData(nameof(JsonCommands))]
    public async Task Machines_get_one_document(string command)
    {
        ToolRun run = await _work.RunAsync([.. command.Split(' ').Select(word => word switch { "M" => _work.Mnist, "D" => _work.In("net"), _ => word }), "--json"]);
        run.AssertGood();
        using JsonDocument document = JsonDocument.Parse(Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.NotEqual(JsonValueKind.Null, document.RootElement.ValueKind);
    }

    [Fact]
    public async Task Terminals_get_lines_around_tables()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await Lrpgen.RunAsync(["colormaps"], new ToolContext(output, TextWriter.Null, _work.Cache) { IsOutTerminal = true }, TestContext.Current.CancellationToken));
        Assert.Contains("│ seismic", output.ToString());
    }

    [Theory]
    [InlineData("a\nb\r\nc\n\n")]
    [InlineData("[\"a\", \"b\", \"c\"]")]
    [InlineData("{\"classes\": [\"a\", \"b\", \"c\"]}")]
    [InlineData("{\"0\": \"a\", \"2\": [\"n1\", \"c\"], \"1\": \"b\"}")]
    public void Names_are_read_from_lines_and_from_JSON(string text) =>
        Assert.Equal(["a", "b", "c"], ClassNames.Load(_work.Write("names", text)).Names);

    [Theory]
    [InlineData("4 5 3", 1, false)]
    [InlineData("1 4 5 3", 1, true)]
    [InlineData("2 4 5 3", 2, true)]
    public void A_model_with_channels_last_takes_arrays_of_its_own_shape(string sizes, long samples, bool isBatch)
    {
        SampleLayout? layout = SampleLayout.Find([.. sizes.Split(' ').Select(long.Parse)], new Shape(3, 4, 5), isModelChannelsLast: true);
        Assert.Equal(new SampleLayout(samples, isBatch, IsChannelsLast: true), layout);
        Assert.Null(SampleLayout.Find([.. sizes.Split(' ').Select(long.Parse)], new Shape(3, 4, 5), isModelChannelsLast: false));
    }

    [Fact]
    public void Channels_come_first_and_go_last_again()
    {
        float[] last = [.. Enumerable.Range(0, 24).Select(static k => (float)k)];
        var first = new float[24];
        var again = new float[24];
        SampleLayout.ToChannelsFirst(last, new Shape(2, 3, 4), first);
        Assert.Equal([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23], first);
        SampleLayout.ToChannelsLast(first, new Shape(2, 3, 4), again);
        Assert.Equal(last, again);
    }

    [Fact]
    public async Task Help_names_every_command_and_option_of_the_documentation()
    {
        string help = (await _work.RunAsync("--help")).Output;
        Assert.All((string[])["explain", "import", "inspect", "classes", "composites", "colormaps"], command => Assert.Contains(command, help));
        string explain = (await _work.RunAsync("explain", "--help")).Output;
        string[] options =
        [
            "--target", "--composite", "--low", "--high", "--rules", "--stabilizer", "--pooling", "--mean", "--std", "--scale", "--size", "--classes", "--output", "--heatmap",
            "--colormap", "--layer", "--ledger", "--threads", "--report", "--shard", "--json",
        ];
        Assert.All(options, option => Assert.Contains(option, explain));
    }
}
