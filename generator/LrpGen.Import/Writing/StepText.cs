using LrpGen.Import.Blocks;
using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Writing;

/// <summary>The layers of steps as attributes, with the names that other steps have where they stand.</summary>
/// <param name="names">What each value is called: <c>nameof(Stem)</c> or <c>Step.Input</c>.</param>
internal sealed class StepText(IReadOnlyDictionary<Value, string> names)
{
    /// <summary>The layers of a step that is written out.</summary>
    /// <param name="step">The step.</param>
    /// <param name="before">The value that stands before it.</param>
    public string Layers(NetworkStep step, Value before) => "[" + string.Join(", ", step.Layers.Select((layer, k) => Text(step, k, layer.Attribute, before))) + "]";

    /// <summary>The layers of a step within a block, with parameters in place of what varies.</summary>
    public string Layers(Block block, int place, Value before)
    {
        NetworkStep step = block.Template.Steps[place];
        return "[" + string.Join(", ", step.Layers.Select((layer, k) => Text(step, k, Parametrized(block, place, k, layer.Attribute), before))) + "]";
    }

    /// <summary>A use of a block.</summary>
    public string Use(UseElement use, Value before)
    {
        AttributeText text = use.Arguments.Aggregate(AttributeText.Of($"Use<{use.Block.Name}>"), static (text, value) => text.With(value, ""));
        if (use.Input != before)
            text = text.Named("From", names[use.Input]);
        return $"[{text}]";
    }

    private static AttributeText Parametrized(Block block, int place, int layer, AttributeText text) => text with
    {
        Arguments = [.. text.Arguments.Select((argument, k) => block.Expressions.TryGetValue((place, layer, k), out string? expression)
            ? argument with { Text = expression, IsUsual = false }
            : argument with { Text = RunSignature.Text(block.Template, argument) })],
    };

    private string Text(NetworkStep step, int k, AttributeText text, Value before)
    {
        NetworkLayer layer = step.Layers[k];
        if (layer is AddLayer or ConcatLayer)
        {
            List<Value> joined = [.. layer.Inputs];
            if (k > 0)
                joined.Remove(step.Layers[k - 1].Output);
            return joined.Aggregate(text, (joining, value) => joining.With(names[value])).ToString();
        }

        return (k == 0 && layer.Input != before ? text.Named("From", names[layer.Input]) : text).ToString();
    }
}
