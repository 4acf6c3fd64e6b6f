using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests.Operators;

/// <summary>Poolings and reductions.</summary>
internal static class PoolCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        Max("MaxPool", "MaxPool(2)", Ints("strides", 2, 2)),
        Max("MaxPoolOverlapping", "MaxPool(2, Stride = 1)"),
        Max("MaxPoolPadded", "MaxPool(2, Padding = 1)", Ints("strides", 2, 2), Ints("pads", 1, 1, 1, 1)),
        Max("MaxPoolCeil", "MaxPool(2, Stride = 3, Ceil = true)", Ints("strides", 3, 3), ("ceil_mode", 1)),
        Max("MaxPoolSame", "MaxPool(2, Stride = 1, Same = true)", ("auto_pad", "SAME_UPPER")),
        Max("MaxPoolSameLower", "MaxPool(2, Stride = 1, PaddingTop = 1, PaddingLeft = 1)", ("auto_pad", "SAME_LOWER")),
        OperatorCase.Of("MaxPoolRectangle", static (s, x) => s.With("MaxPool", [s.Conv(x)], Ints("kernel_shape", 2, 3), Ints("strides", 1, 1)), ["Conv2d(4, 3), MaxPool(2, KernelX = 3, Stride = 1)"]),
        OperatorCase.Of("MaxPoolSequence", static (s, x) => s.With("MaxPool", [Sequence(s, x)], Ints("kernel_shape", 3), Ints("strides", 2), Ints("pads", 1, 1)), ["Conv1d(4, 5, Bias = false), MaxPool(3, Stride = 2, Padding = 1)"], 3, input: [3, 20]),
        Average("AvgPool", "AvgPool(2)", Ints("strides", 2, 2)),
        Average("AvgPoolPadded", "AvgPool(3, Stride = 1, Padding = 1, CountPadding = false)", Ints("kernel_shape", 3, 3), Ints("pads", 1, 1, 1, 1)),
        Average("AvgPoolCountingPads", "AvgPool(3, Stride = 1, Padding = 1)", Ints("kernel_shape", 3, 3), Ints("pads", 1, 1, 1, 1), ("count_include_pad", 1)),
        Average("AvgPoolCeil", "AvgPool(2, Stride = 3, Ceil = true)", Ints("strides", 3, 3), ("ceil_mode", 1)),
        Average("AvgPoolOfAll", "GlobalAvgPool", Ints("kernel_shape", 4, 4)),
        OperatorCase.Of("AvgPoolBehindPad", static (s, x) => s.With("AveragePool", [s.Node("Pad", s.Conv(x), s.Integers(0, 0, 1, 1, 0, 0, 1, 1))], Ints("kernel_shape", 3, 3), Ints("strides", 2, 2)), ["Conv2d(4, 3), AvgPool(3, Stride = 2, Padding = 1)"]),
        OperatorCase.Of("MaxPoolBehindPad", static (s, x) => s.With("MaxPool", [s.Node("Pad", s.Conv(x), s.Integers(0, 0, 1, 1, 0, 0, 1, 1))], Ints("kernel_shape", 3, 3), Ints("strides", 2, 2)), ["Conv2d(4, 3)", "Pad(1), MaxPool(3, Stride = 2)"]),
        OperatorCase.Of("GlobalAveragePool", static (s, x) => s.Linear(s.Node("Flatten", s.Node("GlobalAveragePool", s.Conv(x))), 2, 4), ["Conv2d(4, 3)", "GlobalAvgPool, Flatten, Linear(2)"], 2),
        OperatorCase.Of("GlobalMaxPool", static (s, x) => s.Node("Flatten", s.Node("GlobalMaxPool", s.Conv(x))), ["Conv2d(4, 3), GlobalMaxPool, Flatten"], 2),
        OperatorCase.Of("GlobalSequence", static (s, x) => s.Linear(s.Node("Flatten", s.Node("GlobalAveragePool", Sequence(s, x))), 2, 4), ["Conv1d(4, 5, Bias = false)", "GlobalAvgPool, Flatten, Linear(2)"], 2, input: [3, 20]),
        OperatorCase.Of("MeanKept", static (s, x) => s.With("ReduceMean", [s.Conv(x)], Ints("axes", 2, 3)), ["Conv2d(4, 3), GlobalAvgPool"]),
        OperatorCase.Of("MeanSqueezed", static (s, x) => s.Linear(s.With("ReduceMean", [s.Conv(x)], Ints("axes", -1, -2), ("keepdims", 0)), 2, 4), ["Conv2d(4, 3)", "GlobalAvgPool, Flatten, Linear(2)"], 2),
        OperatorCase.Of("MeanOpset18", static (s, x) => s.Linear(s.With("ReduceMean", [s.Conv(x), s.Integers(2, 3)], ("keepdims", 0)), 2, 4), ["Conv2d(4, 3)", "GlobalAvgPool, Flatten, Linear(2)"], 2, opset: 18),
        OperatorCase.Of("MeanOfRows", static (s, x) => s.With("ReduceMean", [s.Conv(x)], Ints("axes", 2)), ["Conv2d(4, 3), AvgPool(4, KernelX = 1)"]),
        OperatorCase.Of("MeanChannelsLast", static (s, x) => s.Linear(s.With("ReduceMean", [s.With("Transpose", [s.Conv(x)], Ints("perm", 0, 2, 3, 1))], Ints("axes", 1, 2), ("keepdims", 0)), 2, 4), ["Conv2d(4, 3)", "GlobalAvgPool, Flatten, Linear(2)"], 2),
        OperatorCase.Of("SumOfAll", static (s, x) => s.With("ReduceSum", [s.Conv(x), s.Integers(2, 3)]), ["Conv2d(4, 3), SumPool(4)"]),
        OperatorCase.Of("MaxOfAll", static (s, x) => s.With("ReduceMax", [s.Conv(x)], Ints("axes", 2, 3)), ["Conv2d(4, 3), GlobalMaxPool"]),
        OperatorCase.Of("PoolOfOne", static (s, x) => s.Linear(s.Node("Flatten", s.With("AveragePool", [s.Conv(x)], Ints("kernel_shape", 1, 1))), 2, 64), ["Conv2d(4, 3)", "Flatten, Linear(2)"], 2),
    ];

    private static string Sequence(Sketch s, string x) => s.With("Conv", [x, s.W("w.weight", 4, 3, 5)]);

    private static OperatorCase Max(string name, string layer, params (string, object)[] attributes) => Pool("MaxPool", name, layer, attributes);

    private static OperatorCase Average(string name, string layer, params (string, object)[] attributes) => Pool("AveragePool", name, layer, attributes);

    private static OperatorCase Pool(string op, string name, string layer, (string Name, object)[] attributes)
    {
        (string, object)[] all = attributes.Any(static attribute => attribute.Name == "kernel_shape") ? attributes : [Ints("kernel_shape", 2, 2), .. attributes];
        return OperatorCase.Of(name, (s, x) => s.With(op, [s.Conv(x)], all), [$"Conv2d(4, 3), {layer}"]);
    }
}
