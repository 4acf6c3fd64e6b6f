using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>The checks that every kernel makes once, at its entry; behind them it reads and writes unchecked.</summary>
internal static class Require
{
    /// <summary>Rows and vectors on a dense layer's output side are padded to a multiple of this many floats.</summary>
    public const int RowAlignment = 16;

    /// <summary>A number of values with its padding.</summary>
    public static int Padded(int count) => (count + RowAlignment - 1) / RowAlignment * RowAlignment;

    public static void Stride(int stride, [CallerArgumentExpression(nameof(stride))] string what = "")
    {
        if (stride % RowAlignment != 0)
            throw new ArgumentException($"{what} is {stride}; expected a multiple of {RowAlignment}, the padded number of outputs.");
    }

    public static void Length(int found, int expected, [CallerArgumentExpression(nameof(found))] string what = "")
    {
        if (found != expected)
            throw new ArgumentException($"{what} is {found}; expected {expected}.");
    }

    public static void EmptyOrLength(int found, int expected, [CallerArgumentExpression(nameof(found))] string what = "")
    {
        if (found != 0 && found != expected)
            throw new ArgumentException($"{what} is {found}; expected {expected}, or 0.");
    }

    public static void AtLeast(int found, int expected, [CallerArgumentExpression(nameof(found))] string what = "")
    {
        if (found < expected)
            throw new ArgumentException($"{what} is {found}; expected at least {expected}.");
    }

    public static void Matrix(int found, int inputs, int stride, [CallerArgumentExpression(nameof(found))] string what = "")
    {
        if (found != (long)inputs * stride)
            throw new ArgumentException($"{what} is {found}; expected {inputs} inputs of {stride} values, {(long)inputs * stride}.");
    }

    public static void PaddedInputs(int found, int inputs, [CallerArgumentExpression(nameof(found))] string what = "")
    {
        int expected = Padded(inputs);
        if (found != expected)
            throw new ArgumentException($"{what} is {found}; expected {expected}, {inputs} inputs padded to a multiple of {RowAlignment}.");
    }
}
