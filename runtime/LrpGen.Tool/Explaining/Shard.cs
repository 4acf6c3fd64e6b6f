using System.Globalization;

namespace LrpGen.Tool.Explaining;

/// <summary>The part of many inputs that falls to one of several processes.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">How many parts there are.</param>
internal sealed record Shard(int Index, int Count)
{
    /// <summary>Reads I/N.</summary>
    /// <exception cref="FormatException">It is no part.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [string first, string second]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
        && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
        && index < count
            ? new Shard(index, count)
            : throw new FormatException($"--shard takes I/N with I from 0 to N-1, such as 0/4 to 3/4 for four processes; found '{text}'");
}
