using LrpGen.Import.Onnx;

namespace LrpGen.Import.Constants;

/// <summary>Elements in memory. Whole numbers of every type are held as long, floats of up to 32 bits as float.</summary>
internal sealed class Tensor
{
    /// <summary>The most elements that are held in memory at a time: two gigabytes of floats.</summary>
    public const long MostElements = 500_000_000;

    private Tensor(int[] shape, Array data)
    {
        Shape = shape;
        Data = data;
        if (Sizes.Count(shape) != data.Length)
            throw new ArgumentException($"{data.Length} elements do not have the shape {Sizes.Text(shape)}.", nameof(data));
    }

    public int[] Shape { get; }

    /// <summary>A <c>long[]</c>, <c>float[]</c> or <c>double[]</c>.</summary>
    public Array Data { get; }

    public int Count => Data.Length;

    public bool IsInteger => Data is long[];

    /// <summary>An element as a double.</summary>
    public double this[int k] => Data switch
    {
        long[] integers => integers[k],
        float[] floats => floats[k],
        _ => ((double[])Data)[k],
    };

    public static Tensor Of(int[] shape, long[] data) => new(shape, data);

    public static Tensor Of(int[] shape, float[] data) => new(shape, data);

    public static Tensor Of(int[] shape, double[] data) => new(shape, data);

    /// <summary>Elements that are computed one by one, of the kind that this tensor has.</summary>
    public Tensor Computed(int[] shape, Func<int, double> element)
    {
        int count = (int)Sizes.Count(shape);
        return Data switch
        {
            long[] => new Tensor(shape, Enumerate(count, k => (long)element(k))),
            float[] => new Tensor(shape, Enumerate(count, k => (float)element(k))),
            _ => new Tensor(shape, Enumerate(count, element)),
        };
    }

    /// <summary>Elements of this tensor in another order.</summary>
    /// <param name="shape">The new shape.</param>
    /// <param name="source">Where each comes from.</param>
    public Tensor Gathered(int[] shape, Func<int, int> source)
    {
        int count = (int)Sizes.Count(shape);
        return Data switch
        {
            long[] integers => new Tensor(shape, Enumerate(count, k => integers[source(k)])),
            float[] floats => new Tensor(shape, Enumerate(count, k => floats[source(k)])),
            _ => new Tensor(shape, Enumerate(count, k => ((double[])Data)[source(k)])),
        };
    }

    /// <summary>The same elements in another shape.</summary>
    public Tensor Reshaped(int[] shape) => new(shape, Data);

    /// <summary>The elements of a tensor of whole numbers.</summary>
    public long[] Integers => Data as long[] ?? throw new InvalidOperationException("The tensor holds no whole numbers.");

    /// <summary>The elements as floats.</summary>
    public float[] Floats => Data as float[] ?? Enumerate(Count, k => (float)this[k]);

    /// <summary>The kind of array that elements of a type are held in.</summary>
    public static Tensor Zeros(int[] shape, ElementType type)
    {
        int count = (int)Sizes.Count(shape);
        return new Tensor(shape, type == ElementType.Double ? new double[count] : type.IsFloat() ? new float[count] : new long[count]);
    }

    private static T[] Enumerate<T>(int count, Func<int, T> element)
    {
        var data = new T[count];
        for (int k = 0; k < count; k++)
            data[k] = element(k);
        return data;
    }
}
