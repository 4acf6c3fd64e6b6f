using System.Collections.Immutable;

namespace LrpGen;

/// <summary>A tensor of a weight file, as its header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">The name of its element type in the format: <c>F32</c>, <c>BF16</c> and so on.</param>
/// <param name="Sizes">Its sizes, outermost first; empty for a scalar.</param>
public sealed record TensorInfo(string Name, string DataType, ImmutableArray<long> Sizes)
{
    /// <summary>Where its bytes start, counted from the end of the header.</summary>
    internal long Begin { get; init; }

    /// <summary>Where its bytes end.</summary>
    internal long End { get; init; }

    /// <summary>For example <c>fc1.weight F32 [300, 784]</c>.</summary>
    public override string ToString() => $"{Name} {DataType} [{string.Join(", ", Sizes)}]";

    /// <summary>Sizes as errors show them: a file may name thousands.</summary>
    internal static string Words<T>(ReadOnlySpan<T> sizes)
    {
        const int MostShown = 8;
        string shown = string.Join(", ", sizes[..Math.Min(sizes.Length, MostShown)].ToArray());
        return sizes.Length <= MostShown ? $"[{shown}]" : $"[{shown}, and {sizes.Length - MostShown} more]";
    }
}
