using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;

namespace LrpGen.Import.Conversion;

/// <summary>
/// Nodes that treat each element by itself. Exporters write an activation such as GELU as many of them, in many ways; so they are
/// collected as functions, and a function becomes a layer only when something else takes its values, by what it makes of numbers.
/// </summary>
internal static class Elementwise
{
    private const int LongestPath = 64;
    private const int MostOperations = 256;

    /// <summary>Adds a node to what is collected.</summary>
    public static void Convert(NetworkBuilder builder, OnnxNode node, ScalarFunction function)
    {
        List<(Activation? Activation, double Constant)> operands = [];
        for (int k = 0; k < node.Inputs.Count; k++)
        {
            if (!node.Has(k))
                continue;
            if (builder.FindActivation(node.Inputs[k]) is { } activation)
                operands.Add((activation, 0));
            else if (builder.NeededConstant(node, k, $"input {k + 1}").Uniform is { } constant)
                operands.Add((null, constant));
            else
                operands.Add((null, double.NaN));
        }

        List<Activation> activations = [.. operands.Select(static operand => operand.Activation).OfType<Activation>()];
        int[] shape = ShapeRules.Broadcast(node, node.Inputs.Where(static name => name.Length > 0).Select(name => builder.FindActivation(name)?.Shape ?? builder.FindConstant(name)!.Shape));
        if (activations.FirstOrDefault(activation => Sizes.Count(activation.Shape) != Sizes.Count(shape)) is { } small)
            throw Unexplained(node, $"combines values of the shapes {Sizes.Text(small.Shape)} and {Sizes.Text(shape)}; LrpGen explains sums of values of one shape alone");
        if (operands.Any(static operand => double.IsNaN(operand.Constant)))
        {
            ChannelAffine.Convert(builder, node, activations, shape);
            return;
        }

        if (Root(activations) is not { } root)
        {
            Sum(builder, node, activations, shape, operands.Count);
            return;
        }

        if (PathLength(root) >= LongestPath)
            Realize(builder, root);
        Func<double, double>[] parts = [.. operands.Select(operand => operand.Activation is { } activation ? Between(activation, root) : null!)];
        int cost = 1 + activations.Distinct().Sum(activation => CostBetween(activation, root));
        if (cost > MostOperations)
            throw node.Fail($"is the end of {cost} operations on each element; LrpGen has no such activation");
        var relation = new ElementwiseRelation(node, activations, root, Evaluate, cost);
        builder.Give(new Activation(node.Outputs[0], shape, relation));

        double Evaluate(double x)
        {
            Span<double> values = stackalloc double[operands.Count];
            for (int k = 0; k < values.Length; k++)
                values[k] = operands[k].Activation is null ? operands[k].Constant : parts[k](x);
            return function(values);
        }
    }

    /// <summary>Makes layers of what leads to an activation, where there are none yet.</summary>
    public static void Realize(NetworkBuilder builder, Activation activation)
    {
        if (activation.Value is not null)
            return;
        ElementwiseRelation relation = activation.Relation!;
        foreach (Activation root in Region.Roots(builder, activation))
        {
            Func<double, double> function = Between(activation, root);
            bool isSum = relation.Operands.Count > 1 && relation.Node.Op is "Add" or "Sum";
            if (KnownActivations.Recognize(function) is { } known)
            {
                Realize(builder, root);
                activation.Realize(known.Name.Length == 0 ? root.Value! : Emit(builder, new ActivationLayer(root.Value!, relation.Node, known), activation, root), root);
                return;
            }

            if (root == relation.Of && !isSum && KnownActivations.Affine(function) is var (scale, shift))
            {
                Realize(builder, root);
                activation.Realize(ChannelAffine.Emit(builder, relation.Node, root, scale, shift), root);
                return;
            }
        }

        if (relation.Operands.Count > 1 && relation.Node.Op is "Add" or "Sum")
        {
            Value sum = AddLayers.Emit(builder, relation.Node, relation.Operands, out Activation like);
            activation.Realize(sum, like);
            return;
        }

        if (relation.Operands.Distinct().Count() > 1)
            throw Unexplained(relation.Node, "combines two values in a way that no rule explains");
        throw relation.Node.Fail($"computes an activation that LrpGen does not have; it has {KnownActivations.Names}");
    }

    /// <summary>What becomes of the elements of one activation on the way to another.</summary>
    public static Func<double, double> Between(Activation activation, Activation root)
    {
        if (activation == root)
            return static x => x;
        var functions = new List<Func<double, double>>();
        for (Activation at = activation; at != root; at = at.Relation!.Of)
            functions.Add(at.Relation!.Function);
        functions.Reverse();
        return x =>
        {
            foreach (Func<double, double> function in functions)
                x = function(x);
            return x;
        };
    }

    private static Value Emit(NetworkBuilder builder, ActivationLayer layer, Activation activation, Activation root)
    {
        foreach (OnnxNode inner in Region.Nodes(activation, root).Where(inner => inner != activation.Relation!.Node))
            layer.Nodes.Add(inner);
        return builder.Add(layer).Output;
    }

    private static void Sum(NetworkBuilder builder, OnnxNode node, List<Activation> activations, int[] shape, int operands)
    {
        if (node.Op is not ("Add" or "Sum") || operands != activations.Count)
            throw Unexplained(node, "combines two values in a way that no rule explains");
        Value sum = AddLayers.Emit(builder, node, activations, out Activation like);
        builder.Give(new Activation(node.Outputs[0], shape, sum, like.Axes));
    }

    private static ImportException Unexplained(OnnxNode node, string otherwise) => node.Fail(node.Op switch
    {
        "Mul" or "Div" => "multiplies or divides two values, which no rule of LRP explains: gates, attention and squeeze-and-excitation cannot be expressed",
        "Sub" => "subtracts one value from another; negate the weights before the second value and add it instead",
        _ => otherwise,
    });

    /// <summary>The nearest activation that all given ones depend on alone; null where there is none.</summary>
    private static Activation? Root(List<Activation> activations)
    {
        foreach (Activation candidate in Path(activations[0]))
        {
            if (activations.All(activation => Path(activation).Contains(candidate)))
                return candidate;
        }

        return null;
    }

    private static IEnumerable<Activation> Path(Activation activation)
    {
        for (Activation? at = activation; at is not null; at = at.Value is null ? at.Relation!.Of : null)
            yield return at;
    }

    private static int PathLength(Activation activation) => Path(activation).Count();

    private static int CostBetween(Activation activation, Activation root)
    {
        int cost = 0;
        for (Activation at = activation; at != root; at = at.Relation!.Of)
            cost += at.Relation!.Cost;
        return cost;
    }
}
