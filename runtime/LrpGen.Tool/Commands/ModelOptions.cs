using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LrpGen.Import;

namespace LrpGen.Tool.Commands;

/// <summary>The options that say how a model is taken: which rules explain it, and the sizes that it leaves open.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string[]> _composites = new("--composite")
    {
        Description = "Rules for the layers that --rules does not name; 'lrpgen composites' lists them. NAME:FIRST..LAST covers the layers from one to another. May be given several times.",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<float[]?> _low = Parsing.Numbers("--low", "The lowest value that an input can have, one or one per channel: the bounds of epsilon-gamma-box.");
    private readonly Option<float[]?> _high = Parsing.Numbers("--high", "The highest value that an input can have, one or one per channel.");

    private readonly Option<string?> _rules = new("--rules")
    {
        Description = "Rules by layer, as JSON: {\"conv1\": {\"name\": \"zbox\", \"low\": -3, \"high\": 3}, \"fc\": {\"name\": \"epsilon\", \"epsilon\": 1e-6}}.",
        HelpName = "FILE.json",
    };

    private readonly Option<float?> _stabilizer = Parsing.Number(
        "--stabilizer", "E", "What keeps denominators away from zero in rules without a stabilizer of their own; 1e-6 unless told.", static value => value > 0, "a number greater than 0");

    private readonly Option<MaxRelevance> _pooling = Parsing.OneOf(
        "--pooling",
        "winner|average|split",
        "How relevance goes back through max poolings that --rules does not name: to the winner (unless told), evenly as through an average, or split among equal maxima.",
        ("winner", MaxRelevance.Winner),
        ("average", MaxRelevance.Average),
        ("split", MaxRelevance.Split));

    private readonly Option<int[]?> _shape = new("--shape")
    {
        Description = "The shape of one input, without the batch, for a model that leaves sizes open.",
        HelpName = "C,H,W",
        CustomParser = static result => Parsing.Convert(result, static text => Sizes(text)),
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_composites, _low, _high, _rules, _stabilizer, _pooling, _shape])
            command.Add(option);
        _composites.Validators.Add(static result => CheckNames(result));
    }

    /// <summary>What the command line says, before any file is read.</summary>
    public ModelChoice Read(ParseResult parse) => new(
        [.. (parse.GetValue(_composites) ?? []).Select(CompositeNames.Parse)],
        parse.Given(_low),
        parse.Given(_high),
        parse.GetValue(_rules),
        parse.GetValue(_stabilizer) ?? 1e-6f,
        parse.GetValue(_pooling),
        parse.Given(_shape));

    private static int[] Sizes(string text)
    {
        string[] parts = text.Split(',', 'x');
        var sizes = new int[parts.Length];
        for (int k = 0; k < parts.Length; k++)
        {
            if (!int.TryParse(parts[k], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out sizes[k]) || sizes[k] < 1)
                throw new FormatException($"--shape should be sizes from 1 with commas between them, such as 3,224,224; found '{text}'");
        }

        return sizes;
    }

    private static void CheckNames(OptionResult result)
    {
        foreach (Token token in result.Tokens)
        {
            try
            {
                CompositeNames.Parse(token.Value);
            }
            catch (FormatException error)
            {
                result.AddError(error.Message);
                return;
            }
        }
    }
}

/// <summary>How a model is taken, as the command line says it.</summary>
/// <param name="Composites">The composites and the layers that each covers.</param>
/// <param name="Low">The low bounds of epsilon-gamma-box.</param>
/// <param name="High">Its high bounds.</param>
/// <param name="RulesFile">The file of rules by layer.</param>
/// <param name="Stabilizer">The stabilizer of rules without one.</param>
/// <param name="Pooling">How relevance goes back through max poolings.</param>
/// <param name="InputShape">The shape of one input, for a model that leaves sizes open.</param>
internal sealed record ModelChoice(
    IReadOnlyList<CompositeSetting> Composites, float[]? Low, float[]? High, string? RulesFile, float Stabilizer, MaxRelevance Pooling, int[]? InputShape)
{
    /// <summary>Whether the bounds of a box are needed and missing.</summary>
    public bool LacksBounds => HasBox && Low is null && High is null;

    private bool HasBox => Composites.Any(static setting => setting.Composite == Composite.EpsilonGammaBox);

    /// <summary>The composite that stands in where neither a composite nor rules are given.</summary>
    public ModelChoice WithPreset(Composite composite) =>
        Composites.Count > 0 || RulesFile is not null ? this : this with { Composites = [new CompositeSetting(composite)] };

    /// <summary>What the importer takes.</summary>
    /// <exception cref="ToolException">The options do not go together.</exception>
    /// <exception cref="ImportException">The file of rules is wrong.</exception>
    public ImportOptions ToImportOptions()
    {
        if (LacksBounds)
            throw ToolException.Usage("--composite epsilon-gamma-box needs --low and --high, the range of the input's values: one each, or one per channel.");
        if (HasBox && (Low is null || High is null))
            throw ToolException.Usage($"--{(Low is null ? "low" : "high")} is missing: epsilon-gamma-box has a low and a high bound.");
        if (!HasBox && (Low is not null || High is not null))
            throw ToolException.Usage("--low and --high are the bounds of --composite epsilon-gamma-box; a zbox of --rules has its own.");
        return new ImportOptions
        {
            Composites = [.. Composites.Select(setting => setting.Composite == Composite.EpsilonGammaBox ? setting with { Low = Low!, High = High! } : setting)],
            Rules = RulesFile is null ? new Dictionary<string, RuleSetting>() : RuleSetting.ParseFile(RulesFile),
            MaxRelevance = Pooling,
            Stabilizer = Stabilizer,
            InputShape = InputShape,
        };
    }
}
