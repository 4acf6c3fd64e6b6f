namespace LrpGen.Generator.Model;

/// <summary>Bounds that every element of a value keeps, as far as the compiler can prove them.</summary>
internal readonly record struct ValueRange(float Low, float High)
{
    public static ValueRange Unknown => new(float.NegativeInfinity, float.PositiveInfinity);

    public bool IsNeverNegative => Low >= 0;

    public bool IsNeverPositive => High <= 0;

    public bool IsUnknown => float.IsNegativeInfinity(Low) && float.IsPositiveInfinity(High);
}
