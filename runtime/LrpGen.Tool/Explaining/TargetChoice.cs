using System.Globalization;

namespace LrpGen.Tool.Explaining;

/// <summary>Which outputs are explained: the top one of each sample, one for all, several together, or one for each sample.</summary>
internal sealed class TargetChoice
{
    private readonly int[] _indices;

    private TargetChoice(TargetKind kind, int[] indices)
    {
        Kind = kind;
        _indices = indices;
    }

    public static TargetChoice Top { get; } = new(TargetKind.Top, []);

    public TargetKind Kind { get; }

    /// <summary>The number of samples that it is for, where it names one output for each.</summary>
    public int? SampleCount => Kind == TargetKind.PerSample ? _indices.Length : null;

    /// <summary>Reads an index, a name, "top", "all-of:3,7" or "@0,3,9".</summary>
    /// <param name="text">The option.</param>
    /// <param name="classes">The names of the outputs, or null.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <exception cref="ToolException">There is no such output.</exception>
    public static TargetChoice Parse(string text, ClassNames? classes, int outputs)
    {
        if (text.Equals("top", StringComparison.OrdinalIgnoreCase))
            return Top;
        if (text.StartsWith('@'))
            return new TargetChoice(TargetKind.PerSample, List(text, text[1..], classes, outputs));
        if (text.StartsWith("all-of:", StringComparison.OrdinalIgnoreCase))
            return new TargetChoice(TargetKind.Together, [.. List(text, text["all-of:".Length..], classes, outputs).Distinct()]);
        return new TargetChoice(TargetKind.One, [Index(text, classes, outputs)]);
    }

    /// <summary>The outputs explained for a sample.</summary>
    /// <param name="sample">Its number among all samples of all inputs, from 0.</param>
    /// <param name="top">The output with its largest logit.</param>
    public int[] For(long sample, int top) => Kind switch
    {
        TargetKind.Top => [top],
        TargetKind.PerSample => [_indices[sample]],
        _ => _indices,
    };

    private static int[] List(string text, string list, ClassNames? classes, int outputs)
    {
        string[] parts = list.Split(',', StringSplitOptions.TrimEntries);
        return !parts.Contains("")
            ? [.. parts.Select(part => Index(part, classes, outputs))]
            : throw ToolException.Usage($"--target '{text}' should hold indices or names with commas between them, such as @0,3,9 or all-of:3,7.");
    }

    private static int Index(string text, ClassNames? classes, int outputs)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
        {
            return (uint)index < (uint)outputs
                ? index
                : throw new ToolException($"--target {index} is no output of the model; it has the outputs 0 to {outputs - 1}.");
        }

        return classes?.IndexOf(text)
            ?? throw new ToolException($"--target '{text}' is no index; to explain a class by its name, give the names with --classes FILE.");
    }
}

/// <summary>What a <see cref="TargetChoice"/> names.</summary>
internal enum TargetKind
{
    /// <summary>The output with the largest logit of each sample.</summary>
    Top,

    /// <summary>One output for all samples.</summary>
    One,

    /// <summary>Several outputs at once: their explanations added up.</summary>
    Together,

    /// <summary>One output for each sample.</summary>
    PerSample,
}
