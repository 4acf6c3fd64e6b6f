using System;
using System.Globalization;
using System.IO;
using LrpGen;
using LrpGen.Imaging;

// A diagonal stroke, explained, saved as a picture, and the sums printed for the test to compare.
using var net = MnistMlp.Load(Path.Combine(AppContext.BaseDirectory, "mnist-mlp.safetensors"));
var pixels = new float[MnistMlp.InputShape.Count];
for (int k = 4; k < 24; k++)
    pixels[(k * 28) + k] = pixels[(k * 28) + k + 1] = 1;
net.Forward(pixels);
ReadOnlySpan<float> heat = net.ExplainTop();
double sum = 0;
foreach (float relevance in heat)
    sum += relevance;
Heatmap.Save(heat, MnistMlp.InputShape, args[0]);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{net.TopClass} {net.Logits[net.TopClass]:F4} {sum:F4}"));

[Network(1, 28, 28)]
public sealed partial class MnistMlp
{
    [Flatten, Linear(300), ReLU] [ZBox(0, 1)] [Weights("1")] public partial Layer Hidden1 { get; }

    [Linear(100), ReLU] [Gamma(0.25f)] [Weights("3")] public partial Layer Hidden2 { get; }

    [Linear(10)] [Zero] [Weights("5")] public partial Layer Scores { get; }
}
