using System.Numerics.Tensors;

namespace LrpGen;

/// <summary>
/// Networks on tensors: forward passes and explanations that take and give <see cref="TensorSpan{T}"/>. A tensor may have any strides;
/// one that is not dense costs a copy. Sizes of 1 before those of the network's shape, a batch of one, do not count.
/// </summary>
/// <example>
/// <code>
/// Tensor&lt;float&gt; pixels = NpyTensor.Load("digit.npy");
/// ReadOnlyTensorSpan&lt;float&gt; scores = net.Forward(pixels.AsReadOnlyTensorSpan());
/// Tensor&lt;float&gt; heat = Tensor.CreateFromShape&lt;float&gt;([1, 28, 28]);
/// net.Explain(7, heat.AsTensorSpan());
/// </code>
/// </example>
public static class NetworkTensors
{
    /// <summary>Runs a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample of <see cref="NetworkInfo.InputShape"/>.</param>
    /// <returns>The outputs in <see cref="NetworkInfo.OutputShape"/>: the network's own memory, as of <see cref="INetwork.Forward"/>.</returns>
    /// <exception cref="ArgumentException">The input has another shape, or a value outside the declared input range.</exception>
    public static ReadOnlyTensorSpan<float> Forward(this INetwork network, in ReadOnlyTensorSpan<float> input)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckShape(input.Lengths, network.Info.InputShape, nameof(input));
        using var dense = new DenseValues(input);
        return Over(network.Forward(dense.Values), network.Info.OutputShape);
    }

    /// <summary>Runs a network where no explanation is wanted, as <see cref="INetwork.Predict"/> does.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample of <see cref="NetworkInfo.InputShape"/>.</param>
    /// <returns>The outputs in <see cref="NetworkInfo.OutputShape"/>: the network's own memory, as of <see cref="INetwork.Predict"/>.</returns>
    /// <exception cref="ArgumentException">The input has another shape, or a value outside the declared input range.</exception>
    public static ReadOnlyTensorSpan<float> Predict(this INetwork network, in ReadOnlyTensorSpan<float> input)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckShape(input.Lengths, network.Info.InputShape, nameof(input));
        using var dense = new DenseValues(input);
        return Over(network.Predict(dense.Values), network.Info.OutputShape);
    }

    /// <summary>Explains one output of the last forward pass.</summary>
    /// <param name="network">The network.</param>
    /// <param name="target">The index of the output, from 0.</param>
    /// <param name="relevance">Takes the relevance of each input value; in the input's shape.</param>
    /// <exception cref="ArgumentException">The tensor has another shape, or there is no such output.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass.</exception>
    public static void Explain(this INetwork network, int target, in TensorSpan<float> relevance)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckShape(relevance.Lengths, network.Info.InputShape, nameof(relevance));
        Copy(network.Explain(target), relevance);
    }

    /// <summary>Explains the output of a class by its name.</summary>
    /// <param name="network">The network.</param>
    /// <param name="className">One of <see cref="NetworkInfo.Classes"/>.</param>
    /// <param name="relevance">Takes the relevance of each input value; in the input's shape.</param>
    /// <exception cref="ArgumentException">The tensor has another shape, or there is no such class.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass.</exception>
    public static void Explain(this INetwork network, string className, in TensorSpan<float> relevance)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckShape(relevance.Lengths, network.Info.InputShape, nameof(relevance));
        Copy(network.Explain(className), relevance);
    }

    /// <summary>Explains any mixture of outputs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="outputRelevance">The relevance of each output; in the output's shape.</param>
    /// <param name="relevance">Takes the relevance of each input value; in the input's shape.</param>
    /// <exception cref="ArgumentException">A tensor has another shape.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass.</exception>
    public static void Explain(this INetwork network, in ReadOnlyTensorSpan<float> outputRelevance, in TensorSpan<float> relevance)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckShape(outputRelevance.Lengths, network.Info.OutputShape, nameof(outputRelevance));
        CheckShape(relevance.Lengths, network.Info.InputShape, nameof(relevance));
        using var dense = new DenseValues(outputRelevance);
        Copy(network.Explain(dense.Values), relevance);
    }

    /// <summary>Explains the output with the largest logit.</summary>
    /// <param name="network">The network.</param>
    /// <param name="relevance">Takes the relevance of each input value; in the input's shape.</param>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass.</exception>
    public static void ExplainTop(this INetwork network, in TensorSpan<float> relevance)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Explain(network.TopClass, relevance);
    }

    /// <summary>Runs a network on several samples, one after the other.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples: a size for their number, then the input's shape.</param>
    /// <param name="outputs">Takes their outputs: the same number, then the output's shape.</param>
    /// <exception cref="ArgumentException">A tensor has another shape, or an input a value outside the declared range.</exception>
    public static void ForwardBatch(this INetwork network, in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs)
    {
        ArgumentNullException.ThrowIfNull(network);
        nint samples = CheckBatch(inputs.Lengths, network.Info.InputShape, nameof(inputs));
        CheckBatch(outputs.Lengths, network.Info.OutputShape, nameof(outputs), samples);
        using var dense = new DenseValues(inputs);
        using var results = new DenseResults(outputs);
        network.ForwardBatch(dense.Values, results.Values);
        results.CopyTo(outputs);
    }

    /// <summary>Runs a network on several samples and explains one output of each.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples: a size for their number, then the input's shape.</param>
    /// <param name="targets">The index of an output for each sample, or one for all.</param>
    /// <param name="relevances">Takes the relevances; in the inputs' shape.</param>
    /// <exception cref="ArgumentException">A tensor has another shape, an input a value outside the declared range, or there is no such output.</exception>
    public static void ExplainBatch(this INetwork network, in ReadOnlyTensorSpan<float> inputs, ReadOnlySpan<int> targets, in TensorSpan<float> relevances)
    {
        ArgumentNullException.ThrowIfNull(network);
        nint samples = CheckBatch(inputs.Lengths, network.Info.InputShape, nameof(inputs));
        CheckBatch(relevances.Lengths, network.Info.InputShape, nameof(relevances), samples);
        using var dense = new DenseValues(inputs);
        using var results = new DenseResults(relevances);
        network.ExplainBatch(dense.Values, targets, results.Values);
        results.CopyTo(relevances);
    }

    /// <summary>The step's output in the last forward pass, in its shape: the network's own memory.</summary>
    /// <exception cref="InvalidOperationException">The step is not kept, or there was no forward pass.</exception>
    public static ReadOnlyTensorSpan<float> ActivationTensor(this Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Over(layer.Activation, layer.Shape);
    }

    /// <summary>The relevance of the step's output in the last explanation, in its shape: the network's own memory.</summary>
    /// <exception cref="InvalidOperationException">The step is not kept, or nothing was explained.</exception>
    public static ReadOnlyTensorSpan<float> RelevanceTensor(this Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Over(layer.Relevance, layer.Shape);
    }

    private static ReadOnlyTensorSpan<float> Over(ReadOnlySpan<float> values, Shape shape)
    {
        Span<nint> lengths = stackalloc nint[shape.Rank];
        for (int k = 0; k < lengths.Length; k++)
            lengths[k] = shape[k];
        return new ReadOnlyTensorSpan<float>(values, lengths);
    }

    // The target has the shape already, up to sizes of 1 before it.
    private static void Copy(ReadOnlySpan<float> values, in TensorSpan<float> target) => new ReadOnlyTensorSpan<float>(values, target.Lengths).CopyTo(target);

    private static void CheckShape(ReadOnlySpan<nint> lengths, Shape shape, string parameter)
    {
        ReadOnlySpan<nint> rest = lengths;
        while (rest.Length > shape.Rank && rest[0] == 1)
            rest = rest[1..];
        if (!Fits(rest, shape))
            throw new ArgumentException($"The tensor should have the shape {shape}; found {Words(lengths)}.", parameter);
    }

    private static nint CheckBatch(ReadOnlySpan<nint> lengths, Shape shape, string parameter, nint? samples = null)
    {
        if (lengths.Length == 0 || !Fits(lengths[1..], shape) || (samples ?? lengths[0]) != lengths[0])
            throw new ArgumentException($"The tensor should have the shape [{samples?.ToString() ?? "samples"}, {shape.ToString()[1..]}; found {Words(lengths)}.", parameter);
        return lengths[0];
    }

    private static bool Fits(ReadOnlySpan<nint> lengths, Shape shape)
    {
        bool fits = lengths.Length == shape.Rank;
        for (int k = 0; fits && k < lengths.Length; k++)
            fits = lengths[k] == shape[k];
        return fits;
    }

    private static string Words(ReadOnlySpan<nint> lengths) => $"[{string.Join(", ", lengths.ToArray())}]";
}
