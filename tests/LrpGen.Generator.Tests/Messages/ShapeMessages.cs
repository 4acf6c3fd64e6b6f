using static LrpGen.Generator.Tests.Messages.MessageTests;

namespace LrpGen.Generator.Tests.Messages;

/// <summary>Messages about shapes and sizes. Each with a declaration that gives it.</summary>
internal static class ShapeMessages
{
    public static Dictionary<string, string> All { get; } = new()
    {
        ["LRPG0020: [Linear(2)] of 'A' takes one dimension, but gets [1, 4, 4]; put [Flatten] before it"] =
            Net("[Network(1, 4, 4)]", "[Linear(2)] [Zero]"),
        ["LRPG0020: [Conv2d(4, 3, groups 2)] of 'A' takes channels that 2 groups divide, in and out, but gets [3, 8, 8]; 3 channels come in and 4 go out; choose groups that divide both"] =
            Net("[Network(3, 8, 8)]", "[Conv2d(4, 3, Groups = 2)] [Zero]"),
        ["LRPG0020: [Conv2d(3, 3, groups 2)] of 'A' takes channels that 2 groups divide, in and out, but gets [4, 8, 8]; 4 channels come in and 3 go out; choose groups that divide both"] =
            Net("[Network(4, 8, 8)]", "[Conv2d(3, 3, Groups = 2)] [Zero]"),
        ["LRPG0020: [Conv2d(4, 11, padding 1)] of 'A' takes at least 11x11 places with padding, but gets [3, 8, 8]; padded it has 10x10; make the kernel smaller or pad more"] =
            Net("[Network(3, 8, 8)]", "[Conv2d(4, 11, Padding = 1)] [Zero]"),
        ["LRPG0020: [Conv2d(4, 3x5, dilation 1x3)] of 'A' takes at least 3x13 places with padding, but gets [3, 8, 8]; padded it has 8x8; make the kernel smaller or pad more"] =
            Net("[Network(3, 8, 8)]", "[Conv2d(4, 3, 5, DilationX = 3)] [Zero]"),
        ["LRPG0020: [Conv2d(4, 3)] of 'A' takes [channels, height, width], but gets [3, 8]; use [Conv1d]"] =
            Net("[Network(3, 8)]", "[Conv2d(4, 3)] [Zero]"),
        ["LRPG0020: [Conv1d(4, 3)] of 'A' takes [channels, length], but gets [3, 8, 8]; use [Conv2d]"] =
            Net("[Network(3, 8, 8)]", "[Conv1d(4, 3)] [Zero]"),
        ["LRPG0020: [Conv1d(4, 9)] of 'A' takes at least 9 places with padding, but gets [3, 8]; padded it has 8; make the kernel smaller or pad more"] =
            Net("[Network(3, 8)]", "[Conv1d(4, 9)] [Zero]"),
        ["LRPG0020: [Conv2d(4, 3)] of 'A' takes [channels, height, width], but gets [4]; put it before [Flatten], or [Reshape] before it"] =
            Net("[Network(4)]", "[Conv2d(4, 3)] [Zero]"),
        ["LRPG0020: [ConvTranspose2d(4, 3, padding 5)] of 'A' takes less padding, but gets [3, 4, 4]; its output would have -4x-4 places; pad less"] =
            Net("[Network(3, 4, 4)]", "[ConvTranspose2d(4, 3, Padding = 5)] [Zero]"),
        ["LRPG0020: [Add(input)] of 'B' takes summands of one shape, but gets [3] and [4]; make them alike"] =
            Net("[Network(4)]", "[Linear(3)] [Zero]", "[Add(Step.Input)]"),
        ["LRPG0020: [Concat(input)] of 'B' takes parts that differ in their channels alone, but gets [3, 2, 2] and [4, 4, 4]; make the other sizes alike"] =
            Net("[Network(4, 4, 4)]", "[Conv2d(3, 3)] [Zero]", "[Concat(Step.Input)]"),
        ["LRPG0020: [Reshape(3)] of 'A' takes 3 values, but gets [4]; choose sizes with the product 4"] =
            Net("[Network(4)]", "[Reshape(3)]"),
        ["LRPG0020: [MaxPool(2)] of 'A' takes [channels, height, width] or [channels, length], but gets [4]; put it before [Flatten], or [Reshape] before it"] =
            Net("[Network(4)]", "[MaxPool(2)]"),
        ["LRPG0020: [MaxPool(3x2, stride 2)] of 'A' takes a picture, since KernelY is told, but gets [3, 5]; a sequence has no rows; leave KernelY out"] =
            Net("[Network(3, 5)]", "[MaxPool(2, KernelY = 3, Stride = 2)]"),
        ["LRPG0020: [MaxPool(5)] of 'A' takes at least 5x5 places with padding, but gets [1, 4, 4]; padded it has 4x4; make the window smaller or pad more"] =
            Net("[Network(1, 4, 4)]", "[MaxPool(5)]"),
        ["LRPG0020: [MaxPool(2, padding 2)] of 'A' takes less padding than its window is large, but gets [1, 4, 4]; a window of padding alone has no value; pad less"] =
            Net("[Network(1, 4, 4)]", "[MaxPool(2, Padding = 2)]"),
        ["LRPG0020: [Crop(2, 2, 2, 2)] of 'A' takes a picture larger than what is cut off, but gets [1, 4, 4]; crop less"] =
            Net("[Network(1, 4, 4)]", "[Crop(2)]"),
        ["LRPG0020: [Pad(4, 4, 4, 4, reflect)] of 'A' takes a picture larger than each side of its mirrored frame, but gets [1, 4, 4]; pad less, or with another mode"] =
            Net("[Network(1, 4, 4)]", "[Pad(4, Mode = PadMode.Reflect)]"),
        ["LRPG0020: [Pad(4, 4, 4, 4)] of 'A' takes [channels, height, width] or [channels, length], but gets [4]; put it before [Flatten], or [Reshape] before it"] =
            Net("[Network(4)]", "[Pad(4)]"),
        ["LRPG0020: [Upsample(30000)] of 'A' takes a picture that stays within one buffer, but gets [1, 4, 4]; enlarge less"] =
            Net("[Network(1, 4, 4)]", "[Upsample(30000)]"),
        ["LRPG0020: [Softmax] of 'A' takes one dimension, but gets [1, 4, 4]; put [Flatten] before it"] =
            Net("[Network(1, 4, 4)]", "[Softmax]"),
        ["LRPG0020: [Upsample(1000)] of 'A' takes a picture that stays within one buffer, but gets [1, 40000, 1]; enlarge less"] =
            Net("[Network(1, 40000, 1)]", "[Upsample(1000)]", "[Upsample(100)]"),

        ["LRPG0028: 'Net' takes at least 10 MB, and its MemoryBudget is 1; raise it to 10, or use fewer channels"] =
            Net("[Network(16, 32, 32, MemoryBudget = 1)]", "[Conv2d(128, 3, Padding = 1)] [Zero]", "[Conv2d(128, 3, Padding = 1)] [Zero]", "[GlobalAvgPool, Flatten, Linear(10)] [Zero]"),

        ["LRPG0021: size 2 of the input of [Network] is 0; it must be at least 1"] =
            Net("[Network(1, 0, 4)]", "[Flatten]"),
        ["LRPG0021: size 1 of the input of [Network] is -1; it must be at least 1"] =
            Net("[Network(-1)]", "[ReLU]"),
        ["LRPG0021: features of [Linear] is -3; it must be at least 1"] =
            Net("[Network(4)]", "[Linear(-3)] [Zero]"),
        ["LRPG0021: channels of [Conv2d] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Conv2d(0, 3)] [Zero]"),
        ["LRPG0021: kernel of [Conv2d] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Conv2d(1, 0)] [Zero]"),
        ["LRPG0021: kernelWidth of [Conv2d] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Conv2d(1, 3, 0)] [Zero]"),
        ["LRPG0021: Stride of [Conv2d] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Conv2d(1, 3, Stride = 0)] [Zero]"),
        ["LRPG0021: DilationX of [Conv2d] is -1; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Conv2d(1, 3, DilationX = -1)] [Zero]"),
        ["LRPG0021: Groups of [Conv2d] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Conv2d(1, 3, Groups = 0)] [Zero]"),
        ["LRPG0021: kernel of [MaxPool] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[MaxPool(0)]"),
        ["LRPG0021: height of [AdaptiveAvgPool] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[AdaptiveAvgPool(0)]"),
        ["LRPG0021: scale of [Upsample] is 0; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Upsample(0)]"),
        ["LRPG0021: size 2 of [Reshape] is -1; it must be at least 1"] =
            Net("[Network(1, 4, 4)]", "[Reshape(4, -1)]"),

        ["LRPG0022: 'Net' has no input shape; write for example '[Network(784)]' or '[Network(1, 28, 28)]'"] =
            Net("[Network]", "[ReLU]"),

        ["LRPG0023: the input of 'Net' would hold 10,000,000,000 values; more than 2,147,483,000 do not fit into one buffer"] =
            Net("[Network(100000, 100000)]", "[ReLU]"),
        ["LRPG0023: the weights of 'B' would hold 4,000,000,004 values; more than 2,147,483,000 do not fit into one buffer"] =
            Net("[Network(1000000, 1000)]", "[Flatten]", "[Linear(4)] [Zero]"),
        ["LRPG0023: the weights of 'A' would hold 10,000,100,000 values; more than 2,147,483,000 do not fit into one buffer"] =
            Net("[Network(100000)]", "[Linear(100000)] [Zero]"),
        ["LRPG0023: the workspace of 'Net' would hold 4,000,000,000 values; more than 2,147,483,000 do not fit into one buffer"] =
            Net("[Network(1000000000)]", "[ReLU]", "[Tanh]"),
        ["LRPG0023: the input of 'Net' would hold 9,903,520,300,447,984,143,910,830,080 values; more than 2,147,483,000 do not fit into one buffer"] =
            Net("[Network(int.MaxValue, int.MaxValue, int.MaxValue)]", "[ReLU]"),
        ["LRPG0023: the workspace of 'Net' would hold 11,537,338,176 values; more than 2,147,483,000 do not fit into one buffer"] =
            Net("[Network(1, 20000, 20000)]", "[Conv2d(1, 3)] [Zero]"),

        ["LRPG0024: 'Net' has 2 outputs, but [Classes] names 1; give one name for each output"] =
            Net("""[Network(4)] [Classes("a")]""", "[Linear(2)] [Zero]"),

        ["LRPG0025: [Classes] names 'a' twice; a class is asked for by its name, so give each its own"] =
            Net("""[Network(4)] [Classes("a", "a")]""", "[Linear(2)] [Zero]"),

        ["LRPG0027: 'C' reads the weights 'w' as [5, 4], but 'A' as [4, 4]; make the layers alike or give 'C' weights of its own"] =
            Net("[Network(4)]", """[Linear(4)] [Zero] [Weights("w")]""", """[Linear(4)] [Zero] [Weights("w", Shared = true)]""", """[Linear(5)] [Zero] [Weights("w", Shared = true)]"""),
        ["LRPG0027: 'B' reads the weights 'w' as [2, 2, 1, 1], but 'A' as [2, 2, 3, 3]; make the layers alike or give 'B' weights of its own"] =
            Net("[Network(2, 4, 4)]", """[Conv2d(2, 3)] [Zero] [Weights("w", Shared = true)]""", """[Conv2d(2, 1)] [Zero] [Weights("w")]"""),

        ["""LRPG0026: [BatchNorm] of 'A' stands beside a layer that has the step's name in the weight file; name its own tensors with [BatchNorm(Weights = "...")]"""] =
            Net("[Network(3, 8, 8)]", "[Conv2d(4, 3), BatchNorm] [Zero]"),
    };
}
