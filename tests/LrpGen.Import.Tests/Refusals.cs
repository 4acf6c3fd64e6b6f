using LrpGen.Import.Tests.Operators;
using LrpGen.Onnx.Testing;
using static LrpGen.Import.Tests.Operators.Sketch;

namespace LrpGen.Import.Tests;

/// <summary>Models that cannot be imported, by what is said of them behind the file's name.</summary>
internal static class Refusals
{
    private static readonly (string, object) Flatten = Ints("perm", 0, 2, 3, 1);

    public static IReadOnlyDictionary<string, OnnxBuilder> All { get; } = new Dictionary<string, OnnxBuilder>
    {
        ["LayerNormalization 'value_0' cannot be expressed: no rule of LRP explains it, because it divides by a statistic of the sample; a network with batch normalization can be imported."] =
            Model(static (s, x) => s.Node("LayerNormalization", x, s.W("k", 5)), 17),
        ["Frobnicate 'value_0' cannot be expressed: end the model before it, or express it by operators that are supported (see docs/import.md)."] =
            Model(static (s, x) => s.Node("Frobnicate", x)),
        ["com.microsoft.FusedConv 'value_0' is an operator of 'com.microsoft', which LrpGen does not know; export the model with ONNX's own operators."] =
            Model(static (s, x) => s.Node("com.microsoft:FusedConv", x)),
        ["If 'value_0' holds a graph of its own: cannot be expressed: recurrent networks and control flow cannot be expressed; a branch that is always taken disappears when the model is simplified (onnxsim) or exported with fixed shapes."] =
            Model(static (s, x) => s.With("If", [x], ("then_branch", new ProtoMessage().Add(2, "branch")))),
        ["MatMul 'value_0' multiplies two values, which no rule of LRP explains: attention cannot be expressed."] =
            Model(static (s, x) => s.Node("MatMul", x, x)),
        ["Mul 'value_0' multiplies or divides two values, which no rule of LRP explains: gates, attention and squeeze-and-excitation cannot be expressed."] =
            Model(static (s, x) => s.Node("Mul", s.Linear(x, 3, 5, "a"), s.Linear(x, 3, 5, "b"))),
        ["Sub 'value_0' subtracts one value from another; negate the weights before the second value and add it instead."] =
            Model(static (s, x) => s.Node("Sub", s.Linear(x, 3, 5, "a"), s.Linear(x, 3, 5, "b"))),
        ["Add 'value_0' combines values of the shapes [1, 1] and [1, 3]; LrpGen explains sums of values of one shape alone."] =
            Model(static (s, x) => s.Node("Add", s.Linear(x, 1, 5, "a"), s.Linear(x, 3, 5, "b"))),
        ["PRelu 'value_0' combines a value with a constant that is not the same for all elements; LrpGen can add to, subtract from, multiply or divide each channel by one, and its LeakyReLU has one slope."] =
            Picture(static (s, x) => s.Node("PRelu", s.Conv(x), s.Positive("slopes", 4, 1, 1))),
        ["HardSigmoid 'value_0' computes an activation that LrpGen does not have; it has ReLU, ReLU6, LeakyReLU, ELU, GELU, SiLU, HardSwish, Tanh and Sigmoid."] =
            Model(static (s, x) => s.Linear(s.Node("HardSigmoid", s.Linear(x, 3, 5, "a")), 3, 3)),
        ["MatMul 'value_0' takes the constant 'w' where LrpGen needs a value that depends on the network's input."] =
            Model(static (s, x) => s.Node("MatMul", s.W("w", 1, 1), x)),
        ["Softplus 'value_0' computes an activation that LrpGen does not have; it has ReLU, ReLU6, LeakyReLU, ELU, GELU, SiLU, HardSwish, Tanh and Sigmoid."] =
            Model(static (s, x) => s.Linear(s.Node("Softplus", s.Linear(x, 3, 5, "a")), 3, 3)),
        ["Conv 'value_0' takes 'x', which depends on the network's input, where LrpGen needs a constant."] =
            Picture(static (s, x) => s.Node("Conv", x, x)),
        ["Conv 'value_0' has the attribute 'sparsity', which LrpGen does not know; export the model without it."] =
            Picture(static (s, x) => s.With("Conv", [x, s.W("w", 4, 3, 3, 3)], ("sparsity", 1))),
        ["Conv 'value_0' has weights of shape [4, 2, 3, 3] in 1 groups, which do not fit 3 channels."] =
            Picture(static (s, x) => s.Node("Conv", x, s.W("w", 4, 2, 3, 3))),
        ["Conv 'value_0' is larger than its input [3, 6, 6] with padding."] =
            Picture(static (s, x) => s.Node("Conv", x, s.W("w", 4, 3, 9, 9))),
        ["Conv 'value_0' has the auto_pad 'MAYBE', which ONNX does not know."] =
            Picture(static (s, x) => s.With("Conv", [x, s.W("w", 4, 3, 3, 3)], ("auto_pad", "MAYBE"))),
        ["MaxPool 'value_0' has windows with gaps (dilations), which LrpGen's poolings do not have."] =
            Picture(static (s, x) => s.With("MaxPool", [x], Ints("kernel_shape", 2, 2), Ints("dilations", 2, 2))),
        ["MaxPool 'value_0' pads by as much as its window [2, 2] is large, so that a window may hold padding alone."] =
            Picture(static (s, x) => s.With("MaxPool", [x], Ints("kernel_shape", 2, 2), Ints("pads", 2, 2, 2, 2))),
        ["MaxPool 'value_0' gives the places of its maxima to another node, which LrpGen cannot express; unpool with an upsampling instead."] =
            Picture(static (s, x) => s.Node("Add", s.Model.Nodes("MaxPool", [x], 2, "", Ints("kernel_shape", 2, 2))[0], "value_1")),
        ["BatchNormalization 'value_0' is in training mode, where it depends on the other samples of a batch; export the model for inference (model.eval())."] =
            Picture(static (s, x) => s.With("BatchNormalization", [x, s.W("a", 3), s.W("b", 3), s.W("c", 3), s.Positive("d", 3)], ("training_mode", 1)), 15),
        ["Dropout 'value_0' is in training mode, where it drops values at random; export the model for inference (model.eval())."] =
            Model(static (s, x) => s.Linear(s.Node("Dropout", x, s.Number(0.5f), s.Model.Tensor(OnnxTensor.Of("training", ElementType.Bool, [], [1]))), 3, 5)),
        ["Softmax 'value_0' is not the last node, and no rule of LRP explains a softmax inside a network: attention cannot be expressed."] =
            Model(static (s, x) => s.Linear(s.Node("Softmax", x), 3, 5)),
        ["Softmax 'value_0' normalizes a value of shape [1, 4, 4, 4] along axis 3; LrpGen's softmax is over all outputs of a sample."] =
            Picture(static (s, x) => s.Node("Softmax", s.Conv(x))),
        ["Reshape 'value_0' makes [6, 18] of [1, 3, 6, 6], which mixes the samples of a batch; keep the first dimension."] =
            Picture(static (s, x) => s.Node("Reshape", x, s.Integers(6, 18))),
        ["Transpose 'value_0' moves the batch dimension, which mixes the samples of a batch."] =
            Picture(static (s, x) => s.With("Transpose", [x], Ints("perm", 1, 0, 2, 3))),
        ["Conv 'value_1' takes a value of shape [4, 4, 4] that has been transposed, where the network has [4, 4, 4]; LrpGen's layers take the channels first."] =
            Picture(static (s, x) => s.Node("Conv", s.With("Transpose", [s.Conv(x)], Flatten), s.W("w", 2, 4, 3, 3))),
        ["output 'value_0' of shape [1, 4, 4, 4] has its axes in another order than the network's [4, 4, 4]; remove the Transpose before it."] =
            Picture(static (s, x) => s.With("Transpose", [s.Conv(x)], Flatten)),
        ["Concat 'value_0' joins values of shape [1, 4, 4, 4] along axis 2; LrpGen joins channels (or features) alone."] =
            Picture(static (s, x) => s.With("Concat", [s.Conv(x, "a"), s.Conv(x, "b")], ("axis", 2))),
        ["Pad 'value_0' pads with 1; LrpGen pads with zeros."] =
            Picture(static (s, x) => s.Conv(s.Node("Pad", x, s.Integers(0, 0, 1, 1, 0, 0, 1, 1), s.Number(1)))),
        ["Pad 'value_0' pads a value of shape [1, 3, 6, 6] along its channels; LrpGen pads rows and columns alone."] =
            Picture(static (s, x) => s.Conv(s.Node("Pad", x, s.Integers(0, 1, 0, 0, 0, 0, 0, 0)), inputs: 4)),
        ["Pad 'value_0' pads in the mode 'wrap'; LrpGen pads with zeros (constant), mirrored (reflect) or repeated (edge)."] =
            Picture(static (s, x) => s.Conv(s.With("Pad", [x, s.Integers(0, 0, 1, 1, 0, 0, 1, 1)], ("mode", "wrap")))),
        ["Slice 'value_0' cuts a value of shape [1, 3, 6, 6] along its channels; LrpGen cuts rows and columns alone."] =
            Picture(static (s, x) => s.Conv(s.Node("Slice", x, s.Integers(0), s.Integers(2), s.Integers(1)), inputs: 2)),
        ["Slice 'value_0' takes every other element or turns the order around; LrpGen cuts off rims alone."] =
            Picture(static (s, x) => s.Conv(s.Node("Slice", x, s.Integers(0), s.Integers(6), s.Integers(2), s.Integers(2)))),
        ["Resize 'value_0' resizes in the mode 'linear', which LrpGen does not have; use nearest."] =
            Picture(static (s, x) => s.Conv(s.With("Resize", [x, "", s.Model.Weight("scales", [4], [1, 1, 2, 2])], ("mode", "linear")))),
        ["Resize 'value_0' takes pixels from other places than a plain repetition does; use asymmetric coordinates and round down (floor)."] =
            Picture(static (s, x) => s.Conv(s.With("Resize", [x, "", s.Model.Weight("scales", [4], [1, 1, 2, 2])], ("coordinate_transformation_mode", "align_corners")))),
        ["ReduceMean 'value_0' reduces a value of shape [1, 4, 4, 4] along axes [1]; LrpGen pools over the rows and columns of pictures and over sequences alone."] =
            Picture(static (s, x) => s.With("ReduceMean", [s.Conv(x)], Ints("axes", 1))),
        ["Gemm 'value_0' has weights for 4 inputs, but takes a value of shape [1, 5]."] =
            Model(static (s, x) => s.With("Gemm", [x, s.W("w", 3, 4)], ("transB", 1))),
        ["Gemm 'value_0' transposes the values, which mixes the samples of a batch; export the model without transA."] =
            Model(static (s, x) => s.With("Gemm", [x, s.W("w", 1, 4)], ("transA", 1))),
        ["Add 'value_0' combines a value of shape [1, 4, 4, 4] with a constant of shape [4, 4]; LrpGen can scale and shift whole channels, not single places."] =
            Picture(static (s, x) => s.Node("Add", s.Conv(x), s.W("place", 4, 4))),
        ["Gather 'value_0' cannot be expressed: single channels or places cannot be taken out of a value; end the model before it, or compute with all of them."] =
            Model(static (s, x) => s.Node("Gather", x, s.Integers(0))),
        ["Cast 'value_0' casts values to int64, which loses what LRP explains; LrpGen computes with floats."] =
            Model(static (s, x) => s.Linear(s.With("Cast", [x], ("to", 7)), 3, 5)),
        ["Sigmoid 'value_0' turns logits into probabilities, but is not the last layer; end the model with it, or before it."] =
            Picture(static (s, x) => s.Node("GlobalAveragePool", s.Node("Sigmoid", s.Conv(x)))),
        ["the network has no layer with weights, so there is nothing that rules could explain."] =
            Model(static (s, x) => s.Node("Relu", x)),
        ["uses opset 23; 7 to 22 are read: export it anew, or convert it with onnx.version_converter."] = Model(static (s, x) => s.Linear(x, 3, 5), 23),
        ["uses opset 6; 7 to 22 are read: export it anew, or convert it with onnx.version_converter."] = Model(static (s, x) => s.Linear(x, 3, 5), 6),
    };

    private static OnnxBuilder Model(Func<Sketch, string, string> body, int opset = 13) => OperatorCase.Of("refused", body, [], 2, opset, [5]).Model;

    private static OnnxBuilder Picture(Func<Sketch, string, string> body, int opset = 13) => OperatorCase.Of("refused", body, [], 4, opset).Model;
}
