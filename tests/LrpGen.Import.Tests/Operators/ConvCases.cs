using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests.Operators;

/// <summary>Convolutions, transposed ones, and what goes into their weights.</summary>
internal static class ConvCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        Conv("ConvPadded", "Conv2d(4, 3, Padding = 1)", Ints("pads", 1, 1, 1, 1)),
        Conv("ConvUneven", "Conv2d(4, 3, PaddingTop = 1, PaddingBottom = 2, PaddingRight = 1)", Ints("pads", 1, 0, 2, 1)),
        Conv("ConvStrides", "Conv2d(4, 3, StrideY = 2)", Ints("strides", 2, 1)),
        Conv("ConvDilated", "Conv2d(4, 3, Dilation = 2)", Ints("dilations", 2, 2)),
        Conv("ConvSameUpper", "Conv2d(4, 3, Stride = 2, Same = true)", Ints("strides", 2, 2), ("auto_pad", "SAME_UPPER")),
        Conv("ConvSameLower", "Conv2d(4, 3, Stride = 2, PaddingTop = 1, PaddingLeft = 1)", Ints("strides", 2, 2), ("auto_pad", "SAME_LOWER")),
        Conv("ConvValid", "Conv2d(4, 3)", ("auto_pad", "VALID"), Ints("kernel_shape", 3, 3)),
        OperatorCase.Of("ConvGroups", static (s, x) => s.With("Conv", [x, s.W("w.weight", 6, 1, 3, 3)], ("group", 3)), ["Conv2d(6, 3, Groups = 3, Bias = false)"]),
        OperatorCase.Of("ConvRectangle", static (s, x) => s.With("Conv", [x, s.W("w.weight", 2, 3, 1, 5)], Ints("pads", 0, 2, 0, 2)), ["Conv2d(2, 1, 5, PaddingX = 2, Bias = false)"]),
        OperatorCase.Of("ConvSequence", static (s, x) => s.With("Conv", [x, s.W("w.weight", 4, 3, 5), s.W("w.bias", 4)], Ints("strides", 2), Ints("pads", 2, 1)), ["Conv1d(4, 5, Stride = 2, PaddingLeft = 2, PaddingRight = 1)"], 3, input: [3, 20]),
        OperatorCase.Of("BiasBehindConv", static (s, x) => s.Node("Add", s.With("Conv", [x, s.W("w.weight", 4, 3, 3, 3)]), s.W("b", 4, 1, 1)), ["Conv2d(4, 3)"]),
        OperatorCase.Of("ScaleBehindConv", static (s, x) => s.Node("Sub", s.Node("Mul", s.Positive("k", 1, 4, 1, 1), s.Conv(x)), s.Number(0.25f)), ["Conv2d(4, 3)"]),
        OperatorCase.Of("ScaleBehindTransposed", static (s, x) => s.Node("Div", s.With("ConvTranspose", [x, s.W("w.weight", 3, 2, 3, 3)], ("group", 3)), s.Positive("k", 6, 1, 1)), ["ConvTranspose2d(6, 3, Groups = 3, Bias = false)"]),
        OperatorCase.Of("ScaleBeforePaddedConv", static (s, x) => s.Conv(s.Node("Div", x, s.Positive("std", 3, 1, 1)), attributes: [Ints("pads", 1, 1, 1, 1)]), ["Conv2d(4, 3, Padding = 1)"]),
        OperatorCase.Of("ScaleBeforeTransposed", static (s, x) => s.With("ConvTranspose", [s.Node("Mul", x, s.Positive("k", 3, 1, 1)), s.W("w.weight", 3, 2, 3, 3)]), ["ConvTranspose2d(2, 3, Bias = false)"]),
        OperatorCase.Of("NormalizationBeforeConv", static (s, x) => s.Conv(s.Node("Div", s.Node("Sub", x, s.W("mean", 3, 1, 1)), s.Positive("std", 3, 1, 1))), ["BatchNorm(Weights = \"value_0\", Epsilon = 1e-30f), Conv2d(4, 3)"]),
        Transposed("TransposedStride", "ConvTranspose2d(4, 3, Stride = 2)", Ints("strides", 2, 2)),
        Transposed("TransposedPadded", "ConvTranspose2d(4, 3, Stride = 2, Padding = 1, OutputPadding = 1)", Ints("strides", 2, 2), Ints("pads", 1, 1, 1, 1), Ints("output_padding", 1, 1)),
        Transposed("TransposedUneven", "ConvTranspose2d(4, 3, Stride = 2, PaddingRight = 1, OutputPadding = 1)", Ints("strides", 2, 2), Ints("output_padding", 1, 0)),
        Transposed("TransposedShape", "ConvTranspose2d(4, 3, Stride = 2, PaddingTop = 1, PaddingLeft = 1)", Ints("strides", 2, 2), Ints("output_shape", 12, 12)),
        Transposed("TransposedSame", "ConvTranspose2d(4, 3, Stride = 2, PaddingBottom = 1, PaddingRight = 1)", Ints("strides", 2, 2), ("auto_pad", "SAME_UPPER")),
        OperatorCase.Of("TransposedSequence", static (s, x) => s.With("ConvTranspose", [x, s.W("w.weight", 3, 4, 5), s.W("w.bias", 4)], Ints("strides", 2), Ints("pads", 1, 1)), ["Reshape(3, 1, 10), ConvTranspose2d(4, 1, 5, StrideX = 2, PaddingX = 1)", "Reshape(4, 21)"], 3, input: [3, 10]),
    ];

    private static OperatorCase Conv(string name, string step, params (string, object)[] attributes) =>
        OperatorCase.Of(name, (s, x) => s.Conv(x, attributes: attributes), [step]);

    private static OperatorCase Transposed(string name, string step, params (string, object)[] attributes) =>
        OperatorCase.Of(name, (s, x) => s.With("ConvTranspose", [x, s.W("up.weight", 3, 4, 3, 3), s.W("up.bias", 4)], attributes), [step]);
}
