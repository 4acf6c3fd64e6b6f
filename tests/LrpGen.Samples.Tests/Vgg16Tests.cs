using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LrpGen.Imaging;
using LrpGen.Samples.Vgg16;
using LrpGen.Tests;

namespace LrpGen.Samples.Tests;

/// <summary>VGG-16: what its rules cost, and, where asked for, its numbers against those that zennit computed in float64.</summary>
public sealed class Vgg16Tests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-4;

    // The reference's input is tensor 1000 of the generated ones.
    private const int InputTensor = 1000;

    [Fact]
    public void The_thesiss_rules_cost_what_they_must()
    {
        foreach (LayerInfo layer in ThesisRules.Description.Layers)
        {
            (int extra, int back) = layer.Rule switch
            {
                "LRP-0" or "epsilon-rms(0.25)" => (0, 1),
                "gamma(0.25)" => (1, 1),
                "z-box(-2, 2)" => (0, 2),
                _ => (-1, -1),
            };
            Assert.Equal((layer.Name, extra, back), (layer.Name, layer.ExtraForwardPasses, layer.BackwardPasses));
        }

        Assert.Contains("bounds' share made at load", ThesisRules.Description.Layers[0].Notes);
    }

    [Theory]
    [InlineData("vgg16-thesis")]
    [InlineData("vgg16-epsilon-gamma-box")]
    public void Agrees_with_the_reference(string name)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LRPGEN_LARGE") == "1", "Takes half a gigabyte of weights; LRPGEN_LARGE=1 runs it.");
        string? path = Find(Path.Combine("shared", "reference", name + ".safetensors"));
        Assert.SkipWhen(path is null, "The reference is not beside the checkout.");

        string weights = Path.Combine(Path.GetTempPath(), $"lrpgen-vgg16-{Environment.ProcessId}.safetensors");
        try
        {
            using (FileStream stream = File.Create(weights))
                GeneratedWeights.Write(stream);
            using INetwork network = name == "vgg16-thesis" ? ThesisRules.Load(weights) : EpsilonGammaBox.Load(weights);
            var input = new float[network.Info.InputShape.Count];
            for (int k = 0; k < input.Length; k++)
                input[k] = GeneratedWeights.Value(InputTensor, k, 2);

            using WeightFile reference = WeightFile.Open(path);
            float[] scores = network.Predict(input).ToArray();
            var watch = Stopwatch.StartNew();
            double forward = Error(reference, "output", [1, 1000], network.Forward(input));
            output.WriteLine($"forward {watch.ElapsedMilliseconds} ms, error {forward:E2}");
            Bits.AssertEqual(scores, network.Logits);
            watch.Restart();
            double relevance = Error(reference, "relevance.input", [1, 3, 224, 224], network.Explain(Target(path)));
            output.WriteLine($"explain {watch.ElapsedMilliseconds} ms, error {relevance:E2}, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
            Assert.True(forward <= Tolerance && relevance <= Tolerance, $"output {forward:E2}, relevance {relevance:E2}");
        }
        finally
        {
            File.Delete(weights);
        }
    }

    [Theory]
    [InlineData("thesis", 1.2)]
    [InlineData("thesis-frugal", 0.75)]
    public void A_process_that_loads_and_explains_keeps_within_its_memory(string rules, double gigabytes)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LRPGEN_LARGE") == "1", "Takes half a gigabyte of weights; LRPGEN_LARGE=1 runs it.");
        using var sample = new Sample("Vgg16");
        string weights = sample.In("vgg16.safetensors"), picture = sample.In("grey.png");
        using (FileStream stream = File.Create(weights))
            GeneratedWeights.Write(stream);
        Heatmap.Save(new float[3 * 224 * 224], new Shape(3, 224, 224), picture);
        SampleRun run = sample.Run("explain", picture, "--weights", weights, "--rules", rules);
        output.WriteLine(run.Output);
        Match peak = Regex.Match(run.Output, "peak memory ([0-9]+) MB");
        Assert.True(peak.Success, run.Errors);
        Assert.InRange(int.Parse(peak.Groups[1].Value, CultureInfo.InvariantCulture), 500, (int)(gigabytes * 1024));
    }

    private static double Error(WeightFile reference, string tensor, int[] shape, ReadOnlySpan<float> found)
    {
        var expected = new float[found.Length];
        reference.ReadInto(tensor, shape, expected);
        double difference = 0;
        double norm = 0;
        for (int k = 0; k < expected.Length; k++)
        {
            difference += Math.Pow((double)found[k] - expected[k], 2);
            norm += Math.Pow(expected[k], 2);
        }

        return Math.Sqrt(difference / norm);
    }

    private static int Target(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, (int)BinaryPrimitives.ReadUInt64LittleEndian(file)));
        return int.Parse(header.RootElement.GetProperty("__metadata__").GetProperty("target").GetString()!, CultureInfo.InvariantCulture);
    }

    private static string? Find(string relative)
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string candidate = Path.Combine(directory.FullName, relative);
            if (File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
