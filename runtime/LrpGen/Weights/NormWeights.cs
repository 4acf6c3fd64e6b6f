using System.ComponentModel;

namespace LrpGen.Weights;

/// <summary>
/// A batch normalization of a trained network as what it is then, one factor and one shift for each channel, in float64:
/// <c>k = weight / sqrt(running_var + epsilon)</c>, <c>shift = bias - running_mean k</c> (Ioffe and Szegedy 2015).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormWeights
{
    private NormWeights(double[] factors, double[] shifts) => (Factors, Shifts) = (factors, shifts);

    internal double[] Factors { get; }

    internal double[] Shifts { get; }

    /// <summary>Reads <c>NAME.running_mean</c> and <c>NAME.running_var</c>, and <c>NAME.weight</c> and <c>NAME.bias</c> where the layer has them.</summary>
    /// <param name="file">The weight file.</param>
    /// <param name="name">The part of the tensors' names before ".weight".</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="affine">Whether the layer has weights and biases.</param>
    /// <exception cref="WeightFileException">A tensor is missing, or has another shape or a type that is not read; or a variance is below -epsilon.</exception>
    public static NormWeights Read(WeightFile file, string name, int channels, float epsilon, bool affine)
    {
        ArgumentNullException.ThrowIfNull(file);
        float[] mean = Read(file, name + ".running_mean", channels);
        float[] variance = Read(file, name + ".running_var", channels);
        float[]? weight = affine ? Read(file, name + ".weight", channels) : null;
        float[]? bias = affine ? Read(file, name + ".bias", channels) : null;
        var factors = new double[channels];
        var shifts = new double[channels];
        for (int k = 0; k < channels; k++)
        {
            double spread = (double)variance[k] + epsilon;
            if (spread <= 0)
                throw new WeightFileException($"{file.Name}: '{name}.running_var' holds {variance[k]} at {k}; a variance is not negative.");
            factors[k] = (weight?[k] ?? 1.0) / Math.Sqrt(spread);
            shifts[k] = (bias?[k] ?? 0.0) - (mean[k] * factors[k]);
        }

        return new NormWeights(factors, shifts);
    }

    private static float[] Read(WeightFile file, string tensor, int channels)
    {
        file.Check(tensor, [channels]);
        var values = new float[channels];
        file.ReadInto(tensor, [channels], values);
        return values;
    }
}
