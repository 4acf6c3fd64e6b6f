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
    private readonly float[] _weights;
    private readonly int[] _shape;
    private readonly float[] _bias;

    private readonly int _outputs;

    private LayerWeights(float[] weights, int[] shape, float[] bias, int outputs) => (_weights, _shape, _bias, _outputs) = (weights, shape, bias, outputs);

    /// <summary>The weights, in row-major order.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>One bias for each output channel, padded with zeros to a multiple of 16; empty where there is none.</summary>
    public ReadOnlySpan<float> Bias => _bias;

    /// <summary>Reads <c>NAME.weight</c>, and <c>NAME.bias</c> where the layer has one.</summary>
    /// <param name="file">The weight file.</param>
    /// <param name="name">The part of the tensors' names before ".weight".</param>
    /// <param name="shape">The shape of the weights.</param>
    /// <param name="biases">The number of biases; 0 for none.</param>
    /// <exception cref="WeightFileException">A tensor is missing, or has another shape or a type that is not read.</exception>
    public static LayerWeights Read(WeightFile file, string name, ReadOnlySpan<int> shape, int biases)
    {
        ArgumentNullException.ThrowIfNull(file);
        long count = 1;
        foreach (int size in shape)
            count *= size;
        file.Check(name + ".weight", shape);
        var weights = new float[count];
        file.ReadInto(name + ".weight", shape, weights);
        float[] bias = biases == 0 ? [] : new float[Padded(biases)];
        if (biases > 0)
            file.ReadInto(name + ".bias", [biases], bias.AsSpan(0, biases));
        return new LayerWeights(weights, shape.ToArray(), bias, biases);
    }

    /// <summary>A batch norm as a layer of its own: one weight and one bias for each channel.</summary>
    public static LayerWeights FromNorm(NormWeights norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        int channels = norm.Factors.Length;
        var bias = new float[Padded(channels)];
        for (int k = 0; k < channels; k++)
            bias[k] = (float)norm.Shifts[k];
        return new LayerWeights([.. norm.Factors.Select(static factor => (float)factor)], [channels, 1, 1, 1], bias, channels);
    }

    /// <summary>Folds in a batch norm that takes the layer's output: <c>w' = k w</c>, <c>b' = k b + shift</c>.</summary>
    /// <param name="norm">The batch norm.</param>
    /// <param name="transposed">Whether the weights are [inputs, outputs / groups, ...] rather than [outputs, ...].</param>
    /// <param name="groups">The groups of a transposed convolution.</param>
    public LayerWeights FoldAfter(NormWeights norm, bool transposed = false, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(norm);
        int taps = Taps();
        int columns = _shape[1];
        int rowsPerGroup = _shape[0] / groups;
        var weights = new float[_weights.Length];
        for (int row = 0, at = 0; row < _shape[0]; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double factor = norm.Factors[transposed ? (row / rowsPerGroup * columns) + column : row];
                for (int tap = 0; tap < taps; tap++, at++)
                    weights[at] = (float)(_weights[at] * factor);
            }
        }

        var bias = new float[Padded(norm.Factors.Length)];
        for (int k = 0; k < norm.Factors.Length; k++)
            bias[k] = (float)(((_bias.Length == 0 ? 0.0 : _bias[k]) * norm.Factors[k]) + norm.Shifts[k]);
        return new LayerWeights(weights, _shape, bias, norm.Factors.Length);
    }

    /// <summary>Folds in a batch norm whose output the layer takes: <c>w' = w k_i</c>, <c>b' = b + sum_i w shift_i</c>. For layers without padding and groups.</summary>
    /// <param name="norm">The batch norm.</param>
    /// <param name="transposed">Whether the weights are [inputs, outputs, ...] rather than [outputs, inputs, ...].</param>
    public LayerWeights FoldBefore(NormWeights norm, bool transposed = false)
    {
        ArgumentNullException.ThrowIfNull(norm);
        int taps = Taps();
        int outputs = transposed ? _shape[1] : _shape[0];

        // A dense layer behind a flattened picture has several inputs for each channel of the batch norm.
        int inputsPerChannel = (transposed ? _shape[0] : _shape[1]) / norm.Factors.Length;
        var weights = new float[_weights.Length];
        var bias = new double[outputs];
        for (int row = 0, at = 0; row < _shape[0]; row++)
        {
            for (int column = 0; column < _shape[1]; column++)
            {
                int channel = (transposed ? row : column) / inputsPerChannel;
                int output = transposed ? column : row;
                for (int tap = 0; tap < taps; tap++, at++)
                {
                    weights[at] = (float)(_weights[at] * norm.Factors[channel]);
                    bias[output] += _weights[at] * norm.Shifts[channel];
                }
            }
        }

        var padded = new float[Padded(outputs)];
        for (int k = 0; k < outputs; k++)
            padded[k] = (float)(bias[k] + (_bias.Length == 0 ? 0.0 : _bias[k]));
        return new LayerWeights(weights, _shape, padded, outputs);
    }

    /// <summary><c>positive w+ + negative w-</c>, of weights and bias.</summary>
    public LayerWeights BySign(float positive, float negative) => Map(w => w > 0 ? positive * w : negative * w);

    /// <summary><c>w^2</c>, of weights and bias.</summary>
    public LayerWeights Square() => Map(static w => w * w);

    /// <summary>A function of each weight and bias.</summary>
    public LayerWeights Map(Func<float, float> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var weights = new float[_weights.Length];
        for (int k = 0; k < weights.Length; k++)
            weights[k] = function(_weights[k]);

        // The padding stays zero, whatever the function makes of zero.
        var bias = new float[_bias.Length];
        for (int k = 0; k < _outputs; k++)
            bias[k] = function(_bias[k]);
        return new LayerWeights(weights, _shape, bias, _outputs);
    }

    private int Taps() => _shape[2..].Aggregate(1, static (product, size) => product * size);

    private static int Padded(int count) => (count + Blocks.Lanes - 1) / Blocks.Lanes * Blocks.Lanes;
}
