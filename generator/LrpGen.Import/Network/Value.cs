namespace LrpGen.Import.Network;

/// <summary>A value of the network to be declared.</summary>
/// <param name="shape">Its shape, without the batch dimension: one to three sizes.</param>
internal sealed class Value(int[] shape)
{
    public int[] Shape { get; } = shape;

    /// <summary>The layer that gives it; null for the network's input.</summary>
    public NetworkLayer? Producer { get; init; }

    public int Rank => Shape.Length;

    public int Channels => Shape[0];

    public int Count => (int)Sizes.Count(Shape);
}
