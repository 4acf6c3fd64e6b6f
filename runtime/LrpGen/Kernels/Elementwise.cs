using System.ComponentModel;

namespace LrpGen.Kernels;

/// <summary>Kernels that look at each value by itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>The index of the first value that is below <paramref name="low"/> or above <paramref name="high"/>, or -1. NaN is neither.</summary>
    public static int IndexOutside(ReadOnlySpan<float> values, float low, float high)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (values[k] < low || values[k] > high)
                return k;
        }

        return -1;
    }
}
