using System.Text;
using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Blocks;

/// <summary>What two runs must have in common to be uses of one block: everything but numbers.</summary>
internal static class RunSignature
{
    public static string Of(BlockRun run)
    {
        var text = new StringBuilder();
        Dictionary<Value, string> names = new() { [run.Input] = "input" };
        for (int s = 0; s < run.Steps.Count; s++)
        {
            NetworkStep step = run.Steps[s];
            foreach (NetworkLayer layer in step.Layers)
            {
                text.Append(layer.Kind).Append('(');
                foreach (Argument argument in layer.Attribute.Arguments)
                    text.Append(argument.Name).Append('=').Append(argument.Number is null ? Text(run, argument) : "#").Append(',');
                text.AppendJoin(',', layer.Inputs.Select(input => names.GetValueOrDefault(input, "before"))).Append(')');
            }

            text.Append(step.Weighted is null ? "" : run.Within(step.Weighted.Name)).Append('|').Append(run.RuleOf(step)).Append(';');
            names[step.Output] = $"step {s}";
        }

        return text.ToString();
    }

    /// <summary>An argument as it is within the run.</summary>
    public static string Text(BlockRun run, Argument argument) => argument.Name == "Weights" ? "\"" + run.Within(argument.Text.Trim('"')) + "\"" : argument.Text;
}
