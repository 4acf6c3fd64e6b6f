using LrpGen.Import.Tests.Operators;
using LrpGen.Onnx.Testing;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>What is said of models that cannot be imported: the file, the node, the operator, and what could be done.</summary>
public sealed class RefusalTests
{
    private static readonly ImportOptions Options = new() { Composites = [new CompositeSetting(Composite.EpsilonPlus)] };

    public static TheoryData<string> Messages => [.. Refusals.All.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_model_that_cannot_be_expressed_is_refused_with_a_reason(string message)
    {
        (string path, ImportException error) = Refuse(Refusals.All[message]);
        Assert.Equal($"{path}: {message}", error.Message);
    }

    [Fact]
    public void All_operators_that_cannot_be_expressed_are_named_at_once()
    {
        (string path, ImportException error) = Refuse(OperatorCase.Of("refused", static (s, x) => s.Node("Split", s.Node("LRN", s.Node("Gather", x, s.Integers(0)))), [], 2, 13, [5]).Model);
        Assert.Equal(3, error.Problems.Count);
        Assert.StartsWith($"{path}: Gather 'value_0' cannot be expressed", error.Problems[0]);
        Assert.StartsWith($"{path}: LRN 'value_1' cannot be expressed", error.Problems[1]);
        Assert.StartsWith($"{path}: Split 'value_2' cannot be expressed", error.Problems[2]);
        Assert.EndsWith("(and 2 more)", error.Message);
    }

    [Theory]
    [InlineData("int32 input", "input 'x' holds int32; LrpGen explains inputs of floats: export the model from where its values are floats.")]
    [InlineData("open size", "size 2 of input 'x' is open ('height'); export the model for a fixed size, or tell the input's shape (lrpgen: --shape; in code: ImportOptions.InputShape).")]
    [InlineData("two inputs", "has 2 inputs ('x', 'y'); LrpGen's networks have one: concatenate them before the model, or fix the others as constants.")]
    [InlineData("five dimensions", "input 'x' has 5 dimensions; LrpGen takes [batch, features], [batch, channels, length] and [batch, channels, height, width].")]
    [InlineData("two outputs, one of the other", "output 'second' is computed from output 'first', which is the one to be explained and must come last; remove one of them from the model.")]
    public void Inputs_and_outputs_that_no_network_has(string what, string message)
    {
        var s = new Sketch();
        switch (what)
        {
            case "int32 input":
                s.Model.Output(s.Node("Relu", s.Model.Input("x", ElementType.Int32, "N", 5)), "N", 5);
                break;
            case "open size":
                s.Model.Output(s.Conv(s.X(3, "height", 6)), "N", 4, "h", 4);
                break;
            case "two inputs":
                s.Model.Output(s.Node("Add", s.X(5), s.Model.Input("y", "N", 5)), "N", 5);
                break;
            case "five dimensions":
                s.Model.Output(s.Node("Relu", s.X(3, 4, 4, 4)), "N", 3, 4, 4, 4);
                break;
            default:
                s.Model.Add("Gemm", [s.X(5), s.W("a.weight", 5, 5)], ["first"]);
                s.Model.Add("Gemm", ["first", s.W("b.weight", 5, 5)], ["second"]);
                s.Model.Output("first", "N", 5);
                s.Model.Output("second", "N", 5);
                break;
        }

        (string path, ImportException error) = Refuse(s.Model);
        Assert.Equal($"{path}: {message}", error.Message);
    }

    [Fact]
    public void Files_that_are_no_models()
    {
        using var folder = new TempFolder();
        string missing = Path.Combine(folder.Path, "missing.onnx");
        Assert.StartsWith($"{missing}: there is no such file (looked from ", Assert.Throws<ImportException>(() => Compiled.Import(missing)).Message);
        string empty = folder.Write("empty.onnx", []);
        Assert.Equal($"{empty}: not an ONNX model: it holds no graph.", Assert.Throws<ImportException>(() => Compiled.Import(empty)).Message);
        string text = folder.Write("text.onnx", "This is a letter, not a model."u8.ToArray());
        Assert.StartsWith($"{text}: not an ONNX model, or damaged: near byte ", Assert.Throws<ImportException>(() => Compiled.Import(text)).Message);
    }

    private static (string Path, ImportException Error) Refuse(OnnxBuilder model)
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "refused.onnx");
        model.Save(path);
        return (path, Assert.Throws<ImportException>(() => Compiled.Import(path, Options)));
    }
}
