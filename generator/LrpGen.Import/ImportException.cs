namespace LrpGen.Import;

/// <summary>A model or a rule that cannot be imported. The message is one line: what is wrong, where, and what could be done.</summary>
public sealed class ImportException : Exception
{
    /// <summary>One problem.</summary>
    /// <param name="message">The line.</param>
    /// <param name="inner">What it comes from.</param>
    public ImportException(string message, Exception? inner = null)
        : base(message, inner)
    {
        Problems = [message];
    }

    /// <summary>Several problems of one model.</summary>
    /// <param name="problems">A line for each; at least one.</param>
    public ImportException(IReadOnlyList<string> problems)
        : base(problems.Count == 1 ? problems[0] : $"{problems[0]} (and {problems.Count - 1} more)")
    {
        Problems = problems;
    }

    /// <summary>Every problem that was found, a line for each. The message is the first.</summary>
    public IReadOnlyList<string> Problems { get; }
}
