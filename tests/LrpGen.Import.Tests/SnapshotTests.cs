using LrpGen.Generator.Tests;
using LrpGen.Onnx.Testing;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>Whole declarations as files, to be read: someone could have written them by hand.</summary>
public sealed class SnapshotTests
{
    private static readonly ImportOptions EpsilonPlus = new() { Composites = [new CompositeSetting(Composite.EpsilonPlus)] };

    [Fact]
    public void Fashion_resnet() => Snapshot.OfProject.Verify(Declare("fashion-resnet", SampleModels.FashionResNet(), EpsilonPlus), nameof(SnapshotTests));

    [Fact]
    public void Fashion_resnet_is_declared_as_the_real_one_is()
    {
        string? folder = SharedFiles.Folder("models");
        Assert.SkipWhen(folder is null, "The models are not beside the checkout.");
        Assert.Equal(Compiled.Import(Path.Combine(folder, "fashion-resnet.onnx"), EpsilonPlus).Declaration, Declare("fashion-resnet", SampleModels.FashionResNet(), EpsilonPlus));
    }

    /// <summary>Every tensor begins at the start of one file of zeros, which takes no place on the disk.</summary>
    [Fact]
    public void Vgg16()
    {
        using var folder = new TempFolder();
        string zeros = Path.Combine(folder.Path, "zeros.bin");
        using (FileStream file = File.Create(zeros))
            file.SetLength(25088L * 4096 * sizeof(float));
        ImportedNetwork network = Import(folder, "vgg16", SampleModels.Vgg16(static (_, _, _) => 0, TensorStorage.Zeros), SampleRules.Thesis);
        Snapshot.OfProject.Verify(network.Declaration, nameof(SnapshotTests));
        Assert.Equal(138_357_544, network.Layers.Sum(static layer => layer.Parameters));
    }

    [Fact]
    public void Bottlenecks() => Snapshot.OfProject.Verify(Declare("bottlenecks", SampleModels.Bottlenecks(), EpsilonPlus), nameof(SnapshotTests));

    [Fact]
    public void Bottlenecks_compute_what_onnx_runtime_computes()
    {
        using var folder = new TempFolder();
        ImportedNetwork imported = Import(folder, "bottlenecks", SampleModels.Bottlenecks(), EpsilonPlus);
        using INetwork network = Compiled.Load(imported, folder);
        OnnxRuntimeCheck.AssertSameOutputs(imported.Path, network);
    }

    private static string Declare(string name, OnnxBuilder model, ImportOptions options)
    {
        using var folder = new TempFolder();
        return Import(folder, name, model, options).Declaration;
    }

    private static ImportedNetwork Import(TempFolder folder, string name, OnnxBuilder model, ImportOptions options)
    {
        string path = Path.Combine(folder.Path, name + ".onnx");
        model.Save(path);
        return Compiled.Import(path, options);
    }
}
