using LrpGen.Import.Tests.Operators;
using LrpGen.Onnx.Testing;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>Imports models that are sketched in a test.</summary>
internal static class Imports
{
    public static readonly ImportOptions EpsilonPlus = new() { Composites = [new CompositeSetting(Composite.EpsilonPlus)] };

    public static ImportedNetwork Import(TempFolder folder, OnnxBuilder model, ImportOptions? options = null)
    {
        string path = Path.Combine(folder.Path, "model.onnx");
        model.Save(path);
        return Compiled.Import(path, options ?? EpsilonPlus);
    }

    /// <summary>What is said of the options, behind the file's name.</summary>
    public static string Refusal(OnnxBuilder model, ImportOptions options)
    {
        using var folder = new TempFolder();
        string message = Assert.Throws<ImportException>(() => Import(folder, model, options)).Message;
        return message.Replace(Path.Combine(folder.Path, "model.onnx") + ": ", "", StringComparison.Ordinal);
    }

    public static string Declare(OnnxBuilder model, ImportOptions? options = null)
    {
        using var folder = new TempFolder();
        return Import(folder, model, options).Declaration;
    }

    public static ImportOptions Rules(params (string Layer, RuleSetting Rule)[] rules) =>
        EpsilonPlus with { Rules = rules.ToDictionary(static rule => rule.Layer, static rule => rule.Rule) };

    /// <summary>Two convolutions with a pooling between them, a sum and a dense layer, named as PyTorch does; the second one lost its weights' names.</summary>
    public static OnnxBuilder Network()
    {
        var s = new Sketch();
        string x = s.Model.Node("Relu", [s.Conv(s.X(3, 8, 8), "conv1")], "/relu1/Relu");
        string pooled = s.Model.Node("MaxPool", [x], "/pool1/MaxPool", Sketch.Ints("kernel_shape", 2, 2), Sketch.Ints("strides", 2, 2));
        string inner = s.Model.Node("Conv", [pooled, s.W("onnx::Conv_7", 4, 4, 3, 3), s.W("onnx::Conv_8", 4)], "/layer/layer.0/conv2/Conv", Sketch.Ints("pads", 1, 1, 1, 1));
        string sum = s.Model.Node("Add", [inner, pooled], "/layer/layer.0/Add");
        string dropped = s.Model.Node("Dropout", [s.Model.Node("Flatten", [s.Model.Node("GlobalAveragePool", [sum], "/gap/GlobalAveragePool")], "/flatten/Flatten")], "/drop/Dropout");
        s.Model.Output(s.Linear(dropped, 3, 4), "N", 3);
        return s.Model;
    }
}
