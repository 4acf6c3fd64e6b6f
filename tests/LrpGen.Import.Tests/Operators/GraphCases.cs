using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests.Operators;

/// <summary>Branches, sums and joins.</summary>
internal static class GraphCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        OperatorCase.Of("Residual", static (s, x) => Residual(s, s.Node("Relu", Padded(s, x, "stem", 3)), "a", "b"), ["Conv2d(4, 3, Padding = 1), ReLU", "Conv2d(4, 3, Padding = 1), ReLU", "Conv2d(4, 3, Padding = 1), Add(nameof(Stem)), ReLU"]),
        OperatorCase.Of("SumOfThree", static (s, x) => s.Node("Sum", Padded(s, x, "a", 3), Padded(s, x, "b", 3), Padded(s, x, "c", 3)), ["Conv2d(4, 3, Padding = 1)", "Conv2d(4, 3, Padding = 1, From = Step.Input)", "Conv2d(4, 3, Padding = 1, From = Step.Input), Add(nameof(A), nameof(B))"]),
        OperatorCase.Of("SumWithItself", static (s, x) => s.Node("Add", s.Conv(x), "/conv/Conv_output_0"), ["Conv2d(4, 3)", "Add(nameof(Conv), nameof(Conv))"]),
        OperatorCase.Of("SumWithInput", static (s, x) => s.Node("Add", x, s.With("Conv", [x, s.W("a.weight", 3, 3, 3, 3)], Ints("pads", 1, 1, 1, 1))), ["Conv2d(3, 3, Padding = 1, Bias = false), Add(Step.Input)"]),
        OperatorCase.Of("ActivationAddedToItsInput", static (s, x) => s.Node("Add", s.Node("Tanh", s.Conv(x)), "/conv/Conv_output_0"), ["Conv2d(4, 3)", "Tanh, Add(nameof(Conv))"]),
        OperatorCase.Of("Fire", static (s, x) => Fire(s, s.Node("Relu", s.Conv(x, "squeeze", 2, 3, 1)), 2), ["Conv2d(2, 1), ReLU", "Conv2d(4, 1), ReLU", "Conv2d(4, 3, Padding = 1, From = nameof(Squeeze)), ReLU", "Concat(nameof(E1), nameof(E3))"]),
        OperatorCase.Of("JoinedRows", static (s, x) => s.Linear(s.With("Concat", [s.Linear(x, 3, 5, "a"), s.Linear(x, 2, 5, "b")], ("axis", -1)), 2, 5), ["Linear(3)", "Linear(2, From = Step.Input)", "Concat(nameof(A), nameof(B))", "Linear(2)"], 2, input: [5]),
        OperatorCase.Of("JoinedChannelsLast", static (s, x) => s.With("Transpose", [s.With("Concat", [Last(s, s.Conv(x, "a")), Last(s, s.Conv(x, "b"))], ("axis", 3))], Ints("perm", 0, 3, 1, 2)), ["Conv2d(4, 3)", "Conv2d(4, 3, From = Step.Input)", "Concat(nameof(A), nameof(B))"]),
        OperatorCase.Of("AddedChannelsLast", static (s, x) => s.With("Transpose", [s.Node("Add", Last(s, s.Conv(x, "a")), Last(s, s.Conv(x, "b")))], Ints("perm", 0, 3, 1, 2)), ["Conv2d(4, 3)", "Conv2d(4, 3, From = Step.Input), Add(nameof(A))"]),
        OperatorCase.Of("BiasChannelsLast", static (s, x) => s.With("Transpose", [s.Node("Add", Last(s, s.With("Conv", [x, s.W("w.weight", 4, 3, 3, 3)])), s.W("b", 4))], Ints("perm", 0, 3, 1, 2)), ["Conv2d(4, 3)"]),
        Siamese(),
        FixedBatch(),
        OperatorCase.Of("Blocks", static (s, x) => Blocks(s, x), ["Conv2d(4, 3, Padding = 1), ReLU", "Use<ResidualBlock>", "Use<ResidualBlock>", "Use<ResidualBlock>", "Conv2d(4, 3, Padding = 1), ReLU", "Conv2d(4, 3, Padding = 1), Add(Step.Input), ReLU"]),
    ];

    private static string Padded(Sketch s, string x, string name, int inputs) => s.Conv(x, name, 4, inputs, 3, Ints("pads", 1, 1, 1, 1));

    private static string Last(Sketch s, string x) => s.With("Transpose", [x], Ints("perm", 0, 2, 3, 1));

    private static string Residual(Sketch s, string x, string first, string second) =>
        s.Node("Relu", s.Node("Add", Padded(s, s.Node("Relu", Padded(s, x, first, 4)), second, 4), x));

    private static string Fire(Sketch s, string x, int inputs) => s.With(
        "Concat",
        [s.Node("Relu", s.Conv(x, "e1", 4, inputs, 1)), s.Node("Relu", Padded(s, x, "e3", inputs))],
        ("axis", 1));

    private static string Blocks(Sketch s, string x)
    {
        string y = s.Node("Relu", Padded(s, x, "stem", 3));
        for (int k = 0; k < 3; k++)
            y = Residual(s, y, $"layer.{k}.conv1", $"layer.{k}.conv2");
        return y;
    }

    /// <summary>Two layers on the same weights.</summary>
    private static OperatorCase Siamese()
    {
        var s = new Sketch();
        string x = s.X(5);
        string[] weights = [s.W("fc.weight", 5, 5), s.W("fc.bias", 5)];
        string once = s.Model.Node("Tanh", [s.Model.Node("Gemm", [x, .. weights], "/a/Gemm", ("transB", 1))], "/a/Tanh");
        s.Model.Output(s.Model.Node("Gemm", [once, .. weights], "/b/Gemm", ("transB", 1)), "N", 5);
        return new OperatorCase("SharedWeights", s.Model, "Linear(5), Tanh", "Linear(5)");
    }

    private static OperatorCase FixedBatch()
    {
        var s = new Sketch();
        string x = s.Model.Input("x", 2, 3, 6, 6);
        string flat = s.Node("Reshape", s.Node("Relu", s.Conv(x)), s.Integers(2, 64));
        s.Model.Output(s.Linear(flat, 2, 64), 2, 2);
        return new OperatorCase("FixedBatch", s.Model, "Conv2d(4, 3), ReLU", "Flatten, Linear(2)");
    }
}
