using LrpGen.Import.Onnx;

namespace LrpGen.Import.Constants;

/// <summary>
/// A value that does not depend on the input. Large ones are read or computed when they are needed, each time anew: weights are written
/// one by one and never lie in memory together.
/// </summary>
internal abstract class Constant(ElementType type, int[] shape, string name)
{
    private const int MostCached = 1 << 16;

    // What is read twice in a row, as by a node that takes a value twice, is read once.
    private readonly WeakReference<Tensor> _recent = new(null!);
    private Tensor? _cached;

    public ElementType Type { get; } = type;

    public int[] Shape { get; } = shape;

    /// <summary>The name of the tensor in the model that it is or was made of; empty where there is none.</summary>
    public string Name { get; } = name;

    public long Count => Sizes.Count(Shape);

    /// <summary>Whether it is small enough to be kept once it is read.</summary>
    public bool IsSmall => Count <= MostCached;

    /// <summary>How many steps lead to it from what lies in the file.</summary>
    public int Depth { get; set; }

    /// <summary>The elements.</summary>
    public Tensor Read()
    {
        if ((_cached ?? (_recent.TryGetTarget(out Tensor? recent) ? recent : null)) is { } known)
            return known;
        Tensor value = Load();
        if (IsSmall)
            _cached = value;
        else
            _recent.SetTarget(value);
        return value;
    }

    /// <summary>The one value that all elements have; null where they differ or are many.</summary>
    public double? Uniform
    {
        get
        {
            if (Count == 0 || !IsSmall)
                return null;
            Tensor value = Read();
            double first = value[0];
            for (int k = 1; k < value.Count; k++)
            {
                if (value[k] != first)
                    return null;
            }

            return first;
        }
    }

    protected abstract Tensor Load();
}

/// <summary>A constant that was computed of others.</summary>
/// <param name="type">The type of its elements.</param>
/// <param name="shape">Its shape.</param>
/// <param name="name">The tensor that it is made of, or empty.</param>
/// <param name="compute">Computes it.</param>
internal sealed class ComputedConstant(ElementType type, int[] shape, string name, Func<Tensor> compute) : Constant(type, shape, name)
{
    protected override Tensor Load() => compute();

    /// <summary>Elements at hand.</summary>
    public static ComputedConstant Of(Tensor value, ElementType type, string name = "") => new(type, value.Shape, name, () => value);

    /// <summary>Whole numbers in one dimension.</summary>
    public static ComputedConstant Of(long[] values) => Of(Tensor.Of([values.Length], values), ElementType.Int64);
}
