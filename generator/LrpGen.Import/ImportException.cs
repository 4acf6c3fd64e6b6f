namespace LrpGen.Import;

/// <summary>A model or a rule that cannot be imported. The message is one line: what is wrong, where, and what could be done.</summary>
public sealed class ImportException : Exception
{
    /// <summary>One problem.</summary>
    /// <param name="message">The line.</param>
    /// <param name="inner">What it comes from.</param>
    public ImportException(string message, Exception? inner = null)
        : base(Line(message), inner)
    {
        Problems = [Message];
    }

    /// <summary>Several problems of one model.</summary>
    /// <param name="problems">A line for each; at least one.</param>
    public ImportException(IReadOnlyList<string> problems)
        : base(problems.Count == 1 ? Line(problems[0]) : $"{Line(problems[0])} (and {problems.Count - 1} more)")
    {
        Problems = [.. problems.Select(Line)];
    }

    /// <summary>Every problem that was found, a line for each. The message is the first.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>A text without what would break a line: names come from files.</summary>
    internal static string Line(string text) => string.Concat(text.Select(static c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c));
}
