namespace LrpGen.Import.Tests.Operators;

/// <summary>Activations: by name, and written out as exporters do.</summary>
internal static class ActivationCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        Of("Relu", "ReLU", static (s, x) => s.Node("Relu", x)),
        Of("LeakyRelu", "LeakyReLU", static (s, x) => s.Node("LeakyRelu", x)),
        Of("LeakyReluSlope", "LeakyReLU(0.2f)", static (s, x) => s.With("LeakyRelu", [x], ("alpha", 0.2f))),
        Of("LeakyReluAsMax", "LeakyReLU(0.125f)", static (s, x) => s.Node("Max", x, s.Node("Mul", x, s.Number(0.125f)))),
        Of("PRelu", "LeakyReLU(0.25f)", static (s, x) => s.Node("PRelu", x, s.Number(0.25f, 1))),
        Of("Elu", "ELU", static (s, x) => s.Node("Elu", x)),
        Of("EluAlpha", "ELU(0.5f)", static (s, x) => s.With("Elu", [x], ("alpha", 0.5f))),
        Of("Tanh", "Tanh", static (s, x) => s.Node("Tanh", x)),
        Of("Sigmoid", "Sigmoid", static (s, x) => s.Node("Sigmoid", x)),
        Of("SigmoidWrittenOut", "Sigmoid", static (s, x) => s.Node("Div", s.Number(1), s.Node("Add", s.Number(1), s.Node("Exp", s.Node("Neg", x))))),
        Of("ClipOpset7", "ReLU6", static (s, x) => s.With("Clip", [x], ("min", 0f), ("max", 6f)), 7),
        Of("Clip", "ReLU6", static (s, x) => s.Node("Clip", x, s.Number(0), s.Number(6))),
        Of("ClipWithoutEnd", "ReLU", static (s, x) => s.Node("Clip", x, s.Number(0))),
        Of("ReluAndMin", "ReLU6", static (s, x) => s.Node("Min", s.Node("Relu", x), s.Number(6))),
        Of("HardSwish", "HardSwish", static (s, x) => s.Node("HardSwish", x), 14),
        Of("HardSigmoidTimesX", "HardSwish", static (s, x) => s.Node("Mul", x, s.With("HardSigmoid", [x], ("alpha", 1 / 6f), ("beta", 0.5f)))),
        Of("HardSwishAddClipMulDiv", "HardSwish", static (s, x) => s.Node("Div", s.Node("Mul", x, s.Node("Clip", s.Node("Add", x, s.Number(3)), s.Number(0), s.Number(6))), s.Number(6))),
        Of("HardSwishAddClipDivMul", "HardSwish", static (s, x) => s.Node("Mul", s.Node("Div", s.Node("Clip", s.Node("Add", x, s.Number(3)), s.Number(0), s.Number(6)), s.Number(6)), x)),
        Of("HardSwishByParts", "HardSwish", static (s, x) => s.Node("Mul", s.Node("Mul", s.Node("Min", s.Node("Relu", s.Node("Add", x, s.Number(3))), s.Number(6)), s.Number(1 / 6f)), x)),
        Of("SiLU", "SiLU", static (s, x) => s.Node("Mul", x, s.Node("Sigmoid", x))),
        Of("GeluErf", "GELU", static (s, x) => s.Node("Mul", s.Node("Mul", x, s.Node("Add", s.Node("Erf", s.Node("Div", x, s.Number(1.41421354f))), s.Number(1))), s.Number(0.5f))),
        Of("GeluErfHalfFirst", "GELU", static (s, x) => s.Node("Mul", s.Node("Mul", x, s.Number(0.5f)), s.Node("Add", s.Number(1), s.Node("Erf", s.Node("Mul", x, s.Number(0.707106769f)))))),
        Of("GeluTanhPow", "GELU(Tanh = true)", static (s, x) => GeluByTanh(s, x, s.Node("Pow", x, s.Number(3)))),
        Of("GeluTanhMul", "GELU(Tanh = true)", static (s, x) => GeluByTanh(s, x, s.Node("Mul", s.Node("Mul", x, x), x))),
        Of("GeluOpset20", "GELU", static (s, x) => s.Node("Gelu", x), 20),
        Of("GeluTanhOpset20", "GELU(Tanh = true)", static (s, x) => s.With("Gelu", [x], ("approximate", "tanh")), 20),
        Of("ReluTwice", "ReLU", static (s, x) => s.Node("Relu", s.Node("Relu", x))),
        Of("ScaledRelu", "ReLU", static (s, x) => s.Model.Node("Mul", [s.Node("Relu", x), s.Number(3)], "/scale/Mul")),
        OperatorCase.Of("SoftmaxOpset11", static (s, x) => s.Node("Softmax", s.Linear(x, 4, 5)), ["Linear(4), Softmax"], 2, opset: 11, input: [5]),
        OperatorCase.Of("Softmax", static (s, x) => s.With("Softmax", [s.Linear(x, 4, 5)], ("axis", 1)), ["Linear(4), Softmax"], 2, input: [5]),
        OperatorCase.Of("SoftmaxOverChannels", static (s, x) => s.With("Softmax", [s.Node("GlobalAveragePool", s.Conv(x))], ("axis", 1)), ["Conv2d(4, 3), GlobalAvgPool, Flatten, Softmax"]),
        OperatorCase.Of("SigmoidAtEnd", static (s, x) => s.Node("Flatten", s.Node("Sigmoid", s.Conv(x))), ["Conv2d(4, 3), Flatten, Sigmoid"], 2),
    ];

    private static string GeluByTanh(Sketch s, string x, string cube)
    {
        string inner = s.Node("Mul", s.Node("Add", x, s.Node("Mul", cube, s.Number(0.044715f))), s.Number(0.797884583f));
        return s.Node("Mul", s.Node("Mul", x, s.Number(0.5f)), s.Node("Add", s.Node("Tanh", inner), s.Number(1)));
    }

    private static OperatorCase Of(string name, string layers, Func<Sketch, string, string> activation, int opset = 13)
    {
        OperatorCase made = OperatorCase.Of(name, (s, x) => s.Linear(activation(s, s.Linear(x, 6, 5, "first")), 3, 6), [$"Linear(6), {layers}", "Linear(3)"], 2, opset, [5]);
        return made with { Name = "Activation" + name };
    }
}
