using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LrpGen.Imaging;

namespace LrpGen.Tool.Commands;

/// <summary>Options whose values are checked while the command line is parsed, so that a mistake is told before any work.</summary>
internal static class Parsing
{
    /// <summary>One number or several with commas between them.</summary>
    public static Option<float[]?> Numbers(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "V[,V...]",
        CustomParser = result => Convert<float[]>(result, text => [.. text.Split(',').Select(part => Number(part, name, text))]),
    };

    /// <summary>A single number.</summary>
    public static Option<float?> Number(string name, string help, string description, Func<float, bool> isAllowed, string allowed) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => Convert<float?>(result, text =>
        {
            float value = Number(text, name, text);
            return isAllowed(value) ? value : throw new FormatException($"{name} should be {allowed}; found '{text}'");
        }),
    };

    /// <summary>A whole number from 1 on.</summary>
    public static Option<int?> Count(string name, string description, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Convert<int?>(result, text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= most
                ? value
                : throw new FormatException($"{name} should be a whole number from 1 to {most}; found '{text}'")),
    };

    /// <summary>One of a few words.</summary>
    public static Option<T?> OneOf<T>(string name, string help, string description, params (string Word, T Value)[] choices)
    {
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = help,
            CustomParser = result => Convert(result, text =>
            {
                foreach ((string word, T value) in choices)
                {
                    if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                        return value;
                }

                throw new FormatException($"{name} takes {string.Join(", ", choices.Select(static choice => choice.Word))}; found '{text}'");
            }),
        };
        option.CompletionSources.Add([.. choices.Select(static choice => choice.Word)]);
        return option;
    }

    public static Option<Colormap?> Colormap() => OneOf(
        "--colormap", "NAME", $"The color map of heat maps, {Imaging.Colormap.Default} unless told; 'lrpgen colormaps' lists them.", [.. Imaging.Colormap.All.Select(static map => (map.Name, map))]);

    /// <summary>Tells an option that does not exist, which would otherwise count as the name of a file.</summary>
    public static void RefuseOptions(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-') && token.Value != "-" && !File.Exists(token.Value)) is { } token)
            result.AddError($"There is no option '{token.Value}'");
    }

    /// <summary>What a list option was given; null where it was not.</summary>
    public static T[]? Given<T>(this ParseResult parse, Option<T[]?> option) => parse.GetValue(option) is { Length: > 0 } values ? values : null;

    /// <summary>Parses an option's one word; what is wrong with it becomes the command line's error.</summary>
    public static T? Convert<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[^1].Value);
        }
        catch (FormatException error)
        {
            result.AddError(error.Message);
            return default;
        }
    }

    /// <summary>A finite number, or a quotient of two such as 1/255.</summary>
    private static float Number(string text, string name, string all)
    {
        double value = text.Split('/') switch
        {
            [string plain] when TryNumber(plain, out double number) => number,
            [string above, string below] when TryNumber(above, out double numerator) && TryNumber(below, out double denominator) => numerator / denominator,
            _ => double.NaN,
        };
        return float.IsFinite((float)value) ? (float)value : throw new FormatException($"{name} should be numbers such as 0.5 or 1/255, with commas between them; found '{all}'");
    }

    private static bool TryNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
