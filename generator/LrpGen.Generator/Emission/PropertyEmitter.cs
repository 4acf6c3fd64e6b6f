using System.Linq;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Emission;

/// <summary>Prints the properties of steps, with what there is to know of each where the editor shows it.</summary>
internal static class PropertyEmitter
{
    /// <summary>The declared properties, in their order; the steps of a block have none, but the use that they stand for.</summary>
    public static void Emit(CodeWriter code, LoweredNetwork network)
    {
        foreach (LoweredStep step in network.Steps)
        {
            if (step.Modifiers.Length > 0)
                EmitProperty(code, step);
            else if (network.Uses.Items.FirstOrDefault(use => use.Last == step.Index && use.Modifiers.Length > 0) is { } use)
                EmitUse(code, use, [.. network.Steps.Items.Skip(use.First).Take(use.Last - use.First + 1)]);
        }
    }

    private static void EmitUse(CodeWriter code, UseSpec use, LoweredStep[] steps)
    {
        LoweredStep last = steps[steps.Length - 1];
        code.Line("/// <summary>");
        code.Line($"/// <c>{CodeWriter.Escape(use.Wording)}</c>: {CodeWriter.Escape(steps[0].InputShape.ToString())} to {CodeWriter.Escape(last.OutputShape.ToString())}.");
        code.Line("/// </summary>");
        code.Line("/// <remarks>");
        code.Line($"/// <para>{CodeWriter.Number(steps.Sum(static step => step.Parameters))} parameters; {CodeWriter.Number(steps.Sum(static step => step.MultiplyAdds))} multiply-adds forward.</para>");
        foreach (LoweredStep step in steps)
            code.Line($"/// <para>{step.Name}: <c>{CodeWriter.Escape(step.Kind)}</c>, {CodeWriter.Escape(step.OutputShape.ToString())}, {CodeWriter.Escape(step.Rule)}.</para>");
        code.Line("/// </remarks>");
        code.Line($"{use.Modifiers} global::LrpGen.Layer {use.Identifier} => LayerAt({CodeWriter.Number(last.Index)});");
        code.Line();
    }

    private static void EmitProperty(CodeWriter code, LoweredStep step)
    {
        code.Line("/// <summary>");
        code.Line($"/// <c>{CodeWriter.Escape(step.Kind)}</c>: {CodeWriter.Escape(step.InputShape.ToString())} to {CodeWriter.Escape(step.OutputShape.ToString())}.");
        code.Line("/// </summary>");
        code.Line("/// <remarks>");
        code.Line($"/// <para>{CodeWriter.Number(step.Parameters)} parameters; {CodeWriter.Number(step.MultiplyAdds)} multiply-adds forward.</para>");
        code.Line($"/// <para>Rule: {CodeWriter.Escape(step.Rule)}; {Passes(step.ExtraForwardPasses, "extra forward")} for each input, {Passes(step.BackwardPasses, "backward")} for each explanation.</para>");
        if (step.RuleFormula is { } formula)
            code.Line($"/// <para><c>{CodeWriter.Escape(formula)}</c></para>");
        if (step.Notes.Length > 0)
            code.Line($"/// <para>Notes: {CodeWriter.Escape(step.Notes)}.</para>");
        code.Line("/// </remarks>");
        code.Line($"{step.Modifiers} global::LrpGen.Layer {step.Identifier} => LayerAt({CodeWriter.Number(step.Index)});");
        code.Line();
    }

    private static string Passes(int count, string kind) => count == 1 ? $"1 {kind} pass" : $"{CodeWriter.Number(count)} {kind} passes";
}
