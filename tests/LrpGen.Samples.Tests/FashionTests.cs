using LrpGen.Imaging;
using LrpGen.Samples.Fashion;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

public sealed class FashionTests : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");
    private static readonly string[] Garments = ["ankle-boot", "bag", "dress", "sandal", "sneaker", "t-shirt", "trouser"];
    private readonly Sample _sample = new("Fashion");

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "none.png: there is no such file", ["none.png"] },
        { "large.png: should have 28 x 28 pixels; found 32 x 28", ["large.png"] },
        { "text.png: is no picture that can be read", ["text.png"] },
        { "--class takes one of T-shirt/top, Trouser,", ["--class", "hat"] },
        { "no option '--network'", ["--network", "vgg"] },
        { "fashion-vgg.safetensors: there is no such file", ["--models", "nowhere"] },
        { "fashion-resnet.safetensors: ", ["--models", "broken"] },
        { "ankle-boot.png: cannot be written", ["--output", "text.png/below"] },
    };

    public static TheoryData<string> Models => ["fashion-vgg", "fashion-resnet"];

    public void Dispose() => _sample.Dispose();

    [Theory]
    [MemberData(nameof(Models))]
    public void Scores_are_those_of_the_onnx_model(string name)
    {
        using var model = new OnnxModel(name);
        using INetwork network = Load(name);
        var random = new Random(1);
        IEnumerable<float[]> noise = Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 784).Select(_ => random.NextSingle()).ToArray());
        foreach (float[] input in noise.Concat(Garments.Select(Pixels)))
        {
            float[] scores = network.Forward(input).ToArray();
            Bits.AssertEqual(scores, network.Predict(input));
            model.AssertSameLogits(input, network.Logits);
        }
    }

    [Theory]
    [InlineData("fashion-vgg", "Ankle boot, Bag, Dress, Sandal, Sandal, T-shirt/top, Trouser")]
    [InlineData("fashion-resnet", "Ankle boot, Bag, Dress, Sandal, Sneaker, T-shirt/top, Trouser")]
    public void The_garments_are_recognized_and_the_scores_accounted_for(string name, string expected)
    {
        using INetwork network = Load(name);
        var found = new List<string>();
        foreach (string garment in Garments)
        {
            var explanation = Explanation.Of(network, Pixels(garment), null);
            found.Add(explanation.Explained);
            Assert.Equal(explanation.Predicted, explanation.Explained);
            network.Explain(explanation.Explained);
            double lost = network.Ledger.Sum(static entry => entry.AbsorbedByBias + entry.TakenByStabilizer + entry.Dropped);
            Assert.Equal(explanation.Score, explanation.RelevanceSum + lost, 1e-3);
        }

        Assert.Equal(expected, string.Join(", ", found));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Black_pixels_get_no_relevance_and_the_handle_makes_the_bag(string name)
    {
        using INetwork network = Load(name);
        float[] pixels = Pixels("bag");
        network.Forward(pixels);
        float[] relevance = network.Explain("Bag").ToArray();
        Assert.All(pixels.Zip(relevance), static pair => Assert.True(pair.First > 0 || pair.Second == 0));

        // The handle is above row 12, an eighth of the bright pixels.
        const int Handle = 12 * 28;
        Assert.InRange(pixels[..Handle].Count(static value => value > 0), 1, pixels.Count(static value => value > 0) / 6);
        Assert.InRange(relevance[..Handle].Sum() / relevance.Sum(), 0.3, 1);
    }

    [Fact]
    public void The_readme_shows_all_garments()
    {
        INetwork[] networks = [Load("fashion-vgg"), Load("fashion-resnet")];
        DocumentedPicture.Check("fashion-overview.png", Sheets.Overview([.. Garments.Select(name => Garment.Of(networks, Pixels(name), name, null))]));
        Array.ForEach(networks, static network => network.Dispose());
    }

    [Fact]
    public void Without_arguments_every_garment_gets_a_line_for_each_network_and_a_sheet()
    {
        SampleRun run = _sample.Run("--info");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.All(Garments, garment => Assert.Equal(2, run.Output.Split('\n').Count(line => line.Contains($" {garment} ", StringComparison.Ordinal))));
        Assert.Contains("Block3Shortcut", run.Output);
        IEnumerable<string> sheets = Directory.GetFiles(_sample.In("explanations")).Select(static path => Path.GetFileNameWithoutExtension(path));
        Assert.Equal(Garments.Append("overview").Order(StringComparer.Ordinal), sheets.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Pictures_of_ones_own_are_inverted_and_explained_for_the_class_asked()
    {
        Picture sneaker = Picture.Load(Path.Combine(Data, "garments/sneaker.png"));
        var paper = new Picture(28, 28);
        for (int k = 0; k < 784; k++)
        {
            byte ink = (byte)(255 - sneaker[k % 28, k / 28].R);
            paper[k % 28, k / 28] = new Color(ink, ink, ink);
        }

        paper.Save(_sample.In("own.png"));
        paper.Save(_sample.In("below/own.png"));
        SampleRun run = _sample.Run("own.png", "below/own.png", "--invert", "--class", "ankle BOOT", "--output", "here");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Matches(@"own +\S Vgg +\S Sandal +\S Ankle boot \S +3\.87", run.Output);
        Assert.Matches(@"own-2 +\S ResNet +\S Sneaker +\S Ankle boot \S +0\.97", run.Output);
        Assert.Equal(3, Directory.GetFiles(_sample.In("here")).Length);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gives_one_line(string expected, string[] arguments)
    {
        new Picture(32, 28).Save(_sample.In("large.png"));
        File.WriteAllText(_sample.In("text.png"), "This is neither a picture nor a weight file.");
        Directory.CreateDirectory(_sample.In("broken"));
        File.Copy(WeightsOf("fashion-vgg"), _sample.In("broken/fashion-vgg.safetensors"));
        File.Copy(WeightsOf("fashion-vgg"), _sample.In("broken/fashion-resnet.safetensors"));
        _sample.Run(arguments).AssertFailed(expected);
    }

    private static string WeightsOf(string name) => Path.Combine(Data, name + ".safetensors");

    private static INetwork Load(string name) =>
        name == "fashion-vgg" ? FashionVgg.Load(WeightsOf(name)) : FashionResNet.Load(WeightsOf(name));

    private static float[] Pixels(string garment) => ImageReader.Load(Path.Combine(Data, "garments", garment + ".png"), FashionVgg.InputShape);
}
