using System.Globalization;
using System.Text.Json;

namespace LrpGen.Import;

/// <summary>A rule for one layer, as a rules file has it: <c>{"name": "zbox", "low": -3, "high": 3}</c>.</summary>
/// <param name="Kind">The rule.</param>
public sealed record RuleSetting(RuleKind Kind)
{
    /// <summary>What <see cref="RuleKind.Epsilon"/> adds to the denominator; not negative.</summary>
    public float Epsilon { get; init; } = 1e-6f;

    /// <summary>Epsilon as a multiple of the root mean square, for <see cref="RuleKind.EpsilonRms"/>; not negative.</summary>
    public float Factor { get; init; } = 0.25f;

    /// <summary>How much <see cref="RuleKind.Gamma"/> favors; not negative.</summary>
    public float Gamma { get; init; } = 0.25f;

    /// <summary>The share of the positive contributions, for <see cref="RuleKind.AlphaBeta"/>.</summary>
    public float Alpha { get; init; } = 2;

    /// <summary>The share of the negative contributions: <see cref="Alpha"/> less 1.</summary>
    public float Beta { get; init; } = 1;

    /// <summary>The low bounds of <see cref="RuleKind.ZBox"/>: one, or one per channel of the input.</summary>
    public IReadOnlyList<float> Low { get; init; } = [];

    /// <summary>The high bounds of <see cref="RuleKind.ZBox"/>.</summary>
    public IReadOnlyList<float> High { get; init; } = [];

    /// <summary>The rule's own stabilizer, greater than 0; the network's unless told.</summary>
    public float? Stabilizer { get; init; }

    /// <summary>What the rule does with the bias.</summary>
    public Bias Bias { get; init; }

    /// <summary>Reads a rule.</summary>
    /// <param name="rule">The JSON object.</param>
    /// <param name="layer">The layer that it is for, for messages.</param>
    /// <exception cref="ImportException">It is no rule: the message names the layer, what was found and what is expected.</exception>
    public static RuleSetting Parse(JsonElement rule, string layer) => RuleReader.Read(rule, layer);

    /// <summary>Reads a file of rules by layer: <c>{"conv1": {"name": "gamma"}, "fc": {"name": "epsilon", "epsilon": 1e-6}}</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">The file cannot be read or holds something else.</exception>
    public static IReadOnlyDictionary<string, RuleSetting> ParseFile(string path) => RuleReader.ReadFile(path);

    /// <summary>The rule in words: <c>gamma(0.25)</c>.</summary>
    public override string ToString()
    {
        string name = RuleReader.NameOf(Kind);
        string parameters = Kind switch
        {
            RuleKind.Epsilon => Text(Epsilon),
            RuleKind.EpsilonRms => Text(Factor),
            RuleKind.Gamma => Text(Gamma),
            RuleKind.AlphaBeta => $"{Text(Alpha)}, {Text(Beta)}",
            RuleKind.ZBox => $"{Bounds(Low)}, {Bounds(High)}",
            _ => "",
        };
        string[] words = [parameters, Bias == Bias.Ignore ? "bias ignored" : "", Stabilizer is { } e ? $"stabilizer {Text(e)}" : ""];
        string list = string.Join(", ", words.Where(static word => word.Length > 0));
        return list.Length == 0 ? name : $"{name}({list})";
    }

    // As it is written in a rules file: 1e-06, not 1E-06.
    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    private static string Bounds(IReadOnlyList<float> bounds) => bounds.Count == 1 ? Text(bounds[0]) : "[" + string.Join(", ", bounds.Select(Text)) + "]";
}

/// <summary>The rules that a rules file can name.</summary>
public enum RuleKind
{
    /// <summary>LRP-0, <c>zero</c>.</summary>
    Zero,

    /// <summary><c>epsilon</c>.</summary>
    Epsilon,

    /// <summary><c>epsilon-rms</c>.</summary>
    EpsilonRms,

    /// <summary><c>gamma</c>.</summary>
    Gamma,

    /// <summary><c>alphabeta</c>.</summary>
    AlphaBeta,

    /// <summary><c>zplus</c>.</summary>
    ZPlus,

    /// <summary><c>wsquare</c>.</summary>
    WSquare,

    /// <summary><c>flat</c>.</summary>
    Flat,

    /// <summary><c>zbox</c>.</summary>
    ZBox,

    /// <summary><c>pass</c>: for activations, and for batch norms that no linear layer takes in.</summary>
    Pass,

    /// <summary><c>norm</c>: for sums and average poolings, which have it unless told.</summary>
    Norm,

    /// <summary><c>winner</c>: for max poolings.</summary>
    Winner,

    /// <summary><c>average</c>: for max poolings.</summary>
    Average,

    /// <summary><c>split</c>: for max poolings.</summary>
    Split,
}
