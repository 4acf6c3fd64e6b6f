using System.Text.Json;
using LrpGen.Cases.Tests;
using LrpGen.Reference;
using LrpGen.Samples.Fashion;
using LrpGen.Samples.ImageNet;
using LrpGen.Samples.Tabular;
using LrpGen.Tests;
using Mnist = LrpGen.Samples.Mnist;

namespace LrpGen.Import.Tests;

/// <summary>
/// Imports the real models: their outputs are ONNX Runtime's, and their explanations those of the declarations that the samples wrote by
/// hand, with the weights that PyTorch wrote.
/// </summary>
public sealed class RealModelTests
{
    private static readonly string? Folder = SharedFiles.Folder("models");

    [Fact]
    public void Perceptron() => Check(
        "mnist-mlp",
        Rules("""{"1": {"name": "zbox", "low": 0, "high": 1}, "3": {"name": "gamma", "gamma": 0.25}, "5": {"name": "zero"}}"""),
        static path => Mnist.ThesisRules.Load(path));

    [Fact]
    public void Perceptron_on_measurements() => Check(
        "breast-cancer-mlp",
        Rules("""{"0": {"name": "gamma", "bias": "ignore"}, "2": {"name": "gamma", "bias": "ignore"}, "4": {"name": "zero", "bias": "ignore"}}"""),
        static path => TumorNetwork.Load(path),
        outputs: false);

    [Fact]
    public void Convolutions_and_poolings() => Check("fashion-vgg", Composites(Composite.EpsilonPlus), static path => FashionVgg.Load(path));

    [Fact]
    public void Residual_blocks_whose_norms_the_exporter_folded() => Check("fashion-resnet", Composites(Composite.EpsilonPlus), static path => FashionResNet.Load(path));

    [Fact]
    public void Fire_modules() => Check(
        "squeezenet-1.0",
        new ImportOptions
        {
            Composites = [new CompositeSetting(Composite.EpsilonGammaBox) { Low = [-123, -117, -104], High = [132, 138, 151] }],
            Rules = new Dictionary<string, RuleSetting> { ["conv10"] = new(RuleKind.Zero) },
        },
        static path => SqueezeNetGammaBox.Load(path));

    /// <summary>The model pads in a layer of its own, whose zeros a z-box counts; the sample's padding would not.</summary>
    [Fact]
    public void Depthwise_convolutions() => Check(
        "face-expression",
        new ImportOptions
        {
            Composites = [new CompositeSetting(Composite.EpsilonGammaBox) { Low = [-0.4815f, -0.4589f, -0.4091f], High = [0.5186f, 0.5412f, 0.591f] }],
        },
        static path =>
        {
            string sample = File.ReadAllText(Path.Combine(SharedFiles.Root, "samples", "Faces", "FaceExpression.cs"));
            string padded = sample.Replace("[Conv2d(32, 3, Stride = 2, Same = true), ReLU]", "[Pad(Bottom = 1, Right = 1), Conv2d(32, 3, Stride = 2), ReLU]", StringComparison.Ordinal);
            Assert.NotEqual(sample, padded);
            return InProcess.Load(InProcess.Compile("using LrpGen;\n" + padded), "LrpGen.Samples.Faces.FaceExpression", path);
        },
        outputs: false);

    private static ImportOptions Rules(string json) => new()
    {
        Rules = JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(static rule => rule.Name, static rule => RuleSetting.Parse(rule.Value, rule.Name)),
    };

    private static ImportOptions Composites(Composite composite) => new() { Composites = [new CompositeSetting(composite)] };

    /// <param name="name">The model.</param>
    /// <param name="options">The rules that the sample has.</param>
    /// <param name="load">Loads the sample's network with the weights of the model's trainer.</param>
    /// <param name="outputs">Whether the sample's outputs are the model's; false where it adds a softmax.</param>
    private static void Check(string name, ImportOptions options, Func<string, INetwork> load, bool outputs = true)
    {
        Assert.SkipWhen(Folder is null, "The models are not beside the checkout.");
        string path = Path.Combine(Folder, name + ".onnx");
        using var folder = new TempFolder();
        using INetwork imported = Compiled.Load(Compiled.Import(path, options), folder);
        using INetwork declared = load(Path.Combine(Folder, name + ".safetensors"));
        OnnxRuntimeCheck.AssertSameOutputs(path, imported, scale: 1);
        var random = new Random(5);
        for (int k = 0; k < 3; k++)
        {
            float[] input = [.. Enumerable.Range(0, imported.Info.InputShape.Count).Select(_ => random.NextSingle())];
            AssertClose(imported.Forward(input), declared.Forward(input), outputs);
            int target = random.Next(imported.Info.OutputShape.Count);
            AssertClose(imported.Explain(target), declared.Explain(target), true);
        }
    }

    private static void AssertClose(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, bool isAsserted)
    {
        double error = Agreement.RelativeError(actual, [.. expected.ToArray().Select(static value => (double)value)]);
        Assert.True(!isAsserted || error <= Agreement.Tolerance, $"relative error {error:E2}");
    }
}
