using LrpGen.Tests.Weights;

namespace LrpGen.Tests.Networks;

/// <summary>Range, names, books, a final softmax, one step kept and one not.</summary>
[Network(6, Ledger = true)]
[InputRange(-1, 1)]
[Classes("red", "green", "blue")]
public sealed partial class Colors
{
    [Linear(5), ReLU] [Gamma(0.25f)] [Keep] public partial Layer Hidden { get; }

    [Linear(3), Softmax] [Epsilon(0.01f)] public partial Layer Scores { get; }
}

/// <summary>Nothing but layers, with many rules and activations.</summary>
[Network(2, 3, 3)]
public sealed partial class Plain
{
    [Flatten, Linear(21), LeakyReLU(0.1f)] [WSquare] public partial Layer A { get; }

    [Linear(17, Bias = false), Tanh] [AlphaBeta(2, 1)] public partial Layer B { get; }

    [Linear(18), ReLU] [EpsilonRms(0.25f)] public partial Layer C { get; }

    [Linear(12), GELU] [ZPlus(Bias = Bias.Ignore)] public partial Layer D { get; }

    [Linear(9), Sigmoid] [Flat] public partial Layer E { get; }

    [Linear(4)] [Zero] public partial Layer F { get; }
}

/// <summary>Its logits are the column sums of its weights when every input is 1.</summary>
[Network(3)]
public sealed partial class Diagonal
{
    [Linear(3, Bias = false)] [Zero] public partial Layer Scores { get; }
}

/// <summary>Weights and inputs for the networks of these tests, the same in every run.</summary>
internal static class Samples
{
    public static byte[] ColorsFile { get; } = RandomFile(("Hidden", 5, 6), ("Scores", 3, 5));

    public static byte[] PlainFile { get; } =
        RandomFile(("A", 21, 18), ("B", 17, 21), ("C", 18, 17), ("D", 12, 18), ("E", 9, 12), ("F", 4, 9));

    public static byte[] MnistFile { get; } = RandomFile(("1", 300, 784), ("3", 100, 300), ("5", 10, 100));

    public static TheoryData<string> Names => [nameof(Colors), nameof(Plain), nameof(MnistThesis)];

    public static Colors Colors() => Load<Colors>(ColorsFile);

    public static Plain Plain() => Load<Plain>(PlainFile);

    public static MnistThesis Mnist() => Load<MnistThesis>(MnistFile);

    public static INetwork Network(string name) => name switch
    {
        nameof(Colors) => Colors(),
        nameof(Plain) => Plain(),
        _ => Mnist(),
    };

    public static Diagonal Diagonal(float[] logits)
    {
        float[] matrix = new float[9];
        for (int k = 0; k < 3; k++)
            matrix[4 * k] = logits[k];
        return Load<Diagonal>(new FileBuilder().Floats("Scores.weight", [3, 3], matrix).ToBytes());
    }

    /// <summary>Checks that once it has run, a call and its explanation allocate nothing.</summary>
    public static void CheckAllocatesNothing(INetwork network, float[] input)
    {
        Run();
        Run();
        Assert.Equal(0, Allocations.Least(Run));

        void Run()
        {
            network.Predict(input);
            network.Forward(input);
            network.Explain(3);
        }
    }

    /// <summary>An input inside the network's range, about a third of it zeros.</summary>
    public static float[] Input(INetwork network, int seed = 1)
    {
        var random = new Random(seed);
        float low = Math.Max(network.Info.InputLow, -1), high = Math.Min(network.Info.InputHigh, 1);
        return [.. Enumerable.Range(0, network.Info.InputShape.Count).Select(_ => random.Next(3) == 0 ? 0 : low + ((high - low) * random.NextSingle()))];
    }

    private static TNetwork Load<TNetwork>(byte[] bytes)
        where TNetwork : INetwork<TNetwork>
    {
        using WeightFile file = WeightFile.Read(bytes, $"{typeof(TNetwork).Name}.safetensors");
        return TNetwork.Load(file);
    }

    private static byte[] RandomFile(params ReadOnlySpan<(string Name, int Outputs, int Inputs)> layers)
    {
        var random = new Random(2);
        var file = new FileBuilder();
        foreach ((string name, int outputs, int inputs) in layers)
        {
            float bound = MathF.Sqrt(6f / inputs);
            file.Floats($"{name}.weight", [outputs, inputs], Values(outputs * inputs, bound)).Floats($"{name}.bias", [outputs], Values(outputs, 0.3f));
        }

        return file.ToBytes();

        float[] Values(int count, float bound) => [.. Enumerable.Range(0, count).Select(_ => bound * ((2 * random.NextSingle()) - 1))];
    }
}
