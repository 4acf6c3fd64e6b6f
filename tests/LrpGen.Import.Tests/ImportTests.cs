using System.Security.Cryptography;
using LrpGen.Cases.Tests;
using LrpGen.Import.Tests.Operators;
using LrpGen.Onnx.Testing;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>What an import takes and gives beside rules.</summary>
public sealed class ImportTests
{
    [Fact]
    public void Options_stand_on_the_class()
    {
        string declaration = Imports.Declare(Imports.Network(), Imports.EpsilonPlus with
        {
            Namespace = "My.Nets",
            ClassName = "Tiny",
            Stabilizer = 1e-4f,
            MaxRelevance = MaxRelevance.Average,
            Precision = Precision.Strict,
            Ledger = true,
            InputRange = (-1, 2.5f),
            KeepAll = true,
            Classes = ["a", "b \"quoted\"", "c"],
        });
        Assert.Contains("namespace My.Nets;", declaration);
        Assert.Contains("[Network(3, 8, 8, Stabilizer = 0.0001f, MaxRelevance = MaxRelevance.Average, Precision = Precision.Strict, Ledger = true)]\n", declaration);
        Assert.Contains("[InputRange(-1, 2.5f)]\n[Classes(\"a\", \"b \\\"quoted\\\"\", \"c\")]\n[Keep]\n[Composite(Composite.EpsilonPlus)]\n", declaration);
        Assert.Contains("public sealed partial class Tiny\n", declaration);
        InProcess.Compile(declaration);
    }

    [Fact]
    public void A_kept_layer_ends_its_step()
    {
        string declaration = Imports.Declare(Imports.Network(), Imports.EpsilonPlus with { Keep = new HashSet<string> { "conv1", "pool1" } });
        Assert.Matches(@"\[Conv2d\(4, 3\)\] +\[Weights\(""conv1""\)\] +\[Keep\]", declaration);
        Assert.Matches(@"\[ReLU, MaxPool\(2\)\] +\[Keep\]", declaration);
        InProcess.Compile(declaration);
    }

    [Fact]
    public void Options_that_do_not_fit()
    {
        Assert.Equal("'9lives' is no name for a class; write letters, digits and _, not beginning with a digit.", Refusal(new ImportOptions { ClassName = "9lives" }));
        Assert.Equal("A class named 'Layer' would hide LrpGen's own; choose another name.", Refusal(new ImportOptions { ClassName = "Layer" }));
        Assert.Equal("'my.class' is no namespace; write names of letters, digits and _ with points between them.", Refusal(new ImportOptions { Namespace = "my.class" }));
        Assert.Equal("the network has 3 outputs, but 2 class names are given; give one for each.", Refusal(new ImportOptions { Classes = ["a", "b"] }));
        Assert.Equal("two classes are named 'a'; a class is asked for by its name, so give each its own.", Refusal(new ImportOptions { Classes = ["a", "b", "a"] }));
        Assert.Equal("the stabilizer is 0; it must be finite and greater than 0.", Refusal(new ImportOptions { Stabilizer = 0 }));
        Assert.Equal("the input range is [1, 0]; its ends must be finite, the low one first.", Refusal(new ImportOptions { InputRange = (1, 0) }));
        Assert.StartsWith("there is no layer 'conv5' to keep; there are 'conv1'", Refusal(Imports.EpsilonPlus with { Keep = new HashSet<string> { "conv5" } }));
        Assert.Equal("size 2 of input 'x' is 8; the input shape [3, 9, 9] has 9.", Refusal(new ImportOptions { InputShape = [3, 9, 9] }));
    }

    [Fact]
    public void An_open_size_is_told()
    {
        var s = new Sketch();
        s.Model.Output(s.Conv(s.X(3, "height", "width")), "N", 4, "h", "w");
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, s.Model, Imports.EpsilonPlus with { InputShape = [3, 7, 9] });
        Assert.Equal([3, 7, 9], network.InputShape);
        Assert.Equal([4, 5, 7], network.OutputShape);
    }

    [Fact]
    public void A_model_that_takes_its_channels_last()
    {
        var s = new Sketch();
        string x = s.Node("Mul", s.X(5, 6, 3), s.Positive("scale", 3));
        s.Model.Output(s.Linear(s.Node("Flatten", s.Conv(s.With("Transpose", [x], Sketch.Ints("perm", 0, 3, 1, 2)))), 2, 48), "N", 2);
        using var folder = new TempFolder();
        ImportedNetwork imported = Imports.Import(folder, s.Model);
        Assert.True(imported.IsInputChannelsLast);
        Assert.Equal([3, 5, 6], imported.InputShape);
        Assert.Equal(["The model takes [5, 6, 3], the channels last; the network takes [3, 5, 6]."], imported.Notes);
        Assert.Contains("/// The model takes [5, 6, 3], the channels last; the network takes [3, 5, 6].\n", imported.Declaration);
        using INetwork network = Compiled.Load(imported, folder);
        OnnxRuntimeCheck.AssertSameOutputs(imported.Path, network, static sample => [.. Enumerable.Range(0, 90).Select(k => sample[(k % 3 * 30) + (k / 3)])]);
    }

    [Fact]
    public void Several_outputs()
    {
        var s = new Sketch();
        string middle = s.Node("Tanh", s.Linear(s.X(5), 4, 5, "first"));
        string last = s.Linear(middle, 3, 4, "last");
        s.Model.Output(last, "N", 3);
        s.Model.Output(middle, "N", 4);
        s.Model.Output(s.Linear(middle, 2, 4, "side"), "N", 2);
        string declaration = Imports.Declare(s.Model);
        Assert.Matches(@"\[Linear\(4\), Tanh\] +\[Weights\(""first""\)\] \[Output\] public partial Layer First", declaration);
        Assert.Matches(@"\[Linear\(2\)\] +\[Weights\(""side""\)\] +\[Output\] public partial Layer Side", declaration);
        Assert.Matches(@"\[Linear\(3, From = nameof\(First\)\)\] +\[Weights\(""last""\)\] +public partial Layer Last", declaration);
        InProcess.Compile(declaration);
    }

    [Fact]
    public void Logits_and_their_probabilities_as_outputs()
    {
        var s = new Sketch();
        string logits = s.Linear(s.X(5), 4, 5);
        s.Model.Output(logits, "N", 4);
        s.Model.Output(s.Node("Softmax", logits), "N", 4);
        string declaration = Imports.Declare(s.Model);
        Assert.Matches(@"\[Linear\(4\)\] +\[Weights\(""fc""\)\] \[Output\]", declaration);
        InProcess.Compile(declaration);
    }

    [Fact]
    public void A_final_logarithm_of_softmax_is_left_out_and_said_so()
    {
        var s = new Sketch();
        s.Model.Output(s.Model.Node("LogSoftmax", [s.Linear(s.X(5), 4, 5)], "/logp"), "N", 4);
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, s.Model);
        Assert.Equal(["The final LogSoftmax '/logp' is left out: the network gives the logits, from which explanations start."], network.Notes);
        Assert.Single(network.Layers);
    }

    [Fact]
    public void Nodes_that_lead_nowhere_are_left_out_and_said_so()
    {
        var s = new Sketch();
        string x = s.X(5);
        s.Model.Node("Relu", [x], "/lost/Relu");
        s.Model.Output(s.Linear(x, 4, 5), "N", 4);
        using var folder = new TempFolder();
        Assert.Equal(["1 nodes on which no output depends are left out: Relu '/lost/Relu'."], Imports.Import(folder, s.Model).Notes);
    }

    [Fact]
    public void The_hash_is_that_of_the_files()
    {
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, Imports.Network());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(network.Path))), network.Hash);

        var s = new Sketch();
        s.Model.Output(s.With("Gemm", [s.X(2), s.Model.Tensor(OnnxTensor.Of("w", ElementType.Float, [2, 2], [1, 2, 3, 4], TensorStorage.External))]), "N", 2);
        ImportedNetwork external = Imports.Import(folder, s.Model);
        byte[][] hashes = [SHA256.HashData(File.ReadAllBytes(external.Path)), SHA256.HashData(File.ReadAllBytes(external.Path + ".data"))];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. hashes[0], .. hashes[1]])), external.Hash);
    }

    [Theory]
    [InlineData("../secret.bin", "is kept in '../secret.bin', which is not below the model's folder; put the file beside the model.")]
    [InlineData("/etc/passwd", "is kept in '/etc/passwd', which is not below the model's folder; put the file beside the model.")]
    [InlineData("missing.bin", "is kept in 'missing.bin', which is not there; put the file beside the model.")]
    [InlineData("short.bin", "is kept at bytes 0 to 16 of ")]
    public void Tensors_kept_where_they_cannot_be(string location, string message)
    {
        var s = new Sketch();
        s.Model.Output(s.With("Gemm", [s.X(2), s.Model.Tensor(new OnnxTensor("w", ElementType.Float, [2, 2], static _ => 0, TensorStorage.Zeros) { Location = location })]), "N", 2);
        using var folder = new TempFolder();
        folder.Write("short.bin", new byte[7]);
        string refusal = Assert.Throws<ImportException>(() => Imports.Import(folder, s.Model)).Message;
        Assert.Contains($"tensor 'w' {message}", refusal);
    }

    private static string Refusal(ImportOptions options) => Imports.Refusal(Imports.Network(), options);
}
