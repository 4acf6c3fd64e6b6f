using System.Numerics.Tensors;
using LrpGen.Tests.Networks;

namespace LrpGen.Tests.Tensors;

/// <summary>Tensors of any strides give and take what spans do.</summary>
public sealed class NetworkTensorsTests : IDisposable
{
    private const int Samples = 3;

    private readonly Plain _network = Networks.Samples.Plain();
    private readonly float[] _inputs;

    public NetworkTensorsTests() => _inputs = [.. Enumerable.Range(0, Samples).SelectMany(seed => Networks.Samples.Input(_network, seed))];

    public void Dispose() => _network.Dispose();

    [Fact]
    public void A_dense_input_is_the_span_in_its_shape()
    {
        float[] expected = _network.Forward(_inputs.AsSpan(0, 18)).ToArray();
        ReadOnlyTensorSpan<float> outputs = _network.Forward(new ReadOnlyTensorSpan<float>(_inputs.AsSpan(0, 18), [2, 3, 3]));
        Assert.Equal([4], outputs.Lengths.ToArray());
        Assert.Equal(expected, Flat(outputs));
        Assert.Equal(expected, Flat(_network.Forward(new ReadOnlyTensorSpan<float>(_inputs.AsSpan(0, 18), [1, 2, 3, 3]))));
    }

    [Fact]
    public void Strided_tensors_are_read_and_written_in_their_order()
    {
        float[] expected = _network.Forward(_inputs.AsSpan(0, 18)).ToArray();
        float[] relevance = _network.Explain(2).ToArray();

        // Channels last in memory: element (c, y, x) lies at 6 y + 2 x + c.
        var memory = new float[18];
        for (int k = 0; k < 18; k++)
            memory[(k % 9 * 2) + (k / 9)] = _inputs[k];
        Assert.Equal(expected, Flat(_network.Predict(new ReadOnlyTensorSpan<float>(memory, [2, 3, 3], [1, 6, 2]))));
        Assert.Equal(expected, Flat(_network.Forward(new ReadOnlyTensorSpan<float>(memory, [2, 3, 3], [1, 6, 2]))));
        _network.Explain(2, new TensorSpan<float>(memory, [2, 3, 3], [1, 6, 2]));
        for (int k = 0; k < 18; k++)
            Assert.Equal(relevance[k], memory[(k % 9 * 2) + (k / 9)]);
    }

    [Fact]
    public void Explanations_come_in_the_inputs_shape()
    {
        _network.Forward(_inputs.AsSpan(0, 18));
        var relevance = Tensor.CreateFromShape<float>([2, 3, 3]);
        _network.Explain(1, relevance.AsTensorSpan());
        Assert.Equal(_network.Explain(1).ToArray(), Flat(relevance));
        _network.ExplainTop(relevance.AsTensorSpan());
        Assert.Equal(_network.ExplainTop().ToArray(), Flat(relevance));
        _network.Explain(new ReadOnlyTensorSpan<float>([1, -1, 0, 0], [4]), relevance.AsTensorSpan());
        Assert.Equal(_network.Explain([1f, -1, 0, 0]).ToArray(), Flat(relevance));

        using Colors colors = Networks.Samples.Colors();
        colors.Forward(Networks.Samples.Input(colors));
        var six = Tensor.CreateFromShape<float>([6]);
        colors.Explain("green", six.AsTensorSpan());
        Assert.Equal(colors.Explain(1).ToArray(), Flat(six));
        Assert.Equal(colors.Hidden.Activation.ToArray(), Flat(colors.Hidden.ActivationTensor()));
        Assert.Equal(colors.Hidden.Relevance.ToArray(), Flat(colors.Hidden.RelevanceTensor()));
    }

    [Fact]
    public void Batches_have_a_size_before_the_networks_shape()
    {
        var outputs = new float[4 * Samples];
        _network.ForwardBatch(_inputs, outputs);
        var relevances = new float[18 * Samples];
        _network.ExplainBatch(_inputs, [3], relevances);

        var inputs = new ReadOnlyTensorSpan<float>(_inputs, [Samples, 2, 3, 3]);
        var given = Tensor.CreateFromShape<float>([Samples, 4]);
        _network.ForwardBatch(inputs, given.AsTensorSpan());
        Assert.Equal(outputs, Flat(given));

        // Every second row of a larger tensor.
        var large = new float[2 * relevances.Length];
        _network.ExplainBatch(inputs, [3], new TensorSpan<float>(large, [Samples, 2, 3, 3], [36, 9, 3, 1]));
        for (int k = 0; k < Samples; k++)
            Assert.Equal(relevances[(18 * k)..(18 * (k + 1))], large[(36 * k)..((36 * k) + 18)]);
    }

    [Fact]
    public void A_wrong_shape_is_named()
    {
        Assert.StartsWith("The tensor should have the shape [2, 3, 3]; found [3, 2, 3, 3].", Message(() => _network.Forward(new ReadOnlyTensorSpan<float>(_inputs, [Samples, 2, 3, 3]))));
        Assert.StartsWith("The tensor should have the shape [2, 3, 3]; found [18].", Message(() => _network.Explain(0, new TensorSpan<float>(new float[18]))));
        Assert.StartsWith("The tensor should have the shape [4]; found [2, 2].", Message(() => _network.Explain(new ReadOnlyTensorSpan<float>(new float[4], [2, 2]), new TensorSpan<float>(new float[18], [2, 3, 3]))));
        Assert.StartsWith("The tensor should have the shape [samples, 2, 3, 3]; found [54].", Message(() => _network.ForwardBatch(new ReadOnlyTensorSpan<float>(_inputs), new TensorSpan<float>(new float[12], [3, 4]))));
        Assert.StartsWith("The tensor should have the shape [3, 4]; found [2, 6].", Message(() => _network.ForwardBatch(new ReadOnlyTensorSpan<float>(_inputs, [Samples, 2, 3, 3]), new TensorSpan<float>(new float[12], [2, 6]))));
    }

    [Fact]
    public void Npy_files_are_tensors()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "t.npy");
        NpyTensor.Save(path, new ReadOnlyTensorSpan<float>([1, 2, 3, 4, 5, 6], [3, 2], [1, 3]));
        Tensor<float> tensor = NpyTensor.Load(path);
        Assert.Equal([3, 2], tensor.Lengths.ToArray());
        Assert.Equal([1, 4, 2, 5, 3, 6], Flat(tensor));
    }

    private static float[] Flat(in ReadOnlyTensorSpan<float> tensor)
    {
        var values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private static float[] Flat(Tensor<float> tensor) => Flat(tensor.AsReadOnlyTensorSpan());

    private static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
}
