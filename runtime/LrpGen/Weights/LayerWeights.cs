using System.ComponentModel;
using LrpGen.Kernels;

namespace LrpGen.Weights;

/// <summary>
/// The weights of one linear layer in the order of the file, while a network is loaded: batch norms are folded into them and
/// rules take their own versions of them before they are packed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerWeights
{
    private readonly Memory<float> _memory;
    private readonly int[] _shape;
    private readonly float[] _bias;
    private readonly int _outputs;

    private LayerWeights(Memory<float> memory, int[] shape, float[] bias, int outputs) => (_memory, _shape, _bias, _outputs) = (memory, shape, bias, outputs);

    /// <summary>The weights, in row-major order and, for a rule, without their <see cref="Signs"/>.</summary>
    public ReadOnlySpan<float> Weights => _memory.Span;

    /// <summary>One bias for each output channel, padded with zeros to a multiple of 16; empty where there is none.</summary>
    public ReadOnlySpan<float> Bias => _bias;

    /// <summary>What the weights are multiplied by when they are packed.</summary>
    internal WeightSigns Signs { get; private init; } = WeightSigns.None;

    /// <summary>Reads <c>NAME.weight</c>, and <c>NAME.bias</c> where the layer has one.</summary>
    /// <param name="file">The weight file.</param>
    /// <param name="name">The part of the tensors' names before ".weight".</param>
    /// <param name="shape">The shape of the weights.</param>
    /// <param name="biases">The number of biases; 0 for none.</param>
    /// <param name="room">Gives the memory for that many weights.</param>
    /// <exception cref="WeightFileException">A tensor is missing, or has another shape or a type that is not read.</exception>
    internal static LayerWeights Read(WeightFile file, string name, ReadOnlySpan<int> shape, int biases, Func<long, Memory<float>> room)
    {
        long count = 1;
        foreach (int size in shape)
            count *= size;
        file.Check(name + ".weight", shape);
        Memory<float> weights = room(count);
        file.ReadInto(name + ".weight", shape, weights.Span);
        float[] bias = biases == 0 ? [] : new float[Require.Padded(biases)];
        if (biases > 0)
            file.ReadInto(name + ".bias", [biases], bias.AsSpan(0, biases));
        return new LayerWeights(weights, shape.ToArray(), bias, biases);
    }

    /// <summary>A batch norm as a layer of its own: one weight and one bias for each channel.</summary>
    public static LayerWeights FromNorm(NormWeights norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        int channels = norm.Factors.Length;
        var bias = new float[Require.Padded(channels)];
        for (int k = 0; k < channels; k++)
            bias[k] = (float)norm.Shifts[k];
        return new LayerWeights(norm.Factors.Select(static factor => (float)factor).ToArray(), [channels, 1, 1, 1], bias, channels);
    }

    /// <summary>Folds in a batch norm that takes the layer's output: <c>w' = k w</c>, <c>b' = k b + shift</c>. The weights are changed in place.</summary>
    /// <param name="norm">The batch norm.</param>
    /// <param name="transposed">Whether the weights are [inputs, outputs / groups, ...] rather than [outputs, ...].</param>
    /// <param name="groups">The groups of a transposed convolution.</param>
    public LayerWeights FoldAfter(NormWeights norm, bool transposed = false, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(norm);
        int taps = Taps();
        int columns = _shape[1];
        int rowsPerGroup = _shape[0] / groups;
        Span<float> weights = _memory.Span;
        for (int row = 0, at = 0; row < _shape[0]; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double factor = norm.Factors[transposed ? (row / rowsPerGroup * columns) + column : row];
                for (int tap = 0; tap < taps; tap++, at++)
                    weights[at] = (float)(weights[at] * factor);
            }
        }

        var bias = new float[Require.Padded(norm.Factors.Length)];
        for (int k = 0; k < norm.Factors.Length; k++)
            bias[k] = (float)(((_bias.Length == 0 ? 0.0 : _bias[k]) * norm.Factors[k]) + norm.Shifts[k]);
        return new LayerWeights(_memory, _shape, bias, norm.Factors.Length);
    }

    /// <summary>Folds in a batch norm whose output the layer takes: <c>w' = w k_i</c>, <c>b' = b + sum_i w shift_i</c>, in place. For layers without padding and groups.</summary>
    /// <param name="norm">The batch norm.</param>
    /// <param name="transposed">Whether the weights are [inputs, outputs, ...] rather than [outputs, inputs, ...].</param>
    public LayerWeights FoldBefore(NormWeights norm, bool transposed = false)
    {
        ArgumentNullException.ThrowIfNull(norm);
        int taps = Taps();
        int outputs = transposed ? _shape[1] : _shape[0];

        // A dense layer behind a flattened picture has several inputs for each channel of the batch norm.
        int inputsPerChannel = (transposed ? _shape[0] : _shape[1]) / norm.Factors.Length;
        Span<float> weights = _memory.Span;
        var bias = new double[outputs];
        for (int row = 0, at = 0; row < _shape[0]; row++)
        {
            for (int column = 0; column < _shape[1]; column++)
            {
                int channel = (transposed ? row : column) / inputsPerChannel;
                int output = transposed ? column : row;
                for (int tap = 0; tap < taps; tap++, at++)
                {
                    bias[output] += weights[at] * norm.Shifts[channel];
                    weights[at] = (float)(weights[at] * norm.Factors[channel]);
                }
            }
        }

        var padded = new float[Require.Padded(outputs)];
        for (int k = 0; k < outputs; k++)
            padded[k] = (float)(bias[k] + (_bias.Length == 0 ? 0.0 : _bias[k]));
        return new LayerWeights(_memory, _shape, padded, outputs);
    }

    /// <summary><c>positive w+ + negative w-</c>, of weights and bias. The weights are the same ones; they are multiplied when they are packed.</summary>
    public LayerWeights BySign(float positive, float negative)
    {
        var signs = new WeightSigns(positive, negative);
        return new LayerWeights(_memory, _shape, Array.ConvertAll(_bias, signs.Of), _outputs) { Signs = signs };
    }

    /// <summary><c>w^2</c>, of weights and bias.</summary>
    public LayerWeights Square() => Map(static w => w * w);

    /// <summary>A function of each weight and bias.</summary>
    public LayerWeights Map(Func<float, float> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var weights = new float[_memory.Length];
        for (int k = 0; k < weights.Length; k++)
            weights[k] = function(Weights[k]);

        // The padding stays zero, whatever the function makes of zero.
        var bias = new float[_bias.Length];
        for (int k = 0; k < _outputs; k++)
            bias[k] = function(_bias[k]);
        return new LayerWeights(weights, _shape, bias, _outputs);
    }

    private int Taps() => _shape[2..].Aggregate(1, static (product, size) => product * size);
}
