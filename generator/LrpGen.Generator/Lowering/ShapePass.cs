using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Finds the shape of every value, and what does not fit.</summary>
internal static class ShapePass
{
    // A buffer holds at most this many floats, so that offsets stay within int with all padding.
    public const int MostFloats = int.MaxValue - 1000;

    public static EquatableArray<Dims>? Run(NetworkSpec spec, Graph graph, DiagnosticBag diagnostics)
    {
        var shapes = new List<Dims> { spec.InputShape };
        if (spec.InputShape.Count >= MostFloats)
        {
            diagnostics.Report(Descriptors.TooLarge, spec.Anchors.Class, "the input", spec.Class.Name, Count(Product(spec.InputShape)));
            return null;
        }

        foreach (Node node in graph.Nodes)
        {
            Dims input = shapes[node.Input];
            string step = spec.Steps[node.Step].Name;
            Dims? output = node.Layer.OutputShape(
                node.Inputs.Items.Select(value => shapes[value]).ToList(),
                (expected, advice) => diagnostics.Report(Descriptors.ShapeMismatch, node.Layer.Anchor, "[" + node.Layer.Wording + "]", step, expected, string.Join(" and ", node.Inputs.Items.Select(value => shapes[value])), advice));
            if (output is not { } shape)
                return null;
            if (Product(shape) >= MostFloats)
            {
                diagnostics.Report(Descriptors.TooLarge, node.Layer.Anchor, "the output", step, Count(Product(shape)));
                return null;
            }

            double parameters = node.Layer.Linear == LinearKind.Dense ? (double)node.Layer.Parameters(input) / shape.Count * shape.Padded : 16.0 * node.Layer.Parameters(input);
            if (parameters >= MostFloats)
            {
                diagnostics.Report(Descriptors.TooLarge, node.Layer.Anchor, "the weights", step, Count(node.Layer.Parameters(input)));
                return null;
            }

            shapes.Add(shape);
        }

        CheckClasses(spec, shapes[graph.Result], diagnostics);
        CheckShared(spec, graph, shapes, diagnostics);
        return shapes.ToEquatable();
    }

    private static void CheckClasses(NetworkSpec spec, Dims output, DiagnosticBag diagnostics)
    {
        if (spec.Classes.Count > 0 && spec.Classes.Count != output.Count)
            diagnostics.Report(Descriptors.ClassCount, spec.Anchors.Classes, spec.Class.Name, output.Count, spec.Classes.Count);
    }

    /// <summary>Weights that several steps read have one shape in the file.</summary>
    private static void CheckShared(NetworkSpec spec, Graph graph, List<Dims> shapes, DiagnosticBag diagnostics)
    {
        var known = new Dictionary<string, (string Step, EquatableArray<int> Shape)>();
        foreach (Node node in graph.Nodes)
        {
            StepSpec step = spec.Steps[node.Step];
            EquatableArray<int>? shape = node.Layer switch
            {
                LinearLayer linear => EquatableArray.Of(linear.Features, shapes[node.Input].Count),
                ConvLayer conv => conv.WeightShape(shapes[node.Input]),
                _ => null,
            };
            if (shape is not { } own)
                continue;
            if (!known.TryGetValue(step.WeightName, out (string Step, EquatableArray<int> Shape) first))
                known.Add(step.WeightName, (step.Name, own));
            else if (!first.Shape.Equals(own))
                diagnostics.Report(Descriptors.SharedShapes, step.Anchors.Weights, step.Name, step.WeightName, Words(own), first.Step, Words(first.Shape));
        }
    }

    private static string Words(EquatableArray<int> shape) => "[" + string.Join(", ", shape.Items.Select(static size => size.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>A large number as a message has it.</summary>
    public static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static double Product(Dims dims)
    {
        double product = 1;
        foreach (int size in dims.Sizes)
            product *= size;
        return product;
    }
}
