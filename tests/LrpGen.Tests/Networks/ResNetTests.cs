using System.Diagnostics;
using LrpGen.Reference;

namespace LrpGen.Tests.Networks;

/// <summary>Residual networks of blocks, on generated weights by torchvision's names.</summary>
public class ResNetTests(ITestOutputHelper output)
{
    public static TheoryData<string, int[], bool, long> Networks => new()
    {
        { nameof(ResNet18), [2, 2, 2, 2], false, 11_689_512 },
        { nameof(ResNet50), [3, 4, 6, 3], true, 25_557_032 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_residual_network_loads_runs_and_explains(string name, int[] depths, bool isDeep, long parameters)
    {
        List<(string Name, int[] Shape, float[] Values)> tensors = Tensors(depths, isDeep);

        // What torchvision counts, without the statistics of the batch norms.
        Assert.Equal(parameters, tensors.Where(static tensor => !tensor.Name.Contains("running", StringComparison.Ordinal)).Sum(static tensor => tensor.Values.LongLength));
        using WeightFile file = WeightFile.Read(TensorWriter.Write(tensors), "generated");
        using INetwork network = name == nameof(ResNet18) ? ResNet18.Load(file) : ResNet50.Load(file);

        var clock = Stopwatch.StartNew();
        ReadOnlySpan<float> scores = network.Forward(Values(new Random(1), network.Info.InputShape.Count, 2));
        TimeSpan forward = clock.Elapsed;
        ReadOnlySpan<float> relevance = network.ExplainTop();
        output.WriteLine($"{name}: forward {forward.TotalMilliseconds:F0} ms, explanation {(clock.Elapsed - forward).TotalMilliseconds:F0} ms, {network.Info.WorkspaceBytes + network.Info.WeightBytes:N0} bytes");
        Assert.True(scores.ToArray().All(float.IsFinite));
        Assert.True(relevance.ToArray().All(float.IsFinite));
        Assert.Contains(relevance.ToArray(), static value => value != 0);

        LayerInfo[] convolutions = [.. network.Info.Layers.Where(static layer => layer.Kind.Contains("Conv2d", StringComparison.Ordinal))];
        Assert.Equal((isDeep ? 3 : 2) * depths.Sum() + (isDeep ? 4 : 3) + 1, convolutions.Length);
        Assert.StartsWith("z-box", convolutions[0].Rule, StringComparison.Ordinal);
        Assert.All(convolutions[1..], static layer => Assert.Equal("gamma(0.25)", layer.Rule));

        // The books tell whether each step's relevance went where its values came from.
        foreach (Layer layer in network.Layers)
        {
            LedgerEntry books = layer.Ledger;
            double spent = books.PassedOn + books.AbsorbedByBias + books.TakenByStabilizer + books.Dropped;
            double scale = Math.Abs(books.Received) + Math.Abs(books.PassedOn) + Math.Abs(books.AbsorbedByBias);
            Assert.True(Math.Abs(books.Received - spent) <= 1e-3 * scale, $"{layer.Name}: {books}");
        }
    }

    /// <summary>The tensors of a residual network as torchvision's file has them.</summary>
    private static List<(string Name, int[] Shape, float[] Values)> Tensors(int[] depths, bool isDeep)
    {
        var random = new Random(5);
        var tensors = new List<(string, int[], float[])>();
        Conv("conv1", "bn1", 3, 64, 7);
        int input = 64;
        for (int stage = 0; stage < 4; stage++)
        {
            int channels = 64 << stage;
            int result = isDeep ? 4 * channels : channels;
            for (int k = 0; k < depths[stage]; k++)
            {
                string block = $"layer{stage + 1}.{k}.";
                Conv(block + "conv1", block + "bn1", input, channels, isDeep ? 1 : 3);
                Conv(block + "conv2", block + "bn2", channels, channels, 3);
                if (isDeep)
                    Conv(block + "conv3", block + "bn3", channels, result, 1);
                if (input != result)
                    Conv(block + "downsample.0", block + "downsample.1", input, result, 1);
                input = result;
            }
        }

        Add("fc.weight", 0.05f, 0, 1000, input);
        Add("fc.bias", 0.1f, 0, 1000);
        return tensors;

        void Conv(string name, string norm, int inputs, int outputs, int kernel)
        {
            Add(name + ".weight", MathF.Sqrt(6f / (inputs * kernel * kernel)), 0, outputs, inputs, kernel, kernel);
            Add(norm + ".weight", 0.2f, 0.6f, outputs);
            Add(norm + ".bias", 0.1f, 0, outputs);
            Add(norm + ".running_mean", 0.1f, 0, outputs);
            Add(norm + ".running_var", 0.2f, 1, outputs);
        }

        void Add(string name, float bound, float center, params int[] shape) =>
            tensors.Add((name, shape, Values(random, shape.Aggregate(1, static (a, b) => a * b), bound, center)));
    }

    private static float[] Values(Random random, int count, float bound, float center = 0)
    {
        var values = new float[count];
        for (int k = 0; k < count; k++)
            values[k] = center + (((2 * random.NextSingle()) - 1) * bound);
        return values;
    }
}
