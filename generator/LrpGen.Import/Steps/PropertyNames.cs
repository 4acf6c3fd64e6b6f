using System.Reflection;
using System.Text;

namespace LrpGen.Import.Steps;

/// <summary>Names for C# made of the names of a model.</summary>
internal sealed class PropertyNames
{
    // Names that the generated half has, inherits or makes of a step's, and types that attributes mention, which a step of that name would hide.
    private static readonly HashSet<string> Taken =
    [
        "Batch", "Bias", "Layer", "MaxRelevance", "PadMode", "Step", "Composite", "Precision", "Load", "Fork", "InputShape", "OutputShape", "LoadWeights", "Description", "Top",
        .. typeof(LrpNetwork).GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy).Select(static member => member.Name),
    ];

    private static readonly string[] EmittedPrefixes = ["Forward", "Prepare", "Explain", "Shape"];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <param name="owner">The name of the class, which no member may have.</param>
    public PropertyNames(string owner)
    {
        _used.Add(owner);
    }

    /// <summary>A name like the given one that no other member has.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int k = 2; !IsFree(unique); k++)
            unique = $"{name}_{k}";
        _used.Add(unique);
        return unique;
    }

    /// <summary>A name as C# has it: <c>features.0</c> is <c>Features0</c>.</summary>
    /// <param name="path">The name in the model.</param>
    /// <param name="kind">The kind of layer, which stands before a name that begins with a digit: <c>Conv0</c>.</param>
    public static string Of(string path, string kind)
    {
        kind = kind.EndsWith('d') && kind.Length > 2 && char.IsAsciiDigit(kind[^2]) ? kind[..^2] : kind;
        var name = new StringBuilder();
        bool isStart = true;
        bool afterBreak = false;
        foreach (char c in path)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                isStart = true;
                afterBreak = afterBreak || name.Length > 0;
                continue;
            }

            if (afterBreak && char.IsAsciiDigit(c) && char.IsAsciiDigit(name[^1]))
                name.Append('_');
            name.Append(isStart ? char.ToUpperInvariant(c) : c);
            (isStart, afterBreak) = (false, false);
        }

        if (name.Length == 0)
            return kind;
        return char.IsAsciiDigit(name[0]) ? kind + name : name.ToString();
    }

    private bool IsFree(string name) => !_used.Contains(name)
        && !Taken.Contains(name)
        && !EmittedPrefixes.Any(prefix => Taken.Contains(prefix + name) || _used.Contains(prefix + name) || (name.StartsWith(prefix, StringComparison.Ordinal) && _used.Contains(name[prefix.Length..])));
}
