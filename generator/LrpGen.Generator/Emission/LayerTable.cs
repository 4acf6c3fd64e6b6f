using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Emission;

/// <summary>The table of layers at the top of an emitted file.</summary>
internal static class LayerTable
{
    public static IEnumerable<string> Format(LoweredNetwork network)
    {
        var rows = new List<string[]> { new[] { "step", "layers", "output", "parameters", "rule", "forward + back", "notes" } };
        rows.AddRange(network.Steps.Items.Select(static step => new[]
        {
            step.Name,
            step.Kind,
            step.OutputShape.ToString(),
            CodeWriter.Number(step.Parameters),
            step.Rule,
            $"{CodeWriter.Number(1 + step.ExtraForwardPasses)} + {CodeWriter.Number(step.BackwardPasses)}",
            step.Notes,
        }));
        int[] widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
