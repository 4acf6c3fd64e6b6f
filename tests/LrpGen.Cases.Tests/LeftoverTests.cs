using System.Reflection;

namespace LrpGen.Cases.Tests;

/// <summary>Values that stood in a prediction's places before are in none of its outputs, not even those behind the last channel.</summary>
public sealed class LeftoverTests
{
    // Twelve channels, of which seven begin within a block, where a call before leaves sixteen; three results, whose kernel reads whole blocks.
    private const string Source = """
        using LrpGen;
        [Network(5, 64, 64, Precision = Precision.Fast)] [Zero]
        public sealed partial class Joined
        {
            [Conv2d(5, 3, Padding = 1)] public partial Layer A { get; }
            [Conv2d(7, 3, Padding = 1)] public partial Layer B { get; }
            [Concat(nameof(A), nameof(B))] public partial Layer Both { get; }
            [Conv2d(3, 1)] public partial Layer C { get; }
            [Conv2d(16, 3, Padding = 1)] public partial Layer D { get; }
            [Conv2d(16, 3, Padding = 1)] public partial Layer E { get; }
            [Conv2d(16, 3, Padding = 1), Add(nameof(D))] public partial Layer F { get; }
            [GlobalAvgPool, Flatten, Linear(3)] public partial Layer Scores { get; }
        }
        """;

    [Fact]
    public void Joined_channels_end_in_zeros()
    {
        Assembly assembly = InProcess.Compile(Source);
        Assert.NotNull(assembly.GetType("Joined")!.GetMethod("RunPrediction", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        var random = new Random(2);
        using INetwork network = InProcess.Load(
            assembly, "Joined",
            [
                .. Layer("A", 5, 5, 3, 3), .. Layer("B", 7, 5, 3, 3), .. Layer("C", 3, 12, 1, 1), .. Layer("D", 16, 3, 3, 3),
                .. Layer("E", 16, 16, 3, 3), .. Layer("F", 16, 16, 3, 3), .. Layer("Scores", 3, 16),
            ]);
        float[] input = Values(network.Info.InputShape.Count), output = network.Forward(input).ToArray();
        Assert.All(output, static value => Assert.True(float.IsFinite(value)));
        network.Predict([.. input.Select(static _ => float.NaN)]);
        Assert.Equal(output, network.Predict(input).ToArray());

        IEnumerable<(string Name, int[] Shape, float[] Values)> Layer(string name, params int[] shape) =>
            [(name + ".weight", shape, Values(shape.Aggregate(1, static (a, b) => a * b))), (name + ".bias", [shape[0]], Values(shape[0]))];

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
