using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LrpGen.Reference;

/// <summary>Turns the spec of a stored case into the attributed class that declares its network, one step for each layer.</summary>
public static class CaseDeclaration
{
    /// <summary>The class's name: <c>mlp-zero</c> is <c>MlpZero</c>.</summary>
    public static string ClassName(string name) => string.Concat(name.Split('-', '.').Select(Capitalized));

    /// <summary>The step's name: a layer's with a capital letter.</summary>
    public static string StepName(string layer) => Capitalized(layer.Replace('.', '_').Replace('-', '_'));

    /// <summary>The class, without usings and namespace.</summary>
    public static string Write(string name, JsonElement spec)
    {
        string[] layers = [.. spec.GetProperty("layers").EnumerateArray().Select(Layer)];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"/// <summary>The case {name}.</summary>\n");
        text.Append(CultureInfo.InvariantCulture, $"[Network({string.Join(", ", spec.GetProperty("input").EnumerateArray().Select(static size => size.GetInt32()))}), Keep]\n");
        text.Append(CultureInfo.InvariantCulture, $"public sealed partial class {ClassName(name)}\n{{\n");
        string before = "input";
        int k = 0;
        foreach (JsonElement layer in spec.GetProperty("layers").EnumerateArray())
        {
            string step = layer.GetProperty("name").GetString()!;
            string[] inputs = [.. layer.GetProperty("inputs").EnumerateArray().Select(static input => input.GetString()!)];
            string attribute = layers[k];
            if (inputs.Length > 1)
                attribute += $"({string.Join(", ", inputs.Select(Reference))})";
            else if (inputs[0] != before)
                attribute = With(attribute, "From = " + Reference(inputs[0]));
            string rule = layer.TryGetProperty("rule", out JsonElement found) ? Rule(found) : "";
            string weights = HasWeights(layer) ? $" [Weights(\"param.{step}\")]" : "";
            text.Append(k == 0 ? "" : "\n");
            text.Append(CultureInfo.InvariantCulture, $"    [{attribute}]{rule}{weights} public partial Layer {StepName(step)} {{ get; }}\n");
            before = step;
            k++;
        }

        return text.Append("}\n").ToString();
    }

    private static string Reference(string layer) => layer == "input" ? "Step.Input" : $"nameof({StepName(layer)})";

    private static bool HasWeights(JsonElement layer) => layer.GetProperty("op").GetString() is "linear" or "conv1d" or "conv2d" or "convtranspose2d" or "batchnorm2d" or "batchnorm1d";

    private static string Layer(JsonElement layer)
    {
        string op = layer.GetProperty("op").GetString()!;
        return op switch
        {
            "linear" => Named($"Linear({Int(layer, "out")})", Bias(layer)),
            "conv2d" or "conv1d" or "convtranspose2d" => Named(
                $"{(op == "conv2d" ? "Conv2d" : op == "conv1d" ? "Conv1d" : "ConvTranspose2d")}({Int(layer, "out")}, {string.Join(", ", Pair(layer, "kernel", 1).Distinct())})",
                [.. Sides(layer, "Stride", "stride", 1), .. Sides(layer, "Padding", "padding", 0), .. Sides(layer, "Dilation", "dilation", 1), .. One(layer, "Groups", "groups"), .. One(layer, "OutputPadding", "output_padding"), .. Bias(layer)]),
            "maxpool2d" or "maxpool1d" or "avgpool2d" or "avgpool1d" => Pool(layer, op.StartsWith("max", StringComparison.Ordinal)),
            "adaptiveavgpool2d" or "adaptiveavgpool1d" => $"AdaptiveAvgPool({string.Join(", ", Pair(layer, "size", 1).Distinct())})",
            "batchnorm2d" or "batchnorm1d" => "BatchNorm",
            "relu" => "ReLU",
            "leakyrelu" => $"LeakyReLU({Float(layer, "slope", 0.01)})",
            "elu" => "ELU",
            "gelu" => "GELU",
            "silu" => "SiLU",
            "tanh" => "Tanh",
            "sigmoid" => "Sigmoid",
            "hardswish" => "HardSwish",
            "relu6" => "ReLU6",
            "softmax" => "Softmax",
            "dropout" => "Dropout",
            "flatten" => "Flatten",
            "add" => "Add",
            "concat" => "Concat",
            _ => throw new NotSupportedException($"There is no layer for the operation '{op}'."),
        };
    }

    private static string Pool(JsonElement layer, bool isMax)
    {
        int[] kernel = Pair(layer, "kernel", 1);
        var named = new List<string>();
        if (kernel.Distinct().Count() > 1)
            named.AddRange([$"KernelY = {kernel[0]}", $"KernelX = {kernel[1]}"]);
        named.AddRange(Sides(layer, "Stride", "stride", 0));
        named.AddRange(Sides(layer, "Padding", "padding", 0));
        if (isMax && layer.TryGetProperty("rule", out JsonElement rule) && rule.GetProperty("name").GetString() is { } way and ("average" or "split"))
            named.Add($"Relevance = MaxRelevance.{Capitalized(way)}");
        if (layer.TryGetProperty("ceil_mode", out JsonElement ceil) && ceil.GetBoolean())
            named.Add("Ceil = true");
        if (layer.TryGetProperty("count_include_pad", out JsonElement counts) && !counts.GetBoolean())
            named.Add("CountPadding = false");
        return Named($"{(isMax ? "MaxPool" : "AvgPool")}({kernel[0]})", named);
    }

    private static string Rule(JsonElement rule)
    {
        string? attribute = rule.GetProperty("name").GetString() switch
        {
            "zero" => "Zero",
            "epsilon" => $"Epsilon({Float(rule, "epsilon", 1e-6)})",
            "epsilon-rms" => $"EpsilonRms({Float(rule, "factor", 0.25)})",
            "gamma" => $"Gamma({Float(rule, "gamma", 0.25)})",
            "alphabeta" => $"AlphaBeta({Float(rule, "alpha", 2)}, {Float(rule, "beta", 1)})",
            "zplus" => "ZPlus",
            "wsquare" => "WSquare",
            "flat" => "Flat",
            "zbox" => $"ZBox({Bounds(rule, "low")}, {Bounds(rule, "high")})",
            "norm" => "Norm",
            "pass" or "average" or "split" or "winner" => null,
            string name => throw new NotSupportedException($"There is no rule '{name}'."),
            null => null,
        };
        if (attribute is null || (attribute == "Norm" && !rule.TryGetProperty("stabilizer", out _)))
            return "";
        if (rule.TryGetProperty("bias", out JsonElement bias) && bias.GetString() == "ignore")
            attribute = With(attribute, "Bias = Bias.Ignore");
        if (rule.TryGetProperty("stabilizer", out _))
            attribute = With(attribute, $"Stabilizer = {Float(rule, "stabilizer", 1e-6)}");
        return $" [{attribute}]";
    }

    private static string Bounds(JsonElement rule, string name) => rule.GetProperty(name) is { ValueKind: JsonValueKind.Array } bounds
        ? $"new[] {{ {string.Join(", ", bounds.EnumerateArray().Select(static bound => Text(bound.GetDouble())))} }}"
        : Text(rule.GetProperty(name).GetDouble());

    private static string With(string attribute, string named) =>
        attribute.EndsWith(')') ? $"{attribute[..^1]}, {named})" : $"{attribute}({named})";

    private static string Named(string attribute, IEnumerable<string> named) => named.Aggregate(attribute, With);

    private static IEnumerable<string> Bias(JsonElement layer) => layer.TryGetProperty("bias", out JsonElement bias) && !bias.GetBoolean() ? ["Bias = false"] : [];

    private static IEnumerable<string> One(JsonElement layer, string name, string key) => layer.TryGetProperty(key, out JsonElement value) ? [$"{name} = {value.GetInt32()}"] : [];

    private static IEnumerable<string> Sides(JsonElement layer, string name, string key, int usual)
    {
        int[] sides = Pair(layer, key, usual);
        if (sides.Distinct().Count() > 1)
            return [$"{name}Y = {sides[0]}", $"{name}X = {sides[1]}"];
        return sides[0] == usual ? [] : [$"{name} = {sides[0]}"];
    }

    private static int[] Pair(JsonElement layer, string key, int usual)
    {
        if (!layer.TryGetProperty(key, out JsonElement value))
            return [usual];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(static item => item.GetInt32())] : [value.GetInt32()];
    }

    private static int Int(JsonElement element, string key) => element.GetProperty(key).GetInt32();

    private static string Float(JsonElement element, string key, double usual) => Text(element.TryGetProperty(key, out JsonElement value) ? value.GetDouble() : usual);

    private static string Text(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
