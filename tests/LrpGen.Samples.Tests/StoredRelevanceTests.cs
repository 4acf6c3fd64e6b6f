using LrpGen.Imaging;
using LrpGen.Samples.Mnist;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

/// <summary>The documentation of the color maps paints a stored explanation; here it is compared with the network's own.</summary>
public class StoredRelevanceTests
{
    private const string Stored = "tests/LrpGen.Imaging.Tests/data/relevance.png";
    private const int Zero = 128;
    private const int Steps = 127;

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

        // Sums in another order, as other processors make them, may round a level the other way.
        float[] stored = ImageReader.Load(Path.Combine(PictureFiles.Root, Stored), shape, new ImageOptions { Scale = 1 });
        Assert.All(levels.Zip(stored), static pair => Assert.Equal(pair.First, pair.Second, 1f));
    }
}
