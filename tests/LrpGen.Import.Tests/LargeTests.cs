using System.Diagnostics;
using LrpGen.Import.Tests.Operators;
using LrpGen.Onnx.Testing;
using LrpGen.Reference;
using LrpGen.Samples.Vgg16;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>How much memory it takes to import large models. LRPGEN_LARGE=1 runs a VGG-16 of half a gigabyte, and what it explains.</summary>
public sealed class LargeTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-4;
    private const int InputTensor = 1000;

    [Fact]
    public void Weights_stay_in_their_file_until_they_are_written()
    {
        const int Size = 4096;
        using var folder = new TempFolder();
        var s = new Sketch();
        string weight = s.Model.Tensor(new OnnxTensor("fc.weight", ElementType.Float, [Size, Size], static k => k % 256));
        s.Model.Output(s.With("Gemm", [s.X(Size), weight], ("transB", 1)), "N", Size);
        string model = Path.Combine(folder.Path, "model.onnx");
        s.Model.Save(model);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ImportedNetwork imported = Compiled.Import(model, Imports.EpsilonPlus);
        imported.WriteWeights(Path.Combine(folder.Path, "model.safetensors"), cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, new FileInfo(model).Length / 4);
    }

    [Fact]
    public void Vgg16_is_imported_in_little_memory()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LRPGEN_LARGE") == "1", "Takes half a gigabyte of weights; LRPGEN_LARGE=1 runs it.");
        using var folder = new TempFolder();
        string model = Path.Combine(folder.Path, "vgg16.onnx");
        SampleModels.Vgg16(static (tensor, k, inputs) => GeneratedWeights.Value(tensor, k, inputs == 0 ? 0.05f : Math.Sqrt(6.0 / inputs))).Save(model);
        string weights = Path.Combine(folder.Path, "vgg16.safetensors");
        long size = new FileInfo(model).Length;

        var shares = new Shares();
        var watch = Stopwatch.StartNew();
        long before = Collected();
        ImportedNetwork imported = OnnxImporter.Import(model, SampleRules.Thesis, shares, TestContext.Current.CancellationToken);
        TimeSpan import = watch.Elapsed;
        imported.WriteWeights(weights, shares, TestContext.Current.CancellationToken);
        long peak = Math.Max(shares.PeakWorkingSet, Environment.WorkingSet) - before;
        output.WriteLine($"{size >> 20} MB imported in {import.TotalSeconds:F1} s, weights written in {(watch.Elapsed - import).TotalSeconds:F1} s, {shares.Count} reports, {peak >> 20} MB more memory at most");
        Assert.InRange(peak, long.MinValue, size * 3 / 2);
        Assert.InRange(shares.Count, 100, int.MaxValue);
        Explain(imported, folder);
    }

    /// <summary>The reference's figures, where they are beside the checkout.</summary>
    private void Explain(ImportedNetwork imported, TempFolder folder)
    {
        if (SharedFiles.Folder("reference") is not { } reference)
            return;
        using INetwork network = Compiled.Load(imported, folder);
        float[] input = [.. Enumerable.Range(0, network.Info.InputShape.Count).Select(static k => GeneratedWeights.Value(InputTensor, k, 2))];
        using WeightFile stored = WeightFile.Open(Path.Combine(reference, "vgg16-thesis.safetensors"));
        double forward = Error(stored, "output", [1, 1000], network.Forward(input));
        double relevance = Error(stored, "relevance.input", [1, 3, 224, 224], network.Explain(int.Parse(stored.Metadata["target"], System.Globalization.CultureInfo.InvariantCulture)));
        output.WriteLine($"forward error {forward:E2}, relevance error {relevance:E2}");
        Assert.True(forward <= Tolerance && relevance <= Tolerance, $"output {forward:E2}, relevance {relevance:E2}");
    }

    private static double Error(WeightFile file, string tensor, int[] shape, ReadOnlySpan<float> found)
    {
        var expected = new float[found.Length];
        file.ReadInto(tensor, shape, expected);
        return Agreement.RelativeError(found, [.. expected.Select(static value => (double)value)]);
    }

    private static long Collected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }

    /// <summary>Looks at the memory each time something is reported.</summary>
    private sealed class Shares : IProgress<double>
    {
        public int Count { get; private set; }

        public long PeakWorkingSet { get; private set; }

        public void Report(double value)
        {
            Count++;
            PeakWorkingSet = Math.Max(PeakWorkingSet, Environment.WorkingSet);
        }
    }
}
