namespace LrpGen.Import.Tests.Operators;

/// <summary>Batch normalization, folded or not.</summary>
internal static class NormCases
{
    private static readonly Dictionary<string, RuleSetting> PassOnNorm = new() { ["bn"] = new RuleSetting(RuleKind.Pass) };

    public static IEnumerable<OperatorCase> All =>
    [
        OperatorCase.Of("NormBehindConv", static (s, x) => s.Node("Relu", Norm(s, s.Conv(x), 4)), ["Conv2d(4, 3), BatchNorm(Weights = \"bn\"), ReLU"]),
        OperatorCase.Of("NormBehindConvOpset7", static (s, x) => s.Node("Relu", Norm(s, s.Conv(x), 4, ("momentum", 0.9f))), ["Conv2d(4, 3), BatchNorm(Weights = \"bn\"), ReLU"], opset: 7),
        OperatorCase.Of("NormBehindConvOpset15", static (s, x) => s.Node("Relu", Norm(s, s.Conv(x), 4, ("epsilon", 1e-3f), ("training_mode", 0))), ["Conv2d(4, 3), BatchNorm(Weights = \"bn\", Epsilon = 0.001f), ReLU"], opset: 15),
        OperatorCase.Of("NormBeforeConv", static (s, x) => s.Conv(Norm(s, x, 3)), ["BatchNorm(Weights = \"bn\"), Conv2d(4, 3)"]),
        OperatorCase.Of("NormBehindGemm", static (s, x) => s.Node("Relu", Norm(s, s.Linear(x, 4, 5), 4)), ["Linear(4), BatchNorm(Weights = \"bn\"), ReLU"], 2, input: [5]),
        OperatorCase.Of("NormBetween", static (s, x) => s.Conv(s.Node("Relu", Norm(s, s.Node("Relu", s.Conv(x)), 4)), "second", 2, 4, 1), ["Conv2d(4, 3), ReLU", "BatchNorm, ReLU", "Conv2d(2, 1)"]) with { Rules = PassOnNorm },
        OperatorCase.Of("NormWrittenOut", static (s, x) => s.Node("Relu", s.Node("Add", s.Node("Mul", s.Conv(x), s.Positive("k", 1, 4, 1, 1)), s.W("b", 1, 4, 1, 1))), ["Conv2d(4, 3), ReLU"]),
    ];

    private static string Norm(Sketch s, string x, int channels, params (string, object)[] attributes) => s.Model.Node(
        "BatchNormalization",
        [x, s.W("bn.weight", channels), s.W("bn.bias", channels), s.W("bn.running_mean", channels), s.Positive("bn.running_var", channels)],
        "/bn/BatchNormalization",
        attributes);
}
