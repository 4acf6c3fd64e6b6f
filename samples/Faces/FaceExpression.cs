namespace LrpGen.Samples.Faces;

/// <summary>
/// Seven facial expressions from a face of 112 x 112 pixels. Each of the four blocks halves the picture, then adds three times what a
/// depthwise and a pointwise convolution make of it; the sums are passed on without a ReLU, which comes at the start of the next step.
/// The box of the first rule is what pixels from 0 to 255 become.
/// </summary>
[Network(3, 112, 112, Ledger = true)]
[Classes("neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised")]
[Composite(Composite.EpsilonGammaBox, Low = new[] { -0.4815f, -0.4589f, -0.4091f }, High = new[] { 0.5186f, 0.5412f, 0.591f })]
public sealed partial class FaceExpression
{
    [Conv2d(32, 3, Stride = 2, Same = true), ReLU]                        [Weights("dense0.conv0.conv")]           public partial Layer Block1A { get; }
    [Conv2d(32, 3, Same = true, Groups = 32, Bias = false)]               [Weights("dense0.conv1.depthwise.conv")] public partial Layer Block1BDepth { get; }
    [Conv2d(32, 1), Add(nameof(Block1A))]                                 [Weights("dense0.conv1.pointwise")]      public partial Layer Block1B { get; }
    [ReLU, Conv2d(32, 3, Same = true, Groups = 32, Bias = false)]         [Weights("dense0.conv2.depthwise.conv")] public partial Layer Block1CDepth { get; }
    [Conv2d(32, 1), Add(nameof(Block1B))]                                 [Weights("dense0.conv2.pointwise")]      public partial Layer Block1C { get; }
    [ReLU, Conv2d(32, 3, Same = true, Groups = 32, Bias = false)]         [Weights("dense0.conv3.depthwise.conv")] public partial Layer Block1DDepth { get; }
    [Conv2d(32, 1), Add(nameof(Block1C)), ReLU]                           [Weights("dense0.conv3.pointwise")]      public partial Layer Block1D { get; }

    [Conv2d(32, 3, Stride = 2, Same = true, Groups = 32, Bias = false)]   [Weights("dense1.conv0.depthwise.conv")] public partial Layer Block2ADepth { get; }
    [Conv2d(64, 1), ReLU]                                                 [Weights("dense1.conv0.pointwise")]      public partial Layer Block2A { get; }
    [Conv2d(64, 3, Same = true, Groups = 64, Bias = false)]               [Weights("dense1.conv1.depthwise.conv")] public partial Layer Block2BDepth { get; }
    [Conv2d(64, 1), Add(nameof(Block2A))]                                 [Weights("dense1.conv1.pointwise")]      public partial Layer Block2B { get; }
    [ReLU, Conv2d(64, 3, Same = true, Groups = 64, Bias = false)]         [Weights("dense1.conv2.depthwise.conv")] public partial Layer Block2CDepth { get; }
    [Conv2d(64, 1), Add(nameof(Block2B))]                                 [Weights("dense1.conv2.pointwise")]      public partial Layer Block2C { get; }
    [ReLU, Conv2d(64, 3, Same = true, Groups = 64, Bias = false)]         [Weights("dense1.conv3.depthwise.conv")] public partial Layer Block2DDepth { get; }
    [Conv2d(64, 1), Add(nameof(Block2C)), ReLU]                           [Weights("dense1.conv3.pointwise")]      public partial Layer Block2D { get; }

    [Conv2d(64, 3, Stride = 2, Same = true, Groups = 64, Bias = false)]   [Weights("dense2.conv0.depthwise.conv")] public partial Layer Block3ADepth { get; }
    [Conv2d(128, 1), ReLU]                                                [Weights("dense2.conv0.pointwise")]      public partial Layer Block3A { get; }
    [Conv2d(128, 3, Same = true, Groups = 128, Bias = false)]             [Weights("dense2.conv1.depthwise.conv")] public partial Layer Block3BDepth { get; }
    [Conv2d(128, 1), Add(nameof(Block3A))]                                [Weights("dense2.conv1.pointwise")]      public partial Layer Block3B { get; }
    [ReLU, Conv2d(128, 3, Same = true, Groups = 128, Bias = false)]       [Weights("dense2.conv2.depthwise.conv")] public partial Layer Block3CDepth { get; }
    [Conv2d(128, 1), Add(nameof(Block3B))]                                [Weights("dense2.conv2.pointwise")]      public partial Layer Block3C { get; }
    [ReLU, Conv2d(128, 3, Same = true, Groups = 128, Bias = false)]       [Weights("dense2.conv3.depthwise.conv")] public partial Layer Block3DDepth { get; }
    [Conv2d(128, 1), Add(nameof(Block3C)), ReLU]                          [Weights("dense2.conv3.pointwise")]      public partial Layer Block3D { get; }

    [Conv2d(128, 3, Stride = 2, Same = true, Groups = 128, Bias = false)] [Weights("dense3.conv0.depthwise.conv")] public partial Layer Block4ADepth { get; }
    [Conv2d(256, 1), ReLU]                                                [Weights("dense3.conv0.pointwise")]      public partial Layer Block4A { get; }
    [Conv2d(256, 3, Same = true, Groups = 256, Bias = false)]             [Weights("dense3.conv1.depthwise.conv")] public partial Layer Block4BDepth { get; }
    [Conv2d(256, 1), Add(nameof(Block4A))]                                [Weights("dense3.conv1.pointwise")]      public partial Layer Block4B { get; }
    [ReLU, Conv2d(256, 3, Same = true, Groups = 256, Bias = false)]       [Weights("dense3.conv2.depthwise.conv")] public partial Layer Block4CDepth { get; }
    [Conv2d(256, 1), Add(nameof(Block4B))]                                [Weights("dense3.conv2.pointwise")]      public partial Layer Block4C { get; }
    [ReLU, Conv2d(256, 3, Same = true, Groups = 256, Bias = false)]       [Weights("dense3.conv3.depthwise.conv")] public partial Layer Block4DDepth { get; }
    [Conv2d(256, 1), Add(nameof(Block4C)), ReLU]                          [Weights("dense3.conv3.pointwise")]      public partial Layer Block4D { get; }
    [GlobalAvgPool, Flatten, Linear(7), Softmax]                          [Weights("fc")]                          public partial Layer Scores { get; }
}
