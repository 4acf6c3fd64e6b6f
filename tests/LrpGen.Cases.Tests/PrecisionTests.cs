using System.Reflection;
using LrpGen.Reference;

namespace LrpGen.Cases.Tests;

/// <summary>The fast kernels against the float64 sums of the same network.</summary>
public sealed class PrecisionTests
{
    private const string Steps = """
            [Conv2d(40, 3, Padding = 1), ReLU] public partial Layer A { get; }
            [Conv2d(32, 3, Padding = 1), ReLU, MaxPool(2)] public partial Layer B { get; }
            [Conv2d(48, 3), ReLU] public partial Layer C { get; }
            [Conv2d(48, 3, Padding = 1), ReLU] public partial Layer D { get; }
            [Add(nameof(C), nameof(D))] public partial Layer E { get; }
            [Conv2d(20, 1, Stride = 2), ReLU, MaxPool(2), Flatten] public partial Layer F { get; }
            [Linear(10)] public partial Layer G { get; }
        """;

    public static TheoryData<string> Rules =>
    [
        "[Composite(Composite.EpsilonGammaBox, Low = new[] { -1f }, High = new[] { 1f }, Epsilon = 1e-3f)]",
        "[Composite(Composite.EpsilonPlusFlat, Epsilon = 1e-3f)]",
        "[Composite(Composite.EpsilonAlpha2Beta1, Epsilon = 1e-3f)]",
        "[EpsilonRms(0.25f)]",
        "[WSquare]",
    ];

    // On networks of this size both are sums of thousands of float32 terms.
    [Theory]
    [MemberData(nameof(Rules))]
    public void Fast_sums_agree_with_strict_ones(string rules) => Check(rules, height: 18, width: 17, outputs: 20 * 2 * 1, tile: "4x4", tolerance: 1e-5);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Large_tiles_agree_with_strict_sums(string rules) => Check(rules, height: 38, width: 35, outputs: 20 * 4 * 4, tile: "6x6", tolerance: 1e-5);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Many_large_tiles_agree_with_strict_sums(string rules) => Check(rules, height: 64, width: 60, outputs: 20 * 7 * 7, tile: "6x6", tolerance: 4e-5);

    private static void Check(string rules, int height, int width, int outputs, string tile, double tolerance)
    {
        string source = $$"""
            using LrpGen;
            [Network(3, {{height}}, {{width}}, Precision = Precision.Strict)]
            {{rules}}
            public sealed partial class Strict
            {
            {{Steps}}
            }
            // Not kept, so that its buffers are used again and again.
            [Network(3, {{height}}, {{width}}, Precision = Precision.Fast)]
            {{rules}}
            public sealed partial class Fast
            {
            {{Steps}}
            }
            """;
        Assembly assembly = InProcess.Compile(source);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Weights(outputs));
            using INetwork strict = InProcess.Load(assembly, "Strict", path);
            using INetwork fast = InProcess.Load(assembly, "Fast", path);
            Assert.Equal(($"Winograd {tile}", $"Winograd {tile}"), (fast.Layers[1].Info.ForwardKernel, fast.Layers[1].Info.BackwardKernel));
            Assert.Equal(("direct, float64", "direct"), (strict.Layers[1].Info.ForwardKernel, strict.Layers[1].Info.BackwardKernel));
            float[] input = RandomWeights.ToFloat(RandomWeights.Values(3 * height * width, 1, new Random(5)));
            AssertClose(strict.Forward(input), fast.Forward(input), "output", tolerance);
            AssertClose(strict.Explain(3), fast.Explain(3), "relevance of the input", tolerance);
            AssertClose(strict.Explain(7), fast.Explain(7), "relevance of the input for another output", tolerance);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, string what, double tolerance)
    {
        double error = Agreement.RelativeError(found, [.. expected.ToArray().Select(static value => (double)value)]);
        Assert.True(error <= tolerance, $"{what}: relative error {error:E2}");
    }

    private static byte[] Weights(int outputs)
    {
        var random = new Random(3);
        (string Name, int[] Shape)[] layers =
        [
            ("A", [40, 3, 3, 3]), ("B", [32, 40, 3, 3]), ("C", [48, 32, 3, 3]), ("D", [48, 48, 3, 3]), ("F", [20, 48, 1, 1]), ("G", [10, outputs]),
        ];
        return TensorWriter.Write(layers.SelectMany(layer =>
        {
            int count = layer.Shape.Aggregate(1, static (product, size) => product * size);
            return new[]
            {
                (layer.Name + ".weight", layer.Shape, RandomWeights.ToFloat(RandomWeights.Values(count, Math.Sqrt(6.0 / (count / layer.Shape[0])), random))),
                (layer.Name + ".bias", new[] { layer.Shape[0] }, RandomWeights.ToFloat(RandomWeights.Values(layer.Shape[0], 0.05, random))),
            };
        }));
    }
}
