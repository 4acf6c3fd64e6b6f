using static LrpGen.Generator.Tests.Messages.MessageTests;

namespace LrpGen.Generator.Tests.Messages;

/// <summary>Messages about rules, parameters, and the end of the network. Each with a declaration that gives it.</summary>
internal static class RuleMessages
{
    public static Dictionary<string, string> All { get; } = new()
    {
        ["LRPG0030: No rule explains [Linear(2)] of 'A'; put one beside it (for example [Epsilon(1e-6f)]), or a range or a [Composite(...)] on the class"] =
            Net("[Network(4)]", "[Linear(2)]"),
        ["LRPG0030: No rule explains [Conv2d(4, 3)] of 'A'; put one beside it (for example [Epsilon(1e-6f)]), or a range or a [Composite(...)] on the class"] =
            Net("[Network(3, 8, 8)]", "[Conv2d(4, 3)]"),
        ["LRPG0030: No rule explains [BatchNorm] of 'A'; put one beside it (for example [Epsilon(1e-6f)]), or a range or a [Composite(...)] on the class"] =
            Net("[Network(3, 8, 8)]", "[BatchNorm]"),

        ["LRPG0031: 'A' gets gamma(0.25) and LRP-0 beside it; keep one"] =
            Net("[Network(4)]", "[Linear(2)] [Gamma] [Zero]"),
        ["LRPG0031: 'B' gets gamma(0.25) and LRP-0 from two ranges that overlap; keep one"] =
            Net("[Network(4)] [Gamma] [Zero(From = nameof(B))]", "[Linear(2)]", "[Linear(2)]"),
        ["LRPG0031: 'A' gets epsilon(1e-6) and z+ from two composites; keep one"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus)] [Composite(Composite.ExcitationBackprop)]", "[Linear(2)]"),

        ["LRPG0032: 'B' comes after 'A'; swap From and To"] =
            Net("[Network(4)] [Zero(From = nameof(B), To = nameof(A))]", "[Linear(2)]", "[Linear(2)]"),

        ["LRPG0033: LRP-0 from 'A' to 'A' decides no layer: each linear layer there has a rule of its own; remove it or change From and To"] =
            Net("[Network(4)] [Zero]", "[Linear(2)] [Gamma]"),
        ["LRPG0033: LRP-0 from 'A' to 'A' decides no layer: there is no linear layer in it; remove it or change From and To"] =
            Net("[Network(4)] [Zero]", "[ReLU]"),

        ["LRPG0034: Composite EpsilonPlus decides no layer: each linear layer it covers has a nearer rule; remove it or change From and To"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus)]", "[Linear(2)] [Gamma]"),
        ["LRPG0034: Composite EpsilonPlus decides no layer: there is no linear layer in it; remove it or change From and To"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus)]", "[ReLU]"),

        ["LRPG0035: 'A' has no layer that shares out relevance, so gamma(0.25) means nothing there; move it to a step with a linear layer"] =
            Net("[Network(4)]", "[ReLU] [Gamma]"),
        ["LRPG0035: 'A' has no layer that shares out relevance, so epsilon(1e-6) means nothing there; move it to a step with a linear layer"] =
            Net("[Network(3, 4, 4)]", "[MaxPool(2)] [Epsilon]"),

        ["LRPG0036: [Pass] on 'A' would hand the relevance of [2] on to [4]; use a rule that shares it out"] =
            Net("[Network(4)]", "[Linear(2)] [Pass]"),

        ["LRPG0037: [Gamma] stands on 'A' and holds for it alone; remove From, or move the rule to the class"] =
            Net("[Network(4)]", "[Linear(2)] [Gamma(From = nameof(A))]"),

        ["LRPG0038: gamma(0.25) does not explain [Add(input)] of 'B'; use [Norm], [Epsilon] or [EpsilonRms]"] =
            Net("[Network(4)]", "[Linear(4)] [Zero]", "[Add(Step.Input)] [Gamma]"),
        ["LRPG0038: z-box(0, 1) does not explain [AvgPool(2)] of 'A'; use [Norm], [Epsilon] or [EpsilonRms]"] =
            Net("[Network(3, 4, 4)]", "[AvgPool(2)] [ZBox(0, 1)]"),
        ["LRPG0038: norm does not explain [Linear(4)] of 'A'; use another rule, for example [Epsilon(1e-6f)]"] =
            Net("[Network(4)]", "[Linear(4)] [Norm]"),
        ["LRPG0038: pass does not explain [Add(input)] of 'B'; use [Norm], [Epsilon] or [EpsilonRms]"] =
            Net("[Network(4)]", "[Linear(4)] [Zero]", "[Add(Step.Input)] [Pass]"),

        ["LRPG0040: alpha - beta is 2 - 2 = 0; it must be 1, or relevance is not conserved: write [AlphaBeta(3f, 2f)]"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(2, 2)]"),
        ["LRPG0040: alpha - beta is 1 - 0.5 = 0.5; it must be 1, or relevance is not conserved: write [AlphaBeta(1.5f, 0.5f)]"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(1, 0.5f)]"),
        ["LRPG0040: alpha - beta is 0 - 0 = 0; it must be 1, or relevance is not conserved: write [AlphaBeta(1f, 0f)]"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(0, 0)]"),
        ["LRPG0040: alpha - beta is 1e30 - 1e30 = 0; it must be 1, or relevance is not conserved: write [AlphaBeta(2f, 1f)]"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(1e30f, 1e30f)]"),
        ["LRPG0040: alpha - beta is 100000000 - 100000000 = 0; it must be 1, or relevance is not conserved: write [AlphaBeta(2f, 1f)]"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(1e8f, 1e8f)]"),

        ["LRPG0041: alpha of [AlphaBeta] is -1; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(-1, 1)]"),
        ["LRPG0041: beta of [AlphaBeta] is -1; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(1, -1)]"),
        ["LRPG0041: alpha of [AlphaBeta] is NaN; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [AlphaBeta(float.NaN, 1)]"),
        ["LRPG0041: gamma of [Gamma] is -1; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [Gamma(-1)]"),
        ["LRPG0041: gamma of [Gamma] is NaN; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [Gamma(float.NaN)]"),
        ["LRPG0041: gamma of [Gamma] is Infinity; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [Gamma(float.PositiveInfinity)]"),
        ["LRPG0041: epsilon of [Epsilon] is -1e-6; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [Epsilon(-1e-6f)]"),
        ["LRPG0041: epsilon of [Epsilon] is NaN; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [Epsilon(float.NaN)]"),
        ["LRPG0041: factor of [EpsilonRms] is -1; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [EpsilonRms(-1)]"),
        ["LRPG0041: epsilon of [Generic] is -1; it must be finite and not negative"] =
            Net("[Network(4)]", "[Linear(2)] [Generic(nameof(Rho), -1)]"),
        ["LRPG0041: name 2 of [Classes] is empty; it must be what Explain asks for the class by"] =
            Net("""[Network(4)] [Classes("a", null!)]""", "[Linear(2)] [Zero]"),
        ["LRPG0041: OutputPadding of [ConvTranspose2d] is 2; it must be less than the stride or the dilation, in either direction"] =
            Net("[Network(2, 4, 4)]", "[ConvTranspose2d(2, 3, Stride = 2, StrideY = 3, OutputPadding = 2)] [Zero]"),
        ["LRPG0041: PaddingTop of [Conv1d] is 1; it must be left out: a sequence has no rows"] =
            Net("[Network(2, 4)]", "[Conv1d(2, 3, PaddingTop = 1)] [Zero]"),
        ["LRPG0041: Stabilizer of [Zero] is 0; it must be finite and greater than 0"] =
            Net("[Network(4)]", "[Linear(2)] [Zero(Stabilizer = 0)]"),
        ["LRPG0041: Stabilizer of [Zero] is -1; it must be finite and greater than 0"] =
            Net("[Network(4)]", "[Linear(2)] [Zero(Stabilizer = -1)]"),
        ["LRPG0041: MemoryBudget of [Network] is -1; it must be a number of megabytes, or left out"] =
            Net("[Network(4, MemoryBudget = -1)]", "[Linear(4)] [Zero]"),
        ["LRPG0041: Stabilizer of [Network] is 0; it must be finite and greater than 0"] =
            Net("[Network(4, Stabilizer = 0)]", "[Linear(2)] [Zero]"),
        ["LRPG0041: Stabilizer of [Network] is NaN; it must be finite and greater than 0"] =
            Net("[Network(4, Stabilizer = float.NaN)]", "[Linear(2)] [Zero]"),
        ["LRPG0041: low of [InputRange] is NaN; it must be finite"] =
            Net("[Network(4)] [InputRange(float.NaN, 1)]", "[Linear(2)] [Zero]"),
        ["LRPG0041: high of [InputRange] is Infinity; it must be finite"] =
            Net("[Network(4)] [InputRange(0, float.PositiveInfinity)]", "[Linear(2)] [Zero]"),
        ["LRPG0041: Epsilon of [Composite] is -1; it must be finite and not negative"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus, Epsilon = -1)]", "[Linear(2)]"),
        ["LRPG0041: Gamma of [Composite] is NaN; it must be finite and not negative"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus, Gamma = float.NaN)]", "[Linear(2)]"),
        ["LRPG0041: composite of [Composite] is 9; it must be one of the values of LrpGen.Composite"] =
            Net("[Network(4)] [Composite((Composite)9)]", "[Linear(2)]"),
        ["LRPG0041: probability of [Dropout] is 1; it must be at least 0 and below 1"] =
            Net("[Network(4)]", "[Dropout(1)]"),
        ["LRPG0041: probability of [Dropout] is -0.1; it must be at least 0 and below 1"] =
            Net("[Network(4)]", "[Dropout(-0.1f)]"),
        ["LRPG0041: slope of [LeakyReLU] is NaN; it must be finite"] =
            Net("[Network(4)]", "[LeakyReLU(float.NaN)]"),
        ["LRPG0041: alpha of [ELU] is -1; it must be finite and not negative"] =
            Net("[Network(4)]", "[ELU(-1)]"),
        ["LRPG0041: Epsilon of [BatchNorm] is 0; it must be finite and greater than 0"] =
            Net("[Network(4)]", "[BatchNorm(Epsilon = 0)] [Zero]"),
        ["LRPG0041: name of [Weights] is empty; it must be the part of the tensors' names before '.weight'"] =
            Net("[Network(4)]", """[Linear(4)] [Zero] [Weights("")]"""),
        ["LRPG0041: name of [Weights] is null; it must be the part of the tensors' names before '.weight'"] =
            Net("[Network(4)]", "[Linear(4)] [Zero] [Weights(null!)]"),
        ["LRPG0041: Bias of [Zero] is 7; it must be one of the values of LrpGen.Bias"] =
            Net("[Network(4)]", "[Linear(4)] [Zero(Bias = (Bias)7)]"),
        ["LRPG0041: Relevance of [MaxPool] is 7; it must be one of the values of LrpGen.MaxRelevance"] =
            Net("[Network(3, 4, 4)]", "[MaxPool(2, Relevance = (MaxRelevance)7)]"),
        ["LRPG0041: Relevance of [GlobalMaxPool] is 7; it must be one of the values of LrpGen.MaxRelevance"] =
            Net("[Network(3, 4, 4)]", "[GlobalMaxPool(Relevance = (MaxRelevance)7)]"),
        ["LRPG0041: MaxRelevance of [Network] is 7; it must be one of the values of LrpGen.MaxRelevance"] =
            Net("[Network(3, 4, 4, MaxRelevance = (MaxRelevance)7)]", "[MaxPool(2)]"),
        ["LRPG0041: Precision of [Network] is -1; it must be one of the values of LrpGen.Precision"] =
            Net("[Network(3, 4, 4, Precision = (Precision)(-1))]", "[MaxPool(2)]"),
        ["LRPG0041: Mode of [Pad] is 7; it must be one of the values of LrpGen.PadMode"] =
            Net("[Network(3, 4, 4)]", "[Pad(1, Mode = (PadMode)7)]"),
        ["LRPG0041: size of [Pad] is -1; it must be at least 0"] =
            Net("[Network(3, 4, 4)]", "[Pad(-1)]"),
        ["LRPG0041: Left of [Pad] is -2; it must be at least 0"] =
            Net("[Network(3, 4, 4)]", "[Pad(1, Left = -2)]"),
        ["LRPG0041: Padding of [Conv2d] is -1; it must be at least 0"] =
            Net("[Network(3, 4, 4)]", "[Conv2d(2, 3, Padding = -1)] [Zero]"),
        ["LRPG0041: Padding of [Conv2d] is 1; it must be left out beside Same, which decides the padding"] =
            Net("[Network(3, 4, 4)]", "[Conv2d(2, 3, Same = true, Padding = 1)] [Zero]"),
        ["LRPG0041: Same of [ConvTranspose2d] is true; it must be left out: say the padding that the forward convolution had"] =
            Net("[Network(3, 4, 4)]", "[ConvTranspose2d(2, 3, Same = true)] [Zero]"),
        ["LRPG0041: OutputPadding of [ConvTranspose2d] is -1; it must be at least 0"] =
            Net("[Network(3, 4, 4)]", "[ConvTranspose2d(2, 3, OutputPadding = -1)] [Zero]"),
        ["LRPG0041: width of [AdaptiveAvgPool] is -1; it must be at least 0"] =
            Net("[Network(3, 4, 4)]", "[AdaptiveAvgPool(2, -1)]"),
        ["LRPG0041: The number of sizes of [Reshape] is 0; it must be 1, 2 or 3"] =
            Net("[Network(4)]", "[Reshape()]"),
        ["LRPG0041: The number of sizes of [Reshape] is 4; it must be 1, 2 or 3"] =
            Net("[Network(4)]", "[Reshape(1, 1, 2, 2)]"),
        ["LRPG0041: low of [ZBox] is NaN; it must be finite"] =
            Net("[Network(4)]", "[Linear(4)] [ZBox(float.NaN, 0)]"),
        ["LRPG0041: high of [ZBox] is Infinity; it must be finite"] =
            Net("[Network(4)]", "[Linear(4)] [ZBox(0, float.PositiveInfinity)]"),
        ["LRPG0041: Dilation of [Conv2d] is 2147483647; it must be at most 1000000"] =
            Net("[Network(4, 8, 8)]", "[Conv2d(4, 3, Dilation = int.MaxValue)] [Zero]"),
        ["LRPG0041: size of [Pad] is 2147483647; it must be at most 1000000"] =
            Net("[Network(4, 8, 8)]", "[Pad(int.MaxValue)]"),
        ["LRPG0041: The number of sizes of [Network] is 4; it must be 1, 2 or 3"] =
            Net("[Network(1, 2, 3, 4)]", "[Flatten]"),

        ["LRPG0042: z-box(0, 1) on 'B' bounds the pixels or features of the input, but 'B' takes the output of [ReLU] of 'A'; use it on a layer that takes the network's input, and another rule here"] =
            Net("[Network(4)]", "[Linear(4), ReLU] [Zero]", "[Linear(4)] [ZBox(0, 1)]"),
        ["LRPG0042: z-box(0, 1) on 'A' bounds the pixels or features of the input, but 'A' takes the output of [ReLU] of 'A'; use it on a layer that takes the network's input, and another rule here"] =
            Net("[Network(4)]", "[ReLU, Linear(4)] [ZBox(0, 1)]"),
        ["LRPG0042: z-box(1, 2) on 'A' bounds the pixels or features of the input, but 'A' takes the output of [Pad(1, 1, 1, 1)] of 'A'; use it on a layer that takes the network's input, and another rule here"] =
            Net("[Network(1, 4, 4)]", "[Pad(1), Conv2d(2, 3)] [ZBox(1, 2)]"),

        ["LRPG0043: [InputRange]: low is 2 and high is 1; swap them"] =
            Net("[Network(4)] [InputRange(2, 1)]", "[Linear(2)] [Zero]"),
        ["LRPG0043: [Composite]: low is 1 and high is 0; swap them"] =
            Net("[Network(4)] [Composite(Composite.EpsilonGammaBox, Low = new float[] { 1 }, High = new float[] { 0 })]", "[Linear(2)]"),
        ["LRPG0043: [ZBox]: low is 1 and high is 0; swap them"] =
            Net("[Network(4)]", "[Linear(4)] [ZBox(1, 0)]"),
        ["LRPG0043: [ZBox]: low is 2 and high is 1; swap them"] =
            Net("[Network(4)]", "[Linear(4)] [ZBox(new float[] { 0, 0, 0, 2 }, new float[] { 1, 1, 1, 1 })]"),

        ["LRPG0044: z-box([0, 0], [1, 1]) has 2 low and 2 high bounds; give one of each, or one per feature of the input [4]: 4"] =
            Net("[Network(4)]", "[Linear(4)] [ZBox(new float[] { 0, 0 }, new float[] { 1, 1 })]"),
        ["LRPG0044: z-box([0, 0], 1) has 2 low and 1 high bounds; give one of each, or one per channel of the input [3, 4, 4]: 3"] =
            Net("[Network(3, 4, 4)]", "[Conv2d(4, 3)] [ZBox(new float[] { 0, 0 }, new float[] { 1 })]"),
        ["LRPG0044: z-box([], []) has 0 low and 0 high bounds; give one of each, or one per feature of the input [4]: 4"] =
            Net("[Network(4)]", "[Linear(4)] [ZBox(new float[0], new float[0])]"),
        ["LRPG0044: z-box([0, 1], [1, 2]) has 2 low and 2 high bounds; give one of each, or one per channel of the input [3, 4, 4]: 3"] =
            Net("[Network(3, 4, 4)] [Composite(Composite.EpsilonGammaBox, Low = new float[] { 0, 1 }, High = new float[] { 1, 2 })]", "[Conv2d(4, 3)]"),

        ["LRPG0045: The input range [-1, 1] is not inside the box [0, 1] of 'A', which holds only for inputs within it; widen the box or narrow [InputRange]"] =
            Net("[Network(4)] [InputRange(-1, 1)]", "[Linear(4)] [ZBox(0, 1)]"),
        ["LRPG0045: The input range [0, 2] is not inside the box [0, 1] of 'A', which holds only for inputs within it; widen the box or narrow [InputRange]"] =
            Net("[Network(4)] [InputRange(0, 2)]", "[Linear(4)] [ZBox(0, 1)]"),

        ["LRPG0046: Composite EpsilonGammaBox uses a z-box on 'A'; give it Low and High"] =
            Net("[Network(3, 4, 4)] [Composite(Composite.EpsilonGammaBox)]", "[Conv2d(4, 3)]"),

        ["LRPG0047: The input of [Conv2d(4, 3)] of 'A' may be negative, so z+ takes 2 passes back over the weights in place of 1; declare [InputRange(0, ...)] if it never is"] =
            Net("[Network(1, 8, 8)]", "[Conv2d(4, 3), ReLU] [ZPlus]"),
        ["LRPG0047: The input of [Conv2d(4, 3)] of 'B' may be negative, so gamma(0.25) takes 4 passes back over the weights in place of 2; a ReLU before it saves them"] =
            Net("[Network(1, 8, 8)]", "[Conv2d(4, 3), Tanh] [Zero]", "[Conv2d(4, 3)] [Gamma]"),
        ["LRPG0047: The input of [Conv2d(4, 3)] of 'B' may be negative, so gamma(0.25) takes 2 passes back over the weights in place of 1; a ReLU before it saves them"] =
            Net("[Network(1, 8, 8)]", "[Conv2d(4, 3), Tanh] [Zero]", "[Conv2d(4, 3), ReLU] [Gamma]", "[Conv2d(4, 3)] [Zero]"),
        ["LRPG0047: The input of [BatchNorm] of 'A' may be negative, so alpha-beta(2, 1) takes 4 passes back over the weights in place of 2; declare [InputRange(0, ...)] if it never is"] =
            Net("[Network(2, 4, 4)]", "[Dropout, BatchNorm] [AlphaBeta(2, 1)]"),

        ["LRPG0048: Nothing uses Low and High of composite EpsilonGammaBox: its z-box is for a convolution at the input, where this network has [Linear(4)] of 'A'; remove the bounds, or put a [ZBox(...)] beside 'A'"] =
            Net("[Network(4)] [Composite(Composite.EpsilonGammaBox, Low = new float[] { 0 }, High = new float[] { 1 })]", "[ReLU, Linear(4)]", "[Linear(2)]"),
        ["LRPG0048: Nothing uses Low and High of composite EpsilonGammaBox: [Conv2d(4, 3)] of 'A', the first convolution, has flat from elsewhere; remove the bounds"] =
            Net("[Network(1, 4, 4)] [Composite(Composite.EpsilonGammaBox, Low = new float[] { 0 }, High = new float[] { 1 })]", "[Conv2d(4, 3), ReLU] [Flat]", "[Flatten, Linear(2)]"),
        ["LRPG0048: Nothing uses Low of composite EpsilonGammaBox: [Conv2d(4, 3)] of 'A', the first convolution, has z-box(0, 1) from elsewhere; remove the bounds"] =
            Net(
                "[Network(1, 4, 4)] [Composite(Composite.EpsilonGammaBox, Low = new float[] { 0 }, High = new float[] { 1 }, To = \"A\")] [Composite(Composite.EpsilonGammaBox, Low = new float[] { 0 }, From = \"B\")]",
                "[Conv2d(4, 3), ReLU]",
                "[Flatten, Linear(2)]"),
        ["LRPG0048: Nothing uses High of composite EpsilonPlus: it has no z-box; remove the bounds, or use EpsilonGammaBox"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus, High = new float[] { 1 })]", "[Linear(2)]"),
        ["LRPG0048: Nothing uses Gamma of composite EpsilonPlus: it never gives a layer a gamma rule; remove it"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus, Gamma = 0.25f, Epsilon = 0.1f)]", "[Linear(2)]"),
        ["LRPG0048: Nothing uses Gamma of composite EpsilonGammaBox: it gives no layer of this network a gamma rule; remove it"] =
            Net("[Network(1, 4, 4)] [Composite(Composite.EpsilonGammaBox, Gamma = 0.1f, Epsilon = 0.1f, Low = new float[] { 0 }, High = new float[] { 1 })]", "[Conv2d(4, 3), ReLU]", "[Flatten, Linear(2)]"),
        ["LRPG0048: Nothing uses Epsilon of composite ExcitationBackprop: it never gives a layer an epsilon rule; remove it"] =
            Net("[Network(4)] [InputRange(0, 1)] [Composite(Composite.ExcitationBackprop, Epsilon = 1e-6f)]", "[Linear(2)]"),
        ["LRPG0048: Nothing uses Epsilon of composite EpsilonPlusFlat: it gives no layer of this network an epsilon rule; remove it"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlusFlat, Epsilon = 0.1f)]", "[Linear(3)]", "[Linear(2)] [Epsilon]"),
        ["LRPG0048: Nothing uses [Weights] of 'A': none of its layers has weights; remove it"] =
            Net("[Network(4)]", """[ReLU] [Weights("a")]""", "[Linear(2)] [Zero]"),
        ["LRPG0048: Nothing uses [Weights] of 'A': none of its block's layers has weights; remove it"] =
            "[Block] abstract class Part { [ReLU] public abstract Layer Bent { get; } } " + Net("[Network(4)]", """[Use<Part>] [Weights("a")]""", "[Linear(2)] [Zero]"),
        ["LRPG0048: Nothing uses [Weights] of 'Bent': none of its layers has weights; remove it"] =
            """[Block] abstract class Part { [ReLU] [Weights("a")] public abstract Layer Bent { get; } } """ + Net("[Network(4)]", "[Use<Part>]", "[Linear(2)] [Zero]", "[Use<Part>]"),
        ["LRPG0048: Nothing uses [Weights] of 'A': [BatchNorm] names its tensors itself; remove it"] =
            Net("[Network(4)]", """[ReLU, BatchNorm(Weights = "bn")] [Weights("a")]""", "[Linear(2)] [Zero]"),

        ["LRPG0050: [Softmax] of 'A' is not the last layer of the network, and no rule explains it inside a network; move it to the end or remove it"] =
            Net("[Network(4)]", "[Softmax, Linear(4)] [Zero]"),
        ["LRPG0050: [Sigmoid] of 'A' is not the last layer of the network, and no linear layer follows it; move it to the end or remove it"] =
            Net("[Network(4)]", "[Linear(4), Sigmoid, ReLU] [Zero]"),

        ["LRPG0051: The final sigmoid of 'A' is left out of the explanation: Explain starts from the logit before it"] =
            Net("[Network(4)]", "[Linear(4), Sigmoid] [Zero]"),
        ["LRPG0051: The final softmax of 'A' is left out of the explanation: Explain starts from the logit before it"] =
            Net("[Network(4)]", "[Linear(4), Softmax] [Zero]"),

        ["LRPG0060: 'Net' has no method 'Nothing'; add 'private static float Nothing(float w) => ...;'"] =
            Net("[Network(4)]", """[Linear(4)] [Generic("Nothing")]"""),
        ["LRPG0060: 'Net' has no method 'null'; add 'private static float Rho(float w) => ...;'"] =
            Net("[Network(4)]", "[Linear(4)] [Generic(null!)]"),
        ["LRPG0060: 'Net' has no method 'Rho'; add 'private static float Rho(float w) => ...;'"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } private static float Rho => 1; }""",
        ["LRPG0008: 'load' is a name that the generated half of 'Net' uses; choose another"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic(nameof(load))] public partial Layer A { get; } private static float load(float w) => w; }""",
        ["LRPG0060: 'Net' has no method 'A B'; add 'private static float Rho(float w) => ...;'"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("A B")] public partial Layer A { get; } }""",

        ["LRPG0061: 'Net.Rho' is not static; it is called while the weights are loaded, so make it 'static float Rho(float w)'"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } private float Rho(float w) => w; }""",

        ["LRPG0062: 'Net.Rho' must take one float and return a float; found 'double Net.Rho(float)'"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } private static double Rho(float w) => w; }""",
        ["LRPG0062: 'Net.Rho' must take one float and return a float; found 'float Net.Rho(float, float)'"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } private static float Rho(float w, float v) => w; }""",
        ["LRPG0062: 'Net.Rho' must take one float and return a float; found 'float Net.Rho(in float)'"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } private static float Rho(in float w) => w; }""",
        ["LRPG0062: 'Net.Rho' must take one float and return a float; found 'T Net.Rho<T>(T)'"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } private static T Rho<T>(T w) => w; }""",

        ["LRPG0063: 'Net.Rho' has [Obsolete] as an error, so the generated half may not call it; remove that from the method, or name another one"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } [System.Obsolete("", true)] private static float Rho(float w) => w; }""",
        ["LRPG0063: 'Net.Rho' has [UnmanagedCallersOnly], so the generated half may not call it; remove that from the method, or name another one"] =
            """[Network(4)] partial class Net { [Linear(4)] [Generic("Rho")] public partial Layer A { get; } [System.Runtime.InteropServices.UnmanagedCallersOnly] private static float Rho(float w) => w; }""",
    };
}
