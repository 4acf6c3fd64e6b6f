using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion;

/// <summary>
/// A value of the model that depends on its input. It is a view of a value of the network, in a shape of its own and perhaps with the axes
/// in another order; or, while nobody needs it, a function of another one.
/// </summary>
internal sealed class Activation
{
    /// <param name="name">Its name in the model.</param>
    /// <param name="shape">Its shape in the model, the batch dimension first.</param>
    /// <param name="value">The value of the network.</param>
    /// <param name="axes">The value's axes in the order in which the model has them; null for their own.</param>
    /// <param name="basis">The activation that it is another view of.</param>
    public Activation(string name, int[] shape, Value value, int[]? axes = null, Activation? basis = null)
    {
        Names = [name];
        Shape = shape;
        Value = value;
        Axes = axes ?? [.. Enumerable.Range(0, value.Rank)];
        Basis = basis;
    }

    /// <summary>A function of another activation.</summary>
    public Activation(string name, int[] shape, ElementwiseRelation relation)
    {
        Names = [name];
        Shape = shape;
        Relation = relation;
    }

    /// <summary>Its names: more than one where nodes hand it on as it is.</summary>
    public List<string> Names { get; }

    public int[] Shape { get; }

    /// <summary>The shape of one sample.</summary>
    public int[] SampleShape => Shape[1..];

    /// <summary>The value of the network; null while it is a function of another that no layer computes.</summary>
    public Value? Value { get; private set; }

    public int[] Axes { get; private set; } = [];

    /// <summary>The activation that this one shows in another shape.</summary>
    public Activation? Basis { get; private set; }

    /// <summary>The node that gave it its shape, where it shows a value in another.</summary>
    public OnnxNode? Via { get; init; }

    /// <summary>How it depends on another, where nodes treat each element by itself.</summary>
    public ElementwiseRelation? Relation { get; }

    /// <summary>Whether the model has the axes in the order of the network; axes of size 1 may stand anywhere.</summary>
    public bool IsPlain
    {
        get
        {
            int[] long_ = [.. Axes.Where(axis => Value!.Shape[axis] != 1)];
            return long_.SequenceEqual(long_.Order());
        }
    }

    /// <summary>Makes it a view of a value that a layer gives.</summary>
    public void Realize(Value value, Activation like)
    {
        Value = value;
        Axes = like.Axes;
    }

    /// <summary>
    /// For each axis of a sample in the model the axis of the value; -1 for one of size 1 that the value does not have. Null where the model
    /// has sizes that are not the value's own.
    /// </summary>
    public int[]? AxisMap()
    {
        int[] sample = SampleShape;
        int[] sizes = [.. Axes.Select(axis => Value!.Shape[axis])];
        if (sizes.SequenceEqual(sample))
            return Axes;
        var map = new int[sample.Length];
        int next = 0;
        for (int k = 0; k < map.Length; k++)
        {
            map[k] = -1;
            if (sample[k] == 1)
                continue;
            while (next < sizes.Length && sizes[next] == 1)
                next++;
            if (next == sizes.Length || sizes[next] != sample[k])
                return null;
            map[k] = Axes[next++];
        }

        return sizes.Skip(next).All(static size => size == 1) ? map : null;
    }
}

/// <summary>How an activation depends on another by nodes that treat each element by itself.</summary>
/// <param name="Node">The last of the nodes.</param>
/// <param name="Operands">The activations that it takes.</param>
/// <param name="Of">The nearest one that all of them depend on alone.</param>
/// <param name="Function">What becomes of its elements.</param>
/// <param name="Cost">How many operations the function does.</param>
internal sealed record ElementwiseRelation(OnnxNode Node, IReadOnlyList<Activation> Operands, Activation Of, Func<double, double> Function, int Cost);
