using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests.Operators;

/// <summary>One network in every version of the operators that is read: what became inputs of nodes was attributes before.</summary>
internal static class OpsetCases
{
    private const int Oldest = 7;
    private const int Newest = 22;

    public static IEnumerable<OperatorCase> All => Enumerable.Range(Oldest, Newest - Oldest + 1).Select(static opset => OperatorCase.Of(
        $"Opset{opset}",
        (s, x) => Network(s, x, opset),
        ["Upsample(2), Conv2d(4, 3, Padding = 1), BatchNorm(Weights = \"bn\"), ReLU6, MaxPool(2)", "GlobalAvgPool, Flatten, Linear(3), Softmax"],
        2,
        opset));

    private static string Network(Sketch s, string x, int opset)
    {
        string conv = s.Conv(Pad(s, Enlarge(s, x, opset), opset));
        string norm = s.Model.Node("BatchNormalization", [conv, s.W("bn.weight", 4), s.W("bn.bias", 4), s.W("bn.running_mean", 4), s.Positive("bn.running_var", 4)], "/bn/BatchNormalization");
        string clipped = opset < 11 ? s.With("Clip", [norm], ("min", 0f), ("max", 6f)) : s.Node("Clip", norm, s.Number(0), s.Number(6));
        string pooled = s.With("MaxPool", [clipped], Ints("kernel_shape", 2, 2), Ints("strides", 2, 2));
        string mean = opset < 18 ? s.With("ReduceMean", [pooled], Ints("axes", 2, 3)) : s.Node("ReduceMean", pooled, s.Integers(2, 3));
        string row = opset < 13 ? s.With("Squeeze", [mean], Ints("axes", 2, 3)) : s.Node("Squeeze", mean, s.Integers(2, 3));
        string kept = opset < 12 ? s.With("Dropout", [row], ("ratio", 0.3f)) : s.Node("Dropout", row, s.Number(0.3f));
        return s.With("Softmax", [s.Node("Add", s.Node("MatMul", kept, s.W("fc", 4, 3)), s.W("b", 3))], ("axis", 1));
    }

    private static string Pad(Sketch s, string x, int opset) =>
        opset < 11 ? s.With("Pad", [x], Ints("pads", 0, 0, 1, 1, 0, 0, 1, 1)) : s.Node("Pad", x, s.Integers(0, 0, 1, 1, 0, 0, 1, 1));

    private static string Enlarge(Sketch s, string x, int opset)
    {
        if (opset < 9)
            return s.With("Upsample", [x], ("scales", new[] { 1f, 1f, 2f, 2f }));
        string scales = s.Model.Weight("scales", [4], [1, 1, 2, 2]);
        return opset switch
        {
            9 => s.Node("Upsample", x, scales),
            10 => s.Node("Resize", x, scales),
            _ => s.With("Resize", [x, s.Model.Weight("roi", [0], []), scales], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        };
    }
}
