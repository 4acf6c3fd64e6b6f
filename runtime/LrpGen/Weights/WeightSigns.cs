using System.Runtime.Intrinsics;

namespace LrpGen.Weights;

/// <summary>What weights are multiplied by where they are above zero, and where they are not.</summary>
internal readonly record struct WeightSigns(float Positive, float Negative)
{
    /// <summary>Leaves them as they are.</summary>
    public static WeightSigns None => new(1, 1);

    public float Of(float weight) => weight > 0 ? Positive * weight : Negative * weight;

    public Vector256<float> Of(Vector256<float> weights) =>
        weights * Vector256.ConditionalSelect(Vector256.GreaterThan(weights, Vector256<float>.Zero), Vector256.Create(Positive), Vector256.Create(Negative));
}
