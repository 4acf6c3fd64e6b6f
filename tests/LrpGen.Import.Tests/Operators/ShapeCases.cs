using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests.Operators;

/// <summary>What moves values without computing.</summary>
internal static class ShapeCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        Head("FlattenNode", static (s, x) => s.Node("Flatten", x)),
        Head("ReshapeFlat", static (s, x) => s.Node("Reshape", x, s.Integers(0, -1))),
        Head("ReshapeOpenBatch", static (s, x) => s.Node("Reshape", x, s.Integers(-1, 64))),
        Head("ReshapeByShape", static (s, x) => s.Node("Reshape", x, s.With("Concat", [s.With("Unsqueeze", [s.Node("Gather", s.Node("Shape", x), s.Model.Integers("zero", [0], [])), s.Integers(0)]), s.Integers(-1)], ("axis", 0)))),
        Head("ReshapeByShapeOpset11", static (s, x) => s.Node("Reshape", x, s.With("Concat", [s.With("Unsqueeze", [s.Node("Gather", s.Node("Shape", x), s.Model.Integers("zero", [0], []))], Ints("axes", 0)), s.Integers(-1)], ("axis", 0))), 11),
        Head("DropoutAndIdentity", static (s, x) => s.Node("Flatten", s.Model.Nodes("Dropout", [s.Node("Identity", x)], 2)[0])),
        Head("DropoutOpset7", static (s, x) => s.Node("Flatten", s.Model.Nodes("Dropout", [x], 2, "", ("ratio", 0.4f))[0]), 7),
        Head("CastToFloat", static (s, x) => s.Node("Flatten", s.With("Cast", [x], ("to", 1)))),
        Head("SqueezedAndBack", static (s, x) => s.Node("Flatten", s.Node("Squeeze", s.Node("Unsqueeze", x, s.Integers(2)), s.Integers(2)))),
        Head("ExpandedToItself", static (s, x) => s.Node("Flatten", s.Node("Expand", x, s.Integers(1, 4, 1, 1)))),
        OperatorCase.Of("SqueezeAttribute", static (s, x) => s.Linear(s.With("Squeeze", [s.Node("GlobalAveragePool", s.Conv(x))], Ints("axes", 2, 3)), 2, 4), ["Conv2d(4, 3)", "GlobalAvgPool, Flatten, Linear(2)"], 2, opset: 11),
        OperatorCase.Of("ReshapeToPicture", static (s, x) => s.Conv(s.Node("Reshape", s.Linear(x, 48, 5), s.Integers(-1, 3, 4, 4))), ["Linear(48)", "Reshape(3, 4, 4), Conv2d(4, 3)"], input: [5]),
        OperatorCase.Of("RowToSequence", static (s, x) => s.With("Conv", [s.Node("Unsqueeze", x, s.Integers(1)), s.W("w.weight", 2, 1, 3)]), ["Reshape(1, 9), Conv1d(2, 3, Bias = false)"], 3, input: [9]),
        OperatorCase.Of("PadIntoConv", static (s, x) => s.Conv(s.Node("Pad", x, s.Integers(0, 0, 1, 1, 0, 0, 1, 1))), ["Conv2d(4, 3, Padding = 1)"]),
        OperatorCase.Of("PadIntoSameConv", static (s, x) => s.Conv(s.Node("Pad", x, s.Integers(0, 0, 0, 0, 0, 0, 1, 1), s.Number(0)), attributes: [Ints("strides", 2, 2)]), ["Conv2d(4, 3, Stride = 2, Same = true)"]),
        OperatorCase.Of("PadOpset10", static (s, x) => s.Conv(s.With("Pad", [x], Ints("pads", 0, 0, 1, 1, 0, 0, 1, 1), ("value", 0f))), ["Conv2d(4, 3, Padding = 1)"], opset: 10),
        OperatorCase.Of("PadOpset18", static (s, x) => s.Conv(s.Model.Node("Pad", [x, s.Integers(1, 1, 1, 1), "", s.Integers(2, 3)])), ["Conv2d(4, 3, Padding = 1)"], opset: 18),
        OperatorCase.Of("PadUnderFlat", static (s, x) => s.Conv(s.Node("Pad", x, s.Integers(0, 0, 1, 1, 0, 0, 1, 1))), ["Pad(1), Conv2d(4, 3)"]) with { Rules = new() { ["conv"] = new RuleSetting(RuleKind.Flat) } },
        OperatorCase.Of("PadReflecting", static (s, x) => s.Conv(s.With("Pad", [x, s.Integers(0, 0, 2, 2, 0, 0, 2, 2)], ("mode", "reflect"))), ["Pad(2, Mode = PadMode.Reflect), Conv2d(4, 3)"]),
        OperatorCase.Of("PadRepeating", static (s, x) => s.Conv(s.With("Pad", [x, s.Integers(0, 0, 1, 0, 0, 0, 0, 2)], ("mode", "edge"))), ["Pad(Top = 1, Right = 2, Mode = PadMode.Replicate), Conv2d(4, 3)"]),
        OperatorCase.Of("PadNegative", static (s, x) => s.Conv(s.Node("Pad", x, s.Integers(0, 0, -1, 0, 0, 0, 0, -1))), ["Crop(Top = 1, Right = 1), Conv2d(4, 3)"]),
        OperatorCase.Of("PadSequence", static (s, x) => s.With("Conv", [s.Node("Pad", x, s.Integers(0, 0, 2, 0, 0, 0)), s.W("w.weight", 4, 3, 3)]), ["Conv1d(4, 3, PaddingLeft = 2, Bias = false)"], 3, input: [3, 9]),
        OperatorCase.Of("SliceOpset9", static (s, x) => s.Conv(s.With("Slice", [x], Ints("starts", 1, 0), Ints("ends", 6, -1), Ints("axes", 2, 3))), ["Crop(Top = 1, Right = 1), Conv2d(4, 3)"], opset: 9),
        OperatorCase.Of("Slice", static (s, x) => s.Conv(s.Node("Slice", x, s.Integers(1, 1), s.Integers(-1, 1000), s.Integers(-2, 3))), ["Crop(Top = 1, Bottom = 1, Left = 1), Conv2d(4, 3)"]),
        OperatorCase.Of("UpsampleOpset7", static (s, x) => s.Conv(s.With("Upsample", [x], ("scales", new[] { 1f, 1f, 2f, 2f }))), ["Upsample(2), Conv2d(4, 3)"], opset: 7),
        OperatorCase.Of("UpsampleOpset9", static (s, x) => s.Conv(s.Node("Upsample", x, s.Model.Weight("scales", [4], [1, 1, 3, 3]))), ["Upsample(3), Conv2d(4, 3)"], opset: 9),
        OperatorCase.Of("ResizeOpset10", static (s, x) => s.Conv(s.Node("Resize", x, s.Model.Weight("scales", [4], [1, 1, 2, 2]))), ["Upsample(2), Conv2d(4, 3)"], opset: 10),
        OperatorCase.Of("ResizeByScales", static (s, x) => s.Conv(Resize(s, [x, "", s.Model.Weight("scales", [4], [1, 1, 2, 2])], "asymmetric", "floor")), ["Upsample(2), Conv2d(4, 3)"]),
        OperatorCase.Of("ResizeBySizes", static (s, x) => s.Conv(Resize(s, [x, "", "", s.Integers(1, 3, 18, 18)], "half_pixel", "round_prefer_floor")), ["Upsample(3), Conv2d(4, 3)"]),
    ];

    private static string Resize(Sketch s, string[] inputs, string coordinates, string rounding) =>
        s.With("Resize", inputs, ("mode", "nearest"), ("coordinate_transformation_mode", coordinates), ("nearest_mode", rounding));

    private static OperatorCase Head(string name, Func<Sketch, string, string> flatten, int opset = 13) =>
        OperatorCase.Of(name, (s, x) => s.Linear(flatten(s, s.Node("Relu", s.Conv(x))), 2, 64), ["Conv2d(4, 3), ReLU", "Flatten, Linear(2)"], 2, opset);
}
