using System.Linq;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>Which values the user can read: nothing may overwrite them or leave them out.</summary>
internal sealed class KeptValues(NetworkSpec spec, LaidOutGraph laid)
{
    /// <summary>Whether the activation of a value stays readable.</summary>
    public bool IsActivation(int value) => Enumerable.Range(0, spec.Steps.Count).Any(step => spec.Steps[step].Keep && LastOf(step).Output == value);

    /// <summary>Whether the relevance of a value stays readable.</summary>
    public bool IsRelevance(int value) => Enumerable.Range(0, spec.Steps.Count).Any(step => spec.Steps[step].Keep && ExplainedOutput(step) == value);

    /// <summary>The value whose relevance is that of a step's output; behind the logits stands the same as at them.</summary>
    public int ExplainedOutput(int step)
    {
        int output = LastOf(step).Output;
        return output == laid.Graph.Result ? laid.Logits : output;
    }

    private Node LastOf(int step) => laid.Graph.Nodes.Items.Last(node => node.Step == step);
}
