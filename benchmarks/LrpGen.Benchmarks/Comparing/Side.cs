using System.Diagnostics;

namespace LrpGen.Benchmarks.Comparing;

/// <summary>One side of a comparison: what it calls, and how long each of its turns took.</summary>
internal sealed class Side
{
    private const int EnoughCalls = 100;

    private readonly Action _call;
    private readonly TimeSpan _quiet;
    private readonly int _calls;
    private readonly List<double> _times = [];

    /// <summary>Warms up until the JIT has nothing left to do, and sees how many calls make a turn.</summary>
    public Side(Action call, Pace pace, TimeSpan quiet)
    {
        (_call, _quiet) = (call, quiet);
        var watch = Stopwatch.StartNew();
        int calls = 0;
        while (watch.Elapsed < pace.WarmUp || (calls < EnoughCalls && watch.Elapsed < pace.LongestWarmUp))
        {
            call();
            calls++;
        }

        TimeSpan one = watch.Elapsed / calls;
        _calls = Math.Max(1, (int)(pace.Turn / one));
        Turn = quiet + (_calls * one);
    }

    /// <summary>How long a turn takes, about.</summary>
    public TimeSpan Turn { get; }

    /// <summary>What the turns so far say.</summary>
    public Timing Timing
    {
        get
        {
            _times.Sort();
            return new Timing(_times[_times.Count / 2], _times[0]);
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
