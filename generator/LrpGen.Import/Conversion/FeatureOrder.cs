namespace LrpGen.Import.Conversion;

/// <summary>The order of elements when axes change places.</summary>
internal static class FeatureOrder
{
    /// <summary>For each element, in the order in which the model has them, its place in the network's value.</summary>
    /// <param name="shape">The value's shape.</param>
    /// <param name="axes">Its axes in the model's order.</param>
    public static int[] Of(int[] shape, int[] axes)
    {
        int[] strides = Sizes.Strides(shape);
        int[] permuted = [.. axes.Select(axis => shape[axis])];
        var odometer = new Constants.Odometer(permuted, [.. axes.Select(axis => (0L, (long)strides[axis]))]);
        var order = new int[Sizes.Count(shape)];
        for (int k = 0; k < order.Length; k++)
            order[k] = odometer.Next();
        return order;
    }
}
