using System.CommandLine;
using System.Globalization;

namespace LrpGen.Benchmarks.Comparing;

/// <summary>
/// Prints <c>NAME threads ours_us peer_us ratio best</c>, a line for each contest and number of threads: the medians over all turns, their
/// ratio, and the ratio of the fastest turns.
/// </summary>
internal static class CompareCommand
{
    private const double DisturbingCores = 0.1;

    private static readonly Pace Pace = new(
        WarmUp: TimeSpan.FromMilliseconds(400), LongestWarmUp: TimeSpan.FromSeconds(2), Turn: TimeSpan.FromMilliseconds(8), Budget: TimeSpan.FromSeconds(6));

    // For 45 ms after a call the peer's other threads keep a core busy, waiting for the next.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    public static Command Create()
    {
        var names = new Argument<string[]>("names")
        {
            Description = $"The networks: {string.Join(", ", Contests.Networks)}; or single lines of the table, such as vgg-16+thesis. All unless told.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var threads = new Option<int[]>("--threads", "-t") { Description = "The threads that each side may use, 1 or 2; both, one after the other, unless told.", DefaultValueFactory = _ => [1, 2] };
        var forward = new Option<bool>("--forward") { Description = "Leave the explanations out." };
        names.Validators.Add(static result =>
        {
            foreach (string name in result.Tokens.Select(static token => token.Value))
            {
                if (!Contests.All.Any(contest => Answers(contest, name)))
                    result.AddError($"There is no comparison '{name}'; there are {string.Join(", ", Contests.All.Select(static contest => contest.Name))}.");
            }
        });
        threads.AcceptOnlyFromAmong("1", "2");
        var command = new Command("compare", "Times ours and ONNX Runtime in turn within this process.") { names, threads, forward };
        command.SetAction(parsed =>
        {
            string[] asked = parsed.GetValue(names) ?? [];
            IEnumerable<Contest> chosen = Contests.All.Where(contest =>
                (asked.Length == 0 || asked.Any(name => Answers(contest, name))) && (contest.Rules is null || !parsed.GetValue(forward)));
            Print(chosen, parsed.GetValue(threads)!);
        });
        return command;
    }

    private static bool Answers(Contest contest, string name) => name == contest.Network || name == contest.Name;

    private static void Print(IEnumerable<Contest> contests, int[] threads)
    {
        Console.WriteLine("NAME threads ours_us peer_us ratio best");
        foreach (Contest contest in contests)
        {
            foreach (int count in threads)
                Print(contest, count);
        }
    }

    private static void Print(Contest contest, int threads)
    {
        try
        {
            using Race race = contest.Prepare(threads);
            var others = new OtherWork();
            (Timing ours, Timing peer) = Comparison.Run(race.RunOurs, race.RunPeer, Pace, threads > 1 ? Quiet : TimeSpan.Zero);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contest.Name} {threads} {ours.Median:F2} {peer.Median:F2} {ours.Median / peer.Median:F3} {ours.Least / peer.Least:F3}{Note(race, others.Cores)}"));
        }
        catch (FileNotFoundException missing)
        {
            Console.WriteLine($"{contest.Name} {threads} skipped: {missing.Message}");
        }
    }

    /// <summary>What keeps a line from meaning what it seems to.</summary>
    private static string Note(Race race, double otherCores)
    {
        string ours = race.OurThreads == race.Threads ? "" : $"  (ours on {race.OurThreads})";
        return otherCores < DisturbingCores ? ours : string.Create(CultureInfo.InvariantCulture, $"{ours}  (others kept {otherCores:F1} cores busy)");
    }
}
