namespace LrpGen;

/// <summary>Makes what errors say of a file one line: names come from the file, so they may be long and may hold line breaks.</summary>
internal static class OneLine
{
    private const int Longest = 600;

    /// <summary>The text without line breaks, cut off where it gets too long.</summary>
    public static string Of(string text)
    {
        string cut = text.Length <= Longest ? text : text[..Longest] + "...";
        return string.Concat(cut.Select(static character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));
    }
}
