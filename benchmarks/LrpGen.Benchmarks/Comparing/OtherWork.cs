using System.Diagnostics;
using System.Globalization;

namespace LrpGen.Benchmarks.Comparing;

/// <summary>
/// How busy a machine is with something else: a time taken while others compute means little, with two threads on two cores least of all.
/// Known on Linux only.
/// </summary>
internal sealed class OtherWork
{
    private const string Counters = "/proc/stat";

    // The kernel counts in hundredths of a second, summed over the cores.
    private const double Tick = 0.01;
    private const int Idle = 3;
    private const int Waiting = 4;
    private const int Steal = 7;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double _start = Busy() - Own();

    /// <summary>How many cores others kept busy since this object was made, on average; 0 where that is not known.</summary>
    public double Cores => Math.Max(0, (Busy() - Own() - _start) / _watch.Elapsed.TotalSeconds);

    private static double Own() => File.Exists(Counters) ? Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds : 0;

    private static double Busy()
    {
        if (!File.Exists(Counters))
            return 0;

        // "cpu  user nice system idle iowait irq softirq steal ...", the time of guests counted in user already.
        string[] fields = File.ReadLines(Counters).First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        double busy = 0;
        for (int k = 0; k <= Steal; k++)
            busy += k is Idle or Waiting ? 0 : double.Parse(fields[k], CultureInfo.InvariantCulture);
        return busy * Tick;
    }
}
