namespace LrpGen.Import.Constants;

/// <summary>Walks over the elements of a shape in row-major order and tells where each comes from.</summary>
/// <param name="shape">The shape.</param>
/// <param name="axes">Where the first element along each axis comes from, and how far the next is.</param>
internal sealed class Odometer(int[] shape, (long Start, long Step)[] axes)
{
    private readonly int[] _at = new int[shape.Length];
    private long _place = axes.Sum(static axis => axis.Start);

    /// <summary>The place of the next element.</summary>
    public int Next()
    {
        long place = _place;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            _place += axes[axis].Step;
            if (++_at[axis] < shape[axis])
                break;
            _place -= axes[axis].Step * shape[axis];
            _at[axis] = 0;
        }

        return (int)place;
    }
}
