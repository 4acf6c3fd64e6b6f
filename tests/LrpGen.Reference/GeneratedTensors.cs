namespace LrpGen.Reference;

/// <summary>Tensors of layers, by PyTorch's names and in its shapes, with values that are the same in every run and keep a network's activations in bounds.</summary>
public sealed class GeneratedTensors
{
    private readonly Random _random = new(5);
    private readonly List<(string Name, int[] Shape, float[] Values)> _tensors = [];

    /// <summary>How many numbers were trained: all but the statistics of the batch norms.</summary>
    public long Parameters => _tensors.Where(static tensor => !tensor.Name.Contains("running", StringComparison.Ordinal)).Sum(static tensor => tensor.Values.LongLength);

    public GeneratedTensors Conv(string name, int inputsPerGroup, int outputs, int kernel, bool hasBias = false)
    {
        Add(name + ".weight", MathF.Sqrt(6f / (inputsPerGroup * kernel * kernel)), 0, outputs, inputsPerGroup, kernel, kernel);
        if (hasBias)
            Add(name + ".bias", 0.05f, 0, outputs);
        return this;
    }

    public GeneratedTensors Norm(string name, int channels)
    {
        Add(name + ".weight", 0.2f, 0.6f, channels);
        Add(name + ".bias", 0.1f, 0, channels);
        Add(name + ".running_mean", 0.1f, 0, channels);
        Add(name + ".running_var", 0.2f, 1, channels);
        return this;
    }

    public GeneratedTensors Linear(string name, int inputs, int outputs)
    {
        Add(name + ".weight", MathF.Sqrt(6f / inputs), 0, outputs, inputs);
        Add(name + ".bias", 0.1f, 0, outputs);
        return this;
    }

    /// <summary>The tensors as a safetensors file.</summary>
    public byte[] ToFile() => TensorWriter.Write(_tensors);

    private void Add(string name, float bound, float center, params int[] shape)
    {
        var values = new float[shape.Aggregate(1, static (product, size) => product * size)];
        for (int k = 0; k < values.Length; k++)
            values[k] = center + (((2 * _random.NextSingle()) - 1) * bound);
        _tensors.Add((name, shape, values));
    }
}
