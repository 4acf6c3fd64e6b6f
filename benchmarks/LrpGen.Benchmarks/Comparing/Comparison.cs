using System.Diagnostics;

namespace LrpGen.Benchmarks.Comparing;

/// <summary>
/// Times two sides in turn within one process, so that a machine whose speed drifts slows both alike, and compares the medians.
/// </summary>
internal static class Comparison
{
    private const int MostRounds = 41;
    private const int FewestRounds = 11;
    private const int EnoughCalls = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(6);

    // For 45 ms after a call the peer's other threads keep a core busy, waiting for the next.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    /// <summary>The median time of a call of each side in microseconds.</summary>
    public static (double Ours, double Peer) Run(Race race)
    {
        var ours = new Side(race.RunOurs, race.Threads > 1 ? Quiet : TimeSpan.Zero);
        var peer = new Side(race.RunPeer, TimeSpan.Zero);
        int rounds = (int)Math.Clamp(Budget / (ours.Turn + peer.Turn), FewestRounds, MostRounds);
        for (int round = 0; round < rounds; round++)
        {
            ours.TakeTurn();
            peer.TakeTurn();
        }

        return (ours.Median, peer.Median);
    }

    private sealed class Side
    {
        private readonly Action _call;
        private readonly TimeSpan _quiet;
        private readonly int _calls;
        private readonly List<double> _times = [];

        /// <summary>Warms up until the JIT has nothing left to do, and sees how many calls make a turn.</summary>
        /// <param name="call">One call.</param>
        /// <param name="quiet">How long a turn goes on untimed before it counts.</param>
        public Side(Action call, TimeSpan quiet)
        {
            (_call, _quiet) = (call, quiet);
            var watch = Stopwatch.StartNew();
            int calls = 0;
            while (watch.Elapsed < WarmUp || (calls < EnoughCalls && watch.Elapsed < LongestWarmUp))
            {
                call();
                calls++;
            }

            TimeSpan one = watch.Elapsed / calls;
            _calls = Math.Max(1, (int)(Comparison.Turn / one));
            Turn = quiet + (_calls * one);
        }

        public TimeSpan Turn { get; }

        public double Median
        {
            get
            {
                _times.Sort();
                return _times[_times.Count / 2];
            }
        }

        public void TakeTurn()
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < _quiet)
                _call();
            start = Stopwatch.GetTimestamp();
            for (int k = 0; k < _calls; k++)
                _call();
            _times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / _calls);
        }
    }
}
