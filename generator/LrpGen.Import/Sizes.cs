using System.Globalization;

namespace LrpGen.Import;

/// <summary>Arithmetic with the sizes of a shape.</summary>
internal static class Sizes
{
    /// <summary>The number of elements; <see cref="long.MaxValue"/> where it is more.</summary>
    public static long Count(IEnumerable<int> shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            if (size == 0)
                return 0;
            count = count > long.MaxValue / size ? long.MaxValue : count * size;
        }

        return count;
    }

    /// <summary>How far apart neighbors along each axis lie in memory.</summary>
    public static int[] Strides(IReadOnlyList<int> shape)
    {
        var strides = new int[shape.Count];
        int stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>The shape as text: <c>[3, 224, 224]</c>.</summary>
    public static string Text(IEnumerable<int> shape) => "[" + string.Join(", ", shape.Select(static size => size.ToString(CultureInfo.InvariantCulture))) + "]";
}
