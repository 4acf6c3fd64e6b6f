using LrpGen.Import;

namespace LrpGen.Tool.Commands;

/// <summary>The composites by the names of the command line, and what each assigns.</summary>
internal static class CompositeNames
{
    /// <summary>Every composite: its name, and its rules for the first linear layer, for convolutions and for dense layers.</summary>
    public static IReadOnlyList<(string Name, Composite Composite, string First, string Convolutions, string Dense)> All { get; } =
    [
        ("epsilon-gamma-box", Composite.EpsilonGammaBox, "z-box (--low, --high) when it is a convolution", "gamma 0.25", "epsilon 1e-6"),
        ("epsilon-plus", Composite.EpsilonPlus, "as the others", "z+", "epsilon 1e-6"),
        ("epsilon-plus-flat", Composite.EpsilonPlusFlat, "flat", "z+", "epsilon 1e-6"),
        ("epsilon-alpha2-beta1", Composite.EpsilonAlpha2Beta1, "as the others", "alpha-beta 2, 1", "epsilon 1e-6"),
        ("epsilon-alpha2-beta1-flat", Composite.EpsilonAlpha2Beta1Flat, "flat", "alpha-beta 2, 1", "epsilon 1e-6"),
        ("excitation-backprop", Composite.ExcitationBackprop, "as the others", "z+", "z+"),
    ];

    /// <summary>Reads NAME or NAME:FIRST..LAST; names may also be written as the language has them, EpsilonPlus.</summary>
    /// <exception cref="FormatException">There is no such composite.</exception>
    public static CompositeSetting Parse(string text)
    {
        (string name, string? range) = text.IndexOf(':') is var colon and >= 0 ? (text[..colon], text[(colon + 1)..]) : (text, null);
        foreach ((string known, Composite composite, _, _, _) in All)
        {
            if (!string.Equals(Plain(name), Plain(known), StringComparison.OrdinalIgnoreCase))
                continue;
            if (range is null)
                return new CompositeSetting(composite);
            int dots = range.IndexOf("..", StringComparison.Ordinal);
            if (dots < 0)
                throw new FormatException($"--composite takes NAME:FIRST..LAST for the layers from one to another; found '{text}'");
            return new CompositeSetting(composite) { From = NullIfEmpty(range[..dots]), To = NullIfEmpty(range[(dots + 2)..]) };
        }

        throw new FormatException($"--composite takes {string.Join(", ", All.Select(static entry => entry.Name))}; found '{name}'");
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
