namespace LrpGen.Samples.Vgg16;

/// <summary>How torchvision's VGG-16 takes pictures: red, green, blue in [0, 1], less the mean and divided by the standard deviation of ImageNet.</summary>
internal static class Pixels
{
    /// <summary>A bound below every pixel: the darkest is (0 - 0.485) / 0.229 = -2.12; the thesis and the reference take -2.</summary>
    public const float Low = -2;

    /// <summary>A bound for the brightest pixels, 2.64 at most; the thesis and the reference take 2.</summary>
    public const float High = 2;

    public static float[] Mean { get; } = [0.485f, 0.456f, 0.406f];

    public static float[] Deviation { get; } = [0.229f, 0.224f, 0.225f];
}
