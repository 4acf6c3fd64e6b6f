using LrpGen.Onnx.Testing;
using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests.Operators;

/// <summary>Where and how models keep their tensors.</summary>
internal static class StorageCases
{
    private static readonly double[] Elements = [0.5, -0.25, 0.125, 1, -1, 0.75, -0.5, 0.375, 2, -1.5, 0.0625, 0.25, -0.125, 0.875, -0.625];

    public static IEnumerable<OperatorCase> All =>
    [
        Stored("StoredTyped", ElementType.Float, TensorStorage.Typed),
        Stored("StoredExternal", ElementType.Float, TensorStorage.External),
        Stored("StoredHalf", ElementType.Half, TensorStorage.Raw),
        Stored("StoredHalfTyped", ElementType.Half, TensorStorage.Typed),
        Stored("StoredHalfExternal", ElementType.Half, TensorStorage.External),
        Stored("StoredBFloat16", ElementType.BFloat16, TensorStorage.Raw),
        Stored("StoredDouble", ElementType.Double, TensorStorage.Raw),
        Stored("StoredDoubleTyped", ElementType.Double, TensorStorage.Typed),
        Constants(),
        AlsoInputs(),
        Computed(),
    ];

    /// <summary>Weights of another type, cast to float by a node.</summary>
    private static OperatorCase Stored(string name, ElementType type, TensorStorage storage)
    {
        var s = new Sketch();
        string x = s.X(5);
        string weight = s.Model.Tensor(OnnxTensor.Of("fc.weight", type, [3, 5], Elements, storage));
        if (type != ElementType.Float)
            weight = s.With("Cast", [weight], ("to", 1));
        s.Model.Output(s.With("Gemm", [x, weight], ("transB", 1)), "N", 3);
        return new OperatorCase(name, s.Model, "Linear(3, Bias = false)");
    }

    /// <summary>Weights and shapes in nodes.</summary>
    private static OperatorCase Constants()
    {
        var s = new Sketch();
        string x = s.X(5);
        string weight = s.With("Constant", [], ("value", OnnxTensor.Of("", ElementType.Float, [5, 3], Elements)));
        string shape = s.With("Constant", [], ("value_ints", new[] { 0, -1 }));
        string half = s.With("Constant", [], ("value_float", 0.5f));
        s.Model.Output(s.Node("Mul", s.Node("MatMul", s.Node("Reshape", x, shape), weight), half), "N", 3);
        return new OperatorCase("ConstantNodes", s.Model, "Linear(3, Bias = false)");
    }

    /// <summary>Older models list their tensors as inputs too.</summary>
    private static OperatorCase AlsoInputs()
    {
        var s = new Sketch(9);
        string x = s.X(5);
        s.Model.Input("fc.weight", 3, 5);
        s.Model.Input("fc.bias", 3);
        s.Model.Output(s.Linear(x, 3, 5), "N", 3);
        return new OperatorCase("TensorsAlsoInputs", s.Model, "Linear(3)");
    }

    /// <summary>Weights that nodes compute: sliced, joined, scaled, turned around.</summary>
    private static OperatorCase Computed()
    {
        var s = new Sketch();
        string x = s.X(5);
        string large = s.W("large", 6, 5);
        string rows = s.With("Concat", [s.Node("Slice", large, s.Integers(0), s.Integers(2), s.Integers(0)), s.Node("Gather", large, s.Integers(5, -2))], ("axis", 0));
        string scaled = s.Node("Mul", rows, s.Node("Sqrt", s.Positive("variance", 4, 1)));
        string turned = s.With("Transpose", [scaled], Ints("perm", 1, 0));
        string bias = s.Node("Expand", s.Number(0.5f, 1), s.Integers(4));
        s.Model.Output(s.Node("Add", s.Node("MatMul", x, turned), bias), "N", 4);
        return new OperatorCase("ComputedWeights", s.Model, "Linear(4)");
    }
}
