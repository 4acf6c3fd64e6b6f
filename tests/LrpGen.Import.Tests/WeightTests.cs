using LrpGen.Import.Tests.Operators;
using LrpGen.Onnx.Testing;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>The file of weights.</summary>
public sealed class WeightTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Tensors_have_pytorchs_names_and_the_types_of_the_model()
    {
        var s = new Sketch();
        string weight = s.Model.Tensor(OnnxTensor.Of("fc.weight", ElementType.Half, [2, 3], [1, 2, 3, 4, 5, 6]));
        string bias = s.Model.Tensor(OnnxTensor.Of("fc.bias", ElementType.Half, [2], [0.5, -0.5]));
        s.Model.Output(s.With("Gemm", [s.X(3), weight, bias], ("transB", 1)), "N", 2);
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, s.Model);
        string path = Path.Combine(folder.Path, "weights.safetensors");
        var shares = new List<double>();
        network.WriteWeights(path, new Shares(shares), Cancellation);
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(new FileInfo(path).Length, network.WeightBytes);
        using WeightFile file = WeightFile.Open(path);
        Assert.Equal(["fc.weight F16 [2, 3]", "fc.bias F16 [2]"], file.Tensors.Select(static tensor => $"{tensor.Name} {tensor.DataType} [{string.Join(", ", tensor.Sizes)}]"));
        Assert.Equal(network.Hash, file.Metadata["sha256"]);
        Assert.Equal("model.onnx", file.Metadata["model"]);
        float[] values = new float[6];
        file.ReadInto("fc.weight", [2, 3], values);
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
    }

    [Fact]
    public void A_model_that_changed_since_is_not_read()
    {
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, Imports.Network());
        File.AppendAllText(network.Path, " ");
        string path = Path.Combine(folder.Path, "weights.safetensors");
        Assert.Equal($"{network.Path}: has changed since it was imported; import it again.", Assert.Throws<ImportException>(() => network.WriteWeights(path, cancellation: Cancellation)).Message);
        Assert.Equal([network.Path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_writing_that_is_stopped_leaves_what_was_there()
    {
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, Imports.Network());
        string path = folder.Write("weights.safetensors", [1, 2, 3]);
        Assert.Throws<OperationCanceledException>(() => network.WriteWeights(path, cancellation: new CancellationToken(canceled: true)));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void A_file_that_cannot_be_written()
    {
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, Imports.Network());
        string path = Path.Combine(folder.Path, "missing", "weights.safetensors");
        Assert.StartsWith($"{path}: cannot be written: ", Assert.Throws<ImportException>(() => network.WriteWeights(path, cancellation: Cancellation)).Message);
    }

    [Fact]
    public void An_import_tells_how_far_it_is_and_can_be_stopped()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        Imports.Network().Save(path);
        var shares = new List<double>();
        OnnxImporter.Import(path, Imports.EpsilonPlus, new Shares(shares), Cancellation);
        Assert.Equal(1, shares[^1]);
        Assert.Throws<OperationCanceledException>(() => OnnxImporter.Import(path, Imports.EpsilonPlus, cancellation: new CancellationToken(canceled: true)));
    }

    private sealed class Shares(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
