using System.Numerics.Tensors;

namespace LrpGen;

/// <summary>NumPy's files as tensors.</summary>
public static class NpyTensor
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The array as float32, dense, in its shape.</returns>
    /// <exception cref="NpyException">The file cannot be read, is no npy file, or holds what is not read.</exception>
    public static Tensor<float> Load(string path)
    {
        float[] values = NpyFile.Load(path, out Shape shape);
        var lengths = new nint[shape.Rank];
        for (int k = 0; k < lengths.Length; k++)
            lengths[k] = shape[k];
        return Tensor.Create(values, lengths);
    }

    /// <summary>Writes a tensor as float32.</summary>
    /// <param name="path">The file's path. An existing file is replaced; missing folders are made.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="NpyException">The file cannot be written.</exception>
    public static void Save(string path, in ReadOnlyTensorSpan<float> tensor)
    {
        var sizes = new long[tensor.Rank];
        for (int k = 0; k < sizes.Length; k++)
            sizes[k] = tensor.Lengths[k];
        using var dense = new DenseValues(tensor);
        using NpyWriter writer = NpyWriter.Create(path, sizes);
        writer.Write(dense.Values);
        writer.Complete();
    }
}
