using LrpGen.Reference;

namespace LrpGen.Tests;

/// <summary>Several samples in one call are several calls.</summary>
public sealed class BatchTests : IDisposable
{
    private const int Samples = 5;

    private readonly SmallNetwork _network = SmallNetwork.Generated();
    private readonly float[] _inputs = SmallNetwork.Inputs(Samples);

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Outputs_are_those_of_each_sample()
    {
        var outputs = new float[Samples * 3];
        _network.ForwardBatch(_inputs, outputs);
        Assert.Equal(Enumerable.Range(0, Samples).SelectMany(k => _network.Forward(Sample(k)).ToArray()), outputs);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0, 1, 2, 1, 0)]
    public void Relevances_are_those_of_each_sample(params int[] targets)
    {
        float[] expected = [.. Enumerable.Range(0, Samples).SelectMany(k => Explain(k, targets[targets.Length == 1 ? 0 : k]))];
        var relevances = new float[_inputs.Length];
        _network.ExplainBatch(_inputs, targets, relevances);
        Assert.Equal(expected, relevances);
        _network.ExplainBatch(_inputs, targets, _inputs);
        Assert.Equal(expected, _inputs);
    }

    [Fact]
    public void What_is_left_behind_is_of_the_last_sample()
    {
        _network.ExplainBatch(_inputs, [1], new float[_inputs.Length]);
        float[] logits = _network.Logits.ToArray();
        Assert.Equal(_network.Forward(Sample(Samples - 1)).ToArray(), logits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Samples)]
    public void The_last_sample_of_a_forward_batch_can_be_explained(int samples)
    {
        float[] expected = Explain(samples - 1, 2);
        _network.ForwardBatch(_inputs.AsSpan(0, 4 * samples), new float[3 * samples]);
        Assert.Equal(expected, _network.Explain(2).ToArray());
    }

    [Fact]
    public void No_sample_is_no_work()
    {
        _network.ForwardBatch([], []);
        _network.ExplainBatch([], [], []);
        Assert.Throws<InvalidOperationException>(() => _network.TopClass);
    }

    [Theory]
    [InlineData(5, 3, 0, "inputs", "takes inputs of [4], 4 values each; found 5, which is no multiple of that.")]
    [InlineData(8, 5, 0, "outputs", "for 2 samples writes 6 outputs; found room for 5.")]
    public void Lengths_of_a_forward_batch_are_checked(int inputs, int outputs, float value, string parameter, string message) =>
        AssertRefused(parameter, message, () => _network.ForwardBatch(Enumerable.Repeat(value, inputs).ToArray(), new float[outputs]));

    [Theory]
    [InlineData(5, 1, 5, "inputs", "found 5, which is no multiple of that.")]
    [InlineData(12, 2, 12, "targets", "takes one target for each of 3 samples, or one for all; found 2.")]
    [InlineData(8, 0, 8, "targets", "takes one target for each of 2 samples, or one for all; found 0.")]
    [InlineData(8, 1, 12, "relevances", "for 2 samples writes 8 relevances; found room for 12.")]
    public void Lengths_of_an_explanation_batch_are_checked(int inputs, int targets, int relevances, string parameter, string message) =>
        AssertRefused(parameter, message, () => _network.ExplainBatch(new float[inputs], new int[targets], new float[relevances]));

    [Fact]
    public void A_wrong_sample_or_target_is_named_and_nothing_is_written()
    {
        var relevances = new float[_inputs.Length];
        Assert.Throws<ArgumentOutOfRangeException>(() => _network.ExplainBatch(_inputs, [0, 1, 2, 3, 0], relevances));
        _inputs[6] = 2;
        AssertRefused("inputs", "found 2 at index 2 of sample 1.", () => _network.ExplainBatch(_inputs, [0], relevances));
        Assert.All(relevances, static value => Assert.Equal(0, value));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var outputs = new float[Samples * 3];
        var relevances = new float[_inputs.Length];
        int[] targets = [1];
        for (int k = 0; k < 3; k++)
            Run();
        Assert.Equal(0, Allocations.Least(Run));

        void Run()
        {
            _network.ForwardBatch(_inputs, outputs);
            _network.ExplainBatch(_inputs, targets, relevances);
        }
    }

    private static void AssertRefused(string parameter, string message, Action call)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(call);
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private float[] Sample(int k) => _inputs[(4 * k)..(4 * (k + 1))];

    private float[] Explain(int k, int target)
    {
        _network.Forward(Sample(k));
        return _network.Explain(target).ToArray();
    }
}

/// <summary>A network small enough for any number of runs.</summary>
[Network(4)]
[InputRange(-1, 1)]
[Epsilon(0.01f)]
public sealed partial class SmallNetwork
{
    [Linear(6), ReLU] public partial Layer Hidden { get; }

    [Linear(3)] public partial Layer Scores { get; }

    /// <summary>With generated weights.</summary>
    public static SmallNetwork Generated()
    {
        var random = new Random(1);
        using WeightFile file = WeightFile.Read(
            TensorWriter.Write([Tensor("Hidden.weight", 6, 4), Tensor("Hidden.bias", 6), Tensor("Scores.weight", 3, 6), Tensor("Scores.bias", 3)]), "generated");
        return Load(file);

        (string Name, int[] Shape, float[] Values) Tensor(string name, params int[] shape) =>
            (name, shape, RandomWeights.ToFloat(RandomWeights.Values(shape.Aggregate(1, static (a, b) => a * b), 1, random)));
    }

    /// <summary>Generated samples, one behind the other.</summary>
    public static float[] Inputs(int samples) => RandomWeights.ToFloat(RandomWeights.Values(4 * samples, 1, new Random(2)));
}
