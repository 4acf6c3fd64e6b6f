namespace LrpGen.Benchmarks.Comparing;

/// <summary>How long a comparison takes.</summary>
/// <param name="WarmUp">How long each side runs before it is timed, at least.</param>
/// <param name="LongestWarmUp">And at most, unless one call takes longer.</param>
/// <param name="Turn">How long a turn of one side is, unless one call takes longer.</param>
/// <param name="Budget">How long all turns of both sides take together, about.</param>
internal sealed record Pace(TimeSpan WarmUp, TimeSpan LongestWarmUp, TimeSpan Turn, TimeSpan Budget);

/// <summary>How long a call took, in microseconds.</summary>
/// <param name="Median">The median over all turns.</param>
/// <param name="Least">In the fastest turn, which on a machine that is shared is the one that others left most of it.</param>
internal readonly record struct Timing(double Median, double Least);

/// <summary>
/// Times two sides in turn within one process, so that a machine whose speed drifts slows both alike, and compares the medians.
/// </summary>
internal static class Comparison
{
    private const int MostRounds = 41;
    private const int FewestRounds = 11;

    /// <summary>The time of a call of each side.</summary>
    /// <param name="ours">One call of one side.</param>
    /// <param name="peer">One call of the other.</param>
    /// <param name="pace">How long it may take.</param>
    /// <param name="quiet">How long each turn of <paramref name="ours"/> goes on untimed before it counts.</param>
    public static (Timing Ours, Timing Peer) Run(Action ours, Action peer, Pace pace, TimeSpan quiet = default)
    {
        var first = new Side(ours, pace, quiet);
        var second = new Side(peer, pace, TimeSpan.Zero);
        int rounds = (int)Math.Clamp(pace.Budget / (first.Turn + second.Turn), FewestRounds, MostRounds);
        for (int round = 0; round < rounds; round++)
        {
            first.TakeTurn();
            second.TakeTurn();
        }

        return (first.Timing, second.Timing);
    }
}
