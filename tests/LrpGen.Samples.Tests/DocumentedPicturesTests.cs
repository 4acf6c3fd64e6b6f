using LrpGen.Imaging;
using LrpGen.Samples.Mnist;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

/// <summary>What the documentation shows of the perceptron is what it says today.</summary>
public class DocumentedPicturesTests
{
    private const string Stored = "tests/LrpGen.Imaging.Tests/data/relevance.png";
    private const int Zero = 128;
    private const int Steps = 127;

    [Fact]
    public void The_readme_shows_the_sheet_that_the_sample_draws()
    {
        using INetwork network = ThesisRules.Load(MnistData.Weights);
        DocumentedPicture.Check("2-taken-for-7.png", ExplanationTests.Explain(network, "2-taken-for-7", null).Sheet);
    }

    [Fact]
    public void The_color_maps_show_what_the_network_says()
    {
        using INetwork network = ThesisRules.Load(MnistData.Weights);
        Shape shape = network.Info.InputShape;
        network.Forward(ImageReader.Load(MnistData.Digit("2-taken-for-7"), shape));
        float[] relevance = network.Explain(1).ToArray();
        float limit = Heatmap.Limit(relevance);
        float[] levels = [.. relevance.Select(value => Zero + MathF.Round(Steps * value / limit))];
        if (PictureFiles.IsUpdating)
            Picture.FromTensor(levels, shape, 0, 255).Save(Path.Combine(PictureFiles.Root, Stored));

        float[] stored = ImageReader.Load(Path.Combine(PictureFiles.Root, Stored), shape, new ImageOptions { Scale = 1 });
        Assert.All(levels.Zip(stored), static pair => Assert.Equal(pair.First, pair.Second, 1f));
    }
}
