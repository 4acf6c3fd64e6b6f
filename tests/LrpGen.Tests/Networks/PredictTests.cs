using System.Reflection;
using LrpGen.Reference;

namespace LrpGen.Tests.Networks;

/// <summary>What <c>Predict</c> gives, what it leaves, and what it refuses.</summary>
public sealed class PredictTests
{
    private const string Kept = "keeps nothing but outputs; call {0}.Forward to explain or to read layers.";

    public static TheoryData<string, int> Networks => new(
        from name in new[] { nameof(SharedWork), nameof(FrugalWork), nameof(Shortcuts) }
        from threads in new[] { 1, 2 }
        select (name, threads));

    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_are_those_of_Forward_bit_for_bit_whatever_was_in_memory(string name, int threads)
    {
        using INetwork net = Network(name, threads);
        Assert.Equal(threads, net.Threads);
        Assert.True(IsPlanned(net));
        float[][] inputs = [.. Enumerable.Range(1, 3).Select(seed => Samples.Input(net, seed))];
        using INetwork other = net.Fork(1);
        (float[] Output, float[] Logits, int Top)[] expected = [.. inputs.Select(input => (other.Forward(input).ToArray(), other.Logits.ToArray(), other.TopClass))];
        Assert.Equal(inputs.Length, expected.Select(static found => string.Join(' ', found.Output)).Distinct().Count());

        // Before anything else, one after the other, after an explanation, and after numbers that are none, either way.
        float[] bad = [.. inputs[0].Select(static _ => float.NaN)];
        Action[] before =
        [
            static () => { }, static () => { }, () => net.Predict(inputs[2]), () => net.Predict(bad),
            () =>
            {
                net.Forward(inputs[1]);
                net.ExplainTop();
            },
            () =>
            {
                net.Forward(bad);
                net.ExplainTop();
            },
        ];
        for (int k = 0; k < before.Length; k++)
        {
            before[k]();
            (float[] output, float[] logits, int top) = expected[k % inputs.Length];
            Bits.AssertEqual(output, net.Predict(inputs[k % inputs.Length]));
            Bits.AssertEqual(logits, net.Logits);
            Assert.Equal(top, net.TopClass);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Nothing_of_it_is_left_in_the_next_explanation(string name, int threads)
    {
        using INetwork net = Network(name, threads);
        float[] input = Samples.Input(net), bad = [.. input.Select(static _ => float.NaN)];
        string[] expected = Explanation();
        net.Predict(bad);
        Assert.Equal(expected, Explanation());
        net.Predict(Samples.Input(net, 2));
        Assert.Equal(expected, Explanation());

        string[] Explanation()
        {
            string output = Text(net.Forward(input));
            string relevance = Text(net.Explain(1)) + Text(net.Explain(2));
            IEnumerable<Layer> kept = net.Layers.Where(layer => layer.Info.Activation is not null);
            return [output, relevance, .. kept.Select(static layer => Text(layer.Activation) + Text(layer.Relevance)), net.Info.HasLedger ? net.Ledger.ToString() : ""];
        }

        static string Text(ReadOnlySpan<float> values)
        {
            Assert.False(values.ContainsAny(float.NaN, float.PositiveInfinity, float.NegativeInfinity));
            return string.Join(' ', values.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Calls_allocate_nothing(string name, int threads)
    {
        using INetwork net = Network(name, threads);
        float[] input = Samples.Input(net), outputs = new float[2 * net.Info.OutputShape.Count];
        float[] inputs = [.. input, .. input];
        Run();
        Assert.Equal(0, Allocations.Least(Run));
        Bits.AssertEqual(outputs.AsSpan(0, outputs.Length / 2), outputs.AsSpan(outputs.Length / 2));

        void Run()
        {
            net.Predict(input);
            net.ForwardBatch(inputs, outputs);
        }
    }

    [Theory]
    [InlineData(nameof(Shortcuts))]
    [InlineData(nameof(Colors))]
    public void What_would_need_more_than_outputs_is_refused_until_Forward_is_called(string name)
    {
        using INetwork net = name == nameof(Colors) ? Samples.Colors() : Network(name, 1);
        float[] input = Samples.Input(net), start = new float[net.Info.OutputShape.Count], relevances = new float[input.Length];
        Layer kept = net.Layers.First(static layer => layer.Info.Activation is not null);
        string forward = $"{name}.Predict " + string.Format(System.Globalization.CultureInfo.InvariantCulture, Kept, name), explain = $"Call {name}.Explain first.";
        Action[] needForward =
        [
            () => net.Explain(0), () => net.Explain(net.Info.Classes[0]), () => net.ExplainTop(), () => net.Explain(start), () => net.Explain([0], relevances), () => _ = kept.Activation,
        ];
        Action[] needExplain = [() => _ = kept.Relevance, () => _ = kept.Ledger, () => _ = net.Ledger];
        net.Predict(input);
        AssertRefused();
        net.Forward(input);
        float[] relevance = net.Explain(0).ToArray();
        _ = net.Ledger[0].Received + kept.Activation[0] + kept.Relevance[0];
        net.Predict(input);
        AssertRefused();
        net.Forward(input);
        Bits.AssertEqual(relevance, net.Explain(0));
        net.Predict(input);
        net.ExplainBatch(input, [0], relevances);
        Bits.AssertEqual(relevance, relevances);

        void AssertRefused()
        {
            Assert.All(needForward, action => Assert.Equal(forward, Assert.Throws<InvalidOperationException>(action).Message));
            Assert.All(needExplain, action => Assert.Equal(explain, Assert.Throws<InvalidOperationException>(action).Message));
        }
    }

    [Fact]
    public void What_cannot_be_is_refused_and_leaves_the_last_results_alone()
    {
        using Colors net = Samples.Colors();
        float[] outputs = net.Forward(Samples.Input(net)).ToArray(), logits = net.Logits.ToArray(), relevance = net.Explain(1).ToArray();
        foreach (int wrong in (int[])[0, 5, 7])
        {
            ArgumentException error = Assert.Throws<ArgumentException>("input", () => net.Predict(new float[wrong]));
            Assert.Equal($"Colors takes an input of [6], 6 values; found {wrong}. (Parameter 'input')", error.Message);
        }

        string message = Assert.Throws<ArgumentException>("input", () => net.Predict([0, 1, -1, 0, 1.5f, 2])).Message;
        Assert.StartsWith("Colors declares inputs in [-1, 1]; found 1.5 at index 4.", message, StringComparison.Ordinal);
        Bits.AssertEqual(logits, net.Logits);
        Bits.AssertEqual(relevance, net.Explain(1));
        Bits.AssertEqual(outputs, net.Predict(Samples.Input(net)));
        Assert.Throws<ArgumentException>("input", () => net.Predict([]));
        Bits.AssertEqual(logits, net.Logits);
    }

    [Theory]
    [InlineData(nameof(SharedWork), 2)]
    [InlineData(nameof(Shortcuts), 1)]
    public void A_forward_batch_is_forward_calls_the_last_of_which_can_be_explained(string name, int threads)
    {
        using INetwork net = Network(name, threads), other = net.Fork(1);
        float[][] inputs = [.. Enumerable.Range(1, 3).Select(seed => Samples.Input(net, seed))];
        float[] outputs = new float[3 * net.Info.OutputShape.Count];
        net.ForwardBatch(inputs.SelectMany(static input => input).ToArray(), outputs);
        float[] relevance = net.Explain(1).ToArray();
        Bits.AssertEqual([.. inputs.SelectMany(input => other.Forward(input).ToArray())], outputs);
        Bits.AssertEqual(other.Explain(1), relevance);
    }

    [Fact]
    public void It_takes_its_own_memory_as_an_argument()
    {
        using Plain net = Samples.Plain();
        float[] input = Samples.Input(net);
        net.Forward(input);
        float[] relevance = net.Explain(0).ToArray(), expected = net.Forward(relevance).ToArray();
        net.Forward(input);
        Bits.AssertEqual(expected, net.Predict(net.Explain(0)));
    }

    [Fact]
    public void Small_networks_predict_by_their_forward_pass()
    {
        Assert.False(IsPlanned(Samples.Colors()));
        Assert.False(IsPlanned(Samples.Mnist()));
    }

    private static bool IsPlanned(INetwork network) =>
        network.GetType().GetMethod("RunPrediction", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static INetwork Network(string name, int threads) => name switch
    {
        nameof(SharedWork) => ThreadTests.Load<SharedWork>(threads),
        nameof(FrugalWork) => ThreadTests.Load<FrugalWork>(threads),
        _ => Shortcuts.Generated(threads),
    };
}

/// <summary>
/// Shortcuts, depthwise layers and windows, with all that a user may look at; concatenations that end within a block of channels; a layer that sums without
/// its bias first; a softmax.
/// </summary>
[Network(3, 48, 48, Ledger = true, Precision = Precision.Fast)]
[InputRange(-1, 1)]
[Classes("a", "b", "c", "d", "e")]
public sealed partial class Shortcuts
{
    [Conv2d(20, 3, Padding = 1)] [ZBox(-1, 1)] public partial Layer Stem { get; }

    [ReLU, Conv2d(20, 3, Padding = 1, Groups = 20), Tanh] [Gamma(0.25f)] [Keep] public partial Layer Depth { get; }

    [Conv2d(20, 1), Add(nameof(Stem))] [Epsilon(0.01f)] public partial Layer Sum { get; }

    [ReLU, Conv2d(20, 5, Padding = 2, Groups = 20, Bias = false), ReLU6] [ZPlus] public partial Layer Deep { get; }

    [Conv2d(20, 1), Add(nameof(Sum)), ReLU] [Epsilon(0.01f, Bias = Bias.Ignore)] [Keep] public partial Layer Unbiased { get; }

    [Conv2d(7, 3, Padding = 1), Tanh] [WSquare] public partial Layer Narrow { get; }

    [Concat(nameof(Unbiased), nameof(Narrow), nameof(Depth))] public partial Layer Joined { get; }

    [Conv2d(24, 3, Padding = 1), ReLU, MaxPool(2)] [AlphaBeta(2, 1)] public partial Layer Pooled { get; }

    [Conv2d(24, 3, Padding = 1), Add(nameof(Pooled)), ReLU] [Flat] [Keep] public partial Layer Wide { get; }

    [Flatten, Linear(40), ReLU] [Gamma(0.25f, Bias = Bias.Ignore)] public partial Layer Hidden { get; }

    [Linear(5), Softmax] [Zero] public partial Layer Scores { get; }

    /// <summary>With generated weights.</summary>
    public static Shortcuts Generated(int threads)
    {
        var random = new Random(7);
        using WeightFile file = WeightFile.Read(
            TensorWriter.Write(
            [
                .. Layer("Stem", 20, 3, 3, 3), .. Layer("Depth", 20, 1, 3, 3), .. Layer("Sum", 20, 20, 1, 1), Weights("Deep", 20, 1, 5, 5), .. Layer("Unbiased", 20, 20, 1, 1),
                .. Layer("Narrow", 7, 20, 3, 3), .. Layer("Pooled", 24, 47, 3, 3), .. Layer("Wide", 24, 24, 3, 3), .. Layer("Hidden", 40, 24 * 24 * 24), .. Layer("Scores", 5, 40),
            ]),
            "generated");
        return Load(file, threads);

        IEnumerable<(string Name, int[] Shape, float[] Values)> Layer(string name, params int[] shape) => [Weights(name, shape), (name + ".bias", [shape[0]], Values(shape[0], 0.2))];

        (string Name, int[] Shape, float[] Values) Weights(string name, params int[] shape)
        {
            int inputs = shape[1..].Aggregate(1, static (a, b) => a * b);
            return (name + ".weight", shape, Values(shape[0] * inputs, Math.Sqrt(6.0 / inputs)));
        }

        float[] Values(int count, double bound) => RandomWeights.ToFloat(RandomWeights.Values(count, bound, random));
    }
}
