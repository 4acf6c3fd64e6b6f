using LrpGen.Imaging;
using LrpGen.Samples.Faces;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

public sealed class FacesTests : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");
    private static readonly string Weights = Path.Combine(Data, "face-expression.safetensors");
    private static readonly string Portrait = Path.Combine(Data, "astronaut.png");
    private static readonly string Faces = Path.Combine(PictureFiles.Root, "..", "shared", "data", "faces");
    private readonly Sample _sample = new("Faces");

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "none.png: there is no such file", ["none.png"] },
        { "text.png: is no picture that can be read", ["text.png"] },
        { "small.png: has 40 x 30 pixels; the box (0, 0)-(41, 30) is not inside", ["small.png", "--box", "0,0,41,30"] },
        { "--box takes left,top,right,bottom in pixels; found '1,2,3'", ["--box", "1,2,3"] },
        { "--box takes left,top,right,bottom in pixels; found '9,0,9,9'", ["--box", "9,0,9,9"] },
        { "--box takes left,top,right,bottom in pixels; found '-1,0,9,9'", ["--box=-1,0,9,9"] },
        { "--count takes a number from 1 to 7; found '8'", ["--count", "8"] },
        { "no option '--face'", ["--face"] },
        { "text.png: ", ["--weights", "text.png"] },
        { "cut.safetensors: ", ["--weights", "cut.safetensors"] },
        { "astronaut.png: cannot be written", ["--output", "text.png/below"] },
    };

    public static TheoryData<string> Expressions => ["neutral", "happy", "sad", "angry", "fearful", "surprised"];

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void The_astronaut_smiles_with_her_mouth()
    {
        using var network = FaceExpression.Load(Weights);
        Picture face = PortraitFace();
        var explanation = Explanation.Of(network, face, "astronaut", 3);
        Assert.Equal("happy", explanation.Expressions[0].Name);
        Assert.InRange(explanation.Expressions[0].Probability, 0.999, 1);
        DocumentedPicture.Check("faces-astronaut.png", explanation.Sheet);

        // The mouth lies in the rows from 64 to 96 and the columns from 28 to 84: an eighth of the picture.
        float[] relevance = network.Explain("happy").ToArray();
        double all = 0;
        double mouth = 0;
        for (int at = 0; at < relevance.Length; at++)
        {
            (int y, int x) = (at / 112 % 112, at % 112);
            all += relevance[at];
            mouth += y is >= 64 and < 96 && x is >= 28 and < 84 ? relevance[at] : 0;
        }

        Assert.InRange(mouth / all, 0.6, 1);
    }

    [Fact]
    public void What_does_not_reach_the_pixels_is_in_the_ledger()
    {
        using var network = FaceExpression.Load(Weights);
        var explanation = Explanation.Of(network, PortraitFace(), "astronaut", 7);
        Assert.Equal(7, explanation.Expressions.Length);
        Assert.Equal(explanation.Expressions.OrderByDescending(static expression => expression.Score), explanation.Expressions);
        Assert.All(explanation.Expressions, expression =>
        {
            network.Explain(expression.Name);
            double lost = network.Ledger.Sum(static entry => entry.AbsorbedByBias + entry.TakenByStabilizer + entry.Dropped);
            Assert.Equal(expression.Score, expression.RelevanceSum + lost, 1e-3);
            Assert.InRange(expression.RelevanceSum / expression.Score, 0.5, 1);
        });
    }

    [Fact]
    public void Scores_are_those_of_the_onnx_model()
    {
        using var model = new OnnxModel("face-expression");
        using var network = FaceExpression.Load(Weights);
        var random = new Random(1);
        float[] noise = [.. Enumerable.Range(0, FaceExpression.InputShape.Count).Select(_ => random.NextSingle() - 0.45f)];
        foreach (float[] input in new[] { noise, Explanation.ToInput(PortraitFace()) })
        {
            float[] scores = network.Forward(input).ToArray();
            Bits.AssertEqual(scores, network.Predict(input));
            model.AssertSameLogits(input, network.Logits);
        }
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Faces_are_taken_for_what_they_show_as_by_the_onnx_model(string name)
    {
        using var model = new OnnxModel("face-expression");
        using var network = FaceExpression.Load(Weights);
        float[] input = Explanation.ToInput(Picture.Load(Path.Combine(Faces, name + ".png")));
        network.Forward(input);
        Assert.Equal(name, network.Info.Classes[network.TopClass]);
        model.AssertSameLogits(input, network.Logits);
    }

    [Fact]
    public void A_picture_with_a_box_is_explained_as_the_bundled_one()
    {
        File.Copy(Portrait, _sample.In("own.png"));
        SampleRun bundled = _sample.Run("--ledger", "--info");
        SampleRun own = _sample.Run("own.png", "--box", "165,60,285,180", "--ledger", "--info", "--output", "here");
        Assert.Equal((0, ""), (bundled.ExitCode, bundled.Errors));
        Assert.Equal((0, ""), (own.ExitCode, own.Errors));
        Assert.Equal(bundled.Output.Replace("explanations/astronaut.png", ""), own.Output.Replace("here/own.png", ""));
        Assert.Matches(@"happy\D+100\.00 %\D+15\.690\D+10\.61", own.Output);
        Assert.Contains("Block4D", own.Output);
        Assert.True(File.Exists(_sample.In("here/own.png")));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gives_one_line(string expected, string[] arguments)
    {
        new Picture(40, 30).Save(_sample.In("small.png"));
        File.WriteAllText(_sample.In("text.png"), "This is neither a picture nor a weight file.");
        File.WriteAllBytes(_sample.In("cut.safetensors"), File.ReadAllBytes(Weights)[..10000]);
        _sample.Run(arguments).AssertFailed(expected);
    }

    private static Picture PortraitFace() => new Box(165, 60, 285, 180).Cut(Picture.Load(Portrait), Portrait);
}
