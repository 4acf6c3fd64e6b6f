using System.Globalization;
using System.Text;
using LrpGen.Import.Blocks;
using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Writing;

/// <summary>Prints the declaration.</summary>
internal sealed class DeclarationWriter(ImportOptions options, NetworkDeclaration network)
{
    private const int LongestLine = 150;
    private const int MostNamed = 4;

    private readonly StringBuilder _text = new();

    public string Write()
    {
        _text.Append("using LrpGen;\n\n").Append(CultureInfo.InvariantCulture, $"namespace {network.Namespace};\n\n");
        WriteSummary();
        WriteClassAttributes();
        _text.Append(CultureInfo.InvariantCulture, $"public sealed partial class {network.ClassName}\n{{\n");
        RowWriter.Write(_text, Rows());
        _text.Append("}\n");
        foreach (Block block in network.Elements.OfType<UseElement>().Select(static use => use.Block).Distinct())
            WriteBlock(block);
        return _text.ToString();
    }

    private void WriteSummary()
    {
        long parameters = network.Layers.Sum(static layer => layer.Parameters);
        _text.Append(CultureInfo.InvariantCulture, $"/// <summary>The network of {Escape(network.FileName)}: {Sizes.Text(network.Input.Shape)} to {Sizes.Text(network.Output.Shape)}, {parameters:N0} parameters.</summary>\n");
        if (network.Notes.Count == 0)
            return;
        _text.Append("/// <remarks>\n");
        foreach (string note in network.Notes)
            _text.Append("/// ").Append(Escape(note)).Append('\n');
        _text.Append("/// </remarks>\n");
    }

    private void WriteClassAttributes()
    {
        AttributeText text = network.Input.Shape.Aggregate(AttributeText.Of("Network"), static (text, size) => text.With(size, ""));
        if (options.Stabilizer != new ImportOptions().Stabilizer)
            text = text.Named("Stabilizer", AttributeText.Text(options.Stabilizer));
        if (options.MaxRelevance != MaxRelevance.Winner && network.Layers.Any(static layer => layer.Role == LayerRole.Max))
            text = text.Named("MaxRelevance", "MaxRelevance." + options.MaxRelevance);
        if (options.Precision != Precision.Auto)
            text = text.Named("Precision", "Precision." + options.Precision);
        if (options.Ledger)
            text = text.Named("Ledger", "true");
        _text.Append(CultureInfo.InvariantCulture, $"[{text}]\n");
        if (options.InputRange is var (low, high))
            _text.Append(CultureInfo.InvariantCulture, $"[InputRange({AttributeText.Text(low)}, {AttributeText.Text(high)})]\n");
        if (options.Classes.Count > 0)
            WriteClasses();
        if (options.KeepAll)
            _text.Append("[Keep]\n");
        foreach (CompositeSetting composite in network.Composites)
            _text.Append(CultureInfo.InvariantCulture, $"[{RuleText.Of(composite, network.Reference)}]\n");
    }

    private void WriteClasses()
    {
        List<string> names = [.. options.Classes.Select(Literals.Quote)];
        string line = $"[Classes({string.Join(", ", names)})]";
        if (line.Length <= LongestLine)
        {
            _text.Append(line).Append('\n');
            return;
        }

        _text.Append("[Classes(");
        int length = LongestLine;
        for (int k = 0; k < names.Count; k++)
        {
            string name = names[k] + (k < names.Count - 1 ? "," : ")]");
            bool wraps = length + name.Length + 1 > LongestLine;
            _text.Append(wraps ? "\n    " : " ").Append(name);
            length = wraps ? name.Length + 4 : length + name.Length + 1;
        }

        _text.Append('\n');
    }

    private List<Row> Rows()
    {
        var names = new Dictionary<Value, string> { [network.Input] = "Step.Input" };
        foreach (Element element in network.Elements)
            names[element.Output] = $"nameof({element.Property})";
        var text = new StepText(names);
        var rows = new List<Row>();
        Value before = network.Input;
        foreach (Element element in network.Elements)
        {
            bool isUse = element is UseElement;
            NetworkStep last = element.Steps[^1];
            rows.Add(new Row(
                element is UseElement use ? text.Use(use, before) : text.Layers(element.Steps[0], before),
                Rule(element is UseElement { Run.CommonRule: { } common } ? common : isUse ? null : last.Rule),
                Weights(element.WeightName, element.Property, element.SharesWeights),
                Marks(last),
                $"public partial Layer {element.Property} {{ get; }}",
                Group(element.Steps[0])));
            before = element.Output;
        }

        return rows;
    }

    private void WriteBlock(Block block)
    {
        var names = new Dictionary<Value, string> { [block.Template.Input] = "Step.Input" };
        for (int k = 0; k < block.Properties.Count; k++)
            names[block.Template.Steps[k].Output] = $"nameof({block.Properties[k]})";
        List<string> uses = [.. network.Elements.OfType<UseElement>().Where(use => use.Block == block).Select(static use => use.Property)];
        string list = uses.Count > MostNamed ? $"{uses[0]}, {uses[1]} and {uses.Count - 2} others" : $"{string.Join(", ", uses.SkipLast(1))} and {uses[^1]}";
        _text.Append(CultureInfo.InvariantCulture, $"\n/// <summary>What {list} have in common.</summary>\n[Block]\npublic abstract class {block.Name}\n{{\n");
        const string required = "[Parameter(Required = true)]";
        bool hasRequired = block.Parameters.Any(static parameter => parameter.Usual is null);
        foreach (BlockParameter parameter in block.Parameters)
        {
            string attribute = parameter.Usual is null ? required : "[Parameter]".PadRight(hasRequired ? required.Length : 0);
            _text.Append(CultureInfo.InvariantCulture, $"    {attribute} public const int {parameter.Name} = {parameter.Written};\n");
        }

        if (block.Parameters.Count > 0)
            _text.Append('\n');
        var text = new StepText(names);
        var rows = new List<Row>();
        Value before = block.Template.Input;
        for (int k = 0; k < block.Properties.Count; k++)
        {
            NetworkStep step = block.Template.Steps[k];
            rows.Add(new Row(
                text.Layers(block, k, before),
                Rule(block.Template.RuleOf(step)),
                step.Weighted is null ? "" : Weights(block.Template.Within(step.Weighted.Name), block.Properties[k], false),
                "",
                $"public abstract Layer {block.Properties[k]} {{ get; }}",
                ""));
            before = step.Output;
        }

        RowWriter.Write(_text, rows);
        _text.Append("}\n");
    }

    private static string Rule(RuleSetting? rule) => rule is null ? "" : $"[{RuleText.Of(rule)}]";

    private static string Weights(string? name, string property, bool isShared) => name is null || (name == property && !isShared)
        ? ""
        : $"[Weights({Literals.Quote(name)}{(isShared ? ", Shared = true" : "")})]";

    private static string Marks(NetworkStep step) => (step.IsKept ? "[Keep]" : "") + (step.IsOutput ? "[Output]" : "");

    /// <summary>The size of the picture that a step gives before it pools; empty for rows of features.</summary>
    private static string Group(NetworkStep step)
    {
        int[] shape = (step.Linear ?? step.Layers[0]).Output.Shape;
        return shape.Length switch
        {
            3 => $"{AttributeText.Text(shape[1])} x {AttributeText.Text(shape[2])}",
            2 => $"length {AttributeText.Text(shape[1])}",
            _ => "",
        };
    }

    private static string Escape(string text) => ImportException.Line(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
