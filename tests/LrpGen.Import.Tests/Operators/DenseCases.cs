using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests.Operators;

/// <summary>Dense layers in every way that exporters write them.</summary>
internal static class DenseCases
{
    private static readonly object[] Features = [5];

    public static IEnumerable<OperatorCase> All =>
    [
        Dense("Gemm", static (s, x) => s.Linear(x, 4, 5), "Linear(4)"),
        Dense("GemmNotTransposed", static (s, x) => s.With("Gemm", [x, s.W("w", 5, 4), s.W("b", 4)]), "Linear(4)"),
        Dense("GemmScaled", static (s, x) => s.With("Gemm", [x, s.W("w", 4, 5), s.W("b", 1, 4)], ("transB", 1), ("alpha", 0.5f), ("beta", 3f)), "Linear(4)"),
        Dense("GemmOneBias", static (s, x) => s.With("Gemm", [x, s.W("w", 4, 5), s.W("b", 1)], ("transB", 1)), "Linear(4)"),
        Dense("GemmNoBias", static (s, x) => s.With("Gemm", [x, s.W("w", 5, 4)]), "Linear(4, Bias = false)"),
        Dense("MatMul", static (s, x) => s.Node("MatMul", x, s.W("w", 5, 4)), "Linear(4, Bias = false)"),
        Dense("MatMulAndAdd", static (s, x) => s.Node("Add", s.W("b", 4), s.Node("MatMul", x, s.W("w", 5, 4))), "Linear(4)"),
        Dense("MatMulOfTransposed", static (s, x) => s.Node("Add", s.Node("MatMul", x, s.With("Transpose", [s.W("fc.weight", 4, 5)], Ints("perm", 1, 0))), s.W("fc.bias", 4)), "Linear(4)"),
        Dense("ScaleBehindGemm", static (s, x) => s.Node("Mul", s.Linear(x, 4, 5), s.Number(0.125f)), "Linear(4)"),
        Dense("ScaleBeforeGemm", static (s, x) => s.Linear(s.Node("Div", x, s.Number(255)), 4, 5), "Linear(4)"),
        Dense("TwoLayers", static (s, x) => s.Linear(s.Node("Relu", s.Linear(x, 6, 5, "a")), 4, 6, "b"), "Linear(6), ReLU", "Linear(4)"),
        OperatorCase.Of("MatMulOfPicture", static (s, x) => s.Node("MatMul", s.With("Reshape", [x, s.Integers(0, 1, -1)]), s.W("w", 108, 4)), ["Flatten, Linear(4, Bias = false)"], 3),
        OperatorCase.Of("MatMulAtEachPlace", static (s, x) => TurnBack(s, s.Node("Add", s.Node("MatMul", Turn(s, x), s.W("w", 3, 4)), s.W("b", 4))), ["Conv2d(4, 1)"]),
        OperatorCase.Of("MatMulAtEachTime", static (s, x) => s.With("Transpose", [s.Node("MatMul", s.With("Transpose", [x], Ints("perm", 0, 2, 1)), s.W("w", 3, 4))], Ints("perm", 0, 2, 1)), ["Conv1d(4, 1, Bias = false)"], 3, input: [3, 9]),
        OperatorCase.Of("FlattenedChannelsLast", static (s, x) => s.Linear(s.With("Reshape", [Turn(s, s.Node("Relu", s.Conv(x))), s.Integers(-1, 64)]), 4, 64), ["Conv2d(4, 3), ReLU", "Flatten, Linear(4)"], 2),
    ];

    private static string Turn(Sketch s, string x) => s.With("Transpose", [x], Ints("perm", 0, 2, 3, 1));

    private static string TurnBack(Sketch s, string x) => s.With("Transpose", [x], Ints("perm", 0, 3, 1, 2));

    private static OperatorCase Dense(string name, Func<Sketch, string, string> body, params string[] steps) => OperatorCase.Of(name, body, steps, 2, input: Features);
}
