using LrpGen.Imaging;
using LrpGen.Reference;
using LrpGen.Samples.ImageNet;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

public sealed class ImageNetTests : IDisposable
{
    private static readonly string Photos = Path.Combine(AppContext.BaseDirectory, "data", "photos");
    private static readonly string Models = Path.Combine(PictureFiles.Root, "..", "shared", "models");
    private static readonly string Trained = Path.Combine(Models, "squeezenet-1.0.safetensors");
    private static readonly string Names = Path.Combine(Models, "imagenet-classes.txt");
    private readonly Sample _sample = new("ImageNet");

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "The weights are not bundled: --weights FILE takes", [] },
        { "none.safetensors: there is no such file", ["--weights", "none.safetensors"] },
        { "text.png: ", ["--weights", "text.png"] },
        { "other.safetensors: has the weights of none of SqueezeNet 1.0 ('fire2.squeeze1x1.weight'), ", ["--weights", "other.safetensors"] },
        { "deep.safetensors: tensor 'layer1.0.conv1.weight' should have the shape [64, 64, 3, 3]; found [64, 64, 1, 1]", ["--weights", "deep.safetensors"] },
        { "none.png: there is no such file", ["none.png", "--weights", "deep.safetensors"] },
        { "text.png: is no picture that can be read", ["text.png", "--weights", "deep.safetensors"] },
        { "--class takes a number from 0 to 999 or a name of a file that --names tells; found '1000'", ["--weights", "deep.safetensors", "--class", "1000"] },
        { "--class takes a number from 0 to 999 or a name of names.txt; found 'dragon'", ["--weights", "deep.safetensors", "--names", "names.txt", "--class", "dragon"] },
        { "short.txt: should have 1000 lines, a name for each class; found 2", ["--weights", "deep.safetensors", "--names", "short.txt"] },
        { "none.txt: cannot be read", ["--weights", "deep.safetensors", "--names", "none.txt"] },
        { "--count takes a number from 1 to 10; found '0'", ["--count", "0"] },
        { "no option '--model'", ["--model", "resnet"] },
    };

    // What the gallery shows: a photograph, two classes, and their probabilities.
    public static TheoryData<string, string[], double[]> Gallery => new()
    {
        { "cat", ["Egyptian cat", "lynx"], [0.721, 0.015] },
        { "espresso", ["espresso", "chocolate sauce"], [0.865, 0.064] },
        { "rocket", ["missile", "pole"], [0.295, 0.464] },
    };

    public void Dispose() => _sample.Dispose();

    [Theory]
    [MemberData(nameof(Gallery))]
    public void The_gallery_shows_what_the_sample_draws(string photo, string[] classes, double[] probabilities)
    {
        SkipWithoutModel();
        Explanation explanation = Explain(photo, classes);
        Assert.All(explanation.Explained.Zip(probabilities), static pair => Assert.Equal(pair.Second, pair.First.Probability, 0.001));
        DocumentedPicture.Check($"gallery-{photo}.png", explanation.Sheet(photo, ClassNames.Read(Names)), mostBytes: 1_000_000, mostOthers: 0.002);
    }

    // What the gallery says: which part of the photograph, from row and column to row and column, counts more for the first class.
    [Theory]
    [InlineData("cat", new[] { "Egyptian cat", "lynx" }, 75, 180, 120, 227)]
    [InlineData("espresso", new[] { "chocolate sauce", "espresso" }, 135, 160, 190, 205)]
    [InlineData("rocket", new[] { "missile", "pole" }, 50, 100, 85, 132)]
    public void A_class_finds_its_reasons_where_the_gallery_says(string photo, string[] classes, int top, int left, int bottom, int right)
    {
        SkipWithoutModel();
        Explanation explanation = Explain(photo, classes);
        foreach (string rules in new[] { "z-box, gamma", "flat, z+" })
        {
            double more = ShareOf(explanation.Relevance(rules, 0));
            double less = ShareOf(explanation.Relevance(rules, 1));
            Assert.True(more > 1.3 * less, $"{rules}: {more:P1} for {classes[0]}, {less:P1} for {classes[1]}");
        }

        double ShareOf(float[] relevance)
        {
            double inside = 0;
            for (int at = 0; at < relevance.Length; at++)
            {
                (int y, int x) = (at / 227 % 227, at % 227);
                inside += y >= top && y < bottom && x >= left && x < right ? relevance[at] : 0;
            }

            return inside / relevance.Sum(static value => (double)value);
        }
    }

    [Fact]
    public void Scores_are_those_of_the_onnx_model()
    {
        using var model = new OnnxModel("squeezenet-1.0");
        using WeightFile file = WeightFile.Open(Trained);
        using INetwork network = Model.Of(file).RuleSets[0].Load(file);
        foreach (string photo in Directory.GetFiles(Photos))
        {
            float[] input = Model.Of(file).Read(photo);
            float[] scores = network.Forward(input).ToArray();
            Bits.AssertEqual(scores, network.Predict(input));
            model.AssertSameLogits(input, network.Logits);
        }
    }

    [Fact]
    public void Photographs_are_explained_for_the_classes_asked()
    {
        SkipWithoutModel();
        File.Copy(Path.Combine(Photos, "cat.png"), _sample.In("own.png"));
        SampleRun run = _sample.Run("own.png", "own.png", "--weights", Trained, "--names", Names, "--class", "TABBY", "-c", "285", "--output", "here", "--info");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Matches(@"own +\S tabby +\S +10\.\d % \S +21\.\d+", run.Output);
        Assert.Matches(@"own-2 +\S Egyptian cat +\S +72\.\d % \S +23\.\d+", run.Output);
        Assert.Contains("SqueezeNetGammaBox: [3, 227, 227] to [1000]", run.Output);
        Assert.Equal([_sample.In("here/own-2.png"), _sample.In("here/own.png")], Directory.GetFiles(_sample.In("here")).Order(StringComparer.Ordinal));
    }

    // The authors' weights by torchvision's names, and pixels as they take them: a cat stays a cat.
    [Fact]
    public void A_file_by_torchvisions_names_is_the_same_network()
    {
        SkipWithoutModel();
        int[] modules = [3, 4, 5, 7, 8, 9, 10, 12];
        string text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Trained));
        int length = (int)BitConverter.ToUInt64(File.ReadAllBytes(Trained));
        string header = text.Substring(8, length);
        for (int k = 0; k < modules.Length; k++)
            header = header.Replace($"fire{k + 2}.", $"features.{modules[k]}.");
        header = header.Replace("squeeze1x1", "squeeze").Replace("\"conv10.", "\"classifier.1.").Replace("\"conv1.", "\"features.0.");
        byte[] renamed = System.Text.Encoding.Latin1.GetBytes("12345678" + header + text[(8 + length)..]);
        BitConverter.TryWriteBytes(renamed, (ulong)header.Length);

        using WeightFile file = WeightFile.Read(renamed, "renamed");
        using INetwork network = Model.Of(file).RuleSets[0].Load(file);
        var pixels = new ImageOptions { Scale = 1, Mean = [123, 117, 104], ResizeShorterSide = 256, CenterCrop = true };
        float[] scores = network.Forward(ImageReader.Load(Path.Combine(Photos, "cat.png"), network.Info.InputShape, pixels)).ToArray();
        Assert.Equal("Egyptian cat", ClassNames.Read(Names)[Array.IndexOf(scores, scores.Max())]);
    }

    public static TheoryData<string> Layouts => ["SqueezeNet 1.0", "SqueezeNet 1.0 by torchvision", "ResNet-18 by torchvision"];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_is_known_by_its_tensors_and_takes_all_rules(string name)
    {
        GeneratedTensors tensors = name switch
        {
            "SqueezeNet 1.0" => Architectures.SqueezeNet(byAuthors: true),
            "SqueezeNet 1.0 by torchvision" => Architectures.SqueezeNet(),
            _ => Architectures.ResNet18(),
        };
        using WeightFile file = WeightFile.Read(tensors.ToFile(), "generated");
        Model model = Model.Of(file);
        Assert.Equal(name, model.Name);
        Explanation explanation = Assert.Single(Explanation.Of(model, file, [Path.Combine(Photos, "rocket.png")], static ranked => ranked[..1], TextWriter.Null));
        Assert.All(model.RuleSets, rules =>
        {
            float[] relevance = explanation.Relevance(rules.Name, 0);
            Assert.All(relevance, static value => Assert.True(float.IsFinite(value)));
            Assert.True(relevance.Any(static value => value != 0), rules.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gives_one_line(string expected, string[] arguments)
    {
        File.WriteAllText(_sample.In("text.png"), "This is neither a picture nor a weight file.");
        File.WriteAllLines(_sample.In("names.txt"), Enumerable.Range(0, 1000).Select(static k => $"thing {k}"));
        File.WriteAllLines(_sample.In("short.txt"), ["one", "two"]);
        File.WriteAllBytes(_sample.In("other.safetensors"), new GeneratedTensors().Linear("fc", 2, 3).ToFile());
        File.WriteAllBytes(_sample.In("deep.safetensors"), new GeneratedTensors().Conv("conv1", 3, 64, 7).Norm("bn1", 64).Conv("layer1.0.conv1", 64, 64, 1).ToFile());
        _sample.Run(arguments).AssertFailed(expected);
    }

    private static void SkipWithoutModel()
    {
        if (!File.Exists(Trained))
            Assert.Skip($"The trained weights are not beside the checkout: there is no {Trained}.");
    }

    private static Explanation Explain(string photo, string[] classes)
    {
        using WeightFile file = WeightFile.Open(Trained);
        ClassNames names = ClassNames.Read(Names);
        int[] targets = [.. classes.Select(names.Find)];
        return Assert.Single(Explanation.Of(
            Model.Of(file),
            file,
            [Path.Combine(Photos, photo + ".png")],
            ranked => [.. targets.Select(target => ranked.Single(scored => scored.Target == target))],
            TextWriter.Null));
    }
}
