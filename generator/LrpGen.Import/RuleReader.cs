using System.Text.Json;

namespace LrpGen.Import;

/// <summary>Reads rules from JSON, as the specs of the reference cases have them.</summary>
internal static class RuleReader
{
    private static readonly (string Name, RuleKind Kind, string[] Parameters)[] Rules =
    [
        ("zero", RuleKind.Zero, []),
        ("epsilon", RuleKind.Epsilon, ["epsilon"]),
        ("epsilon-rms", RuleKind.EpsilonRms, ["factor"]),
        ("gamma", RuleKind.Gamma, ["gamma"]),
        ("alphabeta", RuleKind.AlphaBeta, ["alpha", "beta"]),
        ("zplus", RuleKind.ZPlus, []),
        ("wsquare", RuleKind.WSquare, []),
        ("flat", RuleKind.Flat, []),
        ("zbox", RuleKind.ZBox, ["low", "high"]),
        ("pass", RuleKind.Pass, []),
        ("norm", RuleKind.Norm, []),
        ("winner", RuleKind.Winner, []),
        ("average", RuleKind.Average, []),
        ("split", RuleKind.Split, []),
    ];

    public static string NameOf(RuleKind kind) => Rules.Single(rule => rule.Kind == kind).Name;

    public static IReadOnlyDictionary<string, RuleSetting> ReadFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new ImportException($"{path}: the rules must be one JSON object, layer names to rules; found {Found(document.RootElement)}.");
            var rules = new Dictionary<string, RuleSetting>(StringComparer.Ordinal);
            foreach (JsonProperty rule in document.RootElement.EnumerateObject())
            {
                if (!rules.TryAdd(rule.Name, Read(rule.Value, rule.Name)))
                    throw new ImportException($"{path}: layer '{rule.Name}' has two rules; keep one.");
            }

            return rules;
        }
        catch (JsonException error)
        {
            throw new ImportException($"{path}: not JSON: {error.Message}", error);
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw new ImportException($"{path}: {Unreadable.Why(path, error)}", error);
        }
    }

    public static RuleSetting Read(JsonElement rule, string layer)
    {
        if (rule.ValueKind != JsonValueKind.Object)
            throw Wrong(layer, $"is {Found(rule)}; write an object with a name, for example {{\"name\": \"epsilon\"}}");
        if (!rule.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
            throw Wrong(layer, $"has no name; write one of {Names()}");
        int k = Array.FindIndex(Rules, known => known.Name == name.GetString());
        if (k < 0)
            throw Wrong(layer, $"is named '{name.GetString()}'; there are {Names()}");

        var setting = new RuleSetting(Rules[k].Kind);
        bool hasBeta = rule.TryGetProperty("beta", out _);
        foreach (JsonProperty property in rule.EnumerateObject())
            setting = With(setting, property, Rules[k], layer, hasBeta);
        return Checked(setting, layer);
    }

    private static RuleSetting With(RuleSetting setting, JsonProperty property, (string Name, RuleKind Kind, string[] Parameters) rule, string layer, bool hasBeta)
    {
        JsonElement value = property.Value;
        if (property.Name is not ("name" or "stabilizer" or "bias") && !rule.Parameters.Contains(property.Name))
        {
            string known = string.Join(", ", rule.Parameters.Append("stabilizer").Append("bias").Select(static name => $"'{name}'"));
            throw Wrong(layer, $"has '{property.Name}', which {rule.Name} does not take; it takes {known}");
        }

        return property.Name switch
        {
            "epsilon" => setting with { Epsilon = NotNegative(property, layer) },
            "factor" => setting with { Factor = NotNegative(property, layer) },
            "gamma" => setting with { Gamma = NotNegative(property, layer) },
            "alpha" when !hasBeta => setting with { Alpha = NotNegative(property, layer), Beta = NotNegative(property, layer) - 1 },
            "alpha" => setting with { Alpha = NotNegative(property, layer) },
            "beta" => setting with { Beta = NotNegative(property, layer) },
            "low" => setting with { Low = Bounds(property, layer) },
            "high" => setting with { High = Bounds(property, layer) },
            "stabilizer" => setting with { Stabilizer = NotNegative(property, layer) is var e and > 0 ? e : throw Wrong(layer, "has the stabilizer 0; it must be greater than 0") },
            "bias" => setting with
            {
                Bias = value.ValueKind == JsonValueKind.String && value.GetString() is "ignore" or "absorb"
                    ? value.GetString() == "ignore" ? Bias.Ignore : Bias.Absorb
                    : throw Wrong(layer, $"has the bias {value.GetRawText()}; write \"ignore\" or \"absorb\""),
            },
            _ => setting,
        };
    }

    private static RuleSetting Checked(RuleSetting setting, string layer)
    {
        if (setting.Kind == RuleKind.AlphaBeta && (setting.Beta < 0 || setting.Alpha - setting.Beta != 1))
            throw Wrong(layer, $"has alpha {setting.Alpha} and beta {setting.Beta}; beta must be alpha - 1 and not negative, or relevance is not conserved");
        if (setting.Kind != RuleKind.ZBox)
            return setting;
        if (setting.Low.Count == 0 || setting.High.Count == 0)
            throw Wrong(layer, "is a zbox without bounds; give it low and high, numbers or lists with one per channel");
        if (setting.Low.Count != setting.High.Count)
            throw Wrong(layer, $"has {setting.Low.Count} low and {setting.High.Count} high bounds; give as many of each");
        for (int k = 0; k < setting.Low.Count; k++)
        {
            if (setting.Low[k] > setting.High[k])
                throw Wrong(layer, $"has the low bound {setting.Low[k]} above the high bound {setting.High[k]}; swap them");
        }

        return setting;
    }

    private static float NotNegative(JsonProperty property, string layer) => Number(property.Value, property.Name, layer) is var value and >= 0
        ? value
        : throw Wrong(layer, $"has the {property.Name} {property.Value.GetRawText()}; it must be finite and not negative");

    private static IReadOnlyList<float> Bounds(JsonProperty property, string layer)
    {
        if (property.Value.ValueKind != JsonValueKind.Array)
            return [Number(property.Value, property.Name, layer)];
        float[] bounds = [.. property.Value.EnumerateArray().Select(bound => Number(bound, property.Name, layer))];
        return bounds.Length > 0 ? bounds : throw Wrong(layer, $"has an empty list of {property.Name} bounds; give one, or one per channel");
    }

    private static float Number(JsonElement value, string name, string layer) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number)
            ? number
            : throw Wrong(layer, $"has the {name} {value.GetRawText()}; it must be a finite number");

    private static string Names() => string.Join(", ", Rules.Select(static rule => rule.Name));

    private static string Found(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null => "null",
        _ => element.GetRawText(),
    };

    private static ImportException Wrong(string layer, string what) => new($"The rule of layer '{layer}' {what}.");
}
