using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>Bounds every value as far as its layers allow; a value that is never negative makes several rules cheaper.</summary>
internal static class RangePass
{
    public static EquatableArray<ValueRange> Run(NetworkSpec spec, Graph graph)
    {
        var ranges = new List<ValueRange> { spec.InputRange };
        foreach (Node node in graph.Nodes)
            ranges.Add(node.Layer.OutputRange(node.Inputs.Items.Select(value => ranges[value]).ToList()));
        return ranges.ToEquatable();
    }
}
