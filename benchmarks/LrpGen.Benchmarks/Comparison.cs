using System.Diagnostics;
using System.Globalization;

namespace LrpGen.Benchmarks;

/// <summary>One thing that ours and the peer both do.</summary>
/// <param name="Name">What a line of the table calls it.</param>
/// <param name="Threads">The threads that each side may use.</param>
/// <param name="Ours">One call of ours.</param>
/// <param name="Peer">One call of the peer.</param>
internal sealed record Contest(string Name, int Threads, Action Ours, Action Peer);

/// <summary>
/// Times two sides in turn within one process, so that a machine whose speed drifts slows both alike, and compares the medians.
/// </summary>
internal static class Comparison
{
    private const int Rounds = 41;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(8);

    public static void Print(IEnumerable<Contest> contests, TextWriter output)
    {
        output.WriteLine("NAME threads ours_us peer_us ratio");
        foreach (Contest contest in contests)
        {
            (double ours, double peer) = Run(contest);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{contest.Name} {contest.Threads} {ours:F2} {peer:F2} {ours / peer:F3}"));
        }
    }

    /// <summary>The median time of each side in microseconds.</summary>
    public static (double Ours, double Peer) Run(Contest contest)
    {
        int oursPerRound = Calibrate(contest.Ours);
        int peerPerRound = Calibrate(contest.Peer);
        var ours = new double[Rounds];
        var peer = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            ours[round] = Time(contest.Ours, oursPerRound);
            peer[round] = Time(contest.Peer, peerPerRound);
        }

        return (Median(ours), Median(peer));
    }

    private static int Calibrate(Action action)
    {
        var watch = Stopwatch.StartNew();
        int calls = 0;
        while (watch.Elapsed < WarmUp || calls < 100)
        {
            action();
            calls++;
            if (watch.Elapsed > 10 * WarmUp)
                break;
        }

        return Math.Max(1, (int)(calls * (RoundLength / watch.Elapsed)));
    }

    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int k = 0; k < calls; k++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
