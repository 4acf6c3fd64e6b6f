using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

public static partial class Dense
{
    private const int LoadColumns = 256;

    private enum LoadTerm
    {
        Box,
        Square,
    }

    /// <summary>
    /// <c>offset_j = b_j + sum_i (low w+ + high w-)</c>: what the pre-activation holds beside the terms of z-box, whatever the input. Added
    /// in float64.
    /// </summary>
    /// <param name="w">The weights, <paramref name="inputs"/> rows of <c>offset.Length</c>.</param>
    /// <param name="bias">The bias, as long as the offset; empty for none.</param>
    /// <param name="low">The lowest value of an input.</param>
    /// <param name="high">The highest value of an input.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="offset">Takes one value per output.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BoxOffset(DenseWeights w, ReadOnlySpan<float> bias, float low, float high, int inputs, Span<float> offset)
    {
        Require.Matrix(w.Length, inputs, offset.Length);
        Require.EmptyOrLength(bias.Length, offset.Length);
        AddColumns(w, bias, [low], [high], inputs, offset, LoadTerm.Box);
    }

    /// <summary><c>offset_j = b_j + sum_i (low_i w+ + high_i w-)</c>, with bounds of its own for each input.</summary>
    /// <param name="w">The weights, <paramref name="inputs"/> rows of <c>offset.Length</c>.</param>
    /// <param name="bias">The bias, as long as the offset; empty for none.</param>
    /// <param name="low">The lowest value of each input.</param>
    /// <param name="high">The highest value of each input.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="offset">Takes one value per output.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void BoxOffset(
        DenseWeights w, ReadOnlySpan<float> bias, ReadOnlySpan<float> low, ReadOnlySpan<float> high, int inputs, Span<float> offset)
    {
        Require.Length(low.Length, inputs);
        Require.Length(high.Length, inputs);
        Require.Matrix(w.Length, inputs, offset.Length);
        Require.EmptyOrLength(bias.Length, offset.Length);
        AddColumns(w, bias, low, high, inputs, offset, LoadTerm.Box);
    }

    /// <summary><c>result_j = sum_i w_ij^2 + b_j^2</c>: the denominator of w-square. Added in float64.</summary>
    /// <param name="w">The weights, <paramref name="inputs"/> rows of <c>result.Length</c>.</param>
    /// <param name="bias">The bias, as long as the result; empty for none.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="result">Takes one value per output.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void SquareSum(DenseWeights w, ReadOnlySpan<float> bias, int inputs, Span<float> result)
    {
        Require.Matrix(w.Length, inputs, result.Length);
        Require.EmptyOrLength(bias.Length, result.Length);
        AddColumns(w, bias, [], [], inputs, result, LoadTerm.Square);
    }

    /// <summary>Lays out weights of the file's order, a row of inputs for each output, as kernels take them: a padded row of outputs for each input.</summary>
    /// <param name="weights">The weights, <paramref name="outputs"/> rows.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="result">Takes them; its padding becomes zero.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Transpose(ReadOnlySpan<float> weights, int outputs, Span<float> result)
    {
        int stride = Require.Padded(outputs);
        int inputs = result.Length / stride;
        Require.Matrix(weights.Length, outputs, inputs);
        Require.Matrix(result.Length, inputs, stride);
        result.Clear();
        for (int j = 0; j < outputs; j++)
        {
            for (int i = 0; i < inputs; i++)
                result[(i * stride) + j] = weights[(j * inputs) + i];
        }
    }

    /// <summary>Applies a function to every weight and leaves the padding zero.</summary>
    /// <param name="function">The function, as the generic rule's rho.</param>
    /// <param name="source">Rows of <paramref name="outputs"/> values, each padded to a multiple of 16.</param>
    /// <param name="outputs">The values of a row that count.</param>
    /// <param name="result">Takes as many.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Map(Func<float, float> function, DenseWeights source, int outputs, Span<float> result)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.Length(result.Length, source.Length);
        int stride = Require.Padded(outputs);
        Require.Matrix(source.Length, source.Length / stride, stride);
        for (int row = 0; row < source.Length; row += stride)
        {
            Span<float> target = result.Slice(row, stride);
            ReadOnlySpan<float> values = source.Read(row, outputs, target);
            for (int j = 0; j < values.Length; j++)
                target[j] = function(values[j]);
            target[outputs..].Clear();
        }
    }

    /// <summary>Spreads one value per channel over all inputs of the channel.</summary>
    /// <param name="channels">The values.</param>
    /// <param name="inputs">Takes them, each for an equal run of inputs.</param>
    /// <exception cref="ArgumentException">The inputs are no multiple of the channels.</exception>
    public static void Spread(ReadOnlySpan<float> channels, Span<float> inputs)
    {
        int run = inputs.Length / channels.Length;
        Require.Length(inputs.Length, run * channels.Length);
        for (int c = 0; c < channels.Length; c++)
            inputs.Slice(c * run, run).Fill(channels[c]);
    }

    [SkipLocalsInit]
    private static void AddColumns(
        DenseWeights w, ReadOnlySpan<float> bias, ReadOnlySpan<float> low, ReadOnlySpan<float> high, int inputs, Span<float> result, LoadTerm term)
    {
        Require.Stride(result.Length);
        Span<double> memory = stackalloc double[LoadColumns];
        Span<float> widened = stackalloc float[LoadColumns];
        for (int column = 0; column < result.Length; column += LoadColumns)
        {
            Span<double> sums = memory[..Math.Min(LoadColumns, result.Length - column)];
            for (int j = 0; j < sums.Length; j++)
            {
                double b = bias.IsEmpty ? 0 : bias[column + j];
                sums[j] = term == LoadTerm.Square ? b * b : b;
            }

            for (int i = 0; i < inputs; i++)
            {
                ReadOnlySpan<float> row = w.Read((i * result.Length) + column, sums.Length, widened);
                if (term == LoadTerm.Square)
                    AddSquares(row, sums);
                else
                    AddBox(row, low[low.Length == 1 ? 0 : i], high[high.Length == 1 ? 0 : i], sums);
            }

            for (int j = 0; j < sums.Length; j++)
                result[column + j] = (float)sums[j];
        }
    }

    private static void AddBox(ReadOnlySpan<float> row, double low, double high, Span<double> sums)
    {
        for (int j = 0; j < row.Length; j += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[j..]), out Vector<double> lower, out Vector<double> upper);
            AddBox(lower, low, high, sums[j..]);
            AddBox(upper, low, high, sums[(j + Vector<double>.Count)..]);
        }
    }

    private static void AddBox(Vector<double> w, double low, double high, Span<double> sums)
    {
        // One bound for each sign: the other half of w is zero.
        Vector<double> bound = Vector.ConditionalSelect(Vector.GreaterThan(w, Vector<double>.Zero), new Vector<double>(low), new Vector<double>(high));
        (new Vector<double>(sums) + (w * bound)).CopyTo(sums);
    }

    private static void AddSquares(ReadOnlySpan<float> row, Span<double> sums)
    {
        int half = Vector<double>.Count;
        for (int j = 0; j < row.Length; j += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[j..]), out Vector<double> lower, out Vector<double> upper);
            (new Vector<double>(sums[j..]) + (lower * lower)).CopyTo(sums[j..]);
            (new Vector<double>(sums[(j + half)..]) + (upper * upper)).CopyTo(sums[(j + half)..]);
        }
    }
}
