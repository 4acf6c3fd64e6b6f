namespace LrpGen.Samples.Mnist;

/// <summary>The rule assignments that the command line can choose from, each a network declared in Networks.cs.</summary>
internal static class RuleSets
{
    private static readonly (string Name, string Description, Func<string, INetwork> Load)[] All =
    [
        ("thesis", "LRP-0 / gamma / z-box", static path => ThesisRules.Load(path)),
        ("thesis-epsilon", "LRP-0 / epsilon-rms / z-box", static path => ThesisRulesWithEpsilon.Load(path)),
        ("lrp-0", "LRP-0 everywhere", static path => ZeroEverywhere.Load(path)),
        ("epsilon-plus-flat", "epsilon, flat at the pixels", static path => EpsilonPlusFlat.Load(path)),
        ("excitation-backprop", "z+ everywhere", static path => PlusEverywhere.Load(path)),
    ];

    public static string[] Names { get; } = [.. All.Select(static set => set.Name)];

    /// <summary>A line for each, for the help.</summary>
    public static string Help { get; } = string.Join("; ", All.Select(static set => $"{set.Name}: {set.Description}"));

    public static INetwork Load(string name, string weights) => All.Single(set => set.Name == name).Load(weights);
}
